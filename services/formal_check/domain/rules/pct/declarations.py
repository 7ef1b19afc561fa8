"""Deposits, disclosures and genetic resources on entry (CN-PCT-013 … 015)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.duties import Duty, owed, received
from services.formal_check.domain.facts import inapplicable, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.pct.reading import (
    entry_date,
    entry_statement,
    pct_rule,
    publication,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.grace import GraceProof
from shared.model.facts.pct import DepositCertificate, GeneticResourcesForm, ViabilityCertificate
from shared.model.time_limits import months_after


@pct_rule(
    "CN-PCT-013",
    zh="生物材料保藏：进入声明指明记载位置，保藏和存活证明4个月内提交",
    en="Biological deposit: its place is indicated, certificates within 4 months of entry",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[rules(125, 1), rules(125, 3)],
)
def deposit_on_entry(case: Case) -> Drafts:
    """Report a deposit whose place is not indicated on entry, and missing or late certificates.

    Why:
        Four months after entry the material is deemed not deposited.

    Example:
        进入声明没有指明保藏事项的记载位置
    Use instead:
        说明书译文第5页第3至8行
    中文:
        国际申请涉及生物材料保藏，进入声明没有指明记载保藏事项的文件和位置，或者没有在进入日起4个月内提交保藏证明和存活证明时报告；期限未满的，提示届满日。

    """
    record = publication(case).details
    statement = entry_statement(case)
    if not record.deposit and not statement.details.deposit_place:
        if record.deposit is None:
            unknown("国际申请是否涉及生物材料保藏", "whether a deposit is concerned")
        inapplicable("不涉及生物材料保藏", "No deposit is concerned")
    _, entered = entry_date(case)
    limit = months_after(entered, 4)
    loss = ("该生物材料视为未提交保藏", "the material is deemed not deposited")
    if statement.details.empty("deposit_place"):
        duty = Duty(
            limit,
            f"{statement.pointer}/details/deposit_place",
            "指明记载保藏事项的文件和位置",
            "the place where the deposit is described",
            *loss,
        )
        yield from owed(case, duty, ())
    for pointer, zh, en, acts in (
        ("deposit", "保藏证明", "deposit certificate", received(papers(case, DepositCertificate))),
        (
            "viability",
            "存活证明",
            "viability statement",
            received(papers(case, ViabilityCertificate)),
        ),
    ):
        duty = Duty(limit, f"/papers/{pointer}_certificate", f"提交{zh}", f"the {en}", *loss)
        yield from owed(case, duty, acts)


@pct_rule(
    "CN-PCT-014",
    zh="不丧失新颖性的公开：国际申请时声明、进入声明说明、2个月内交证明",
    en="Grace period: declared internationally, stated on entry, proved in 2 months",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[rules(124, 1)],
)
def grace_on_entry(case: Case) -> Drafts:
    """Report a grace period that was not declared in time, not stated on entry or not proved.

    Why:
        All three are needed; otherwise Article 24 does not apply.

    Example:
        国际阶段未声明，进入声明中提出
    Use instead:
        国际阶段已声明，进入声明说明，并在2个月内提交证明
    中文:
        进入声明要求不丧失新颖性的公开而国际申请时没有声明，国际申请时声明而进入声明没有说明，或者没有在进入日起2个月内提交证明时报告。

    """
    record = publication(case).details.grace_period
    statement = entry_statement(case)
    stated = statement.details.grace_period
    place = case.field(f"{statement.pointer}/details/grace_period", "")
    if record is None or stated is None:
        unknown("国际阶段和进入声明的宽限期声明", "the declarations of a grace period")
    if stated and not record:
        yield placed(
            place,
            zh="提出国际申请时没有声明不丧失新颖性的公开，进入时提出的，不予适用。",
            en="No such disclosure was declared in the international application: stated on entry "
            "only, it does not count.",
        )
    elif record and not stated:
        yield placed(
            place,
            zh="国际申请时作过不丧失新颖性公开的声明，进入声明没有说明，请补充，否则不适用宽限期。",
            en="The international application declared a disclosure, the entry statement does not "
            "mention it: add it, or the grace period does not apply.",
        )
    elif record:
        _, entered = entry_date(case)
        duty = Duty(
            months_after(entered, 2),
            "/papers/grace_period_proof",
            "提交不丧失新颖性的证明材料",
            "the evidence of the disclosure",
            "不适用宽限期",
            "the grace period does not apply",
        )
        yield from owed(case, duty, received(papers(case, GraceProof)))
    else:
        inapplicable("没有要求不丧失新颖性的公开", "No grace period is claimed")


@pct_rule(
    "CN-PCT-015",
    zh="依赖遗传资源完成的，在进入声明中说明并填写登记表",
    en="Genetic resources are stated on entry and disclosed on the form",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    basis=[rules(126, 1)],
)
def genetic_resources_on_entry(case: Case) -> Drafts:
    """Report a statement of genetic resources without the form, and the form without a statement.

    Why:
        Both are required; uncorrected the application is deemed withdrawn.
    Known problems:
        Whether the invention relies on genetic resources is not told from its text.

    Example:
        进入声明说明依赖遗传资源，没有登记表
    Use instead:
        附遗传资源来源披露登记表
    中文:
        进入声明说明发明依赖遗传资源完成而没有提交遗传资源来源披露登记表，或者提交了登记表而进入声明没有说明时报告。

    """
    statement = entry_statement(case)
    forms = papers(case, GeneticResourcesForm)
    stated = statement.details.genetic_resources
    if stated is None and not forms:
        unknown("进入声明是否说明遗传资源", "whether genetic resources are stated")
    if stated and not forms:
        yield absent(
            "/papers/genetic_resources_form",
            zh="说明依赖遗传资源完成，没有遗传资源来源披露登记表，请提交。",
            en="Genetic resources are stated, but the form that discloses their source is missing.",
        )
    elif forms and not stated:
        yield placed(
            case.field(f"{statement.pointer}/details/genetic_resources", ""),
            zh="提交了遗传资源来源披露登记表，进入声明没有说明，请补充说明。",
            en="The form on genetic resources was filed, but the entry statement does not say so.",
        )


RULES = (
    deposit_on_entry,
    grace_on_entry,
    genetic_resources_on_entry,
)
