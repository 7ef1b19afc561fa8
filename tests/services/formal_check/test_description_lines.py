"""Lines of a description while it is written: sections follow headings, headings follow paragraphs."""

from __future__ import annotations

from services.formal_check.domain.description_lines import (
    insert_heading,
    insert_paragraph,
    remove_line,
    set_line,
)
from services.formal_check.domain.inputs import Input
from services.formal_check.engines.case_builder import build_case
from shared.model.description import Description, DescriptionSection
from shared.model.source import TextUnit

FIELD, BACKGROUND = DescriptionSection.TECHNICAL_FIELD, DescriptionSection.BACKGROUND_ART


def described(*lines: str) -> Description:
    """A description of lines as rule cases write them: ``#`` begins a heading."""
    description = build_case({"description": list(lines)}).case_file.application.description
    assert description is not None
    return description


def sections(description: Description) -> list[tuple[str, DescriptionSection]]:
    return [(paragraph.unit.text, paragraph.section) for paragraph in description.paragraphs]


def test_a_new_text_of_a_paragraph_leaves_the_sections() -> None:
    before = described("#技术领域", "甲", "乙")
    edited = set_line(before, before.paragraphs[0].unit.id, "丙", "zh")
    assert edited.changed == {Input.DESCRIPTION}
    assert sections(edited.description) == [("丙", FIELD), ("乙", FIELD)]
    assert edited.description.headings == before.headings


def test_a_paragraph_that_becomes_a_heading_opens_a_section() -> None:
    before = described("#技术领域", "甲", "乙")
    edited = set_line(before, before.paragraphs[0].unit.id, "背景技术", "zh")
    assert edited.changed == {Input.DESCRIPTION, Input.HEADINGS}
    assert sections(edited.description)[1] == ("乙", BACKGROUND)


def test_a_heading_that_names_no_section_leaves_its_paragraphs_outside() -> None:
    before = described("#技术领域", "甲")
    edited = set_line(before, before.headings[0].unit.id, "其他", "zh")
    assert sections(edited.description) == [("甲", DescriptionSection.OTHER)]


def test_an_unknown_line_changes_nothing() -> None:
    before = described("#技术领域", "甲")
    edited = set_line(before, "description/99", "乙", "zh")
    assert edited.description is before
    assert edited.changed == frozenset()


def test_headings_move_with_the_paragraphs_before_them() -> None:
    before = described("#技术领域", "甲", "#背景技术", "乙")
    new = TextUnit(id="new", text="丙")
    longer = insert_paragraph(before, new, 0, "zh").description
    assert sections(longer) == [("丙", FIELD), ("甲", FIELD), ("乙", BACKGROUND)]
    assert [heading.before_paragraph for heading in longer.headings] == [0, 2]
    shorter = remove_line(longer, before.paragraphs[0].unit.id).description
    assert [heading.before_paragraph for heading in shorter.headings] == [0, 1]
    assert sections(remove_line(shorter, "new").description) == [("乙", BACKGROUND)]


def test_the_last_heading_before_a_paragraph_counts() -> None:
    before = described("#技术领域", "甲", "乙")
    heading = TextUnit(id="new", text="背景技术")
    edited = insert_heading(before, heading, 1, "zh").description
    assert sections(edited) == [("甲", FIELD), ("乙", BACKGROUND)]
    assert sections(remove_line(edited, "new").description) == sections(before)
