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
from shared.model.case_file import CaseFile
from shared.model.time_limits import Service, TimeLimit, deemed_receipt, months_after

USUAL_MONTHS = 2
"""A term that the office sets is two months as a rule (Guidelines V-7-1.2)."""
MAX_QUOTE = 80
"""Characters of the defective text that are quoted."""


@dataclass(frozen=True)
class NoticeTerms:
    """When the notice goes out and how long the applicant has."""

    issued_on: date
    months: int = USUAL_MONTHS
    service: Service = Service.ELECTRONIC


@dataclass(frozen=True)
class Defect:
    """One defect as the notice states it."""

    number: int
    code: str
    place: Message | None
    quote: str
    message: Message
    basis: Message
    consequence: Message
    due: date | None
    note: Message | None


@dataclass(frozen=True)
class DefectGroup:
    """The defects of one document."""

    document: Message
    defects: tuple[Defect, ...]


@dataclass(frozen=True)
class NoticePart:
    """A part of the notice: a heading and defects by document."""

    heading: Message
    groups: tuple[DefectGroup, ...]


@dataclass(frozen=True)
class Notice:
    """A draft notice, ready to be written as a document."""

    title: Message
    header: tuple[tuple[Message, str], ...]
    """Names and values; an empty value is left for the examiner to fill in."""
    opening: Message
    parts: tuple[NoticePart, ...]
    closing: tuple[Message, ...]
    issued_on: date
    limit: TimeLimit
    rule_set: str

    @property
    def defects(self) -> int:
        """How many defects it lists."""
        return sum(len(group.defects) for part in self.parts for group in part.groups)


_OWN_DECISION = frozenset(
    {Consequence.NOT_ACCEPTED, Consequence.DEEMED_NOT_FILED, Consequence.DEEMED_WITHDRAWN}
)
"""Consequences for which the office has forms of their own."""


def draft_notice(report: CheckReport, case_file: CaseFile, terms: NoticeTerms) -> Notice:
    """The notice for ``report``.

    Errors are stated as defects; those that the office answers with another form, and warnings,
    which a person has to judge, stand apart. Notices (the lowest severity) are left out.
    """
    received = deemed_receipt(terms.issued_on, terms.service)
    limit = months_after(received, terms.months)
    writer = _Writer(Places(case_file))
    parts = (
        writer.part(
            Message(zh="一、申请文件存在的缺陷", en="1. Defects of the papers"),
            report.findings,
            lambda one: one.severity is Severity.ERROR and one.consequence not in _OWN_DECISION,
        ),
        writer.part(
            Message(
                zh="二、可能需要另行通知的事项（由审查员决定）",
                en="2. Matters that may need another notice (for the examiner to decide)",
            ),
            report.findings,
            lambda one: one.severity is Severity.ERROR and one.consequence in _OWN_DECISION,
        ),
        writer.part(
            Message(
                zh="三、需要审查员判断是否列入的事项",
                en="3. Matters that the examiner may include or strike",
            ),
            report.findings,
            lambda one: one.severity is Severity.WARNING,
        ),
    )
    return Notice(
        title=Message(zh="补正通知书（草案）", en="Notice of correction (draft)"),
        header=_header(case_file, terms),
        opening=_opening(parts[0], terms),
        parts=tuple(part for part in parts if part.groups),
        closing=_closing(limit, received, terms),
        issued_on=terms.issued_on,
        limit=limit,
        rule_set=report.versions.components.get("rule_set", ""),
    )


