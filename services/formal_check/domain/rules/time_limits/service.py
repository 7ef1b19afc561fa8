"""When notices count as served (CN-DDL-003, 004; Rule 4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import RULES_2010, guidelines, practice, rules
from services.formal_check.domain.facts import inapplicable, unknown
from services.formal_check.domain.findings import Draft, Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import notices, procedure_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.notices import Notice, NoticeKind
from shared.model.time_limits import ELECTRONIC_AT_ONCE, Service, deemed_receipt


def _served(case: Case, service: Service) -> Iterator[Notice]:
    """Notices served that way, with a docketed day of service."""
    found = [each for each in notices(case, *NoticeKind) if each.details.service is service]
    if not found:
        inapplicable("没有以该方式送达的通知书", "No notice was served that way")
    stated = [notice for notice in found if notice.details.served_on is not None]
    yield from stated
    if len(stated) < len(found):
        unknown("所记的送达日", "the docketed day of service")


def _misdated(case: Case, notice: Notice, accepted: set[date], zh: str, en: str) -> Iterator[Draft]:
    served = notice.details.served_on
    if served is None or served in accepted:
        return
    right = min(accepted)
    yield placed(
        case.field(f"{notice.pointer}/details/served_on", served.isoformat()),
        zh=f"{notice.issued_on}发出的通知书，{zh}{right}，所记送达日{served}有误，请更正。",
        en=f"The notice of {notice.issued_on} was served on {right} ({en}): correct the stated "
        f"{served}.",
    )


def _electronic_service(case: Case) -> Drafts:
    for notice in _served(case, Service.ELECTRONIC):
        entered = notice.details.entered_system_on
        accepted = {deemed_receipt(entered or notice.issued_on, Service.ELECTRONIC)}
        if entered is not None and not notice.details.receipt_proved:
            accepted.add(deemed_receipt(notice.issued_on, Service.ELECTRONIC))
        at_once = (entered or notice.issued_on) >= ELECTRONIC_AT_ONCE
        zh = (
            "以进入当事人认可的电子系统之日为送达日，即"
            if at_once
            else "自发文日起满15日推定送达，即"
        )
        en = "the day it entered the accepted system" if at_once else "fifteen days after its issue"
        yield from _misdated(case, notice, accepted, zh, en)


@procedure_rule(
    "CN-DDL-003",
    zh="电子送达以进入当事人认可的电子系统之日为送达日",
    en="An electronic notice is served on the day it enters the accepted system",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS],
    basis=[rules(4, 7, before=False), guidelines("5.6.2.3.1", before=False)],
    effective_from=ELECTRONIC_AT_ONCE,
)
def electronic_service(case: Case) -> Drafts:
    """Report a docketed day of service that is not the day of entry into the system.

    Without that day the day of issue counts. Notices issued before 2024-01-20 had fifteen more
    days.

    Why:
        Since 2024 no fifteen days are added; a term counted so ends too late.

    Example:
        2026-03-02电子发文，送达日记为2026-03-17
    Use instead:
        送达日为2026-03-02
    中文:
        电子送达的通知书，所记送达日不是进入当事人认可的电子系统之日（没有该日期的，发文日）时报告。2024年1月20日前
        发出的，按发文日加15日推定。

    """
    yield from _electronic_service(case)


@procedure_rule(
    "CN-DDL-003",
    zh="（2024年1月20日前）电子送达按发文日起满15日推定",
    en="(Before 2024-01-20) an electronic notice counts as served after fifteen days",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS],
    basis=[practice()],
    effective_from=RULES_2010.effective_from,
    effective_to=RULES_2010.effective_to,
)
def electronic_service_before_2024(case: Case) -> Drafts:
    """Report a docketed day of service that is not fifteen days after the electronic issue.

    Why:
        Until 2024-01-19 the presumption for posted notices was applied to electronic ones.
    Known problems:
        Known from secondary sources only; the Rules of 2010 speak of the post.

    Example:
        2023-03-02电子发文，送达日记为2023-03-02
    Use instead:
        送达日为2023-03-17
    中文:
        2024年1月20日前，电子发文的通知书按发文日起满15日推定送达；所记送达日不是该日时报告。依据为二手来源。

    """
    yield from _electronic_service(case)


@procedure_rule(
    "CN-DDL-004",
    zh="邮寄送达自发文日起满15日推定收到，能证明实际收到日的以实际收到日为准",
    en="A posted notice counts as received after fifteen days, unless another day is proved",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS],
    basis=[rules(4, 4)],
)
def postal_service(case: Case) -> Drafts:
    """Report a docketed day of service that is neither presumed nor proved.

    Why:
        The presumed day starts the term; it does not move off a rest day.

    Example:
        2026-03-02邮寄发文，送达日记为2026-03-02
    Use instead:
        送达日为2026-03-17
    中文:
        邮寄的通知书，所记送达日既不是发文日起满15日，也不是有证明的实际收到日时报告。推定日遇休假日不顺延。

    """
    for notice in _served(case, Service.POST):
        presumed = deemed_receipt(notice.issued_on, Service.POST)
        received = notice.details.received_on
        accepted = {presumed}
        if received is not None and notice.details.receipt_proved is not False:
            accepted = {received} if notice.details.receipt_proved else {presumed, received}
        yield from _misdated(
            case, notice, accepted, "推定或者证明的收到日为", "presumed, or proved by evidence"
        )


RULES = (
    electronic_service,
    electronic_service_before_2024,
    postal_service,
)
