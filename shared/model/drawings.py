"""Drawings, their files and the reference signs in them."""

from __future__ import annotations

from shared.model.base import Frozen
from shared.model.source import Location


class ImageFile(Frozen):
    """An image named by a document. ``path`` is the file found for it, relative to the input."""

    name: str
    """File name as the document states it."""
    path: str | None = None
    """The file in the package; ``None`` when it is missing."""
    width_mm: float | None = None
    height_mm: float | None = None
    stated_format: str | None = None
    content: str | None = None
    """``drawing``, ``photograph`` … as stated."""
    orientation: str | None = None
    sha256: str | None = None
    """Digest of the file's bytes, where it was found."""


class Figure(Frozen):
    """One figure of the drawings."""

    id: str
    position: int
    """1-based place as filed."""
    number: int | None = None
    """Figure number from the label, else from the markup."""
    label: str | None = None
    """As stated, e.g. ``图1``."""
    images: tuple[ImageFile, ...] = ()
    location: Location | None = None


class RecognisedSign(Frozen):
    """A reference sign that recognition read in a drawing: a fact with a score, not a certainty."""

    sign: str
    file: str
    figure_number: int | None = None
    score: float
    """Recognition score, 0-1."""
    quad: tuple[float, float, float, float, float, float, float, float]
    """Corner points x1,y1 … x4,y4 in pixels of the image as stored, clockwise from top left."""
