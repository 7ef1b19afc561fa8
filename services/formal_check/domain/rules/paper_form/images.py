"""Image files: present, of an allowed format, fine enough (CN-FMT-004, 005)."""

from __future__ import annotations

from pathlib import PurePosixPath

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import practice
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.paper_form.pictures import image_place, images
from shared.contracts.formal_check import Severity
from shared.model.source import Location

_ALLOWED = frozenset({".jpg", ".jpeg", ".tif", ".tiff"})


@rule(
    "CN-FMT-004",
    zh="文件中引用的图片应当存在，格式为jpg或者tif",
    en="Images named in the papers exist and are jpg or tif",
    severity=Severity.ERROR,
    reads=[Input.DRAWINGS, Input.ABSTRACT],
    profiles=FILING,
    basis=[practice()],
)
def image_missing_or_of_wrong_format(case: Case) -> Drafts:
    """Report a drawing whose image file is missing, or has another format than jpg or tif.

    Why:
        A figure without its picture was not filed.
    Known problems:
        The format is told by the file's name. The list of formats is that of the office's DTD.

    Example:
        file="images/a.png"
    Use instead:
        file="100003_1.jpg"
    中文:
        附图引用的图片文件在申请包中不存在，或者不是jpg、tif格式时报告。

    """
    filed = list(images(case))
    if not filed:
        raise NotApplicable("没有附图图片。", "There are no images of drawings.")
    for _, figure, image in filed:
        place = figure.location or Location(file="", text=image.name, element="drawings")
        suffix = PurePosixPath(image.name.replace("\\", "/")).suffix.lower()
        if image.path is None:
            yield placed(
                place,
                zh=f"图片文件“{image.name}”不在申请包中，请补充。",
                en=f"The image file “{image.name}” is not in the package: add it.",
            )
        elif suffix not in _ALLOWED:
            yield placed(
                place,
                zh=f"图片文件“{image.name}”不是jpg或者tif格式，请转换。",
                en=f"The image file “{image.name}” is neither jpg nor tif: convert it.",
            )


_DPI = (72.0, 300.0)


@rule(
    "CN-FMT-005",
    zh="图片分辨率在72至300DPI之间",
    en="Images have 72 to 300 dpi",
    severity=Severity.WARNING,
    reads=[Input.DRAWINGS, Input.ABSTRACT],
    profiles=FILING,
    basis=[practice()],
)
def resolution(case: Case) -> Drafts:
    """Report images whose header states another resolution.

    Why:
        The e-filing system takes no others.
    Known problems:
        Known from secondary sources; a header may state a resolution that the scan does not have.

    Example:
        600DPI
    Use instead:
        300DPI
    中文:
        图片文件头所示的分辨率低于72DPI或者高于300DPI时提示。该要求依据二手来源。

    """
    filed = list(images(case))
    if not filed:
        raise NotApplicable("没有图片。", "There are no images.")
    known_one = False
    for part, figure, image in filed:
        if image.dpi is None:
            continue
        known_one = True
        if not _DPI[0] <= image.dpi <= _DPI[1] + 0.5:
            yield placed(
                image_place(case, part, figure, image),
                zh=f"图片“{image.name}”的分辨率为{image.dpi:g}DPI，应在72至300DPI之间，请重新生成。",
                en=f"The image {image.name} has {image.dpi:g} dpi: use 72 to 300.",
            )
    if not known_one:
        raise NotChecked(
            "图片文件未提供或者未写明分辨率，未检查。",
            "Not checked: no image file states its resolution.",
        )


RULES = (
    image_missing_or_of_wrong_format,
    resolution,
)
