"""The one interface of OCR engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from services.ocr.domain.page import Detection, Picture, Quad, Reading


class TextEngine(Protocol):
    """Finds lines in a picture and reads regions of it.

    Detection and reading are apart, so that orientation, second passes and drawings can read the
    same places again, turned or scaled, without searching for them again.
    """

    name: str

    def components(self) -> Mapping[str, str]:
        """Versions that decide a result: library, models' digests, languages."""
        ...

    def detect(self, picture: Picture, text_height: float | None = None) -> tuple[Detection, ...]:
        """The text lines in ``picture``, in its pixels, any order.

        The engine chooses the resolution it searches at; the usual height of the page's characters,
        if known (pixels), lets it search no finer than they need.
        """
        ...

    def read(self, picture: Picture, quads: Sequence[Quad]) -> tuple[Reading, ...]:
        """The text in each quad, in the given order. Nothing read: empty text, score 0."""
        ...
