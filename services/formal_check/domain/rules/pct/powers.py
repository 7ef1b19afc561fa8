"""Powers of attorney in the national phase (CN-PCT-022)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.facts import unknown
from services.formal_check.domain.findings import Drafts, absent
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import NATIONAL_PHASE
from services.formal_check.domain.rules.request.appointments import (
    appointed_agency,
    in_power,
    powers_filed,
)
from services.formal_check.domain.rules.request.reading import request_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_keys, number_key


@request_rule(
    "CN-PCT-022",
    zh="进入国家阶段的委托书写明国际申请号和申请人原文及译名",
    en="National phase: the power states the international number and names as published",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    routes=NATIONAL_PHASE,
    consequence=Consequence.TO_BE_CORRECTED,
    languages=None,
    basis=[guidelines("3.1.5.1.2")],
)
def power_without_international_data(case: Case) -> Drafts:
    """Report a power that does not state, or states otherwise, number and names of the applicants.

    Why:
        The power is usually signed abroad: number and original name tie it to the application.
    Known problems:
        Only details that somebody noted are compared; a stated empty value counts as missing.

    Example:
        委托书没有国际申请号
    Use instead:
        委托书写明PCT/US2024/012345、申请人原文名称和中文译名
    中文:
        进入国家阶段的委托书没有写明国际申请号、申请人原文名称或者中文译名，或者与申请不一致时提示。

    """
    appointed_agency(case)
    pct = case.bibliographic.pct
    own = {
        "international_application_number": (pct.application_number or "") if pct else "",
    }
    applicants = case.bibliographic.applicants
    looked = False
    for power in powers_filed(case):
        details = power.details
        for field, zh, en in (
            ("international_application_number", "国际申请号", "international application number"),
            ("original_names", "申请人的原文姓名或者名称", "applicants' original names"),
            ("applicants", "申请人的中文译名", "applicants' Chinese names"),
        ):
            if not details.states(field):
                continue
            looked = True
            if details.empty(field):
                yield absent(
                    f"{power.pointer}/details/{field}",
                    zh=f"委托书没有写明{zh}，请补正。",
                    en=f"The power does not state the {en}: complete it.",
                )
        number = details.international_application_number
        wanted = own["international_application_number"]
        if number and wanted and number_key(number) != number_key(wanted):
            yield in_power(
                case,
                power,
                "international_application_number",
                "委托书的国际申请号与进入声明不一致，请更正。",
                "The power's international number is not the application's: correct it.",
            )
        originals = [party.original_name for party in applicants if party.original_name]
        for field, names, zh, en in (
            ("original_names", originals, "原文名称", "original names"),
            ("applicants", [party.name for party in applicants], "中文译名", "Chinese names"),
        ):
            stated = getattr(details, field)
            if stated and names and name_keys(stated) != name_keys(names):
                yield in_power(
                    case,
                    power,
                    field,
                    f"委托书的申请人{zh}与申请文件不一致，请更正。",
                    f"The {en} of the power are not those of the application: correct them.",
                )
    if not looked:
        unknown("委托书的国际申请号和申请人名称", "the power's number and names")


RULES = (power_without_international_data,)
