"""On what priority may rest (CN-PRI-011, 013)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import RULES_2023, rules
from services.formal_check.domain.facts import unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import DESIGN
from services.formal_check.domain.rules.priority.reading import (
    CLAIMS,
    domestic_records,
    priority_claims,
    priority_rule,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.application_number import parse_cn_application_number
from shared.model.identification import ApplicationKind


@priority_rule(
    "CN-PRI-011",
    zh="已要求优先权、已授权或者属于分案的申请不得作为本国优先权的基础",
    en="No domestic priority from what has priority, is granted or is a divisional",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[rules(35, 2, before=False)],
)
def unfit_domestic_basis(case: Case) -> Drafts:
    """Report an earlier Chinese application that cannot be the basis of domestic priority.

    Asked is whether it claimed priority itself (unless without effect), was granted or registered
    by the filing date, or is a divisional. Each is asked only where the record tells.

    Why:
        Such a priority is deemed not claimed and cannot be restored.

    Example:
        在先申请是分案申请
    Use instead:
        在先申请是首次提出、尚未授权的申请
    中文:
        本国优先权的在先申请已经要求过优先权（未享有的除外）、在本申请日已被授权或者已办理登记，或者是分案申请时报告。

    """
    filed = case.filing_date
    for index, number, record in domestic_records(case):
        faults = []
        if record.priorities and record.priority_enjoyed is not False:
            faults.append(("已经要求过优先权", "claims priority itself"))
        if any(day and day <= filed for day in (record.registered_on, record.granted_on)):
            faults.append(("已被授予专利权或者已办理登记手续", "was granted or registered"))
        if record.divisional:
            faults.append(("是分案申请", "is a divisional"))
        for zh, en in faults:
            yield placed(
                case.field(f"{CLAIMS}/{index}/application_number", number),
                zh=f"在先申请{number}{zh}，不得作为本国优先权的基础，该优先权视为未要求。",
                en=f"The earlier application {number} {en}: it is no basis for domestic priority, "
                "which is deemed not claimed.",
            )
        if not faults and not (
            record.states("priorities")
            and record.states("divisional")
            and record.states("registered_on", "granted_on")
        ):
            unknown(
                "在先申请的优先权、授权、分案情况",
                "whether the earlier application has priority, is granted or divisional",
            )


@priority_rule(
    "CN-PRI-013",
    zh="外观设计可以要求发明、实用新型附图所示设计的本国优先权",
    en="A design may claim the priority of what an invention's drawings show",
    severity=Severity.NOTICE,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=DESIGN,
    effective_from=RULES_2023.effective_from,
    introduced=True,
    basis=[rules(35, 2, before=False)],
)
def design_from_drawings(case: Case) -> Drafts:
    """Point out that the drawings of the earlier application have to show the design.

    The different kind is no defect, and the earlier application is not withdrawn by it.

    Why:
        Since 2024 a design can rest on an invention or a utility model; whoever compares kinds
        only would object wrongly.

    Example:
        外观设计要求实用新型202520000001.0的优先权
    Use instead:
        外观设计要求外观设计202530000001.2的优先权
    中文:
        外观设计申请要求发明或者实用新型申请的本国优先权时提示：类别不同不是缺陷，但所要求保护的设计应当在该申请的附图中
        显示；在先申请不因此视为撤回。

    """
    for index, claim in enumerate(priority_claims(case)):
        number = parse_cn_application_number(claim.application_number or "")
        if claim.office_code == "CN" and number is not None and number.kind is not None:
            if number.kind is ApplicationKind.DESIGN:
                continue
            yield placed(
                case.field(f"{CLAIMS}/{index}/application_number", number.text),
                zh=f"在先申请{number.text}不是外观设计申请，允许作为基础；请确认其附图显示了本设计。",
                en=f"The earlier application {number.text} is no design, which is allowed: be sure "
                "that its drawings show this design.",
            )


RULES = (
    unfit_domestic_basis,
    design_from_drawings,
)
