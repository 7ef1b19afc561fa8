"""Scale and size of pictures of a design (CN-DSN-023, 024)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, practice
from services.formal_check.domain.findings import Draft, Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rules.designs.reading import design_rule, pictures_seen, views_of
from services.formal_check.domain.rules.designs.view_groups import by_group, place_of_view
from shared.contracts.common import Message
from shared.contracts.formal_check import Severity
from shared.model.design import ViewKind
from shared.model.drawings import ImageFile

_MM_PER_INCH = 25.4
_TOLERANCE = 0.05
_HEIGHT, _WIDTH = "高度", "宽度"
_EXTENTS = {
    ViewKind.FRONT: ((_WIDTH, "width"), (_HEIGHT, "height")),
    ViewKind.BACK: ((_WIDTH, "width"), (_HEIGHT, "height")),
    ViewKind.LEFT: (None, (_HEIGHT, "height")),
    ViewKind.RIGHT: (None, (_HEIGHT, "height")),
    ViewKind.TOP: ((_WIDTH, "width"), None),
    ViewKind.BOTTOM: ((_WIDTH, "width"), None),
}
"""Which side of the product a view's horizontal and vertical extents show."""


@design_rule(
    "CN-DSN-023",
    zh="各视图比例一致",
    en="All views have the same scale",
    severity=Severity.WARNING,
    reads=[Input.DESIGN, Input.RECOGNISED_PICTURES],
    basis=[guidelines("1.3.4.2.4")],
)
def views_of_one_scale(case: Case) -> Drafts:
    """Compare the height and width of the product in its orthographic views.

    The first view that shows a side is the measure; a difference of more than 5 % is reported.

    Why:
        Views of different scale contradict each other.
    Known problems:
        Rests on the box around what is drawn, found by recognition.

    Example:
        主视图高100，左视图高80
    Use instead:
        主视图高100，左视图高100
    中文:
        按图片识别得到的外接框比较各正投影视图中产品的高度和宽度，相差超过5%时提示。

    """
    seen = {view.id: picture for view, picture in pictures_seen(case)}
    compared = False
    for entries in case.shared(by_group).values():
        measure: dict[str, tuple[float, str]] = {}
        for entry in entries:
            picture = seen.get(entry.view.id)
            if picture is None or picture.content_box is None:
                continue
            left, top, right, bottom = picture.content_box
            scale = _millimetres_per_pixel(entry.view.image)
            for side, extent in zip(
                _EXTENTS.get(entry.view.kind, (None, None)),
                (right - left, bottom - top),
                strict=True,
            ):
                if side is None or extent <= 0:
                    continue
                size = extent * scale
                label = entry.view.label or ""
                first, other = measure.setdefault(side[0], (size, label))
                compared = compared or other != label
                if abs(size - first) > _TOLERANCE * first:
                    yield Draft(
                        Message(
                            zh=f"“{label}”中产品的{side[0]}与“{other}”相差{abs(size - first) / first:.0%}，"
                            "请使各视图比例一致。",
                            en=f"The product's {side[1]} differs from that in “{other}” by "
                            f"{abs(size - first) / first:.0%}: use one scale for all views.",
                        ),
                        place_of_view(entry.view),
                        from_recognition=True,
                    )
    if not compared:
        raise NotChecked(
            "未提供两幅以上视图的外接框（recognised_pictures.content_box），未检查。",
            "Not checked: the boxes of two views were not given.",
        )


def _millimetres_per_pixel(image: ImageFile) -> float:
    """The scale at which a picture is shown; 1 (pixels) where the papers do not say."""
    if image.width_mm and image.pixel_width:
        return image.width_mm / image.pixel_width
    return _MM_PER_INCH / image.dpi if image.dpi else 1.0


_MOST_MM = (150.0, 220.0)
_DPI = (72.0, 300.0)


@design_rule(
    "CN-DSN-024",
    zh="电子图片不超过150毫米×220毫米，分辨率72至300DPI，JPEG格式",
    en="Pictures are at most 150 mm x 220 mm, 72-300 dpi, JPEG",
    severity=Severity.WARNING,
    reads=[Input.DESIGN],
    profiles=FILING,
    basis=[practice()],
)
def picture_size(case: Case) -> Drafts:
    """Report pictures whose header states another size, resolution or format.

    Why:
        The e-filing system takes these only.
    Known problems:
        Known from secondary sources: the Guidelines only ask for a clear picture.

    Example:
        180mm×250mm；600DPI；PNG
    Use instead:
        140mm×200mm；300DPI；JPEG
    中文:
        图片文件头所示尺寸超过150毫米×220毫米、分辨率不在72至300DPI之间，或者不是JPEG格式时提示。
        该要求依据二手来源。

    """
    measured = False
    for view in views_of(case):
        image = view.image
        place = place_of_view(view)
        if image.file_format is not None:
            measured = True
            if image.file_format != "JPEG":
                yield placed(
                    place,
                    zh=f"图片为{image.file_format}格式，请转换为JPEG。",
                    en=f"The picture is {image.file_format}: convert it to JPEG.",
                )
        if image.dpi is not None:
            measured = True
            if not _DPI[0] <= image.dpi <= _DPI[1] + 0.5:
                yield placed(
                    place,
                    zh=f"图片分辨率为{image.dpi:g}DPI，应在72至300DPI之间。",
                    en=f"The picture has {image.dpi:g} dpi: use 72 to 300.",
                )
        size = _size(image)
        if size is not None:
            measured = True
            if size[0] > _MOST_MM[0] + 0.5 or size[1] > _MOST_MM[1] + 0.5:
                yield placed(
                    place,
                    zh=f"图片尺寸为{size[0]:.0f}毫米×{size[1]:.0f}毫米，不得超过150毫米×220毫米。",
                    en=f"The picture is {size[0]:.0f} mm x {size[1]:.0f} mm: at most 150 mm x 220 mm.",
                )
    if not measured:
        raise NotChecked(
            "没有可读取的图片文件头，未检查。",
            "Not checked: no picture file has a readable header.",
        )


def _size(image: ImageFile) -> tuple[float, float] | None:
    if image.width_mm and image.height_mm:
        return image.width_mm, image.height_mm
    if image.dpi and image.pixel_width and image.pixel_height:
        inches = (image.pixel_width / image.dpi, image.pixel_height / image.dpi)
        return inches[0] * _MM_PER_INCH, inches[1] * _MM_PER_INCH
    return None


RULES = (
    views_of_one_scale,
    picture_size,
)
