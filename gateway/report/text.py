"""The application's text in blocks, each with its findings beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shared.contracts.formal_check import Finding, Severity
from shared.model.application import Application
from shared.model.claims import Claim, ClaimType
from shared.model.source import TextUnit

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@dataclass(frozen=True)
class Segment:
    """A stretch of text with the findings that quote it."""

    text: str
    severity: str | None = None
    numbers: tuple[int, ...] = ()
    """Numbers of the findings, as printed."""
    inline_object: str | None = None
    """Kind of an inline object that stands here instead of text."""


@dataclass(frozen=True)
class NumberedFinding:
    """A finding with the number by which the page refers to it."""

    number: int
    finding: Finding


@dataclass(frozen=True)
class Block:
    """One text unit as shown: a label, the marked text, the findings beside it."""

    kind: str
    """``title``, ``abstract``, ``claim``, ``heading``, ``paragraph``."""
    label: str
    note: str
    segments: tuple[Segment, ...]
    findings: tuple[NumberedFinding, ...]


@dataclass
class TextView:
    """All blocks by part, and the findings that lie in none."""

    abstract: list[Block] = field(default_factory=list)
    claims: list[Block] = field(default_factory=list)
    description: list[Block] = field(default_factory=list)
    design: list[Block] = field(default_factory=list)
    elsewhere: list[NumberedFinding] = field(default_factory=list)


def segments(unit: TextUnit, findings: Sequence[NumberedFinding]) -> tuple[Segment, ...]:
    """Cut a unit's text at the edges of the findings' ranges; ranges may overlap."""
    ranges = [
        (item.finding.location.unit_start or 0, item.finding.location.unit_end or 0, item)
        for item in findings
    ]
    length = len(unit.text)
    edges = {0, length}
    for start, end, _ in ranges:
        edges |= {min(start, length), min(end, length)}
    objects = {min(item.offset, length): item.kind for item in unit.inline_objects}
    edges |= set(objects)
    result: list[Segment] = []
    ordered = sorted(edges)
    for place, start in enumerate(ordered):
        if start in objects:
            result.append(Segment(text="", inline_object=objects[start]))
        end = ordered[place + 1] if place + 1 < len(ordered) else start
        covering = [
            item for low, high, item in ranges if low <= start and end <= high and low < high
        ]
        if end > start:
            worst = min(
                (item.finding.severity for item in covering),
                key=lambda value: _ORDER[value],
                default=None,
            )
            result.append(
                Segment(
                    text=unit.text[start:end],
                    severity=None if worst is None else worst.value,
                    numbers=tuple(item.number for item in covering),
                )
            )
    return tuple(result)


def text_view(application: Application, findings: Sequence[Finding]) -> TextView:
    """Arrange the application's text and number the findings in reading order."""
    view = TextView()
    by_unit: dict[str, list[Finding]] = {}
    for finding in findings:
        by_unit.setdefault(finding.location.unit or "", []).append(finding)
    numbers = iter(range(1, len(findings) + 1))

    def block(kind: str, label: str, unit: TextUnit, note: str = "") -> Block:
        here = sorted(
            by_unit.pop(unit.id, ()),
            key=lambda item: (item.location.unit_start or 0, item.code, item.id),
        )
        numbered = tuple(NumberedFinding(next(numbers), item) for item in here)
        return Block(kind, label, note, segments(unit, numbered), numbered)

    if application.bibliographic.invention_title is not None:
        view.abstract.append(
            block("title", "名称 Title", application.bibliographic.invention_title)
        )
    if application.abstract is not None:
        view.abstract += [
            block("abstract", "摘要 Abstract", unit) for unit in application.abstract.units
        ]
    if application.claims_heading is not None:
        view.claims.append(block("heading", "", application.claims_heading))
    view.claims += [
        block("claim", _claim_label(claim), claim.unit, _claim_note(claim))
        for claim in application.claims or ()
    ]
    view.description += [
        block(kind, label, unit) for kind, label, unit in _description_units(application)
    ]
    if application.design is not None:
        design = application.design
        if design.product_name is not None:
            view.design.append(block("title", "产品名称 Product", design.product_name))
        view.design += [block("paragraph", "说明 Text", unit) for unit in design.brief_explanation]
    left = [finding for group in by_unit.values() for finding in group]
    left.sort(key=_order_of)
    view.elsewhere = [NumberedFinding(next(numbers), item) for item in left]
    return view


def _order_of(finding: Finding) -> tuple[int, str, str, int, str]:
    place = finding.location
    severity = _ORDER[finding.severity]
    return severity, finding.code, place.file or "", place.start or 0, finding.id


def _description_units(application: Application) -> Iterator[tuple[str, str, TextUnit]]:
    description = application.description
    if description is None:
        return
    if description.title is not None:
        yield "title", "", description.title
    headings = list(description.headings)
    for index, paragraph in enumerate(description.paragraphs):
        while headings and headings[0].before_paragraph <= index:
            yield "heading", "", headings.pop(0).unit
        yield "paragraph", f"[{paragraph.number}]" if paragraph.number else "", paragraph.unit
    for heading in headings:
        yield "heading", "", heading.unit


def _claim_label(claim: Claim) -> str:
    return str(claim.number) if claim.number is not None else claim.number_label or "?"


def _claim_note(claim: Claim) -> str:
    if claim.claim_type is ClaimType.INDEPENDENT:
        return "独立 independent"
    on = ", ".join(map(str, claim.depends_on or _referred(claim)))
    if claim.claim_type is ClaimType.INDEPENDENT_BY_REFERENCE:
        return f"独立（引用 {on}） independent, refers to {on}"
    return f"从属于 {on} depends on {on}"


def _referred(claim: Claim) -> tuple[int, ...]:
    return tuple(
        dict.fromkeys(number for item in claim.references for number in item.claim_numbers)
    )
