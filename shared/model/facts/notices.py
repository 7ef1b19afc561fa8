"""Notices of the office and the terms they start. Vocabulary: docs/facts/notices.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from shared.model.case_file import DatedEvent
from shared.model.facts.fees import Count
from shared.model.facts.reading import (
    Day,
    Fact,
    Flag,
    Text,
    also,
    kind_key,
    kinds,
    read_day,
    read_details,
)
from shared.model.time_limits import Service, deemed_receipt


class NoticeKind(StrEnum):
    """Notices that start a term, or that rules look for."""

    ACCEPTANCE = "acceptance_notice"
    CORRECTION = "correction_notice"
    FIRST_OFFICE_ACTION = "first_office_action"
    OFFICE_ACTION = "office_action"
    """Any other than the first of substantive examination."""
    HAGUE_REFUSAL = "hague_refusal"
    EXAMINATION_ENTRY = "substantive_examination_entry_notice"
    REJECTION = "rejection_decision"
    REGISTRATION = "registration_notice"
    LOSS_OF_RIGHTS = "loss_of_rights_notice"
    OTHER = "other_notice"


NOTICE_NAMES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.ACCEPTANCE: ("专利申请受理通知书", "受理通知书"),
    NoticeKind.CORRECTION: ("补正通知书", "办理手续补正通知书"),
    NoticeKind.FIRST_OFFICE_ACTION: ("第一次审查意见通知书", "一通"),
    NoticeKind.OFFICE_ACTION: (
        *("审查意见通知书", "第二次审查意见通知书", "第三次审查意见通知书"),
        "第N次审查意见通知书",
    ),
    NoticeKind.HAGUE_REFUSAL: ("外观设计国际申请驳回通知", "国际注册驳回通知", "驳回通知"),
    NoticeKind.EXAMINATION_ENTRY: (
        *("发明专利申请进入实质审查阶段通知书", "进入实质审查阶段通知书"),
        "进入实审通知",
    ),
    NoticeKind.REJECTION: ("驳回决定", "驳回决定书"),
    NoticeKind.REGISTRATION: ("办理登记手续通知书", "授予专利权通知书", "授予发明专利权通知书"),
    NoticeKind.LOSS_OF_RIGHTS: (
        *(
            "视为撤回通知书",
            "视为放弃取得专利权通知书",
            "专利权终止通知书",
            "视为未要求优先权通知书",
        ),
        *("视为未提出通知书", "权利丧失通知"),
    ),
    NoticeKind.OTHER: ("其他通知书",),
}
_NAMES = {
    kind_key(name): kind for kind, names in NOTICE_NAMES.items() for name in (kind.value, *names)
}
_SERVICES = {
    **{service.value: service for service in Service},
    "电子": Service.ELECTRONIC,
    "电子形式": Service.ELECTRONIC,
    "邮寄": Service.POST,
    "直接送交": Service.BY_HAND,
    "当面交付": Service.BY_HAND,
    "公告": Service.PUBLICATION,
}


def notice_kind(name: str) -> NoticeKind | None:
    """The notice that a name means, or ``None``."""
    return _NAMES.get(kind_key(name[:100]))


def _service(value: object) -> object:
    return _SERVICES.get(value.strip().lower(), value) if isinstance(value, str) else value


def _day_or_text(value: object) -> object:
    found = read_day(value) if isinstance(value, str) else None
    return found or value


DayOrText = Annotated[date | Text, BeforeValidator(_day_or_text)]
"""A date, or the text given for it when there is no such day."""


class TermDetails(Fact):
    """A term as somebody entered it in a docket."""

    KINDS = kinds("term", "期限")
    starts_on: Day = also("起算日")
    months: Count = also("月数")
    days: Count = also("天数")
    years: Count = also("年数")
    due_on: DayOrText = also("届满日")
    """The last day that somebody computed."""


class NoticeDetails(TermDetails):
    """What is known of a notice; the event's day is the day of its issue."""

    KINDS = kinds("notice_issued", "notice", "发出通知书", "通知书", *_NAMES)
    notice: Text = also("通知书名称", "通知")
    service: Annotated[Service | None, BeforeValidator(_service)] = also("送达方式")
    entered_system_on: Day = also("进入系统日")
    received_on: Day = also("实际收到日")
    receipt_proved: Flag = also("收到日有证明")
    served_on: Day = also("送达日", "推定收到日")
    """The day of service that somebody entered in a docket."""


@dataclass(frozen=True)
class Notice:
    """A notice, its kind, and when it was received."""

    pointer: str
    kind: NoticeKind | None
    issued_on: date
    details: NoticeDetails

    @property
    def service_day(self) -> date | None:
        """The day on which it counts as received; ``None`` where the way of service is unknown."""
        details = self.details
        if details.received_on is not None and (
            details.receipt_proved is not False and details.service is not Service.ELECTRONIC
        ):
            return details.received_on
        if details.service is None:
            return None
        if details.service is Service.ELECTRONIC and details.entered_system_on is not None:
            return deemed_receipt(details.entered_system_on, Service.ELECTRONIC)
        return deemed_receipt(self.issued_on, details.service)

    @property
    def service_days(self) -> tuple[date, date]:
        """Earliest and latest day of service: the same day where it is known."""
        known = self.service_day
        if known is not None:
            return known, known
        return self.issued_on, deemed_receipt(self.issued_on, Service.POST)


def read_notices(events: Iterable[DatedEvent]) -> tuple[Notice, ...]:
    """The notices among the events, in their order. Raises ``MistypedFactError``."""
    notices = []
    for index, event in enumerate(events):
        if kind_key(event.kind) not in NoticeDetails.KINDS:
            continue
        pointer = f"/events/{index}"
        details = read_details(NoticeDetails, event.details, f"{pointer}/details")
        kind = notice_kind(event.kind) or notice_kind(details.notice or "")
        notices.append(Notice(pointer, kind, event.occurred_on, details))
    return tuple(notices)


class GrantAnnounced(Fact):
    """授权公告."""

    KINDS = kinds("grant_announced", "授权公告", "公告授予专利权")


class ForeignFiling(Fact):
    """An application abroad, made or planned on the event's day."""

    KINDS = kinds("foreign_filing", "向外国申请专利", "向外国申请")
    office: Text = also("受理局", "国家")
    international_application: Flag = also("国际申请")
    made_in_china: Flag = also("在中国完成")


class ApplicationEntered(Fact):
    """The application entered the office's electronic system on the event's day."""

    KINDS = kinds("application_entered_system", "申请文件进入系统", "电子申请进入系统")
