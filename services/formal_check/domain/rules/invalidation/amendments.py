"""Amendments of claims in invalidation (CN-INV-016, 017)."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import GUIDELINES_CHANGED, guidelines, rules
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.rules.invalidation.reading import at_pointer
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.invalidation import InvalidationAmendment
from shared.model.facts.reading import PaperFact
from shared.model.identification import ApplicationKind

_COMPARISON_SINCE = GUIDELINES_CHANGED
_CLAIMS = frozenset({"claims", "权利要求", "权利要求书"})
Amendment = PaperFact[InvalidationAmendment]


def _amendments(case: Case) -> tuple[Amendment, ...]:
    return facts.filed(
        case, InvalidationAmendment, "专利权人没有提交修改文件", "The patentee amended nothing"
    )


@procedure_rule(
    "CN-INV-016",
    zh="专利权人修改权利要求书应提交全文替换页和修改对照表",
    en="Amended claims come as a full replacement with a comparison table",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    introduced=True,
    basis=[guidelines("4.3.4.6.4", since=_COMPARISON_SINCE)],
)
def replacement_missing(case: Case) -> Drafts:
    """Report amended claims without full replacement pages or comparison table.

    Why:
        Required since 2026.

    Example:
        仅提交修改的单页
    Use instead:
        全文替换页和修改对照表
    中文:
        自2026年起，专利权人修改权利要求书而没有提交全文替换页或者修改对照表时报告。

    """
    for amendment in _amendments(case):
        details = amendment.details
        for field, value, zh, en in (
            ("full_replacement", details.full_replacement, "全文替换页", "full replacement pages"),
            ("comparison_table", details.comparison_table, "修改对照表", "a comparison table"),
        ):
            stated = facts.known(value, f"是否提交{zh}", f"whether there are {en}")
            if not stated:
                yield placed(
                    at_pointer(f"{amendment.pointer}/details/{field}", "false"),
                    zh=f"修改权利要求书没有提交{zh}，请补交。",
                    en=f"The amended claims come without {en}: submit them.",
                )


@procedure_rule(
    "CN-INV-017",
    zh="无效程序中只可修改权利要求书且不得扩大保护范围，外观设计不得修改",
    en="Only claims are amended, and not broadened; designs are not amended",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.PAPERS],
    basis=[rules(73, 1), rules(73, 2)],
)
def amendment_not_allowed(case: Case) -> Drafts:
    """Report amendments of anything but claims, of a design, and those that broaden the scope.

    Why:
        Such amendments are not accepted, and the patent is examined as granted.
    Known problems:
        Scope is not compared: a statement, or more claims than before, is what is seen.

    Example:
        修改说明书
    Use instead:
        删除权利要求3
    中文:
        修改说明书、附图，修改外观设计专利文件，或者权利要求项数增加、声明扩大保护范围时报告；保护范围由人判断。

    """
    for amendment in _amendments(case):
        details, place = amendment.details, f"{amendment.pointer}/details"
        parts = facts.known(details.parts, "修改的部分", "which parts were amended")
        kind = facts.known(case.profile.kind, "专利类型", "the type of the patent")
        for part in parts:
            if kind is ApplicationKind.DESIGN:
                yield placed(
                    at_pointer(f"{place}/parts", part),
                    zh="外观设计专利的专利权人不得修改专利文件，该修改不予接受。",
                    en="A design patent cannot be amended: the amendment is not accepted.",
                )
            elif part.strip().lower() not in _CLAIMS:
                yield placed(
                    at_pointer(f"{place}/parts", part),
                    zh=f"无效程序中只能修改权利要求书，不得修改“{part}”；请撤回该部分修改。",
                    en=f"Only claims can be amended here, not “{part}”: withdraw that amendment.",
                )
        before, after = details.claim_count_before, details.claim_count_after
        if before is not None and after is not None and after > before:
            yield placed(
                at_pointer(f"{place}/claim_count_after", after),
                zh=f"权利要求由{before}项增加到{after}项，可能扩大保护范围，请核对。",
                en=f"The claims grew from {before} to {after}, which may broaden the scope: check.",
                severity=Severity.WARNING,
            )
        if details.scope_broadened:
            yield placed(
                at_pointer(f"{place}/scope_broadened", "true"),
                zh="修改扩大了原专利的保护范围，不予接受。",
                en="The amendment broadens the scope of the patent: it is not accepted.",
            )


RULES = (
    replacement_missing,
    amendment_not_allowed,
)
