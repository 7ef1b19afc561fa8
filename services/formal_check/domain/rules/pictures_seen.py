"""What the drawings show, as recognition or the text tells it (CN-DRW-003 … 005, 008 … 010, 012, CN-ABS-012)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.figures import figure_descriptions, figure_mentions
from services.formal_check.domain.findings import Draft, Drafts, at, placed
from services.formal_check.domain.profile import FILING, UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.script import HAN
from shared.contracts.common import Message
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.drawings import Figure, ImageFile, RecognisedPicture
from shared.model.source import Location, TextUnit

_SURE = 0.6
"""Words read with a lower score are not relied on."""


def _place(case: Case, figure: Figure) -> Location:
    if figure.location is not None:
        return figure.location
    return Location(
        file=case.file_of("drawings"),
        text=figure.label or "",
        element=f"drawings/{figure.position}",
    )


def _seen(case: Case) -> Iterator[tuple[Figure, RecognisedPicture]]:
    """Figures of which a picture was looked at."""
    if not case.figures:
        raise NotApplicable("没有附图。", "There are no drawings.")
    pictures = {picture.file: picture for picture in case.recognised_pictures}
    for figure in case.figures:
        for image in figure.images:
            picture = pictures.get(image.path or "")
            if picture is not None:
                yield figure, picture


def _words(case: Case) -> list[tuple[Figure, list[str]]]:
    """Figures with the words read in them; not checked where none was read."""
    found = [
        (figure, [word.text for word in picture.words if word.score >= _SURE])
        for figure, picture in _seen(case)
        if picture.words is not None
    ]
    if not found:
        raise NotChecked(
            "未提供附图中的文字（recognised_pictures.words），未检查。",
            "Not checked: the words in the drawings were not given.",
        )
    return found


def _recognised(place: Location, text: str, zh: str, en: str) -> Draft:
    """A finding about a picture. What was read is quoted only where no span says what stands there."""
    quotable = place.start is None and not place.text
    shown = place.model_copy(update={"text": text}) if quotable else place
    return Draft(Message(zh=zh, en=en), shown, from_recognition=True)


_ANNOTATION = re.compile(
    r"本图|最[优佳]方案|最优|优选(?:方案)?|有益效果|优点|说明[:：]|注[:：]|备注|仅供参考|示意[:：]|[。；！]|(?:[\u3400-\u9fff]{4,}[，,]){1}[\u3400-\u9fff]{4,}"
)


@rule(
    "CN-DRW-003",
    zh="附图中除必需的词语外不应含有其他注释",
    en="Drawings have no annotations but necessary words",
    severity=Severity.WARNING,
    reads=[Input.DRAWINGS, Input.RECOGNISED_PICTURES],
    basis=[rules(21, 3)],
)
def comments_in_drawing(case: Case) -> Drafts:
    """Find sentences and comments among the words read in a drawing.

    Why:
        Explanations belong in the description.
    Known problems:
        Rests on recognised words. Whether a short word is necessary is for a person to judge.

    Example:
        图中写“本图为最优方案”
    Use instead:
        图中只有“开始”“结束”等必需的词语
    中文:
        附图中识别出句子、注释（“本图”“注：”“最优方案”等）时提示。依据识别结果，至多为警告。

    """
    for figure, words in _words(case):
        for word in words:
            if HAN.search(word) and _ANNOTATION.search(word):
                yield _recognised(
                    _place(case, figure),
                    word,
                    f"附图中的“{word}”似为注释，除必需的词语外请移至说明书。",
                    f"“{word}” in the drawing looks like a comment: move it to the description.",
                )


_FOREIGN_WORD = re.compile(
    r"(?<![A-Za-z])[A-Za-z][a-z]{2,}(?![A-Za-z])|(?<![A-Za-z])[A-Z]{5,}(?![A-Za-z])"
)
_ACCEPTED = frozenset(
    "fig sin cos tan log max min mol rpm ppm bar lux fps iot wifi usb hdmi ascii mosfet"
    " bluetooth ethernet mhz ghz khz kpa mpa gpa kwh http https json html linux android wlan".split()
)


_SIGN_MISREAD = re.compile(r"[A-Z]{0,2}[lIoO|]{1,2}[a-z]?")
"""``Gla``, read for the sign ``G1a``: letters that recognition takes for digits."""


@rule(
    "CN-DRW-004",
    zh="附图中的词语应使用中文，必要时在其后的括号里注明原文",
    en="Words in drawings are Chinese, with the original in brackets where needed",
    severity=Severity.WARNING,
    reads=[Input.DRAWINGS, Input.RECOGNISED_PICTURES],
    basis=[guidelines("1.1.4.3")],
)
def foreign_words(case: Case) -> Drafts:
    """Find foreign words in a drawing that no Chinese word stands beside.

    Why:
        The papers are in Chinese.
    Known problems:
        Rests on recognised words. Abbreviations of up to four capitals, units, some names of
        techniques and short words that look like misread reference signs are accepted.

    Example:
        START→END
    Use instead:
        开始→结束
    中文:
        附图中识别出外文词语而同一行没有中文时提示。四个字母以内的缩写、计量单位、常见技术名称以及疑似误读的附图标记除外。

    """
    for figure, words in _words(case):
        for word in words:
            if HAN.search(word) or _SIGN_MISREAD.fullmatch(word):
                continue
            foreign = [w for w in _FOREIGN_WORD.findall(word) if w.lower() not in _ACCEPTED]
            if foreign:
                yield _recognised(
                    _place(case, figure),
                    word,
                    f"附图中的词语“{word}”应使用中文，必要时可在其后括号里注明原文。",
                    f"“{word}” in the drawing should be Chinese, with the original in brackets.",
                )


_ODD_SIGN = r"[Ⅰ-Ⅻⅰ-ⅻ甲乙丙丁戊己庚辛①-⑳]"
_LISTED_SIGN = re.compile(
    rf"(?:^|[、，,；;。：:\s])(?P<sign>{_ODD_SIGN})\s?[-—–:：、．.]\s?(?=[\u3400-\u9fff]{{2}})"
)
_SIGN_LIST = re.compile(r"附图标记|标号说明|标记说明|图中标[记号]|图中[:：]|其中[:：]|符号说明")


@rule(
    "CN-DRW-005",
    zh="附图标记使用阿拉伯数字编号",
    en="Reference signs are Arabic numerals",
    severity=Severity.WARNING,
    reads=[Input.DRAWINGS, Input.DESCRIPTION, Input.RECOGNISED_SIGNS],
    basis=[guidelines("1.1.4.3")],
)
def signs_not_arabic(case: Case) -> Drafts:
    """Find Roman, circled and cyclical (甲乙) numerals used as reference signs.

    Looked at are lists of signs in the description and, where recognition has run, the drawings.

    Why:
        One kind of sign makes text and drawings comparable.
    Known problems:
        Latin letters are let pass: they mark sections and quantities too.

    Example:
        Ⅲ-壳体；甲-盖
    Use instead:
        3-壳体；4-盖
    中文:
        说明书的附图标记列表或者附图识别结果中，以罗马数字、带圈数字、甲乙丙丁等作为附图标记时提示。

    """
    if not case.figures:
        raise NotApplicable("没有附图。", "There are no drawings.")
    if case.has_description:
        for paragraph in case.paragraphs:
            if not _SIGN_LIST.search(paragraph.unit.text):
                continue
            for found in _LISTED_SIGN.finditer(paragraph.unit.text):
                yield at(
                    paragraph.unit,
                    *found.span("sign"),
                    zh=f"附图标记“{found.group('sign')}”应使用阿拉伯数字编号。",
                    en=f"The sign “{found.group('sign')}” should be an Arabic numeral.",
                )
    figures = {image.path: figure for figure in case.figures for image in figure.images}
    try:
        signs = case.recognised_signs
    except NotChecked:
        if not case.has_description:
            raise
        return
    for sign in signs:
        figure = figures.get(sign.file)
        if figure is not None and sign.score >= _SURE and re.fullmatch(_ODD_SIGN, sign.sign):
            yield _recognised(
                _place(case, figure),
                sign.sign,
                f"附图中的标记“{sign.sign}”应使用阿拉伯数字编号。",
                f"The sign “{sign.sign}” in the drawing should be an Arabic numeral.",
            )


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
                    _place(case, figure),
                    zh=f"附图的有效分辨率约为{dpi:.0f}DPI，缩小到三分之二时可能无法分辨细节，请以更高分辨率提交。",
                    en=f"The drawing has about {dpi:.0f} dpi: details may be lost when it is reduced.",
                )
    if not measured:
        raise NotChecked(
            "附图文件未提供或者未写明像素和尺寸，未检查。",
            "Not checked: no picture states its pixels and size.",
        )


_PRIOR_ART = re.compile(r"现有技术|已有技术|背景技术|传统(?:的)?|对比例|常规")
_EFFECT = re.compile(
    r"曲线|效果|性能|对比图|测试|试验|实验|光谱|图谱|数据图|柱状图|折线图|统计图|变化图"
)
_STRUCTURE = re.compile(r"结构|剖|视图|立体|示意|装配|分解|爆炸|轴测|俯视|主视|侧视|局部|放大|连接")


@rule(
    "CN-DRW-009",
    zh="实用新型不得仅有现有技术附图，或者仅有效果、性能附图",
    en="A utility model has other drawings than of prior art or of performance",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION, Input.DRAWINGS],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.7.3")],
)
def no_drawing_of_the_model(case: Case) -> Drafts:
    """Report a utility model all of whose figures are described as prior art or as results.

    Why:
        The drawings have to show the shape and structure that is claimed.
    Known problems:
        Told by the words that explain the figures; the pictures are not looked at.

    Example:
        图1为温度变化曲线图。（仅此一幅）
    Use instead:
        图1为本实用新型的结构示意图。
    中文:
        实用新型附图说明中的全部附图均为现有技术附图，或者效果、性能附图（曲线图等）时提示。

    """
    judged: list[tuple[TextUnit, int, int, bool]] = []
    for paragraph in case.shared(figure_descriptions):
        unit = paragraph.unit
        for clause in re.finditer(r"[^。；;\n]+", unit.text):
            mentions = [
                m for m in figure_mentions(unit) if clause.start() <= m.start < clause.end()
            ]
            if mentions:
                text = clause.group()
                prior = bool(_PRIOR_ART.search(text))
                effect = bool(_EFFECT.search(text)) and not _STRUCTURE.search(text)
                judged.append((unit, clause.start(), clause.end(), prior or effect))
    if not judged:
        raise NotChecked("没有附图说明，未检查。", "Not checked: no figure is explained.")
    if all(other for *_, other in judged):
        unit, start, end, _ = judged[0]
        yield at(
            unit,
            start,
            end,
            zh="全部附图均为现有技术或者效果、性能附图，请提交表示要求保护的产品形状、构造的附图。",
            en="All figures show prior art or results: add drawings of the product that is claimed.",
        )


@rule(
    "CN-DRW-010",
    zh="附图周围不得有与图无关的框线",
    en="No frame around a figure",
    severity=Severity.NOTICE,
    reads=[Input.DRAWINGS, Input.RECOGNISED_PICTURES],
    basis=[guidelines("1.1.4.3")],
)
def framed_drawing(case: Case) -> Drafts:
    """Note a frame that was seen around a figure.

    Why:
        A frame looks like a part of the figure.
    Known problems:
        Rests on recognition, or on what a person saw (recognised_pictures.framed).

    Example:
        图外有矩形框
    Use instead:
        无框
    中文:
        图片识别结果表明附图周围有与图无关的框线时提示。

    """
    judged = False
    for figure, picture in _seen(case):
        if picture.framed is None:
            continue
        judged = True
        if picture.framed:
            yield _recognised(
                _place(case, figure),
                "",
                "附图周围有与图无关的框线，请删除。",
                "There is a frame around the figure: remove it.",
            )
    if not judged:
        raise NotChecked(
            "未提供附图框线（recognised_pictures.framed），未检查。",
            "Not checked: whether figures are framed was not given.",
        )


_CHART = re.compile(r"流程图|框图|方框图|流程示意图|模块图")


@rule(
    "CN-DRW-012",
    zh="流程图、框图应在框内给出必要的文字和符号",
    en="Flow charts and block diagrams have the necessary words in their boxes",
    severity=Severity.NOTICE,
    reads=[Input.DESCRIPTION, Input.DRAWINGS, Input.RECOGNISED_PICTURES],
    basis=[guidelines("1.1.4.3")],
)
def empty_chart(case: Case) -> Drafts:
    """Note a flow chart in which no Chinese word was read, or a block diagram without any word or sign.

    Why:
        Boxes without words explain nothing.
    Known problems:
        Rests on recognised words; words in some boxes only are not told apart. Signs are enough in
        a block diagram, where the description names what they stand for.

    Example:
        空框图
    Use instead:
        框内写“采集模块”
    中文:
        附图说明中称为流程图的附图，识别结果中没有中文词语时提示；称为框图的附图，既没有文字也没有标记时提示。

    """
    flow_charts: set[int] = set()
    diagrams: set[int] = set()
    for paragraph in case.shared(figure_descriptions):
        for clause in re.finditer(r"[^。；;\n]+", paragraph.unit.text):
            if _CHART.search(clause.group()) is None:
                continue
            kind = flow_charts if "流程" in clause.group() else diagrams
            kind.update(
                mention.number
                for mention in figure_mentions(paragraph.unit)
                if clause.start() <= mention.start < clause.end()
            )
    charts = [figure for figure in case.figures if figure.number in flow_charts | diagrams]
    if not charts:
        raise NotApplicable("没有流程图、框图。", "There is no flow chart or block diagram.")
    for figure, words in _words(case):
        if figure not in charts:
            continue
        own = [word for word in map(_without_label, words) if word.strip()]
        if figure.number in flow_charts:
            own = [word for word in own if HAN.search(word)]
        if not own:
            yield _recognised(
                _place(case, figure),
                "",
                "流程图、框图的框内没有文字，请给出必要的文字和符号。",
                "The boxes of this flow chart or block diagram have no words: add them.",
            )


def _without_label(word: str) -> str:
    return re.sub(r"附?图\s*\d+", "", fold(word))


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
    comments_in_drawing,
    foreign_words,
    signs_not_arabic,
    coarse_drawing,
    no_drawing_of_the_model,
    framed_drawing,
    empty_chart,
    dense_abstract_figure,
)
