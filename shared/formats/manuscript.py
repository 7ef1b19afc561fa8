"""The structure of a manuscript: parts, claims, headings, numbered paragraphs, figures.

Works on lines (``manuscript_lines.py``), so DOCX and plain text are understood alike. Part titles
(权利要求书, 说明书 …) decide; where a file has none, its name does, and else its first lines: a line
``1. 一种…`` begins claims, a heading such as 技术领域 a description.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.formats.manuscript_claims import begins_with_claim, read_manuscript_claims
from shared.formats.manuscript_headings import (
    PartName,
    figure_label,
    is_sub_heading,
    part_of_name,
    part_title,
)
from shared.formats.manuscript_lines import Line, unit_of_lines
from shared.formats.text_units import without_prefix
from shared.model.application import Abstract
from shared.model.claims import Claim
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.drawings import Figure
from shared.model.headings import section_of_heading
from shared.model.source import Location, TextUnit

_NUMBERED = re.compile(r"\s*[\[【［(（]\s*(?P<n>\d{3,5})\s*[\]】］)）]\s*")
_TITLE_LENGTH = 80
_ENDED = re.compile(r"[。；;：:，,!?！？]\s*$|[a-z]\.\s*$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")


@dataclass
class Manuscript:
    """Lines sorted into parts, over one or several files."""

    language: str
    lines: dict[PartName, list[Line]] = field(default_factory=dict)
    titles: dict[PartName, Line] = field(default_factory=dict)

    def part(self, name: PartName) -> list[Line]:
        """The lines of a part, opened if it was not there."""
        return self.lines.setdefault(name, [])


def language_of(texts: Sequence[str]) -> str:
    """``zh``, ``ja`` or ``en`` by the script that dominates."""
    sample = "".join(texts)[:20_000]
    kana, han = len(_KANA.findall(sample)), len(_HAN.findall(sample))
    letters = sum(1 for character in sample if character.isascii() and character.isalpha())
    if kana * 5 > han and kana > 20:
        return "ja"
    return "zh" if han * 3 > letters else "en"


def looks_like_manuscript(lines: Sequence[Line], name: str) -> bool:
    """Whether lines hold a part of an application: titled, named, or shaped like one."""
    language = language_of([line.text for line in lines])
    return (
        any(part_title(line.text) for line in lines)
        or _first_part(lines, name, language) is not None
    )


def sort_into_parts(files: Sequence[tuple[str, Sequence[Line]]]) -> Manuscript:
    """Sort the lines of one or several files, given with their names, into parts."""
    manuscript = Manuscript(language_of([line.text for _, lines in files for line in lines]))
    for name, lines in files:
        part = _first_part(lines, name, manuscript.language) or PartName.DESCRIPTION
        for line in lines:
            titled = _titled(line, part)
            if titled is not None:
                part = titled
                manuscript.part(part)
                manuscript.titles.setdefault(part, line)
            else:
                part = _changed(line, part, manuscript)
                manuscript.part(part).append(line)
    return manuscript


def _first_part(lines: Sequence[Line], name: str, language: str) -> PartName | None:
    """The part a file begins with when no title says so."""
    stated = part_of_name(name)
    if stated is not None:
        return stated
    for line in lines[:4]:
        if begins_with_claim(line, language):
            return PartName.CLAIMS
        section = section_of_heading(_without_number(line.text), language)
        if section not in (None, DescriptionSection.OTHER):
            return PartName.DESCRIPTION
    return None


def _titled(line: Line, part: PartName) -> PartName | None:
    """The part a line opens as its title. Inside a description, "drawings" is only a heading."""
    found = part_title(line.text)
    if found is PartName.DRAWINGS and part is PartName.DESCRIPTION and line.text.isascii():
        return None
    return found


def _changed(line: Line, part: PartName, manuscript: Manuscript) -> PartName:
    """A description may follow claims or an abstract without a title of its own."""
    if part not in (PartName.CLAIMS, PartName.ABSTRACT) or line.auto_number:
        return part
    section = section_of_heading(_without_number(line.text), manuscript.language)
    if section not in (DescriptionSection.TECHNICAL_FIELD, DescriptionSection.BACKGROUND_ART):
        return part
    before = manuscript.part(part)
    if before and _is_title(before[-1].text) and len(before) > 1:
        manuscript.part(PartName.DESCRIPTION).append(before.pop())
    return PartName.DESCRIPTION


def _is_title(text: str) -> bool:
    return 0 < len(text) <= _TITLE_LENGTH and not _ENDED.search(text) and "\n" not in text


def _without_number(text: str) -> str:
    found = _NUMBERED.match(text)
    return text if found is None else text[found.end() :]


def manuscript_claims(manuscript: Manuscript) -> tuple[Claim, ...] | None:
    """The claims; ``None`` without a claims part."""
    lines = manuscript.lines.get(PartName.CLAIMS)
    return None if lines is None else read_manuscript_claims(lines, manuscript.language)


def claims_heading(manuscript: Manuscript) -> TextUnit | None:
    """The title line of the claims part."""
    line = manuscript.titles.get(PartName.CLAIMS)
    return None if line is None else unit_of_lines([line], "claims/heading", manuscript.language)


def manuscript_description(manuscript: Manuscript) -> Description | None:
    """Title, headings and paragraphs; ``None`` without a description part."""
    lines = manuscript.lines.get(PartName.DESCRIPTION)
    if lines is None:
        return None
    language = manuscript.language
    title: TextUnit | None = None
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    section = DescriptionSection.OTHER
    for line in lines:
        opened = None if line.objects else section_of_heading(line.text, language)
        numbered = _NUMBERED.match(line.text)
        first = title is None and not headings and not paragraphs
        if first and opened is None and numbered is None and _is_title(line.text):
            title = unit_of_lines([line], "description/title", language)
        elif (
            opened is not None
            or (line.heading_level is not None and numbered is None)
            or (is_sub_heading(line.text))
        ):
            section = opened or section
            headings.append(
                Heading(
                    unit=unit_of_lines([line], f"description/h{len(headings) + 1}", language),
                    level=line.heading_level,
                    section=opened,
                    before_paragraph=len(paragraphs),
                )
            )
        else:
            paragraph = _paragraph(line, len(paragraphs) + 1, language)
            section = paragraph.opens_section or section
            paragraphs.append(paragraph.model_copy(update={"section": section}))
    return Description(title=title, headings=tuple(headings), paragraphs=tuple(paragraphs))


def _paragraph(line: Line, place: int, language: str) -> Paragraph:
    """A paragraph; its number is split off, or taken from automatic numbering like ``[0001]``."""
    unit = unit_of_lines([line], f"description/p{place}", language)
    found = _NUMBERED.match(unit.text)
    number: str | None = None
    if found is not None:
        number = found["n"]
        unit = without_prefix(unit, found.end())
    elif (shown := _NUMBERED.fullmatch(line.auto_number)) is not None:
        number = shown["n"]
    return Paragraph(
        number=number, unit=unit, opens_section=section_of_heading(unit.text, language)
    )


def manuscript_abstract(manuscript: Manuscript) -> Abstract | None:
    """The abstract and its figure; ``None`` without either part."""
    lines = manuscript.lines.get(PartName.ABSTRACT)
    figures = figures_of(manuscript.lines.get(PartName.ABSTRACT_FIGURE, []))
    if lines is None and not figures:
        return None
    units = tuple(
        unit_of_lines([line], f"abstract/p{place}", manuscript.language)
        for place, line in enumerate((line for line in lines or [] if line.text), start=1)
    )
    return Abstract(units=units, figure=next(iter(figures), None))


def manuscript_drawings(manuscript: Manuscript) -> tuple[Figure, ...] | None:
    """The figures; ``None`` without a drawings part."""
    lines = manuscript.lines.get(PartName.DRAWINGS)
    return None if lines is None else figures_of(lines)


def figures_of(lines: Sequence[Line]) -> tuple[Figure, ...]:
    """Pictures with the labels beside them.

    A label belongs to the picture before it, unless that has one or there is none: then it belongs
    to the next picture.
    """
    figures: list[Figure] = []
    waiting = False
    for line in lines:
        for item in line.objects:
            if item.image is None:
                continue
            if waiting:
                figures[-1] = figures[-1].model_copy(update={"images": (item.image,)})
                waiting = False
                continue
            place = Location(file=line.file, start=item.start, end=item.end, element=line.element)
            position = len(figures) + 1
            figures.append(
                Figure(
                    id=f"figure/{position}", position=position, images=(item.image,), location=place
                )
            )
        label = figure_label(line.text)
        if label is None:
            continue
        text, number = label
        if figures and figures[-1].label is None:
            figures[-1] = figures[-1].model_copy(update={"label": text, "number": number})
        else:
            run = next((run for run in line.runs if run is not None), None)
            place = Location(
                file=line.file,
                start=None if run is None else run[1],
                end=None if run is None else run[2],
                element=line.element,
            )
            position = len(figures) + 1
            figures.append(
                Figure(
                    id=f"figure/{position}",
                    position=position,
                    number=number,
                    label=text,
                    location=place,
                )
            )
            waiting = True
    return tuple(figures)
