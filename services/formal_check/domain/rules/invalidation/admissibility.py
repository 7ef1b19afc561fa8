"""What can be invalidated, and by whom (CN-INV-001, 010, 011)."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import GUIDELINES_CHANGED, guidelines, law
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import grant_day, procedure_rule
from services.formal_check.domain.rules.invalidation.reading import (
    Request,
    at_pointer,
    invalidation_requests,
    request_day,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_keys
from shared.model.facts.invalidation import PatentStatus

_TRUE_INTENT_SINCE = GUIDELINES_CHANGED
_NO_OBJECT = {
    PatentStatus.NOT_GRANTED: ("尚未公告授权", "is not granted"),
    PatentStatus.ABANDONED_FROM_FILING: ("已自申请日起放弃", "was abandoned from its filing date"),
    PatentStatus.INVALIDATED: ("已被宣告全部无效", "was declared invalid as a whole"),
}
_WHOLE = ("全部", "whole", "entire", "all")


@procedure_rule(
    "CN-INV-001",
    zh="无效宣告请求应针对已经公告授权的专利",
    en="Invalidation concerns a granted patent",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS, Input.BIBLIOGRAPHIC, Input.EVENTS],
    basis=[law(45, 1), guidelines("4.3.3.1")],
)
def no_granted_patent(case: Case) -> Drafts:
    """Report a request against what is no granted patent, or none any more from the beginning.

    A patent that has ended, or was abandoned later, can still be declared invalid.

    Why:
        The request is not accepted.
    Known problems:
        The status is the stated one; else the announcement of the grant is looked for.

    Example:
        专利权状态：未授权（已公开的发明专利申请）
    Use instead:
        专利权状态：已授权
    中文:
        请求针对尚未公告授权的申请、自申请日起放弃或者已被全部宣告无效的专利时报告；已经终止的专利仍可请求。

    """
    for request in invalidation_requests(case):
        status = request.details.patent_status
        if status is not None:
            if status in _NO_OBJECT:
                zh, en = _NO_OBJECT[status]
                yield placed(
                    at_pointer(f"{request.pointer}/details/patent_status", status.value),
                    zh=f"请求针对的专利{zh}，不予受理；请核对专利号和专利权状态。",
                    en=f"What the request attacks {en}: it is not accepted. Check number and "
                    "status.",
                )
            continue
        granted = facts.known(grant_day(case), "授权公告", "the announcement of the grant")
        filed = request_day(request)
        if filed < granted:
            yield placed(
                at_pointer(f"{request.pointer}/received_on", filed),
                zh=f"请求于{filed}提出，授权公告日为{granted}，当时尚未授权，不予受理。",
                en=f"Requested on {filed}, before the grant was announced on {granted}: it is not "
                "accepted.",
            )


@procedure_rule(
    "CN-INV-010",
    zh="请求人应具备资格；不得共同请求；专利权人请求有限制",
    en="The requester has standing; no joint requests; limits for the patentee",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    basis=[guidelines("4.3.3.2")],
)
def requester_without_standing(case: Case) -> Drafts:
    """Report requesters without capacity, joint requesters, and patentees beyond their limits.

    A patentee may attack the own patent in part only, on publications only, and with all other
    patentees.

    Why:
        Such a request is not accepted.
    Known problems:
        Without the patentees' names a single requester is not compared with them.

    Example:
        请求人：甲公司、乙公司（均非专利权人）
    Use instead:
        甲公司、乙公司分别请求
    中文:
        请求人不具备民事诉讼主体资格、多个请求人共同请求（全体专利权人除外），或者专利权人请求宣告全部无效、
        证据不是公开出版物、不是全体专利权人时报告。

    """
    for request in invalidation_requests(case):
        requesters = facts.known(request.details.requesters, "请求人", "the requesters")
        place = f"{request.pointer}/details/requesters"
        for index, requester in enumerate(requesters):
            if requester.legal_capacity is False:
                yield placed(
                    at_pointer(f"{place}/{index}", requester.name or ""),
                    zh="请求人不具备民事诉讼主体资格，不予受理。",
                    en="The requester cannot be party to civil proceedings: the request is not "
                    "accepted.",
                )
        names = name_keys(requester.name or "" for requester in requesters)
        if request.details.patentees is None:
            if len(requesters) > 1:
                facts.unknown("专利权人", "the patentees")
            continue
        patentees = name_keys(request.details.patentees)
        if names & patentees:
            yield from _patentee_request(request, names, patentees)
        elif len(requesters) > 1:
            yield placed(
                at_pointer(place, "、".join(each.name or "" for each in requesters)),
                zh="多个请求人共同提出一件无效宣告请求，不予受理；请分别提出。",
                en="Several requesters filed one request: it is not accepted. File separately.",
            )


def _patentee_request(request: Request, names: frozenset[str], patentees: frozenset[str]) -> Drafts:
    """The limits of a patentee's own request."""
    place, details = f"{request.pointer}/details", request.details
    if names != patentees:
        yield placed(
            at_pointer(f"{place}/requesters"),
            zh="专利权人针对其专利权提出请求，请求人应是且仅是全体专利权人；请核对。",
            en="Patentees who attack their own patent file together, and without others: check "
            "the requesters.",
        )
    scope = facts.known(details.scope, "无效宣告请求范围", "the scope")
    if any(word in scope.lower() for word in _WHOLE):
        yield placed(
            at_pointer(f"{place}/scope", scope),
            zh="专利权人请求宣告自己的专利权全部无效，不予受理；只能请求宣告部分无效。",
            en="A patentee cannot have the own patent declared invalid as a whole: the request is "
            "not accepted, limit it to a part.",
        )
    for index, evidence in enumerate(details.evidence or ()):
        if evidence.publication is False:
            yield placed(
                at_pointer(f"{place}/evidence/{index}", evidence.number or ""),
                zh="专利权人提出请求的，证据应是公开出版物；请更换该证据。",
                en="A patentee's request rests on publications only: replace this evidence.",
            )


@procedure_rule(
    "CN-INV-011",
    zh="无效宣告请求应是请求人的真实意思表示",
    en="The request is what the requester really wants",
    severity=Severity.NOTICE,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    introduced=True,
    basis=[guidelines("4.3.3.2", since=_TRUE_INTENT_SINCE)],
)
def not_true_intent(case: Case) -> Drafts:
    """Point out a request that is stated not to be the requester's own will.

    Why:
        Since 2026 a request in somebody else's name is not accepted.
    Known problems:
        Only a statement in the case file is read; a person has to find out.

    Example:
        真实意思表示：否（冒名请求）
    Use instead:
        真实意思表示：是
    中文:
        案卷记载请求并非请求人真实意思表示（例如冒名）时提示，由人核实。

    """
    for request in invalidation_requests(case):
        intent = facts.known(
            request.details.true_intent, "请求是否为真实意思表示", "whether the request is intended"
        )
        if not intent:
            yield placed(
                at_pointer(f"{request.pointer}/details/true_intent", "false"),
                zh="该请求据称并非请求人的真实意思表示，请核实；属实的，不予受理。",
                en="The request is said not to be the requester's own will: verify it. If so it is "
                "not accepted.",
            )


RULES = (
    no_granted_patent,
    requester_without_standing,
    not_true_intent,
)
