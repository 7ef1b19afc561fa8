"""What can go wrong with designs and their pictures.

DesignImageError
├── PictureError            a picture that cannot be used
│   ├── UnknownPictureTypeError   not JPEG, PNG, TIFF or PDF
│   ├── PictureTooLargeError      beyond the limits on pixels, sides, pages or bytes
│   ├── BrokenPictureError        truncated or damaged
│   └── EmptyPictureError         blank paper
├── InvalidDesignError      facts that contradict the files
├── UnknownDesignError      no such design, or no such view
├── UnknownSearchError      no such recorded search, or not for this key
├── ManifestError           a list of designs that cannot be read
├── ModelError              a descriptor model that cannot be used
├── RefitRunningError       a refit is under way already
└── BackboneError           a backbone that cannot be used
"""

from __future__ import annotations

from shared.errors import ZhishenError


class DesignImageError(ZhishenError):
    """Base of this service's errors."""

    name = "design-image"
    title = "Design image error"


class PictureError(DesignImageError):
    """A picture that cannot be used."""

    name = "picture"
    title = "Picture cannot be used"


class UnknownPictureTypeError(PictureError):
    """The bytes are not a picture type that is read."""

    name = "picture-type"
    title = "Picture type not supported"

    def __init__(self, file: str | None = None, pointer: str | None = None) -> None:
        super().__init__(
            "The file is not a JPEG, PNG, TIFF or PDF. Send one of these types.",
            "该文件不是 JPEG、PNG、TIFF 或 PDF，请提交上述格式之一。",
            file=file,
            pointer=pointer,
        )


class PictureTooLargeError(PictureError):
    """The picture is beyond the limits."""

    name = "picture-too-large"
    title = "Picture too large"


class BrokenPictureError(PictureError):
    """The picture is truncated or damaged."""

    name = "picture-broken"
    title = "Picture damaged"

    def __init__(self, file: str | None = None, pointer: str | None = None) -> None:
        super().__init__(
            "The picture is truncated or damaged and cannot be decoded. Send it again.",
            "图片不完整或已损坏，无法解码，请重新提交。",
            file=file,
            pointer=pointer,
        )


class EmptyPictureError(PictureError):
    """The picture shows nothing."""

    name = "picture-empty"
    title = "Picture empty"

    def __init__(self, file: str | None = None, pointer: str | None = None) -> None:
        super().__init__(
            "The picture is blank. Send a picture that shows the design.",
            "图片为空白，请提交显示外观设计的图片。",
            file=file,
            pointer=pointer,
        )


class InvalidDesignError(DesignImageError):
    """The design's facts and its files do not fit together."""

    name = "invalid-design"
    title = "Invalid design"


class UnknownDesignError(DesignImageError):
    """The collection has no such design or view."""

    name = "unknown-design"
    title = "Unknown design"

    def __init__(self) -> None:
        super().__init__(
            "The collection has no such design or view. Check the identifier.",
            "数据集中没有该外观设计或视图，请核对编号。",
        )


class UnknownSearchError(DesignImageError):
    """There is no such recorded search, or it is another's."""

    name = "unknown-search"
    title = "Unknown search"

    def __init__(self) -> None:
        super().__init__(
            "There is no such recorded search, hit or view. Check the identifier.",
            "没有该检索记录、检索结果或视图，请核对编号。",
        )


class ManifestError(DesignImageError):
    """A list of designs that cannot be read."""

    name = "manifest"
    title = "List of designs cannot be read"


class ModelError(DesignImageError):
    """A descriptor model that cannot be used."""

    name = "descriptor-model"
    title = "Descriptor model cannot be used"


class BackboneError(DesignImageError):
    """A backbone that cannot be used."""

    name = "backbone"
    title = "Backbone cannot be used"


class RefitRunningError(DesignImageError):
    """A refit is under way already."""

    name = "refit-running"
    title = "Refit under way"

    def __init__(self) -> None:
        super().__init__(
            "Another process is describing the collection anew. Wait until it is done.",
            "另一进程正在重新描述数据集，请等待其完成。",
        )
