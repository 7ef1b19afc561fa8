"""Evaluation reports (CN-EVR-001, 002; Rule 62)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import filed, inapplicable, known, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import grant_day, procedure_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.post_grant import EvaluationReportRequest, Requester
from shared.model.identification import ApplicationKind


@procedure_rule(
    "CN-EVR-001",
    zh="专利权评价报告只就一件已授权的实用新型或者外观设计，由有资格的人请求",
    en="An evaluation report concerns one granted utility model or design, asked for by a party",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.EVENTS, Input.BIBLIOGRAPHIC],
    basis=[rules(62, 1), rules(62, 2)],
)
def evaluation_report(case: Case) -> Drafts:
    """Report a request for an invention, for several patents, too early, or by an outsider.

    Patentee, interested party and accused infringer may ask after grant; the applicant may on
    registration.

    Why:
        Such a request counts as not made.

    Example:
        对发明专利请求专利权评价报告
    Use instead:
        对一件实用新型专利请求
    中文:
        对发明专利、对多件专利、在授权公告之前（申请人办理登记手续时除外），或者由没有资格的人请求专利权评价报告时
        报告。

    """
    found = filed(
        case,
        EvaluationReportRequest,
        "没有请求专利权评价报告",
        "No evaluation report was asked for",
    )
    kind = known(case.profile.kind, "专利类型", "the kind of patent")
    for request in found:
        details = request.details
        place = f"{request.pointer}/details"
        if kind is ApplicationKind.INVENTION:
            yield placed(
                case.field(request.pointer, ""),
                zh="只能对实用新型或者外观设计专利请求专利权评价报告。",
                en="Reports are made on utility models and designs, not on inventions.",
            )
            continue
        if details.patents is not None and len(details.patents) > 1:
            yield placed(
                case.field(f"{place}/patents", "、".join(details.patents)),
                zh="每项请求限于一件专利，请分别提出。",
                en="One request concerns one patent: make one for each.",
            )
        requester = known(details.requester, "请求人身份", "who asks")
        early = requester is Requester.APPLICANT and details.at_registration is not True
        if requester is Requester.OTHER or early:
            yield placed(
                case.field(f"{place}/requester", requester.value),
                zh="请求人应为专利权人、利害关系人、被控侵权人，或者办理登记手续时的申请人。",
                en="The patentee, an interested party, an accused infringer, or the applicant on "
                "registration may ask, nobody else.",
            )
        elif requester is not Requester.APPLICANT:
            granted, received = grant_day(case), request.received_on
            if granted is None or received is None:
                unknown("授权公告日或者请求的提交日", "the day of grant or of the request")
            if received < granted:
                yield placed(
                    case.field(f"{request.pointer}/received_on", received.isoformat()),
                    zh=f"授权公告日（{granted}）之前的请求视为未提出，请在公告后提出。",
                    en=f"The grant was announced on {granted}: an earlier request counts as not "
                    "made.",
                )


@procedure_rule(
    "CN-EVR-002",
    zh="利害关系人、被控侵权人请求评价报告的，应附具证明文件",
    en="Interested parties and accused infringers prove their position",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    basis=[guidelines("5.10.2.3")],
)
def evaluation_report_proof(case: Case) -> Drafts:
    """Report a request by such a party without any paper that proves its position.

    A licence contract on the office's record need not be handed in again.

    Why:
        Only those concerned may ask for a report.
    Known problems:
        What the papers prove is not read.

    Example:
        被控侵权人请求评价报告，没有证明文件
    Use instead:
        附具专利权人发出的律师函
    中文:
        利害关系人或者被控侵权人请求专利权评价报告而没有附具证明文件时报告；许可合同已备案的除外。不审查证明内容。

    """
    found = [
        request
        for request in papers(case, EvaluationReportRequest)
        if request.details.requester in (None, *_NEED_PROOF)
    ]
    if not found:
        inapplicable("没有需要证明的评价报告请求", "No request that needs proof")
    for request in found:
        details = request.details
        requester = known(details.requester, "请求人身份", "who asks")
        contract = requester is Requester.INTERESTED_PARTY and details.contract_on_record
        if details.proof or contract:
            continue
        if not details.states("proof"):
            unknown("证明文件", "the papers that prove it")
        zh, en = _NEED_PROOF[requester]
        yield absent(
            f"{request.pointer}/details/proof",
            zh=f"{zh}，请补交。",
            en=f"{en}: hand it in.",
        )


_NEED_PROOF = {
    Requester.INTERESTED_PARTY: (
        "请求人是利害关系人，应当附具许可合同等证明文件",
        "An interested party proves it by a licence contract or the like",
    ),
    Requester.ACCUSED_INFRINGER: (
        "请求人是被控侵权人，应当附具律师函、立案通知书、投诉通知书等证明文件",
        "An accused infringer proves it by a lawyer's letter, a notice of action or a complaint",
    ),
}


RULES = (
    evaluation_report,
    evaluation_report_proof,
)
