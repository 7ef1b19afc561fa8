"""US grants of 1976-2001 in the USPTO's APS text format (``pftaps*.txt``).

Inline codes of the format (``.sub.1``) and placeholders of structures (``##STR1##``) stay as they
stand in the file: they are what was filed there, and a finding must be able to quote them. Tables
become objects of the paragraph before them. The file holds no drawings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from shared.formats.aps_records import Group, Record, read_groups
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.plain_text import decode_text
from shared.formats.single_document import several_documents
from shared.formats.text_units import without_prefix
from shared.formats.unit_builder import UnitBuilder
from shared.formats.us_aps_bibliographic import read_aps_bibliographic
from shared.model.application import Abstract, Application, FiledDocument
from shared.model.case_file import CaseFile
from shared.model.claim_language import FiledClaim, build_claims, split_number_label
from shared.model.claims import Claim
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.design import DesignPapers
from shared.model.headings import section_of_heading
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute
from shared.model.source import InlineObject, Location, SourceMap, TextUnit

FORMAT = "us-aps"

_LANGUAGE = "en"
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:HHHHHT[^\n]*\n)?PATN\s*\r?\n(?:[A-Z]{3} )")
_SECTIONS = {
    "PARN": DescriptionSection.OTHER,
    "BSUM": DescriptionSection.SUMMARY,
    "DRWD": DescriptionSection.DRAWINGS_DESCRIPTION,
    "DETD": DescriptionSection.EMBODIMENTS,
}
_PARAGRAPH = re.compile(r"PA[RL0-9]")
_OBJECT = re.compile(r"TBL\d?|EQU\d?")
_KINDS = {"1": ApplicationKind.INVENTION, "2": ApplicationKind.INVENTION}
_DESIGN = "4"


def recognises(_name: str, head: bytes) -> bool:
    """Whether the text begins with an APS patent group."""
    return _HEAD.match(head) is not None


def read(document: FiledFile, _files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """The grant in ``document``.

    Raises:
        AmbiguousInputError: the file holds several grants.
        ReadError: it cannot be decoded.

    """
    text = decode_text(document.read(), document.name, limits)
    groups = read_groups(text)
    count = sum(1 for group in groups if group.code == "PATN")
    if count > 1:
        raise several_documents(document.name, count)
    reader = _UnitReader(document.name, text)
    data, application_type = read_aps_bibliographic(groups, reader.unit)
    design = application_type == _DESIGN
    kind = ApplicationKind.DESIGN if design else _KINDS.get(application_type or "")
    application = Application(
        stage=DocumentStage.PUBLICATION,
        kind=kind,
        kind_basis=None if kind is None else "publication",
        route=FilingRoute.NATIONAL if data.pct is None else FilingRoute.PCT_NATIONAL_PHASE,
        language=_LANGUAGE,
        bibliographic=data,
        claims=_claims(groups, reader),
        claims_heading=_claims_heading(groups, reader),
        description=_description(groups, reader),
        abstract=_abstract(groups, reader),
        design=DesignPapers() if design else None,
        documents=(FiledDocument(file=document.name, part="publication", format=FORMAT),),
    )
    return CaseFile(application=application)


class _UnitReader:
    """Makes text units of records."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    def unit(self, identifier: str, element: str, records: Sequence[Record]) -> TextUnit:
        """One unit of one or several records; each record after the first is a new line."""
        builder = UnitBuilder(self.file, element, _LANGUAGE)
        for place, record in enumerate(records):
            if place:
                builder.add_line()
            for number, (start, end) in enumerate(record.pieces):
                if number and _OBJECT.fullmatch(record.code):
                    builder.add_line()
                elif number:
                    builder.add_break()
                builder.add(self.text[start:end], start, end)
        unit = builder.build(identifier)
        tables = [record for record in records if _OBJECT.fullmatch(record.code)]
        objects = tuple(self._table(record, unit) for record in tables)
        return unit.model_copy(update={"inline_objects": objects}) if objects else unit

    def _table(self, record: Record, unit: TextUnit) -> InlineObject:
        """A table or equation: its lines are lines of the unit, from ``offset`` on."""
        start, end = record.pieces[0][0], record.pieces[-1][1]
        source = unit.source or SourceMap(file=self.file)
        inside = [
            place
            for place, file_start in zip(source.text_starts, source.file_starts, strict=True)
            if start <= file_start < end
        ]
        offset = inside[0] if inside else len(unit.text)
        kind: Literal["mathematics", "table"] = (
            "mathematics" if record.code.startswith("EQU") else "table"
        )
        place = Location(
            file=self.file,
            start=start,
            end=end,
            element=f"{source.element}/{record.code}",
            unit=unit.id,
            unit_start=offset,
        )
        return InlineObject(kind=kind, offset=offset, location=place)


