"""HTTP status of each exception."""

from __future__ import annotations

from services.ocr.domain.errors import (
    EncryptedPdfError,
    EngineError,
    EngineUnavailableError,
    IntakeError,
    OcrError,
    OverloadedError,
    PageError,
    TooLargeError,
    UnknownEngineError,
    UnknownRecognitionError,
    UnreadableImageError,
    UnsupportedMediaError,
)
from shared.errors import ZhishenError

ERROR_STATUS: dict[type[ZhishenError], int] = {
    OcrError: 500,
    IntakeError: 422,
    UnsupportedMediaError: 415,
    EncryptedPdfError: 422,
    UnreadableImageError: 422,
    TooLargeError: 413,
    EngineError: 503,
    UnknownEngineError: 422,
    EngineUnavailableError: 501,
    PageError: 422,
    UnknownRecognitionError: 404,
    OverloadedError: 503,
}


def status_of(error: ZhishenError) -> int:
    """Status of an exception or of its nearest base."""
    return next(ERROR_STATUS[kind] for kind in type(error).__mro__ if kind in ERROR_STATUS)
