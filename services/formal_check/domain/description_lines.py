"""Headings and paragraphs of a description while it is written, and the sections they make.

A heading tells the section of what follows, and so does a paragraph that is no more than a heading:
each change of one places the paragraphs anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.formal_check.domain.drafting import paragraph
from services.formal_check.domain.edited_units import with_text
from services.formal_check.domain.inputs import Input
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.headings import section_of_heading
from shared.model.source import TextUnit


@dataclass(frozen=True)
class EditedLines:
    """A description after an edit of one line, and what of it has changed."""

    description: Description
    changed: frozenset[Input] = frozenset({Input.DESCRIPTION, Input.HEADINGS})


def set_line(description: Description, unit: str, text: str, language: str) -> EditedLines:
    """The new text of a heading or paragraph."""
    section = section_of_heading(text, language)
    for index, heading in enumerate(description.headings):
        if heading.unit.id == unit:
            update = {"unit": with_text(heading.unit, unit, text), "section": section}
            headings = list(description.headings)
            headings[index] = heading.model_copy(update=update)
            return _lines(description, headings, description.paragraphs)
    paragraphs = list(description.paragraphs)
    for index, old in enumerate(paragraphs):
        if old.unit.id == unit:
            update = {"unit": with_text(old.unit, unit, text), "opens_section": section}
            paragraphs[index] = old.model_copy(update=update)
            if section == old.opens_section:
                kept = description.model_copy(update={"paragraphs": tuple(paragraphs)})
                return EditedLines(kept, frozenset({Input.DESCRIPTION}))
            break
    else:
        return EditedLines(description, frozenset())
    return _lines(description, description.headings, paragraphs)


def insert_heading(
    description: Description, unit: TextUnit, place: int, language: str
) -> EditedLines:
    """A new heading, the last before the paragraph in ``place``."""
    headings = list(description.headings)
    headings.insert(
        sum(one.before_paragraph <= place for one in headings),
        Heading(unit=unit, section=section_of_heading(unit.text, language), before_paragraph=place),
    )
    return _lines(description, headings, description.paragraphs)


def insert_paragraph(
    description: Description, unit: TextUnit, place: int, language: str
) -> EditedLines:
    """A new paragraph in ``place``, below the headings there."""
    paragraphs = list(description.paragraphs)
    section = paragraphs[place - 1].section if place else DescriptionSection.OTHER
    paragraphs.insert(place, paragraph(unit.id, unit.text, section, language))
    return _lines(description, _shifted(description.headings, place, 1), paragraphs)


def remove_line(description: Description, unit: str) -> EditedLines:
    """The description without a heading or paragraph."""
    headings = [one for one in description.headings if one.unit.id != unit]
    paragraphs = list(description.paragraphs)
    for index, one in enumerate(paragraphs):
        if one.unit.id == unit:
            del paragraphs[index]
            headings = _shifted(headings, index, -1)
            break
    return _lines(description, headings, paragraphs)


def _shifted(headings: Sequence[Heading], place: int, by: int) -> list[Heading]:
    """The headings after one paragraph more or less in ``place``."""
    return [
        one.model_copy(update={"before_paragraph": one.before_paragraph + by})
        if one.before_paragraph > place
        else one
        for one in headings
    ]


def _lines(
    description: Description, headings: Sequence[Heading], paragraphs: Sequence[Paragraph]
) -> EditedLines:
    update = {"headings": tuple(headings), "paragraphs": _in_sections(headings, paragraphs)}
    return EditedLines(description.model_copy(update=update))


def _in_sections(
    headings: Sequence[Heading], paragraphs: Sequence[Paragraph]
) -> tuple[Paragraph, ...]:
    """Paragraphs with the section that the last heading before them opened."""
    openings: dict[int, DescriptionSection] = {
        one.before_paragraph: one.section for one in headings if one.section is not None
    }
    section = DescriptionSection.OTHER
    placed = []
    for index, one in enumerate(paragraphs):
        section = one.opens_section or openings.get(index) or section
        placed.append(
            one if one.section is section else one.model_copy(update={"section": section})
        )
    return tuple(placed)
