"""The draft of a notice of correction (补正通知书), for an examiner to edit and sign.

Implementing Rules, Rule 50.2: the office tells the applicant what does not conform and asks for
observations or a correction within a term; silence makes the application deemed withdrawn. The term
counts from the day on which the notice is taken to be received (Rule 4) and ends on a working day
(Rule 5). What is uncertain is said to be so; whether the notice goes out, a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from services.formal_check.domain import vocabulary
from services.formal_check.domain.citations import rules
from services.formal_check.domain.places import DOCUMENTS, Document, Places
from shared.contracts.common import Message
from shared.contracts.formal_check import CheckReport, Consequence, Finding, Severity
from shared.contracts.notices import (
    USUAL_MONTHS,
    NoticeDefect,
    NoticeDraft,
    NoticeField,
    NoticeGroup,
    NoticePart,
)
from shared.model.application import Application
from shared.model.case_file import CaseFile
from shared.model.time_limits import Service, TimeLimit, deemed_receipt, months_after

MAX_QUOTE = 80
"""Characters of the defective text that are quoted."""


@dataclass(frozen=True)
class NoticeTerms:
    """When the notice goes out, how long the applicant has, and what the examiner chose."""

    issued_on: date
    months: int = USUAL_MONTHS
    service: Service = Service.ELECTRONIC
    strike: frozenset[str] = frozenset()
    """Ids of findings left out."""
    include: frozenset[str] = frozenset()
    """Ids of findings that go into the notice though they are for a person to judge."""


_OWN_DECISION = frozenset(
    {Consequence.NOT_ACCEPTED, Consequence.DEEMED_NOT_FILED, Consequence.DEEMED_WITHDRAWN}
)
"""Consequences for which the office has forms of their own."""


def draft_notice(report: CheckReport, case_file: CaseFile, terms: NoticeTerms) -> NoticeDraft:
    """The notice for ``report``.

    Errors are stated as defects; those that the office answers with another form, and warnings,
    stand on the examiner's own sheet. Notices (the lowest severity) are left out.
    """
    received = deemed_receipt(terms.issued_on, terms.service)
    limit = months_after(received, terms.months)
    findings = [one for one in report.findings if one.id not in terms.strike]
    writer = _Writer(Places(case_file))

    def stated(one: Finding) -> bool:
        usual = one.severity is Severity.ERROR and one.consequence not in _OWN_DECISION
        return usual or one.id in terms.include

    groups = writer.groups(findings, stated)
    parts = (
        NoticePart(
            heading=Message(
                zh="可能需要另行通知的事项",
                en="Matters that may need another notice",
            ),
            groups=writer.groups(
                findings, lambda one: one.severity is Severity.ERROR and not stated(one)
            ),
        ),
        NoticePart(
            heading=Message(
                zh="需要判断是否列入通知书的事项",
                en="Matters that may be added to the notice",
            ),
            groups=writer.groups(
                findings, lambda one: one.severity is Severity.WARNING and not stated(one)
            ),
        ),
    )
    return NoticeDraft(
        office=_OFFICES.get(
            case_file.application.bibliographic.office_code,
            Message(zh="专利局", en="Patent office"),
        ),
        title=Message(zh="补正通知书", en="Notice of correction"),
        addressee=_addressee(case_file.application),
        header=_header(case_file.application, terms),
        opening=_opening(bool(groups), terms),
        groups=groups,
        closing=_closing(limit, received, terms),
        for_examiner=tuple(part for part in parts if part.groups),
        cautions=_cautions(bool(groups), limit),
        issued_on=terms.issued_on,
        received_on=received,
        last_day=limit.end,
        last_day_certain=limit.certain,
        rule_set=report.versions.components.get("rule_set", ""),
    )


class _Writer:
    """Numbers defects through the whole notice."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._count = 0

    def groups(
        self, findings: Iterable[Finding], wanted: Callable[[Finding], bool]
    ) -> tuple[NoticeGroup, ...]:
        grouped: dict[Document, list[Finding]] = {document: [] for document in Document}
        for finding in filter(wanted, findings):
            grouped[self._places.document(finding)].append(finding)
        return tuple(
            NoticeGroup(
                document=DOCUMENTS[document], defects=tuple(self._defect(one) for one in found)
            )
            for document, found in grouped.items()
            if found
        )

    def _defect(self, finding: Finding) -> NoticeDefect:
        self._count += 1
        quote = finding.location.text
        cited = [one for one in finding.legal_basis if one.verified] or finding.legal_basis
        return NoticeDefect(
            number=self._count,
            code=finding.code,
            finding=finding.id,
            place=self._places.name(finding),
            quote=quote if len(quote) <= MAX_QUOTE else f"{quote[:MAX_QUOTE]}…",
            message=finding.message,
            basis=Message(
                zh="、".join(place.text_zh for place in cited),
                en="; ".join(place.text_en for place in cited),
            ),
            consequence=vocabulary.CONSEQUENCES[finding.consequence],
            due=finding.due,
            note=finding.basis_note,
            location=finding.location,
        )


