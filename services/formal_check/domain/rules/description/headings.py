"""The headings of the description's parts (CN-DSC-002 … 004)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, absent, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING, INVENTION
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.description.openings import openings
from shared.contracts.formal_check import Severity
from shared.model.description import DescriptionSection
from shared.model.identification import ApplicationKind

_ORDER = (
    DescriptionSection.TECHNICAL_FIELD,
    DescriptionSection.BACKGROUND_ART,
    DescriptionSection.SUMMARY,
    DescriptionSection.DRAWINGS_DESCRIPTION,
    DescriptionSection.EMBODIMENTS,
)
_NAMES = {
    DescriptionSection.TECHNICAL_FIELD: ("技术领域", "technical field"),
    DescriptionSection.BACKGROUND_ART: ("背景技术", "background art"),
    DescriptionSection.SUMMARY: ("发明内容", "summary of the invention"),
    DescriptionSection.DRAWINGS_DESCRIPTION: ("附图说明", "description of the drawings"),
    DescriptionSection.EMBODIMENTS: ("具体实施方式", "detailed embodiments"),
}


def _name(case: Case, section: DescriptionSection) -> tuple[str, str]:
    if section is DescriptionSection.SUMMARY and case.profile.kind is ApplicationKind.UTILITY_MODEL:
        return "实用新型内容", "content of the utility model"
    return _NAMES[section]


@rule(
    "CN-DSC-002",
    zh="说明书应有技术领域、背景技术、发明（实用新型）内容、附图说明、具体实施方式各部分的标题",
    en="The description has the headings of its five parts",
    severity=Severity.ERROR,
    reads=[Input.HEADINGS, Input.DESCRIPTION, Input.DRAWINGS],
    profiles=FILING,
    basis=[rules(20, 2), guidelines("1.1.4.2")],
)
def section_heading_missing(case: Case) -> Drafts:
    """Report each of the five headings that the description lacks.

    附图说明 is asked for only where there are drawings. Usual variants of a heading are accepted,
    with or without brackets, and a heading that was filed as a paragraph of its own counts.

    Why:
        The headings let readers and machines find the parts that Rule 20 prescribes.
    Known problems:
        Rule 20 allows another form where the nature of the invention calls for it; a person has
        to judge that. PCT utility models are exempt (CN-PCT-018).

    Example:
        技术领域 …… 发明内容 …… 具体实施方式（缺“背景技术”）
    Use instead:
        技术领域 / 背景技术 / 发明内容 / 附图说明 / 具体实施方式
    中文:
        逐一检查五个部分的标题，缺少的分别报告；没有附图的不要求“附图说明”。常见的标题写法、带括号的
        标题以及作为单独段落提交的标题均予认可。细则第20条允许因发明的性质采用其他方式，由审查员判断。

    """
    if not case.has_description:
        raise NotApplicable("没有说明书正文。", "There is no text of a description.")
    present = {section for section, _ in openings(case)}
    for section in _ORDER:
        if section in present:
            continue
        if section is DescriptionSection.DRAWINGS_DESCRIPTION and not case.figures:
            continue
        zh, en = _name(case, section)
        yield absent(
            f"description/{section.value}",
            file=case.file_of("description"),
            zh=f"说明书缺少标题“{zh}”，请在该部分前面写明标题。",
            en=f"The description lacks the heading “{zh}” ({en}): put it before that part.",
        )


@rule(
    "CN-DSC-003",
    zh="说明书各部分按规定顺序撰写",
    en="The parts of the description stand in the prescribed order",
    severity=Severity.WARNING,
    reads=[Input.HEADINGS, Input.DESCRIPTION],
    basis=[rules(20, 2)],
)
def sections_out_of_order(case: Case) -> Drafts:
    """Report a heading that stands before one which should precede it.

    Why:
        Rule 20 prescribes field, background, content, drawings, embodiments, in this order.
    Known problems:
        Another order is allowed where it is shorter and clearer.

    Example:
        背景技术 …… 技术领域 ……
    Use instead:
        技术领域 …… 背景技术 ……
    中文:
        某一部分的标题出现在本应位于其后的部分之后时报告。细则第20条第2款允许因性质特殊采用其他顺序。

    """
    furthest = -1
    for section, unit in openings(case):
        if section not in _ORDER:
            continue
        place = _ORDER.index(section)
        if place < furthest:
            zh, en = _name(case, section)
            before_zh, before_en = _name(case, _ORDER[furthest])
            yield whole(
                unit,
                zh=f"“{zh}”应当写在“{before_zh}”之前，请调整顺序。",
                en=f"“{zh}” ({en}) belongs before “{before_zh}” ({before_en}): change the order.",
            )
        furthest = max(furthest, place)


@rule(
    "CN-DSC-004",
    zh="无附图的，说明书不包括附图说明及其标题",
    en="Without drawings there is no description of drawings",
    severity=Severity.WARNING,
    reads=[Input.HEADINGS, Input.DESCRIPTION, Input.DRAWINGS],
    kinds=INVENTION,
    profiles=FILING,
    basis=[guidelines("1.1.4.2")],
)
def drawings_heading_without_drawings(case: Case) -> Drafts:
    """Report the heading 附图说明 in an application that has no drawings.

    Why:
        Either the part is superfluous, or drawings are missing; handing them in later changes the
        filing date (CN-DSC-006).

    Example:
        附图说明（申请中没有附图）
    Use instead:
        删除该标题及其内容，或者补交附图
    中文:
        申请没有附图而说明书有“附图说明”标题时报告：或者删除该部分，或者补交附图（将影响申请日）。

    """
    if case.figures:
        return
    for section, unit in openings(case):
        if section is DescriptionSection.DRAWINGS_DESCRIPTION:
            yield whole(
                unit,
                zh="申请没有附图，说明书不应有“附图说明”；请删除，或者补交附图（将以补交日为申请日）。",
                en="There are no drawings, so there is nothing to describe: delete this part, or "
                "hand in the drawings (their day becomes the filing date).",
            )


RULES = (
    section_heading_missing,
    sections_out_of_order,
    drawings_heading_without_drawings,
)
