"""Whether a request for reexamination can be heard (CN-REX-001 … 003; Patent Law Art. 41)."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.rules.reexamination.reading import in_request, requests, term_of
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_key, name_keys
from shared.model.time_limits import add_months


@procedure_rule(
    "CN-REX-001",
    zh="复审请求应在收到驳回决定之日起三个月内提出",
    en="Reexamination is requested within three months of receipt of the rejection",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS, Input.EVENTS],
    basis=[law(41, 1)],
)
def request_late(case: Case) -> Drafts:
    """Report a request received more than three months after receipt of the rejection.

    Why:
        A late request is not accepted. Rights can be restored within two months after the term.
    Known problems:
        The receipt is the stated one, or the one deemed from issue and way of service.

    Example:
        2025-10-10收到驳回决定，2026-01-18提出复审请求
    Use instead:
        2025-10-10收到驳回决定，2025-12-29提出复审请求
    中文:
        复审请求超过收到驳回决定之日起三个月提出的，报告其不予受理，并写明可以请求恢复权利的最后一日。

    """
    for request in requests(case):
        filed = facts.known(request.received_on, "复审请求的提交日", "the day of the request")
        limit = term_of(case, request)
        if limit.missed(filed):
            last = add_months(limit.end, 2)
            yield placed(
                in_request(f"{request.pointer}/received_on", filed),
                zh=f"复审请求于{filed}提出，期限已于{limit.end}届满，不予受理；"
                f"有正当理由的，可以在{last}前请求恢复权利。",
                en=f"Requested on {filed}, after the term had ended on {limit.end}: it is not "
                f"accepted. For good reasons restoration can be requested until {last}.",
            )


@procedure_rule(
    "CN-REX-002",
    zh="复审请求只能针对驳回决定",
    en="Reexamination is directed against a rejection",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    basis=[guidelines("4.2.2.1")],
)
def not_against_rejection(case: Case) -> Drafts:
    """Report a request against anything but a decision to reject.

    Why:
        Other decisions have other remedies: restoration, administrative review.

    Example:
        针对：视为撤回通知书
    Use instead:
        针对：驳回决定
    中文:
        复审请求针对的不是驳回决定时报告。对视为撤回等决定不服的，应当请求恢复权利或者申请行政复议。

    """
    for request in requests(case):
        against = facts.known(
            request.details.against, "复审请求针对的决定", "the decision that is contested"
        )
        if "驳回" not in against and "reject" not in against.lower():
            yield placed(
                in_request(f"{request.pointer}/details/against", against),
                zh=f"复审请求针对的是“{against}”，不是驳回决定，不予受理；请改用相应的救济途径。",
                en=f"The request is against “{against}”, not a rejection: it is not accepted. "
                "Use the remedy that fits.",
            )


@procedure_rule(
    "CN-REX-003",
    zh="复审请求人应是被驳回申请的全体申请人",
    en="All applicants, and only they, request reexamination",
    severity=Severity.ERROR,
    reads=[Input.PAPERS, Input.BIBLIOGRAPHIC],
    basis=[guidelines("4.2.2.2")],
)
def requesters_differ(case: Case) -> Drafts:
    """Report applicants that are missing among the requesters, and requesters that are no applicants.

    Why:
        A missing co-applicant has to be added, or the request is deemed not filed; a request by
        somebody else is not accepted.
    Known problems:
        Names are compared without spaces and punctuation; changes of the applicant have to be in
        the bibliographic data.

    Example:
        申请人甲公司、乙公司，复审请求人仅甲公司
    Use instead:
        复审请求人甲公司、乙公司
    中文:
        共同申请人没有全部作为复审请求人，或者复审请求人不是申请人时报告。前者期满未补正的视为未提出，后者
        不予受理。

    """
    applicants = case.bibliographic.applicants
    for request in requests(case):
        names = facts.known(request.details.requesters, "复审请求人", "the requesters")
        if not applicants:
            facts.unknown("申请人", "the applicants")
        known = {
            key
            for applicant in applicants
            for key in name_keys([applicant.name, applicant.original_name or ""])
        }
        place = f"{request.pointer}/details/requesters"
        for name in names:
            if name_key(name) not in known:
                yield placed(
                    in_request(place, name),
                    zh=f"复审请求人“{name}”不是被驳回申请的申请人，该请求不予受理；请核对。",
                    en=f"The requester “{name}” is no applicant: the request is not accepted. "
                    "Check the names.",
                )
        given = name_keys(names)
        for applicant in applicants:
            if not given & name_keys([applicant.name, applicant.original_name or ""]):
                yield absent(
                    place,
                    zh=f"申请人“{applicant.name}”没有作为复审请求人，请补正；"
                    "期满未补正的，复审请求视为未提出。",
                    en=f"The applicant “{applicant.name}” is not among the requesters: add it, or "
                    "the request is deemed not filed.",
                )


RULES = (
    request_late,
    not_against_rejection,
    requesters_differ,
)
