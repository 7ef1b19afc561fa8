"""Drawings, their files and the reference signs in them."""

from __future__ import annotations

from typing import Literal

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
    pixel_width: int | None = None
    """Size, resolution, colour and format as the file's own header states them; ``None`` where the
    file was not found or its header does not say."""
    pixel_height: int | None = None
    dpi: float | None = None
    """Dots per inch; the lower of the two where they differ."""
    colour: Literal["bilevel", "grey", "colour"] | None = None
    """How pixels are stored: a picture stored in colour may still look grey."""
    file_format: str | None = None
    """``JPEG``, ``TIFF``, ``PNG`` …"""


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


class RecognisedWord(Frozen):
    """A line of text that recognition read in a drawing."""

    text: str
    score: float
    """Recognition score, 0-1."""
    quad: tuple[float, float, float, float, float, float, float, float] | None = None
    """Corner points in pixels of the image, as for ``RecognisedSign``."""


class RecognisedPicture(Frozen):
    """What recognition, or a person, saw in one picture. A member that is ``None`` is unknown."""

    file: str
    """Path of the picture, as ``ImageFile.path``."""
    words: tuple[RecognisedWord, ...] | None = None
    """Every line of text, captions and signs included."""
    framed: bool | None = None
    """Whether a frame that is no part of the figure surrounds it."""
    line_kinds: (
        tuple[Literal["solid", "dashed", "chain", "hatching", "leader", "centre", "dimension"], ...]
        | None
    ) = None
    """Kinds of lines seen; ``chain`` is 点划线."""
    content_box: tuple[float, float, float, float] | None = None
    """Left, top, right and bottom of what is drawn, in pixels."""
