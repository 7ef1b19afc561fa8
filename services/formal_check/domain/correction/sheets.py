"""Replacement sheets (替换页): numbered units that take the place of the original's (Rule 58).

The part is put together from both, by numbers; what does not line up is refused and nothing is
guessed. Units keep the original's ids, so that findings on them are known again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from services.formal_check.domain.correction.numbered import Merged, merge
from services.formal_check.domain.errors import SheetsMismatchError
from shared.contracts.corrections import ReplacementSheets, SheetUnit, UnitChange
from shared.model.application import Application
from shared.model.case_file import CaseFile
from shared.model.claim_language import FiledClaim, build_claims
from shared.model.claims import Claim
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.drawings import Figure
from shared.model.source import Location, TextUnit

T = TypeVar("T")

_SHEETS = "#/sheets"


@dataclass
class _Whole:
    """The parts that sheets were completed to, and what became of each unit."""

    parts: dict[str, Any] = field(default_factory=dict)
    units: list[SheetUnit] = field(default_factory=list)


def completed(
    original: CaseFile, replacement: CaseFile, sheets: ReplacementSheets
) -> tuple[CaseFile, tuple[SheetUnit, ...]]:
    """The replacement papers with whole parts in the place of sheets.

    Raises ``SheetsMismatchError`` where the sheets do not fit the original.
    """
    old, new = original.application, replacement.application
    whole = _Whole()
    if sheets.claims:
        _claims(old, new, sheets, whole)
    if sheets.paragraphs:
        _paragraphs(old, new, sheets, whole)
    if sheets.figures:
        _figures(old, new, sheets, whole)
    if not whole.parts:
        return replacement, ()
    kept = tuple(document for document in old.documents if document.part in whole.parts)
    files = {document.file for document in kept}
    notes = tuple(n for n in old.reading_notes if n.location and n.location.file in files)
    application = new.model_copy(
        update={
            **whole.parts,
            "documents": (*kept, *new.documents),
            "reading_notes": (*notes, *new.reading_notes),
        }
    )
    return replacement.model_copy(update={"application": application}), tuple(whole.units)


def _claims(old: Application, new: Application, sheets: ReplacementSheets, whole: _Whole) -> None:
    merged = _merged(old.claims, new.claims, sheets, "claims", _claim_number)
    filed = []
    for unit in merged.units:
        claim = unit.current
        text, label = claim.unit, claim.number_unit
        if unit.new is not None:
            home = unit.old.unit.id if unit.old is not None else f"claims/{unit.number}"
            text = _named(text, home)
            label = None if label is None else _named(label, f"{home}/number")
        filed.append(FiledClaim(text, unit.number, claim.number_label, label))
    whole.parts["claims"] = build_claims(filed, old.language)
    whole.parts["claims_heading"] = old.claims_heading
    whole.units += _account("claims", merged, lambda claim: claim.unit.locate())


def _paragraphs(
    old: Application, new: Application, sheets: ReplacementSheets, whole: _Whole
) -> None:
    before, after = old.description, new.description
    if before is None or after is None:
        raise SheetsMismatchError.part_absent(f"{_SHEETS}/paragraphs")
    if after.title is not None and (
        before.title is None or _plain(after.title.text) != _plain(before.title.text)
    ):
        raise SheetsMismatchError.other_title(f"{_SHEETS}/paragraphs")
    merged = _merged(before.paragraphs, after.paragraphs, sheets, "paragraphs", _paragraph_number)
    whole.parts["description"] = _description(before, after, merged)
    whole.units += _account("description", merged, lambda each: each.unit.locate())


def _description(before: Description, after: Description, merged: Merged[Paragraph]) -> Description:
    """Headings stay before the paragraph they stand before; a sheet's own take their place there."""
    own = _by_paragraph(before)
    brought = _by_paragraph(after)
    places = {id(each): index for index, each in enumerate(before.paragraphs)}
    sheet_places = {id(each): index for index, each in enumerate(after.paragraphs)}
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    section = DescriptionSection.OTHER
    for unit in merged.units:
        here = own.get(places[id(unit.old)], []) if unit.old is not None else []
        paragraph = unit.current
        if unit.new is not None:
            on_sheet = brought.get(sheet_places[id(unit.new)], [])
            inside = unit.old is not None and unit.follows_replaced
            here = on_sheet if on_sheet or inside else here
            home = unit.old.unit.id if unit.old is not None else f"description/p{unit.number}"
            paragraph = unit.new.model_copy(update={"unit": _named(unit.new.unit, home)})
        for heading in here:
            section = heading.section or section
            headings.append(heading.model_copy(update={"before_paragraph": len(paragraphs)}))
        section = paragraph.opens_section or section
        paragraphs.append(paragraph.model_copy(update={"section": section}))
    last = own.get(len(before.paragraphs), []) + brought.get(len(after.paragraphs), [])
    headings += [each.model_copy(update={"before_paragraph": len(paragraphs)}) for each in last]
    return Description(
        title=before.title,
        headings=tuple(_distinct(headings)),
        paragraphs=tuple(paragraphs),
    )


