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


class Description(Frozen):
    """The description in file order."""

    title: TextUnit | None = None
    headings: tuple[Heading, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