def _description(groups: Sequence[Group], reader: _UnitReader) -> Description | None:
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    found = [group for group in groups if group.code in _SECTIONS]
    for group in found:
        section = _SECTIONS[group.code]
        for records in _paragraphs(group):
            first = records[0]
            if first.code == "PAC":
                unit = reader.unit(
                    f"description/h{len(headings) + 1}", f"{group.code}/PAC", records
                )
                opened = section_of_heading(unit.text, _LANGUAGE)
                section = opened or section
                headings.append(
                    Heading(unit=unit, section=opened, before_paragraph=len(paragraphs))
                )
                continue
            identifier = f"description/p{len(paragraphs) + 1}"
            unit = reader.unit(identifier, f"{group.code}/{first.code}", records)
            opened = section_of_heading(unit.text, _LANGUAGE)
            section = opened or section
            paragraphs.append(Paragraph(unit=unit, section=section, opens_section=opened))
    if not found:
        return None
    return Description(headings=tuple(headings), paragraphs=tuple(paragraphs))


def _paragraphs(group: Group) -> Iterator[list[Record]]:
    """Each heading or paragraph, with the tables and equations that follow it."""
    current: list[Record] = []
    for record in group.records:
        if _OBJECT.fullmatch(record.code) and current and current[0].code != "PAC":
            current.append(record)
        elif (
            record.code == "PAC"
            or _PARAGRAPH.fullmatch(record.code)
            or _OBJECT.fullmatch(record.code)
        ):
            if current:
                yield current
            current = [record]
    if current:
        yield current


def _claims(groups: Sequence[Group], reader: _UnitReader) -> tuple[Claim, ...] | None:
    filed: list[FiledClaim] = []
    found = [group for group in groups if group.code in {"CLMS", "DCLM"}]
    for group in found:
        records: list[Record] = []
        stated: int | None = None
        for record in [*group.records, Record("NUM", ())]:
            if record.code != "NUM":
                if record.code != "STM":
                    records.append(record)
                continue
            if records:
                filed.append(_claim(reader, group, records, stated, len(filed) + 1))
            records = []
            digits = "".join(reader.text[start:end] for start, end in record.pieces).strip(" .")
            stated = int(digits) if digits.isdecimal() and len(digits) < 6 else None
    return build_claims(filed, _LANGUAGE) if found else None


def _claim(
    reader: _UnitReader, group: Group, records: list[Record], stated: int | None, position: int
) -> FiledClaim:
    unit = reader.unit(f"claims/{position}", f"{group.code}/NUM[{position}]", records)
    label = split_number_label(unit.text, _LANGUAGE)
    if label is None:
        return FiledClaim(unit=unit, number=stated)
    number = stated if label.number is None else label.number
    return FiledClaim(
        unit=without_prefix(unit, label.length), number=number, number_label=label.label
    )


def _claims_heading(groups: Sequence[Group], reader: _UnitReader) -> TextUnit | None:
    for group in groups:
        if group.code == "CLMS" and (statement := group.first("STM")) is not None:
            return reader.unit("claims/heading", "CLMS/STM", [statement])
    return None


def _abstract(groups: Sequence[Group], reader: _UnitReader) -> Abstract | None:
    found = [group for group in groups if group.code == "ABST"]
    if not found:
        return None
    records = [r for group in found for r in group.records if _PARAGRAPH.fullmatch(r.code)]
    return Abstract(
        units=tuple(
            reader.unit(f"abstract/p{place}", f"ABST/{record.code}", [record])
            for place, record in enumerate(records, start=1)
        )
    )
