"""The request for reexamination (CN-REX-001 … 008; Patent Law Art. 41, Rules 65 and 66).

The request and what belongs to it are facts of the procedure (docs/facts/proceedings.md). Without
such a request nothing here applies; what nobody has stated is not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.findings import Draft, Drafts, absent, placed
from services.formal_check.domain.procedure import (
    Term,
    fee_in_time,
    notices,
    procedure_rule,
    term,
    term_from,
)
from services.formal_check.domain.proceeding_powers import powers_for
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_key, name_keys
from shared.model.facts.fees import FeeKind
from shared.model.facts.notices import NoticeKind
from shared.model.facts.powers import Procedure
from shared.model.facts.reading import EventFact, PaperFact
from shared.model.facts.reexamination import (
    ReexaminationCorrection,
    ReexaminationCorrectionNotice,
    ReexaminationFiled,
    ReexaminationRequest,
)
from shared.model.source import Location
from shared.model.time_limits import add_months, days_after, months_after

Request = PaperFact[ReexaminationRequest]

_TERM_MONTHS = 3
_CORRECTION_DAYS = 15
_CORRECTIONS = 2
"""After so many corrections the same defect ends the request."""


def requests(case: Case) -> tuple[Request, ...]:
    """The requests for reexamination; not applicable if there is none."""
    found = facts.papers(case, ReexaminationRequest)
    if not found:
        facts.inapplicable("没有提出复审请求", "No reexamination was requested")
    return found


def _term(case: Case, request: Request) -> Term:
    """Three months from receipt of the rejection: as stated, or by the rules of service."""
    if request.details.decision_received_on is not None:
        return term(months_after(request.details.decision_received_on, _TERM_MONTHS))
    found = notices(case, NoticeKind.REJECTION)
    if not found:
        facts.unknown("驳回决定的收到日", "the day of receipt of the rejection")
    return term_from(found[-1], _TERM_MONTHS)


def _at(pointer: str, value: object = "") -> Location:
    return Location(file="", element=pointer, text=str(value))


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
        limit = _term(case, request)
        if limit.missed(filed):
            last = add_months(limit.end, 2)
            yield placed(
                _at(f"{request.pointer}/received_on", filed),
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
                _at(f"{request.pointer}/details/against", against),
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
                    _at(place, name),
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


@procedure_rule(
    "CN-REX-004",
    zh="复审应提交复审请求书并说明理由",
    en="Reexamination needs the request form and reasons",
    severity=Severity.ERROR,
    reads=[Input.PAPERS, Input.EVENTS],
    basis=[rules(65, 1)],
)
def reasons_missing(case: Case) -> Drafts:
    """Report a request without reasons, and one made without the request form.

    Why:
        Without reasons there is nothing to examine.

    Example:
        复审理由：（空）
    Use instead:
        复审理由：权利要求1相对于对比文件1具备创造性……
    中文:
        提出了复审请求而没有复审请求书，或者复审请求书没有说明理由时报告。

    """
    found = facts.papers(case, ReexaminationRequest)
    if not found:
        filed = facts.events(case, ReexaminationFiled)
        if not filed:
            facts.inapplicable("没有提出复审请求", "No reexamination was requested")
        yield absent(
            "/papers",
            zh=f"{filed[0].occurred_on}提出了复审请求，但没有复审请求书，请提交。",
            en=f"Reexamination was requested on {filed[0].occurred_on} without the request form: "
            "submit it.",
        )
    for request in found:
        if request.details.empty("reasons"):
            yield absent(
                f"{request.pointer}/details/reasons",
                zh="复审请求书没有说明理由，请补充。",
                en="The request for reexamination gives no reasons: add them.",
            )
        else:
            facts.known(request.details.reasons, "复审理由", "the reasons")


@procedure_rule(
    "CN-REX-005",
    zh="复审费应在收到驳回决定之日起三个月内缴纳",
    en="The reexamination fee is paid within three months of receipt of the rejection",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.EVENTS, Input.FEES],
    basis=[guidelines("4.2.2.5")],
)
def fee_unpaid(case: Case) -> Drafts:
    """Report a request whose fee was not paid in time. While the term runs it is a reminder.

    Why:
        The request is deemed not filed.
    Known problems:
        Whether the amount suffices depends on reductions and on tariffs that are not at hand.

    Example:
        三个月内没有复审费的缴费记录
    Use instead:
        复审费于期限内缴纳
    中文:
        期限内没有缴纳复审费时报告；期限未满的，提示最后一日。缴费数额是否足额不作判断。

    """
    for request in requests(case):
        limit = _term(case, request)
        yield from fee_in_time(case, FeeKind.REEXAMINATION, limit, "复审费", "reexamination fee")


@procedure_rule(
    "CN-REX-006",
    zh="复审中的修改仅限于消除驳回决定指出的缺陷",
    en="Amendments in reexamination only remove the defects found",
    severity=Severity.WARNING,
    consequence=Consequence.NONE,
    reads=[Input.PAPERS],
    basis=[rules(66, 1), guidelines("4.2.4.2")],
)
def amendments_too_wide(case: Case) -> Drafts:
    """Report more claims than were rejected, claims of another type, and a broader scope.

    Why:
        Such amendments are usually not accepted.
    Known problems:
        The texts are not compared; counts and statements of the request are.

    Example:
        驳回文本8项，修改后12项
    Use instead:
        驳回文本8项，修改后7项
    中文:
        修改后的权利要求多于驳回决定针对的权利要求，或者声明改变了类型、扩大了范围时提示；是否符合规定由审查
        员判断。

    """
    for request in requests(case):
        details, place = request.details, f"{request.pointer}/details"
        before, after = details.rejected_claim_count, details.amended_claim_count
        if before is not None and after is not None and after > before:
            yield placed(
                _at(f"{place}/amended_claim_count", after),
                zh=f"修改后的权利要求由{before}项增加到{after}项，通常不予接受，请核对。",
                en=f"The claims grew from {before} to {after}, which is usually not accepted: "
                "check the amendment.",
            )
        for field, zh, en in (
            ("claim_type_changed", "改变了权利要求的类型", "changes the type of a claim"),
            ("scope_broadened", "扩大了保护范围", "broadens the scope"),
        ):
            if getattr(details, field):
                yield placed(
                    _at(f"{place}/{field}", "true"),
                    zh=f"修改{zh}，通常不予接受，请核对。",
                    en=f"The amendment {en}, which is usually not accepted: check it.",
                )
        if after is None and details.claim_type_changed is None and details.scope_broadened is None:
            facts.unknown("复审请求的修改情况", "what the amendment changes")
        if after is not None:
            facts.known(before, "驳回文本的权利要求数", "the number of claims rejected")


@procedure_rule(
    "CN-REX-007",
    zh="复审程序的委托书应写明权限仅限于复审程序",
    en="A power of attorney for reexamination says that it is limited to it",
    severity=Severity.WARNING,
    consequence=Consequence.TO_BE_CORRECTED,
    reads=[Input.PAPERS],
    basis=[guidelines("4.2.2.6")],
)
def power_not_limited(case: Case) -> Drafts:
    """Report a power of attorney for reexamination whose scope does not say so.

    Why:
        Uncorrected, nobody is taken to be appointed.

    Example:
        委托权限：（空）
    Use instead:
        委托权限：仅限于办理复审程序有关事务
    中文:
        在复审程序中委托代理机构的，委托书没有写明权限仅限于复审程序有关事务时报告；期满未补正的，视为未委托。

    """
    powers = powers_for(case, Procedure.REEXAMINATION)
    if not powers:
        facts.inapplicable("没有复审程序的委托书", "No power of attorney is for reexamination")
    for pointer, power in powers:
        if power.limited_to(Procedure.REEXAMINATION):
            continue
        if not power.states("scope"):
            facts.unknown("委托权限", "the scope of the power of attorney")
        yield placed(
            _at(f"{pointer}/details/scope", power.scope or ""),
            zh="委托书没有写明权限仅限于办理复审程序有关事务，请补正；期满未补正的，视为未委托。",
            en="The power of attorney does not say that it is limited to the reexamination: "
            "correct it, or nobody is taken to be appointed.",
        )


@procedure_rule(
    "CN-REX-008",
    zh="复审请求书的补正期限为十五日，两次补正后仍有同样缺陷的视为未提出",
    en="Defects are corrected within 15 days; two corrections that leave one end the request",
    severity=Severity.NOTICE,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.EVENTS],
    basis=[guidelines("4.2.2.7"), guidelines("4.2.2.4")],
)
def correction_missing(case: Case) -> Drafts:
    """Report a notice of correction that was not answered in time, and a defect left twice.

    While the term runs, the notice is a reminder with the last day.

    Why:
        The request is deemed not filed in both cases.
    Known problems:
        Defects are compared by their words. The term is the Guidelines' 15 days, unless a day of
        receipt is missing: then nothing is checked.

    Example:
        2026-01-05收到补正通知书，至2026-02-01未补正
    Use instead:
        2026-01-05收到补正通知书，2026-01-12补正
    中文:
        收到复审请求补正通知书之日起十五日内没有补正，或者两次补正后仍存在同样缺陷时报告；期限未满的，提示
        最后一日。

    """
    notices = facts.events(case, ReexaminationCorrectionNotice)
    if not notices:
        facts.inapplicable("没有发出复审请求补正通知书", "No correction was asked for")
    corrections = facts.papers(case, ReexaminationCorrection)
    for notice in notices:
        yield from _unanswered(case, notice, corrections)
    left = [
        (correction.pointer, defect)
        for correction in corrections
        for defect in correction.details.remaining_defects or ()
    ]
    for place, (pointer, defect) in enumerate(left):
        before = [each for _, each in left[:place] if name_key(each) == name_key(defect)]
        if len(before) == _CORRECTIONS - 1:
            yield placed(
                _at(f"{pointer}/details/remaining_defects", defect),
                zh=f"经两次补正后仍存在同样的缺陷“{defect}”，复审请求视为未提出。",
                en=f"After two corrections the defect “{defect}” remains: the request is deemed "
                "not filed.",
            )


def _unanswered(
    case: Case,
    notice: EventFact[ReexaminationCorrectionNotice],
    corrections: tuple[PaperFact[ReexaminationCorrection], ...],
) -> Iterator[Draft]:
    received = facts.known(
        notice.details.received_on, "补正通知书的收到日", "the day of receipt of the notice"
    )
    limit = days_after(received, _CORRECTION_DAYS)
    answers = [c.received_on for c in corrections if c.received_on and c.received_on >= received]
    if any(not facts.missed(limit, day) for day in answers):
        return
    if not answers and not facts.missed(limit, case.profile.as_of):
        yield placed(
            _at(notice.pointer),
            zh=f"请在{limit.end}前补正复审请求书。",
            en=f"Correct the request for reexamination by {limit.end}.",
            due=limit.end,
        )
        return
    yield placed(
        _at(notice.pointer),
        zh=f"没有在{limit.end}前补正复审请求书，复审请求视为未提出。",
        en=f"The request for reexamination was not corrected by {limit.end}: it is deemed not "
        "filed.",
        severity=Severity.ERROR,
    )


RULES = (
    request_late,
    not_against_rejection,
    requesters_differ,
    reasons_missing,
    fee_unpaid,
    amendments_too_wide,
    power_not_limited,
    correction_missing,
)
