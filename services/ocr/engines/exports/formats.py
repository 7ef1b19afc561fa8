"""The documents a recognition can be written as."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ExportFormat(StrEnum):
    """A document a recognition is written as."""

    JSON = "json"
    ALTO = "alto"
    HOCR = "hocr"
    PDF = "pdf"
    """The pages with invisible text over them."""
    HTML = "html"
    """Proof page: picture and text side by side, doubtful places marked."""


MEDIA_TYPES: Mapping[ExportFormat, str] = {
    ExportFormat.JSON: "application/json",
    ExportFormat.ALTO: "application/alto+xml",
    ExportFormat.HOCR: "application/xhtml+xml",
    ExportFormat.PDF: "application/pdf",
    ExportFormat.HTML: "text/html",
}
SUFFIXES: Mapping[str, ExportFormat] = {
    ".json": ExportFormat.JSON,
    ".xml": ExportFormat.ALTO,
    ".hocr": ExportFormat.HOCR,
    ".pdf": ExportFormat.PDF,
    ".html": ExportFormat.HTML,
}
ACCEPTED: Mapping[str, ExportFormat] = {
    **{media_type: kind for kind, media_type in MEDIA_TYPES.items()},
    "application/xml": ExportFormat.ALTO,
    "text/xml": ExportFormat.ALTO,
    "text/vnd.hocr+html": ExportFormat.HOCR,
}
NEEDS_PICTURES = frozenset({ExportFormat.PDF, ExportFormat.HTML})
"""Written in a worker process, which alone decodes what was sent."""


def accepted(header: str) -> ExportFormat:
    """The format an ``Accept`` header asks for first; JSON when it names none of ours."""
    weighed = []
    for place, part in enumerate(header.split(",")):
        media_type, *parameters = (piece.strip() for piece in part.lower().split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if media_type in ACCEPTED and quality > 0:
            weighed.append((-quality, place, ACCEPTED[media_type]))
    return min(weighed)[2] if weighed else ExportFormat.JSON
