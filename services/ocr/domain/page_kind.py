"""Text or drawing: told by how much of the page's ink lies in its lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from services.ocr.domain.geometry import bounds
from services.ocr.domain.ink import Mask
from services.ocr.domain.page import PageKind, ReadLine
from services.ocr.domain.reference_signs import figure_number, sign_of

LEAST_SCORE = 0.6
LEAST_TEXT_INK = 0.5
"""Share of the ink in lines of text from which a page is text."""
FEWEST_MARKS = 2
CHARACTERS_PER_MARK = 30
"""A flow chart has text in its boxes, but a sign (``S101``) for each of them."""
TITLE_ZONE = 0.5
"""Part of the page, from the top, where a certificate's title stands."""
_CERTIFICATE = re.compile(
    r"\W*.{0,12}(?:专利证书|登记证书|公证书|证明书?|证明文件|受理通知书|存活证明|收据)"
    r"|certificat(?:e|ion)(?:ofcorrection|ofregistration|ofdeposit)?|certifiedcopy.{0,40}"
    r"|prioritydocument.{0,40}|.{0,30}certificate",
    re.IGNORECASE,
)
FORM_CHARACTERS = 120
"""A form's grid is much ink beside its text, but its lines are many and they span the page."""
FORM_SPAN = 0.6


def classify(lines: Sequence[ReadLine], ink: Mask) -> PageKind:
    """Kind of a page that is not blank. ``lines`` are in pixels of ``ink``.

    Signs and figure labels do not count as text: a sheet of them is a drawing.
    """
    width = ink.shape[1]
    sure = [line for line in lines if line.score >= LEAST_SCORE]
    text = [line for line in sure if not _is_mark(line.text)]
    marks = len(sure) - len(text)
    characters = sum(len(line.text) for line in text)
    if not text or (marks >= FEWEST_MARKS and characters < CHARACTERS_PER_MARK * marks):
        return PageKind.DRAWING
    inside = np.zeros_like(ink)
    for line in text:
        x0, y0, x1, y1 = (round(value) for value in bounds(line.quad))
        inside[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1] = True
    kind = PageKind.CERTIFICATE if _is_certificate(text, ink.shape[0]) else PageKind.TEXT
    total = int(ink.sum())
    if total and int((ink & inside).sum()) >= LEAST_TEXT_INK * total:
        return kind
    left = min(bounds(line.quad)[0] for line in text)
    right = max(bounds(line.quad)[2] for line in text)
    if characters >= FORM_CHARACTERS and right - left >= FORM_SPAN * width:
        return kind
    return PageKind.DRAWING


def _is_certificate(text: Sequence[ReadLine], height: int) -> bool:
    """Whether a line in the upper part is the title of a certificate or of an office's notice."""
    return any(
        bounds(line.quad)[1] <= TITLE_ZONE * height
        and _CERTIFICATE.fullmatch("".join(line.text.split()).strip(".。:：")) is not None
        for line in text
    )


def _is_mark(text: str) -> bool:
    return sign_of(text) is not None or figure_number(text) is not None
