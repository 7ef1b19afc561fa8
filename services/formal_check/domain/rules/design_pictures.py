"""Pictures, class, samples and subject of a design (CN-DSN-017, 022 … 027).

What a picture shows is known only from ``recognised_pictures``; what its file's header states is
part of ``ImageFile``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.brief_explanation import brief_explanation
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, law, practice, rules, rules_2010
from services.formal_check.domain.design_views import (
    by_group,
    design_statements,
    place_of_view,
)
from services.formal_check.domain.facts import papers
from services.formal_check.domain.findings import Draft, Drafts, at, placed
from services.formal_check.domain.profile import DESIGN, FILING, GoverningDate
from services.formal_check.domain.rule import rule
from shared.contracts.common import Message
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.design import DesignView, ViewKind
from shared.model.drawings import ImageFile, RecognisedPicture
from shared.model.facts.design import Sample
from shared.model.source import Location

_MM_PER_INCH = 25.4


def _views(case: Case) -> tuple[DesignView, ...]:
    if not case.design.views:
        raise NotChecked("没有视图，未检查。", "Not checked: there are no views.")
    return case.design.views


@rule(
    "CN-DSN-017",
    zh="请求保护色彩的，应在简要说明中声明并提交彩色图片或者照片",
    en="Claimed colour is stated in the explanation and shown in colour",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.REQUEST],
    kinds=DESIGN,
    profiles=FILING,
    basis=[rules(30, 3, before=False), rules_2010(27, 1), rules(31, 1)],
)
def claimed_colour(case: Case) -> Drafts:
    """Report a colour claim that the explanation lacks, and views stored without colour.

    Why:
        A colour that no view shows cannot be protected.
    Known problems:
        A picture stored in colour may still look grey: that is not seen.

    Example:
        声明保护色彩，视图为灰度图
    Use instead:
        彩色视图
    中文:
        请求保护色彩而简要说明没有声明，或者视图文件为灰度、黑白图像时报告。

    """
    explanation = case.shared(brief_explanation)
    stated = design_statements(case).colour_claimed
    if explanation.colour is None and not stated:
        raise NotApplicable("没有请求保护色彩。", "No colour is claimed.")
    if explanation.colour is None:
        last = explanation.units[-1]
        yield at(
            last,
            0,
            len(last.text),
            zh="请求书声明请求保护色彩，请在简要说明中写明“请求保护的外观设计包含色彩”。",
            en="The request claims colour: state it in the brief explanation.",
        )
    unknown = False
    for view in _views(case):
        colour = view.image.colour
        unknown = unknown or colour is None
        if colour in ("grey", "bilevel"):
            yield placed(
                place_of_view(view),
                zh="请求保护色彩，但该视图不是彩色图像，请提交彩色图片或者照片。",
                en="Colour is claimed, but this picture has none: file it in colour.",
            )
    if unknown:
        raise NotChecked(
            "部分视图文件未提供或者未说明是否彩色，未全部检查。",
            "Not all checked: some picture files are missing or do not tell whether they are in colour.",
        )


_FORBIDDEN = {
    "hatching": ("阴影线", "hatching"),
    "leader": ("指示线", "leader lines"),
    "centre": ("中心线", "centre lines"),
    "dimension": ("尺寸线", "dimension lines"),
    "chain": ("点划线", "chain lines"),
}


def _seen(case: Case) -> Iterator[tuple[DesignView, RecognisedPicture]]:
    pictures = {picture.file: picture for picture in case.recognised_pictures}
    for view in _views(case):
        found = pictures.get(view.image.path or "")
        if found is not None:
            yield view, found


@rule(
    "CN-DSN-022",
    zh="视图中不得有阴影线、指示线、中心线、尺寸线、点划线",
    en="Views have no hatching, leader, centre, dimension or chain lines",
    severity=Severity.WARNING,
    reads=[Input.DESIGN, Input.RECOGNISED_PICTURES],
    kinds=DESIGN,
    basis=[guidelines("1.3.4.2.2")],
)
def drafting_lines(case: Case) -> Drafts:
    """Report lines of technical drawing that were seen in a view.

    Why:
        Lines that are no contour of the product change what is seen of the design.
    Known problems:
        Rests on recognition of the picture: a warning at most. Chain lines are allowed for the
        border of a claimed part; a person has to look.

    Example:
        视图中有尺寸线
    Use instead:
        仅有产品轮廓线
    中文:
        图片识别结果表明视图中有阴影线、指示线、中心线、尺寸线、点划线时提示。用点划线表示局部与其他部分
        分界的除外，由人判断。

    """
    looked = False
    for view, picture in _seen(case):
        if picture.line_kinds is None:
            continue
        looked = True
        for kind in picture.line_kinds:
            if kind not in _FORBIDDEN or (kind == "chain" and case.design.partial):
                continue
            zh, en = _FORBIDDEN[kind]
            yield Draft(
                Message(
                    zh=f"视图中有{zh}，请删除，仅以轮廓线表达外观设计。",
                    en=f"The view shows {en}: remove them.",
                ),
                place_of_view(view),
                from_recognition=True,
            )
    if not looked:
        raise NotChecked(
            "未提供视图的线型（recognised_pictures.line_kinds），未检查。",
            "Not checked: the kinds of lines in the views were not given.",
        )


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


@rule(
    "CN-DSN-023",
    zh="各视图比例一致",
    en="All views have the same scale",
    severity=Severity.WARNING,
    reads=[Input.DESIGN, Input.RECOGNISED_PICTURES],
    kinds=DESIGN,
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
    seen = {view.id: picture for view, picture in _seen(case)}
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


@rule(
    "CN-DSN-024",
    zh="电子图片不超过150毫米×220毫米，分辨率72至300DPI，JPEG格式",
    en="Pictures are at most 150 mm x 220 mm, 72-300 dpi, JPEG",
    severity=Severity.WARNING,
    reads=[Input.DESIGN],
    kinds=DESIGN,
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
    for view in _views(case):
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


_LOCARNO = re.compile(
    r"(?:LOC\s?\(?\s?\d{1,2}\s?\)?\s?Cl\.?\s?)?(?P<main>\d{1,2})\s?(?P<dash>[-－–—])\s?(?P<sub>\d{1,2})",
    re.IGNORECASE,
)
_LAST_CLASS = 32


@rule(
    "CN-DSN-025",
    zh="洛迦诺分类号为两位大类号－两位小类号，多个用分号分隔",
    en="A Locarno class is two digits, a hyphen and two digits; several are parted by semicolons",
    severity=Severity.WARNING,
    reads=[Input.DESIGN],
    kinds=DESIGN,
    basis=[rules(53, 1), guidelines("1.3.12")],
)
def locarno_form(case: Case) -> Drafts:
    """Report a stated class of another form than 06-04, and main classes beyond 32.

    Why:
        The office uses the classification that it publishes; it corrects inexact classes itself.

    Example:
        6-4
    Use instead:
        06-04
    中文:
        申请人填写的洛迦诺分类号格式不规范，或者大类号不在01至32之间时提示。分类号不确切的由专利局修改。

    """
    stated = case.design.locarno_stated
    if stated is None or not stated.strip():
        raise NotApplicable("没有填写分类号。", "No class is stated.")
    for part in re.split(r"[;；]", stated):
        text = part.strip()
        found = _LOCARNO.fullmatch(fold(text))
        place = Location(file=case.file_of("request"), text=text, element="/design/locarno")
        if found is None:
            yield placed(
                place,
                zh=f"分类号“{text}”格式不规范，应为“06-04”的形式，多个分类号用分号分隔。",
                en=f"“{text}” is not of the form 06-04; part several classes by semicolons.",
            )
            continue
        proper = f"{int(found['main']):02d}-{int(found['sub']):02d}"
        if not 1 <= int(found["main"]) <= _LAST_CLASS:
            yield placed(
                place,
                zh=f"分类号“{text}”的大类号不在01至32之间，请核对。",
                en=f"The main class of “{text}” is not between 01 and 32: check it.",
            )
        elif not re.search(rf"(?<!\d){proper}$", fold(text).replace(" ", "")):
            yield placed(
                place,
                zh=f"分类号“{text}”应写为“{proper}”。",
                en=f"Write the class as {proper}.",
            )


_MOST_CM = 30
_MOST_KG = 15


@rule(
    "CN-DSN-026",
    zh="样品或者模型不超过30厘米×30厘米×30厘米、15公斤，且不是易腐、易损或者危险品",
    en="A sample is at most 30 cm in each direction and 15 kg, and keeps",
    severity=Severity.WARNING,
    reads=[Input.PAPERS],
    kinds=DESIGN,
    profiles=FILING,
    governed_by=GoverningDate.ACT,
    basis=[rules(32, 1)],
)
def sample_limits(case: Case) -> Drafts:
    """Report samples that are too large, too heavy, perishable, fragile or dangerous.

    Why:
        The office has to store them.

    Example:
        样品重20公斤
    Use instead:
        样品重10公斤
    中文:
        提交的样品或者模型的任一边长超过30厘米、重量超过15公斤，或者属于易腐、易损、危险品时提示。

    """
    samples = papers(case, Sample)
    if not samples:
        raise NotApplicable("没有提交样品或者模型。", "No sample was handed in.")
    known = False
    for sample in samples:
        facts = sample.details
        sides = [facts.length_cm, facts.width_cm, facts.height_cm]
        known = known or facts.weight_kg is not None or any(side is not None for side in sides)
        for field, value, most, zh, unit in (
            ("length_cm", facts.length_cm, _MOST_CM, "长度", "厘米"),
            ("width_cm", facts.width_cm, _MOST_CM, "宽度", "厘米"),
            ("height_cm", facts.height_cm, _MOST_CM, "高度", "厘米"),
            ("weight_kg", facts.weight_kg, _MOST_KG, "重量", "公斤"),
        ):
            if value is not None and value > most:
                yield placed(
                    Location(
                        file="", text=f"{value:g}", element=f"{sample.pointer}/details/{field}"
                    ),
                    zh=f"样品或者模型的{zh}为{value:g}{unit}，不得超过{most}{unit}，请更换。",
                    en=f"The sample's {field} is {value:g}, more than {most}: hand in another.",
                )
        if facts.perishable:
            yield placed(
                Location(file="", element=f"{sample.pointer}/details/perishable"),
                zh="易腐、易损或者危险品不得作为样品或者模型提交，请更换。",
                en="Perishable, fragile or dangerous things may not be handed in as samples.",
            )
    if not known:
        raise NotChecked(
            "未提供样品的尺寸和重量，未检查。",
            "Not checked: size and weight of the sample were not given.",
        )


_EXCLUDED = (
    (re.compile(r"国旗|国徽|国歌|军旗|军徽|党旗|党徽"), "国旗、国徽等标志", "a national emblem"),
    (re.compile(r"人民币|纸币|货币(?:图案)?"), "人民币图案", "currency"),
    (
        re.compile(r"瓶贴|标贴|酒标|商标(?:贴|标识)?|标签|铭牌贴|(?:平面)?(?:包装纸|招贴画|海报)"),
        "平面印刷品的标识",
        "a label or other flat print that serves as a mark",
    ),
    (re.compile(r"游戏(?:操作)?(?:图形用户)?界面|开机画面|电子屏幕壁纸|网站网页的图文排版"), "游戏界面等", "a game interface"),
    (re.compile(r"表面图案|(?:产品)?表面的图案"), "仅为产品表面图案的局部", "a mere surface pattern"),
)  # fmt: skip


@rule(
    "CN-DSN-027",
    zh="不属于明显不授予专利权的客体",
    en="The subject is not one that is obviously excluded",
    severity=Severity.NOTICE,
    reads=[Input.DESIGN],
    kinds=DESIGN,
    basis=[law(25, 1), guidelines("1.3.7.4")],
)
def excluded_subject(case: Case) -> Drafts:
    """Note words in name and explanation that point to subjects without protection.

    Why:
        Flags, currency, labels that serve as marks, mere surface patterns as partial designs and
        game interfaces get no design patent.
    Known problems:
        Words only; whether a label serves as a mark is for a person to judge.

    Example:
        瓶贴
    Use instead:
        酒瓶
    中文:
        产品名称或者简要说明含有国旗、国徽、人民币、瓶贴、标贴、游戏界面等词语时提示，由审查员判断。

    """
    name = case.design.product_name
    units = ([name] if name is not None else []) + list(case.design.brief_explanation)
    if not units:
        raise NotChecked(
            "未提供产品名称，未检查。", "Not checked: the product's name was not given."
        )
    for unit in units:
        for pattern, zh, en in _EXCLUDED:
            if zh.startswith("仅为") and not case.design.partial:
                continue
            for found in pattern.finditer(unit.text):
                yield at(
                    unit,
                    *found.span(),
                    zh=f"“{found.group()}”可能属于不授予专利权的客体（{zh}），请核对。",
                    en=f"“{found.group()}” may be {en}, which gets no patent: check it.",
                )


RULES = (
    claimed_colour,
    drafting_lines,
    views_of_one_scale,
    picture_size,
    locarno_form,
    sample_limits,
    excluded_subject,
)