def _figures(old: Application, new: Application, sheets: ReplacementSheets, whole: _Whole) -> None:
    merged = _merged(old.drawings, new.drawings, sheets, "figures", _figure_number)
    figures = []
    for position, unit in enumerate(merged.units, start=1):
        figure = unit.current
        name = unit.old.id if unit.old is not None else f"figure/{unit.number}"
        figures.append(figure.model_copy(update={"id": name, "position": position}))
    whole.parts["drawings"] = tuple(figures)
    whole.units += _account("drawings", merged, lambda figure: figure.location)


def _merged(
    old: Sequence[T] | None,
    new: Sequence[T] | None,
    sheets: ReplacementSheets,
    name: str,
    number: Callable[[T], int | None],
) -> Merged[T]:
    pointer = f"{_SHEETS}/{name}"
    if not old or not new:
        raise SheetsMismatchError.part_absent(pointer)
    return merge(old, new, getattr(sheets, name), number, pointer)


def _account(
    part: str, merged: Merged[T], place: Callable[[T], Location | None]
) -> Iterable[SheetUnit]:
    for unit in (*merged.units, *merged.omitted):
        if unit.new is None and not unit.omitted:
            continue
        change = UnitChange.REPLACED if unit.old is not None else UnitChange.ADDED
        yield SheetUnit(
            part=part,
            number=unit.number,
            change=UnitChange.OMITTED if unit.omitted else change,
            before=None if unit.old is None else _without_text(place(unit.old)),
            after=None if unit.new is None else _without_text(place(unit.new)),
        )


def _without_text(place: Location | None) -> Location | None:
    return None if place is None else place.model_copy(update={"text": ""})


def _claim_number(claim: Claim) -> int | None:
    return claim.number


def _paragraph_number(paragraph: Paragraph) -> int | None:
    stated = (paragraph.number or "").strip("[]【】 ")
    return int(stated) if stated.isdecimal() else None


def _figure_number(figure: Figure) -> int | None:
    return figure.number


def _by_paragraph(description: Description) -> dict[int, list[Heading]]:
    found: dict[int, list[Heading]] = {}
    for heading in description.headings:
        found.setdefault(heading.before_paragraph, []).append(heading)
    return found


def _distinct(headings: Sequence[Heading]) -> Iterable[Heading]:
    """With ids that are their own: a sheet numbers its headings from one."""
    taken: set[str] = set()
    for heading in headings:
        name, count = heading.unit.id, 1
        while name in taken:
            count += 1
            name = f"{heading.unit.id}/{count}"
        taken.add(name)
        yield heading.model_copy(update={"unit": _named(heading.unit, name)})


def _named(unit: TextUnit, name: str) -> TextUnit:
    """The unit under another id, which its pictures and tables follow."""
    if unit.id == name:
        return unit
    objects = tuple(
        each
        if each.location is None or each.location.unit is None
        else each.model_copy(update={"location": each.location.model_copy(update={"unit": name})})
        for each in unit.inline_objects
    )
    return unit.model_copy(update={"id": name, "inline_objects": objects})


def _plain(text: str) -> str:
    return "".join(text.split())
