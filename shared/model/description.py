"""The description: title, headings, numbered paragraphs."""

from __future__ import annotations

from enum import StrEnum

from shared.model.base import Frozen
from shared.model.source import TextUnit


class DescriptionSection(StrEnum):
    """The five parts of Implementing Rules, Rule 20, and what lies outside them."""

    TECHNICAL_FIELD = "technical_field"
    BACKGROUND_ART = "background_art"
    SUMMARY = "summary"
    """发明内容 / 实用新型内容 (ST.96 InventionSummary)."""
    DRAWINGS_DESCRIPTION = "drawings_description"
    EMBODIMENTS = "embodiments"
    OTHER = "other"
    """Any other heading, or text before the first one."""


class Heading(Frozen):
    """A heading. It stands before the paragraph at index ``before_paragraph``."""

    unit: TextUnit
    level: int | None = None
    section: DescriptionSection | None = None
    """The section it opens; ``None`` for a sub-heading."""
    before_paragraph: int


class Paragraph(Frozen):
    """One paragraph as filed (one ``<p>``)."""

    number: str | None = None
    """As stated, e.g. ``0001``."""
    unit: TextUnit
    section: DescriptionSection = DescriptionSection.OTHER
    opens_section: DescriptionSection | None = None
    """The section whose heading this paragraph is, when a heading was filed as a paragraph."""


class Description(Frozen):
    """The description in file order."""

    title: TextUnit | None = None
    headings: tuple[Heading, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def section_openings(self) -> tuple[DescriptionSection, ...]:
        """The sections in the order their headings stand, whether filed as headings or paragraphs."""
        found: list[tuple[int, int, DescriptionSection]] = []
        for heading in self.headings:
            if heading.section is not None:
                found.append((heading.before_paragraph, 0, heading.section))
        for place, paragraph in enumerate(self.paragraphs):
            if paragraph.opens_section is not None:
                found.append((place, 1, paragraph.opens_section))
        return tuple(section for _, _, section in sorted(found, key=lambda item: item[:2]))
