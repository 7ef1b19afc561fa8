"""What the drawings show: the model itself, no frames, charts with values (CN-DRW-009, 010, 012)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.figures import figure_descriptions, figure_mentions
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.drawings.places import figure_place
from services.formal_check.domain.rules.drawings.recognised import (
    pictures_seen,
    recognised,
    words_read,
)
from services.formal_check.domain.script import HAN
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.source import TextUnit

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
    for figure, picture in pictures_seen(case):
        if picture.framed is None:
            continue
        judged = True
        if picture.framed:
            yield recognised(
                figure_place(case, figure),
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
    for figure, words in words_read(case):
        if figure not in charts:
            continue
        own = [word for word in map(_without_label, words) if word.strip()]
        if figure.number in flow_charts:
            own = [word for word in own if HAN.search(word)]
        if not own:
            yield recognised(
                figure_place(case, figure),
                "",
                "流程图、框图的框内没有文字，请给出必要的文字和符号。",
                "The boxes of this flow chart or block diagram have no words: add them.",
            )


def _without_label(word: str) -> str:
    return re.sub(r"附?图\s*\d+", "", fold(word))


RULES = (
    no_drawing_of_the_model,
    framed_drawing,
    empty_chart,
)
