"""Withdrawal, surrender and suspension (CN-WDR-001, 002, CN-SUS-001; Rules 41 and 103)."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import filed, unknown
from services.formal_check.domain.findings import Draft, Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.rules.examination.conditions import conditional
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_key, name_keys, number_key
from shared.model.facts.procedure import SurrenderStatement, SuspensionRequest, WithdrawalStatement
from shared.model.facts.reading import PaperFact

_STATED = (
    ("title", "发明创造的名称", "the title"),
    ("application_number", "申请号", "the application number"),
    ("filing_date", "申请日", "the filing date"),
)


def _unsigned(
    case: Case, pointer: str, owed: tuple[str, ...], signed: tuple[str, ...], zh: str
) -> Iterator[Draft]:
    keys = name_keys(signed)
    missing = [name for name in owed if name_key(name) not in keys]
    if missing:
        yield placed(
            case.field(f"{pointer}/details/signed_by", "、".join(signed)),
            zh=f"缺少{zh}“{'、'.join(missing)}”的签字或者盖章，应由全体{zh}签章，请补正。",
            en=f"All have to sign; {len(missing)} signature(s) are missing: supply them.",
        )


@procedure_rule(
    "CN-WDR-001",
    zh="撤回专利申请声明写明名称、申请号和申请日，由全体申请人签章，不得附有条件",
    en="A withdrawal states title, number and date, is signed by all, and is unconditional",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.BIBLIOGRAPHIC, Input.TITLE],
    basis=[rules(41, 1), guidelines("1.1.6.6")],
)
def withdrawal(case: Case) -> Drafts:
    """Report a withdrawal with missing or wrong data, missing signatures, or a condition.

    Signatures may stand on the statement or on an attached consent.

    Why:
        Withdrawal ends the application; it has to be beyond doubt what is withdrawn and by whom.

    Example:
        声明“若不授权则撤回”
    Use instead:
        声明“撤回本专利申请”，写明名称、申请号和申请日，全体申请人签章
    中文:
        撤回专利申请声明缺少或者写错发明创造名称、申请号、申请日，缺少申请人签章，或者附有条件时报告。

    """
    found = filed(case, WithdrawalStatement, "没有撤回专利申请", "The application is not withdrawn")
    left_out = False
    for statement in found:
        details = statement.details
        for member, zh, en in _STATED:
            if details.empty(member):
                yield absent(
                    f"{statement.pointer}/details/{member}",
                    zh=f"撤回声明没有写明{zh}，请补正。",
                    en=f"The withdrawal does not state {en}: add it.",
                )
            left_out = left_out or not details.states(member)
        yield from _disagreeing(case, statement)
        applicants = tuple(applicant.name for applicant in case.bibliographic.applicants)
        if details.states("signed_by") and applicants:
            signed = details.signed_by or ()
            yield from _unsigned(case, statement.pointer, applicants, signed, "申请人")
        else:
            left_out = True
        yield from _conditions(
            case, statement.pointer, details.conditions, details.text, "撤回专利申请"
        )
    if left_out:
        unknown("撤回声明的内容、签章或者申请人", "the statement's data, signatures or applicants")


def _disagreeing(case: Case, statement: PaperFact[WithdrawalStatement]) -> Drafts:
    details = statement.details
    data = case.bibliographic
    titles = [unit.text for unit in case.titles]
    if details.title and titles and name_key(details.title) not in map(name_key, titles):
        yield _other(case, statement, "title", details.title, "发明创造的名称", "title")
    stated, number = details.application_number, data.application_number
    if stated and number and number_key(stated) != number_key(number):
        yield _other(case, statement, "application_number", stated, "申请号", "number")
    if details.filing_date and data.filing_date and details.filing_date != data.filing_date:
        stated = details.filing_date.isoformat()
        yield _other(case, statement, "filing_date", stated, "申请日", "filing date")


def _other(
    case: Case, paper: PaperFact[WithdrawalStatement], member: str, text: str, zh: str, en: str
) -> Draft:
    return placed(
        case.field(f"{paper.pointer}/details/{member}", text),
        zh=f"声明所写的{zh}与本申请不一致，请更正。",
        en=f"The {en} stated is not that of this application: correct it.",
    )


def _conditions(
    case: Case, pointer: str, conditions: str | None, text: str | None, zh: str
) -> Iterator[Draft]:
    draft = conditional(case, pointer, conditions, text, zh, "The statement")
    if draft is not None:
        yield draft


@procedure_rule(
    "CN-WDR-002",
    zh="放弃专利权只能放弃一件专利的全部，不得附有条件，由全体专利权人签章",
    en="A patent is surrendered as a whole, unconditionally, by all patentees",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS],
    basis=[guidelines("5.9.4.3")],
)
def surrender(case: Case) -> Drafts:
    """Report a surrender of single claims, with a condition, or without all signatures.

    Why:
        Such a statement counts as not made.

    Example:
        声明放弃权利要求3
    Use instead:
        声明放弃全部专利权，全体专利权人签章
    中文:
        只放弃部分权利要求、附有条件，或者缺少专利权人签章的放弃专利权声明视为未提出，报告之。

    """
    found = filed(case, SurrenderStatement, "没有放弃专利权", "The patent is not surrendered")
    left_out = False
    for statement in found:
        details = statement.details
        place = f"{statement.pointer}/details"
        if details.claims or details.whole is False:
            member = "claims" if details.claims else "whole"
            yield placed(
                case.field(f"{place}/{member}", "、".join(details.claims or ("false",))),
                zh="只能放弃一件专利的全部，放弃部分专利权的声明视为未提出，请改正。",
                en="Only the whole patent can be surrendered: a partial surrender counts as not "
                "made.",
            )
        elif details.whole is None and not details.states("claims"):
            left_out = True
        yield from _conditions(
            case, statement.pointer, details.conditions, details.text, "放弃专利权声明"
        )
        if details.patentees and details.states("signed_by"):
            signed = details.signed_by or ()
            yield from _unsigned(case, statement.pointer, details.patentees, signed, "专利权人")
        else:
            left_out = True
    if left_out:
        unknown("放弃的范围、专利权人或者签章", "the extent, the patentees or their signatures")


@procedure_rule(
    "CN-SUS-001",
    zh="中止请求应提交请求书、说明理由并附具写明申请号的受理文件，且权利未丧失",
    en="Suspension: request, reasons, the accepting body's paper with the number, a living right",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.BIBLIOGRAPHIC, Input.TITLE],
    basis=[rules(103, 2)],
)
def suspension(case: Case) -> Drafts:
    """Report a request for suspension without reasons or paper, or whose paper does not fit.

    The paper of the court or authority has to name this application, its title and its holders; a
    right that is lost is not suspended, unless invalidation is pending.

    Why:
        The office suspends on proof that the dispute on ownership was accepted elsewhere.

    Example:
        受理通知书没有写明专利号
    Use instead:
        受理通知书写明专利号、名称和权利人
    中文:
        中止请求没有说明理由、没有附具受理文件，受理文件没有写明号码，或者所载号码、名称、权利人与本案不一致，以及
        权利已经丧失时报告。

    """
    found = filed(case, SuspensionRequest, "没有请求中止", "No suspension was requested")
    left_out = False
    for request in found:
        details = request.details
        place = f"{request.pointer}/details"
        if details.empty("reason"):
            yield absent(
                f"{place}/reason",
                zh="中止请求没有说明理由，请补充。",
                en="The request gives no reasons: add them.",
            )
        if details.rights_lost and not details.invalidation:
            yield placed(
                case.field(f"{place}/rights_lost", "true"),
                zh="权利已经丧失，不能请求中止，请先办理恢复手续。",
                en="The right is lost and cannot be suspended: have it restored first.",
            )
        if details.acceptance_document is False:
            yield absent(
                f"{place}/acceptance_document",
                zh="没有附具管理专利工作的部门或者人民法院的受理文件，请提交。",
                en="The paper by which the dispute was accepted is missing: hand it in.",
            )
            continue
        if details.empty("document_number"):
            yield absent(
                f"{place}/document_number",
                zh="受理文件没有写明申请号或者专利号，请提交写明号码的受理文件。",
                en="The paper names no application or patent number: hand in one that does.",
            )
        yield from _document_differs(case, request)
        stated = details.states("reason") and details.states("document_number")
        left_out = left_out or not stated or details.rights_lost is None
    if left_out:
        unknown("中止请求的理由、受理文件或者权利状态", "reasons, paper or the state of the right")


def _document_differs(case: Case, request: PaperFact[SuspensionRequest]) -> Drafts:
    details = request.details
    number = case.bibliographic.application_number
    titles = [unit.text for unit in case.titles]
    holders = name_keys(applicant.name for applicant in case.bibliographic.applicants)
    stated = details.document_number
    if stated and number and number_key(stated) != number_key(number):
        yield _differs(case, request, "document_number", stated, "号码", "number")
    title = details.document_title
    if title and titles and name_key(title) not in map(name_key, titles):
        yield _differs(case, request, "document_title", title, "发明创造名称", "title")
    named = details.document_right_holders
    if named and holders and name_keys(named) != holders:
        text = "、".join(named)
        yield _differs(case, request, "document_right_holders", text, "权利人", "right holders")


def _differs(
    case: Case, paper: PaperFact[SuspensionRequest], member: str, text: str, zh: str, en: str
) -> Draft:
    return placed(
        case.field(f"{paper.pointer}/details/{member}", text),
        zh=f"受理文件所载{zh}与本案不一致，请核对。",
        en=f"The {en} in the accepting body's paper differ from this case: check them.",
    )


RULES = (
    withdrawal,
    surrender,
    suspension,
)