_OFFICES = {
    "CN": Message(zh="国家知识产权局", en="China National Intellectual Property Administration")
}


def _addressee(application: Application) -> tuple[str, ...]:
    """Whom the office writes to: agency, contact person or first applicant (Rule 4.3)."""
    data = application.bibliographic
    applicant = data.applicants[0] if data.applicants else None
    if data.agency is not None:
        attorneys = "、".join(one.name for one in data.agency.attorneys)
        return tuple(filter(None, (data.agency.name, attorneys)))
    person = data.contact_person or applicant
    if person is None:
        return ()
    address = person.address or (applicant.address if applicant is not None else None)
    lines = []
    if address is not None:
        parts = (address.region, address.city, address.text)
        lines = [address.postcode or "", "".join(part for part in parts if part)]
    names = [applicant.name if applicant is not None and applicant is not person else ""]
    return tuple(line for line in (*lines, *names, person.name) if line)


def _header(application: Application, terms: NoticeTerms) -> tuple[NoticeField, ...]:
    data = application.bibliographic
    title = application.title
    kind = vocabulary.KINDS.get(application.kind) if application.kind is not None else None
    values = (
        ("申请号", "Application number", _same(data.application_number)),
        ("发文日", "Date of issue", _day(terms.issued_on)),
        ("申请日", "Filing date", _day(data.filing_date)),
        ("专利类型", "Kind", kind or _same(None)),
        ("申请人", "Applicant", _same("、".join(one.name for one in data.applicants))),
        ("发明创造名称", "Title", _same(None if title is None else title.text)),
    )
    return tuple(NoticeField(name=Message(zh=zh, en=en), value=value) for zh, en, value in values)


def _same(text: str | None) -> Message:
    return Message(zh=text or "", en=text or "")


def _day(day: date | None) -> Message:
    """``2026年3月2日``, as letters write it."""
    if day is None:
        return _same(None)
    return Message(zh=f"{day.year}年{day.month}月{day.day}日", en=day.isoformat())


def _opening(defective: bool, terms: NoticeTerms) -> Message:
    if not defective:
        return Message(
            zh="经初步审查，未发现应当补正的缺陷。",
            en="No defect that has to be corrected was found.",
        )
    basis = rules(50, 2)[0].citation()
    return Message(
        zh="上述专利申请，经初步审查，发现存在下列缺陷。"
        f"根据{basis.text_zh}的规定，申请人应当自收到本通知书之日起"
        f"{terms.months}个月内陈述意见或者补正：",
        en="The papers of the above application have the following defects. Under "
        f"{basis.text_en}, the applicant is to file observations or a correction within "
        f"{terms.months} month(s) of receipt:",
    )


def _closing(limit: TimeLimit, received: date, terms: NoticeTerms) -> tuple[Message, ...]:
    basis = rules(50, 2)[0].citation()
    return (
        Message(
            zh=f"依照{basis.text_zh}，申请人期满未答复的，其申请视为撤回；陈述意见或者补正后仍然不符合"
            "规定的，应当予以驳回。",
            en=f"Under {basis.text_en}, the application is deemed withdrawn if there is no answer "
            "in time, and rejected if it still does not conform after observations or a "
            "correction.",
        ),
        Message(
            zh=f"本通知书按{_SERVICE[terms.service].zh}于{_day(terms.issued_on).zh}发出，推定收到日为"
            f"{_day(received).zh}，答复期限届满日为{_day(limit.end).zh}。",
            en=f"Sent on {terms.issued_on} ({_SERVICE[terms.service].en}), taken to be received on "
            f"{received}: the term ends on {limit.end}.",
        ),
        Message(
            zh="补正时应当提交补正书和修改文件的替换页；对申请文件的修改应当针对本通知书指出的缺陷，不得"
            "超出原说明书和权利要求书（外观设计为原图片或者照片）记载或者表示的范围。",
            en="A correction consists of the correction paper and replacement pages. It amends what "
            "this notice found defective, and does not go beyond the description and claims (for "
            "a design: the pictures) as filed.",
        ),
    )


def _cautions(defective: bool, limit: TimeLimit) -> tuple[Message, ...]:
    cautions = []
    if not defective:
        cautions.append(
            Message(
                zh="未发现应当补正的缺陷。请核对下列事项后决定是否发出通知。",
                en="No defect that has to be corrected was found. Judge what follows before a "
                "notice is sent.",
            )
        )
    if not limit.certain:
        cautions.append(
            Message(
                zh="该年度的法定休假日安排尚未收录，届满日可能顺延，请人工核对。",
                en="The holidays of that year are not at hand: the last day may be later, check it.",
            )
        )
    return tuple(cautions)


_SERVICE = {
    Service.ELECTRONIC: Message(zh="电子方式", en="electronically"),
    Service.POST: Message(zh="邮寄方式", en="by post"),
    Service.BY_HAND: Message(zh="直接送交方式", en="by hand"),
    Service.PUBLICATION: Message(zh="公告方式", en="by publication"),
}
