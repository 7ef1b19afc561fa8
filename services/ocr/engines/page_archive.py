"""A zip of pages: its members are unpacked within bounds; each is read like a file of its own."""

from __future__ import annotations

from services.ocr.domain.errors import (
    IntakeError,
    TooLargeError,
    UnreadableImageError,
    UnsupportedMediaError,
)
from services.ocr.domain.limits import IntakeLimits
from services.ocr.domain.media import HEAD_BYTES, media_type_of
from shared.formats.archive import open_archive
from shared.formats.errors import LimitExceededError, ReadError
from shared.formats.limits import ReadLimits

ZIP = "application/zip"
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin like a zip."""
    return data.startswith(_MAGIC)


def pages_of_archive(data: bytes, limits: IntakeLimits) -> list[bytes]:
    """The members that are pages, in the order of their names; others are passed over. IntakeError."""
    bounds = ReadLimits(
        file_bytes=limits.max_bytes, total_bytes=4 * limits.max_bytes, members=limits.max_pages
    )
    try:
        members = open_archive(data, "upload.zip", bounds)
        contents = [members[name].read() for name in sorted(members)]
    except LimitExceededError as error:
        raise TooLargeError(error.en, error.zh) from error
    except ReadError as error:
        raise UnreadableImageError(error.en, error.zh) from error
    pages = [content for content in contents if _is_page(content)]
    if not pages:
        raise UnsupportedMediaError(
            "The zip holds no page: no PDF, TIFF, JPEG or PNG.",
            "压缩包中没有页面文件（PDF、TIFF、JPEG或PNG）。",
        )
    return pages


def _is_page(content: bytes) -> bool:
    try:
        media_type_of(content[:HEAD_BYTES])
    except IntakeError:
        return False
    return True
