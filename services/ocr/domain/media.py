"""What a file is, by its first bytes; its name says nothing."""

from __future__ import annotations

from services.ocr.domain.errors import UnsupportedMediaError

PDF, TIFF, JPEG, PNG = "application/pdf", "image/tiff", "image/jpeg", "image/png"
HEAD_BYTES = 1024
"""A PDF's header may stand anywhere in the first 1024 bytes (ISO 32000-1, Annex H, note 13)."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
)


def media_type_of(head: bytes) -> str:
    """Media type by the first bytes. UnsupportedMediaError for anything else."""
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if b"%PDF-" in head[:HEAD_BYTES]:
        return PDF
    if not head:
        raise UnsupportedMediaError(
            "The file is empty. Send a PDF, TIFF, JPEG or PNG.",
            "文件为空。请提供PDF、TIFF、JPEG或PNG文件。",
        )
    raise UnsupportedMediaError(
        "The file is not a PDF, TIFF, JPEG or PNG (its first bytes decide, not its name).",
        "文件不是PDF、TIFF、JPEG或PNG格式（以文件内容而非文件名判断）。",
    )
