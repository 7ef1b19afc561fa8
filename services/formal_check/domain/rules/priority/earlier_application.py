"""The earlier application: its data, and what becomes of it (CN-PRI-006, 012)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.priority.reading import priority_claims, priority_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.identification import ApplicationKind


@rule(
    "CN-PRI-006",
    zh="优先权声明应写明在先申请日、申请号和原受理机构",
    en="A priority claim states date, number and office of the earlier application",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    languages=None,
    basis=[rules(34, 2)],
)
def priority_data_missing(case: Case) -> Drafts:
    """Report each of the three data that a priority claim lacks.

    Why:
        One or two missing data can be supplied on the office's notice; if all three are missing
        there is no claim to mend.

    Example:
        只写“US”
    Use instead:
        2025-03-01，18/123456，美国
    中文:
        优先权声明缺少在先申请日、申请号或者原受理机构时逐项报告。缺少一项或者两项的可以补正；三项全缺的，
        视为未要求优先权。

    """
    for index, claim in enumerate(priority_claims(case)):
        values = (
            (claim.filing_date, "在先申请日", "filing_date", "date"),
            (claim.application_number, "在先申请号", "application_number", "number"),
            (claim.office_code, "原受理机构", "office_code", "office"),
        )
        missing = [entry for entry in values if not entry[0]]
        for _, zh, member, en in missing:
            note_zh = "；三项均未写明的，视为未要求该项优先权" if len(missing) == 3 else ""
            note_en = (
                "; with all three missing it is deemed not claimed" if len(missing) == 3 else ""
            )
            yield absent(
                f"/bibliographic/priority_claims/{index}/{member}",
                zh=f"第{index + 1}项优先权没有写明{zh}，请补正{note_zh}。",
                en=f"Priority claim {index + 1} states no {en}: supply it{note_en}.",
            )


@priority_rule(
    "CN-PRI-012",
    zh="要求本国优先权的，在先申请视为撤回",
    en="Claiming a domestic priority withdraws the earlier application",
    severity=Severity.NOTICE,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.BIBLIOGRAPHIC],
    basis=[rules(35, 3, before=False)],
)
def earlier_application_withdrawn(case: Case) -> Drafts:
    """Remind the applicant that the earlier Chinese application will be deemed withdrawn.

    Why:
        It happens on the day of filing and cannot be undone. A design that claims the priority of
        an invention or utility model is the exception.

    Example:
        要求在先申请202510000001.0的本国优先权
    Use instead:
        确认放弃在先申请后再要求其优先权
    中文:
        要求本国优先权时提示：在先申请自本申请提出之日起视为撤回；外观设计以发明、实用新型为基础的除外。

    """
    for index, claim in enumerate(priority_claims(case)):
        if claim.office_code != "CN" or case.profile.kind is ApplicationKind.DESIGN:
            continue
        number = claim.application_number or ""
        yield placed(
            case.field(f"/bibliographic/priority_claims/{index}/application_number", number),
            zh=f"在先申请{number}自本申请提出之日起视为撤回，请确认。",
            en=f"The earlier application {number} is deemed withdrawn on this filing: be sure of it.",
        )


RULES = (
    priority_data_missing,
    earlier_application_withdrawn,
)