class _Writer:
    """Numbers defects through the whole notice."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._count = 0

    def part(
        self, heading: Message, findings: Iterable[Finding], wanted: Callable[[Finding], bool]
    ) -> NoticePart:
        grouped: dict[Document, list[Finding]] = {document: [] for document in Document}
        for finding in filter(wanted, findings):
            grouped[self._places.document(finding)].append(finding)
        groups = tuple(
            DefectGroup(DOCUMENTS[document], tuple(self._defect(one) for one in found))
            for document, found in grouped.items()
            if found
        )
        return NoticePart(heading, groups)

    def _defect(self, finding: Finding) -> Defect:
        self._count += 1
        quote = finding.location.text
        return Defect(
            number=self._count,
            code=finding.code,
            place=self._places.name(finding),
            quote=quote if len(quote) <= MAX_QUOTE else f"{quote[:MAX_QUOTE]}…",
            message=finding.message,
            basis=Message(
                zh="、".join(place.text_zh for place in finding.legal_basis),
                en="; ".join(place.text_en for place in finding.legal_basis),
            ),
            consequence=vocabulary.CONSEQUENCES[finding.consequence],
            due=finding.due,
            note=finding.basis_note,
        )


def _header(case_file: CaseFile, terms: NoticeTerms) -> tuple[tuple[Message, str], ...]:
    application = case_file.application
    data = application.bibliographic
    title = application.title
    agency = data.agency
    kind = vocabulary.KINDS.get(application.kind) if application.kind is not None else None
    return (
        (Message(zh="申请号", en="Application number"), data.application_number or ""),
        (Message(zh="申请日", en="Filing date"), "" if data.filing_date is None else str(data.filing_date)),
        (Message(zh="专利类型", en="Kind"), "" if kind is None else kind.zh),
        (Message(zh="发明创造名称", en="Title"), "" if title is None else title.text),
        (Message(zh="申请人", en="Applicant"), "、".join(one.name for one in data.applicants)),
        (Message(zh="专利代理机构", en="Agency"), "" if agency is None else agency.name),
        (Message(zh="发文日", en="Date of issue"), str(terms.issued_on)),
    )  # fmt: skip


def _opening(defects: NoticePart, terms: NoticeTerms) -> Message:
    if not defects.groups:
        return Message(
            zh="经程序检查，未发现应当补正的缺陷。请审查员核对下列事项后决定是否发出通知。",
            en="No defect that has to be corrected was found. Judge what follows before a notice "
            "is sent.",
        )
    return Message(
        zh="经初步审查，上述专利申请的申请文件存在下列缺陷。申请人应当自收到本通知书之日起"
        f"{terms.months}个月内陈述意见或者补正。",
        en="The papers of the above application have the following defects. The applicant is to "
        f"file observations or a correction within {terms.months} month(s) of receipt.",
    )


def _closing(limit: TimeLimit, received: date, terms: NoticeTerms) -> tuple[Message, ...]:
    basis = rules(50, 2)[0].citation()
    lines = [
        Message(
            zh=f"依照{basis.text_zh}，申请人期满未答复的，其申请视为撤回；陈述意见或者补正后仍然不符合"
            "规定的，应当予以驳回。",
            en=f"Under {basis.text_en}, the application is deemed withdrawn if there is no answer "
            "in time, and rejected if it still does not conform after observations or a "
            "correction.",
        ),
        Message(
            zh=f"按{_SERVICE[terms.service].zh}于{terms.issued_on}发出，推定收到日为{received}，"
            f"答复期限届满日为{limit.end}。",
            en=f"Sent on {terms.issued_on} ({_SERVICE[terms.service].en}), taken to be received on "
            f"{received}: the term ends on {limit.end}.",
        ),
    ]
    if not limit.certain:
        lines.append(
            Message(
                zh="该年度的法定休假日安排尚未收录，届满日可能顺延，请人工核对。",
                en="The holidays of that year are not at hand: the last day may be later, check it.",
            )
        )
    return tuple(lines)


_SERVICE = {
    Service.ELECTRONIC: Message(zh="电子方式", en="electronically"),
    Service.POST: Message(zh="邮寄方式", en="by post"),
    Service.BY_HAND: Message(zh="直接送交方式", en="by hand"),
    Service.PUBLICATION: Message(zh="公告方式", en="by publication"),
}
