"""Recognition of images and PDFs: at once, or asked for and fetched later (RFC 7240)."""

from __future__ import annotations

from typing import Literal

from shared.client.errors import ConnectionFailedError, ProblemError
from shared.client.operation import Files, Operation, deleted, file_parts, got, json_part, path_part
from shared.contracts.ocr import (
    EngineList,
    Recognition,
    RecognitionJob,
    RecognitionOptions,
)

RecognitionFormat = Literal["alto", "hocr", "pdf", "html"]
POLL_S = 2.0
"""Seconds between two questions after a recognition that goes on."""
_RECOGNITIONS = "/v1/recognitions"


def recognise(name: str, data: bytes, options: RecognitionOptions) -> Operation[Recognition]:
    """Recognise a file and wait for it."""
    parts = _form(name, data, options)
    return Operation("POST", _RECOGNITIONS, Recognition.model_validate_json, files=parts)


def recognised_document(
    name: str, data: bytes, document_format: RecognitionFormat, options: RecognitionOptions
) -> Operation[bytes]:
    """What was recognised as a document."""
    parts = _form(name, data, options)
    query = {"format": document_format}
    return Operation("POST", _RECOGNITIONS, bytes, query=query, files=parts)


def start_recognition(
    name: str, data: bytes, options: RecognitionOptions
) -> Operation[RecognitionJob]:
    """Ask for a recognition without waiting for it."""
    return Operation(
        "POST",
        _RECOGNITIONS,
        RecognitionJob.model_validate_json,
        headers={"prefer": "respond-async"},
        files=_form(name, data, options),
    )


def recognition(job_id: str) -> Operation[RecognitionJob]:
    """Progress, and the result when it is complete."""
    return got(f"{_RECOGNITIONS}/{path_part(job_id)}", RecognitionJob)


def forget_recognition(job_id: str) -> Operation[None]:
    """Forget a recognition and its result."""
    return deleted(f"{_RECOGNITIONS}/{path_part(job_id)}")


def engines() -> Operation[EngineList]:
    """The recognition engines."""
    return got("/v1/engines", EngineList)


def settled(job: RecognitionJob, waited_s: float, timeout_s: float) -> Recognition | None:
    """The result of a job, ``None`` while it goes on.

    Raises ``ProblemError`` for a job that failed, ``ConnectionFailedError`` for one that goes on
    after ``timeout_s``.
    """
    if job.problem is not None:
        raise ProblemError(job.problem)
    if job.result is None and waited_s >= timeout_s:
        raise ConnectionFailedError(
            "The recognition was not complete in time. It goes on: ask for it again later.",
            "识别未在限定时间内完成；识别仍在进行，请稍后再次查询。",
        )
    return job.result


def _form(name: str, data: bytes, options: RecognitionOptions) -> Files:
    return [json_part("options", options), *file_parts("file", [(name, data)])]
