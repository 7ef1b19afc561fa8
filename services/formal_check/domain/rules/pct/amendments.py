"""Amendments of the international phase (CN-PCT-008, 009; Rule 123)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.duties import Duty, owed, received
from services.formal_check.domain.facts import inapplicable, papers, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.pct.reading import (
    entry_date,
    entry_statement,
    pct_rule,
    publication,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.pct import AmendmentTranslation, PreliminaryReport, relies_on
from shared.model.time_limits import months_after


@pct_rule(
    "CN-PCT-008",
    zh="以国际阶段修改为审查基础的，进入日起2个月内提交修改译文",
    en="Amendments to be examined are translated within 2 months of entry",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[rules(123, 1)],
)
def amendment_translation_late(case: Case) -> Drafts:
    """Report translations of amendments that came late or are missing.

    Asked for every Article, 19 and 34, that the basis of examination names.

    Why:
        Amendments without a translation in time are not considered.

    Example:
        进入日起3个月提交修改译文
    Use instead:
        1个月内提交
    中文:
        进入声明以第19条或者第34条的修改为审查基础，而修改译文超过进入日起2个月或者没有提交时提示；期限未满的，提示届满日。

    """
    statement = entry_statement(case)
    if not statement.details.states("examination_basis"):
        unknown("审查基础声明", "the basis of examination")
    named = [article for article in ("19", "34") if relies_on(statement.details, article)]
    if not named:
        inapplicable("审查基础不涉及国际阶段的修改", "The basis names no amendments")
    _, entered = entry_date(case)
    translations = papers(case, AmendmentTranslation)
    for article in named:
        duty = Duty(
            months_after(entered, 2),
            f"/papers/amendment_translation/{article}",
            f"提交第{article}条修改的译文",
            f"the translation of the Article {article} amendments",
            "该修改不予考虑",
            "the amendments are not considered",
        )
        fitting = [paper for paper in translations if article in (paper.details.article or article)]
        yield from owed(case, duty, received(fitting))


@pct_rule(
    "CN-PCT-009",
    zh="审查基础声明所指的国际阶段修改应实际存在",
    en="Amendments named as the basis of examination exist",
    severity=Severity.WARNING,
    reads=[Input.PAPERS],
    basis=[guidelines("3.1.3.1.6")],
)
def amendments_do_not_exist(case: Case) -> Drafts:
    """Report a basis of examination that names amendments which the international phase has not.

    Those under Article 19 stand in the publication, those under Article 34 are annexed to the
    international preliminary report.

    Why:
        The office asks for a correction of the statement.

    Example:
        声明以34条修改为审查基础，专利性国际初步报告没有附件
    Use instead:
        声明以原始申请为审查基础
    中文:
        进入声明的审查基础提及第19条或者第34条的修改，而国际公布或者专利性国际初步报告记载没有该修改时提示更正。

    """
    statement = entry_statement(case)
    details = statement.details
    if not details.states("examination_basis"):
        unknown("审查基础声明", "the basis of examination")
    if not (relies_on(details, "19") or relies_on(details, "34")):
        inapplicable("审查基础不涉及国际阶段的修改", "The basis names no amendments")
    text = "、".join(details.examination_basis or ())
    place = case.field(f"{statement.pointer}/details/examination_basis", text)
    if relies_on(details, "19"):
        there = publication(case).details.article_19_amendments
        if there is None:
            unknown("国际公布是否有第19条修改", "whether there are Article 19 amendments")
        if not there:
            yield placed(
                place,
                zh="国际公布文本没有条约第19条的修改，请更正审查基础声明。",
                en="The publication has no Article 19 amendments: correct the basis of examination.",
            )
    if relies_on(details, "34"):
        reports = papers(case, PreliminaryReport)
        annexed = [report.details.annexes for report in reports]
        if not annexed or None in annexed:
            unknown("专利性国际初步报告的附件", "the annexes of the preliminary report")
        if not any(annexed):
            yield placed(
                place,
                zh="专利性国际初步报告没有第34条修改的附件，请更正审查基础声明。",
                en="The preliminary report has no annexes: correct the basis of examination.",
            )


RULES = (
    amendment_translation_late,
    amendments_do_not_exist,
)
