"""Designs: views and the brief explanation (Patent Law Art. 27, Implementing Rules 30-31)."""

from __future__ import annotations

from enum import StrEnum

from shared.model.base import Frozen
from shared.model.drawings import ImageFile
from shared.model.source import Location, TextUnit


class ViewKind(StrEnum):
    """The six orthographic views and the usual further ones."""

    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"
    PERSPECTIVE = "perspective"
    SECTION = "section"
    ENLARGED = "enlarged"
    EXPLODED = "exploded"
    IN_USE = "in_use"
    OTHER = "other"


class DesignView(Frozen):
    """One picture or photograph of a design."""

    id: str
    position: int
    design_number: int = 1
    """Which of several similar designs it shows."""
    kind: ViewKind = ViewKind.OTHER
    label: str | None = None
    """As stated, e.g. ``主视图``."""
    image: ImageFile
    location: Location | None = None


class DesignPapers(Frozen):
    """What a design application shows and explains."""

    product_name: TextUnit | None = None
    views: tuple[DesignView, ...] = ()
    brief_explanation: tuple[TextUnit, ...] = ()
    locarno_stated: str | None = None
    partial: bool = False
