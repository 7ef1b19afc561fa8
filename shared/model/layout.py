"""How a paper is laid out, where its file says so: pages, fonts, leftovers of editing."""

from __future__ import annotations

from pydantic import Field

from shared.model.base import Frozen


class DocumentLayout(Frozen):
    """Layout of one file. A member that is ``None`` is unknown. Lengths in millimetres."""

    page_width_mm: float | None = None
    page_height_mm: float | None = None
    margin_top_mm: float | None = None
    margin_right_mm: float | None = None
    margin_bottom_mm: float | None = None
    margin_left_mm: float | None = None
    fonts: tuple[str, ...] | None = None
    """Names of fonts used for Chinese text, sorted; theme fonts that the file does not name are
    left out."""
    tracked_changes: int | None = Field(default=None, ge=0)
    text_boxes: int | None = Field(default=None, ge=0)
    floating_objects: int | None = Field(default=None, ge=0)
    nested_tables: int | None = Field(default=None, ge=0)
    automatic_numbers: int | None = Field(default=None, ge=0)
    """Paragraphs whose number the word processor makes."""
    protected: bool | None = None
    page_breaks: int | None = Field(default=None, ge=0)
    """Breaks that begin a new page, between sections included."""
    page_number_field: bool | None = None
    """Whether headers or footers number the pages."""
    page_numbers: tuple[str, ...] | None = None
    """The numbers printed on the pages, in their order; an empty text where a page has none."""
