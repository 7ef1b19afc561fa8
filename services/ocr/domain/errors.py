"""Exceptions of ocr.

    OcrError
    ├── IntakeError                  the file that was sent
    │   ├── UnsupportedMediaError    not a PDF, TIFF, JPEG or PNG
    │   ├── EncryptedPdfError        needs a password
    │   ├── UnreadableImageError     truncated, damaged or hostile
    │   └── TooLargeError            more bytes, pages or pixels than allowed
    ├── EngineError
    │   ├── UnknownEngineError       no engine of that name
    │   └── EngineUnavailableError   its program, language or model is missing
    ├── PageError                    one page; the document goes on
    │   ├── PageTimeoutError
    │   ├── PageMemoryError
    │   ├── PageCrashedError
    │   └── PageFailedError
    ├── UnknownRecognitionError      no such job
    └── OverloadedError              too many documents at once

They cross the process boundary by ``name`` and texts, never as pickles.
"""

from __future__ import annotations

from shared.errors import ZhishenError


class OcrError(ZhishenError):
    """Base of everything ocr raises on purpose."""

    name = "ocr"
    title = "Recognition error"


class IntakeError(OcrError):
    """The file cannot be taken."""

    name = "intake"


class UnsupportedMediaError(IntakeError):
    """The bytes are not a PDF, TIFF, JPEG or PNG."""

    name = "unsupported-media"
    title = "File type not supported"


class EncryptedPdfError(IntakeError):
    """The PDF needs a password."""

    name = "encrypted-pdf"
    title = "Encrypted PDF"


class UnreadableImageError(IntakeError):
    """The bytes begin like a known type but cannot be decoded."""

    name = "unreadable-image"
    title = "File cannot be decoded"


class TooLargeError(IntakeError):
    """The file has more bytes, pages or pixels than allowed."""

    name = "page-too-large"
    title = "File too large"


class EngineError(OcrError):
    """An engine cannot be used."""

    name = "engine"


class UnknownEngineError(EngineError):
    """No engine has that name."""

    name = "unknown-engine"
    title = "Unknown engine"


class EngineUnavailableError(EngineError):
    """The engine's program, language data or model is missing on this machine."""

    name = "engine-unavailable"
    title = "Engine not available"


class PageError(OcrError):
    """One page could not be read; the others are not touched."""

    name = "page"


class PageTimeoutError(PageError):
    """The page took longer than allowed and its process was ended."""

    name = "page-timeout"
    title = "Page took too long"


class PageMemoryError(PageError):
    """The page needed more memory than a worker may have."""

    name = "page-memory"
    title = "Page needs too much memory"


class PageCrashedError(PageError):
    """The worker process died over the page."""

    name = "page-crashed"
    title = "Reading the page crashed"


class PageFailedError(PageError):
    """Reading the page failed inside."""

    name = "page-failed"
    title = "Reading the page failed"


class UnknownRecognitionError(OcrError):
    """No recognition of that identifier, for this caller."""

    name = "not-found"
    title = "No such recognition"


class OverloadedError(OcrError):
    """More documents are being read than allowed."""

    name = "overloaded"
    title = "Too many documents at once"


def error_named(name: str, en: str, zh: str) -> OcrError:
    """The exception of this ``name`` (as it came from a worker) with these texts."""
    kinds: list[type[OcrError]] = [OcrError]
    while kinds:
        kind = kinds.pop()
        if kind.name == name:
            return kind(en, zh)
        kinds.extend(kind.__subclasses__())
    return PageFailedError(en, zh)
