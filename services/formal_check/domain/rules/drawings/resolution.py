"""Whether drawings stay legible when printed (CN-DRW-008, CN-ABS-012)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Draft, Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.drawings.places import figure_place
from shared.contracts.common import Message
from shared.contracts.formal_check import Severity
from shared.model.drawings import ImageFile
from shared.model.source import Location

_MM_PER_INCH = 25.4
_LEAST_DPI = 100


def effective_dpi(image: ImageFile) -> float | None:
    """Dots per inch at the size at which the papers show the picture."""
    if image.pixel_width and image.width_mm:
        return image.pixel_width / image.width_mm * _MM_PER_INCH
    return image.dpi


@rule(
    "CN-DRW-008",
    zh="附图缩小到三分之二时仍能清晰分辨各个细节",
    en="A drawing stays legible when reduced to two thirds",
    severity=Severity.WARNING,
    reads=[Input.DRAWINGS],
    profiles=FILING,
    basis=[guidelines("1.1.4.3")],
)
def coarse_drawing(case: Case) -> Drafts:
    """Report drawings with fewer than 100 pixels per inch at the size stated.

    Why:
        Drawings are printed smaller in the publication.
    Known problems:
        Pixels alone do not make a picture clear: line width and contrast are not measured. The
        limit of 100 dpi is an estimate, not a rule of law.

    Example:
        有效分辨率50dpi
    Use instead:
        有效分辨率150dpi以上
    中文:
        按图片像素与所注尺寸计算的有效分辨率低于100DPI时提示。该数值是估算，并非法律规定。

    """
    if not case.figures:
        raise NotApplicable("没有附图。", "There are no drawings.")
    measured = False
    for figure in case.figures:
        for image in figure.images:
            dpi = effective_dpi(image)
            if dpi is None:
                continue
            measured = True
            if dpi < _LEAST_DPI:
                yield placed(
                    figure_place(case, figure),
                    zh=f"附图的有效分辨率约为{dpi:.0f}DPI，缩小到三分之二时可能无法分辨细节，请以更高分辨率提交。",
                    en=f"The drawing has about {dpi:.0f} dpi: details may be lost when it is reduced.",
                )
    if not measured:
        raise NotChecked(
            "附图文件未提供或者未写明像素和尺寸，未检查。",
            "Not checked: no picture states its pixels and size.",
        )


_ABSTRACT_MM = (40.0, 60.0)
_LEAST_SIGN_MM = 0.7


@rule(
    "CN-ABS-012",
    zh="摘要附图缩小到4厘米×6厘米时仍能清楚分辨各个细节",
    en="The abstract's figure stays legible at 4 cm x 6 cm",
    severity=Severity.NOTICE,
    reads=[Input.ABSTRACT, Input.RECOGNISED_SIGNS],
    profiles=FILING,
    basis=[guidelines("1.1.4.5.2")],
)
def dense_abstract_figure(case: Case) -> Drafts:
    """Note an abstract figure whose signs would be smaller than 0.7 mm at 4 cm x 6 cm.

    Why:
        The figure is printed at that size on the front page.
    Known problems:
        Judged by the height of the recognised signs; the limit of 0.7 mm is an estimate.

    Example:
        超大密集图
    Use instead:
        简洁主图
    中文:
        按识别出的附图标记高度计算，摘要附图缩小到4厘米×6厘米时标记不足0.7毫米的，提示更换。该数值是估算。

    """
    abstract = case.abstract_or_none
    figure = abstract.figure if abstract is not None else None
    if figure is None or not figure.images:
        raise NotApplicable("没有摘要附图。", "The abstract has no figure.")
    signs = case.recognised_signs
    judged = False
    for image in figure.images:
        heights = sorted(_height(sign.quad) for sign in signs if sign.file == image.path)
        if not heights or not image.pixel_width or not image.pixel_height:
            continue
        judged = True
        short, long = sorted((image.pixel_width, image.pixel_height))
        scale = min(_ABSTRACT_MM[0] / short, _ABSTRACT_MM[1] / long)
        size = heights[len(heights) // 2] * scale
        if size < _LEAST_SIGN_MM:
            place = figure.location or Location(
                file=image.path or "", text=figure.label or "", element="abstract/figure"
            )
            yield Draft(
                Message(
                    zh=f"摘要附图缩小到4厘米×6厘米时附图标记约高{size:.1f}毫米，难以分辨，请改用更简洁的附图。",
                    en=f"At 4 cm x 6 cm the signs of this figure are about {size:.1f} mm high: choose "
                    "a simpler figure.",
                ),
                place,
                from_recognition=True,
            )
    if not judged:
        raise NotChecked(
            "未识别摘要附图中的附图标记，未检查。",
            "Not checked: no signs of the abstract's figure were recognised.",
        )


def _height(quad: tuple[float, ...]) -> float:
    """The shorter side of the box around a sign, in pixels."""
    xs, ys = quad[0::2], quad[1::2]
    return min(max(xs) - min(xs), max(ys) - min(ys)) if len(xs) > 1 else 0.0


RULES = (
    coarse_drawing,
    dense_abstract_figure,
)
