"""``/v1/recognitions/{id}``: recognitions that were asked for with ``Prefer: respond-async``."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from services.ocr.api.dependencies import CurrentJobs
from services.ocr.api.errors import status_of
from services.ocr.engines.job_store import Job
from shared.contracts.ocr import RecognitionJob, RecognitionState
from shared.web.principal import Filing
from shared.web.problems import error_problem

router = APIRouter(prefix="/v1", tags=["ocr"])
RETRY_AFTER_S = 2


@router.get("/recognitions/{identifier}")
def recognition_state(
    principal: Filing, jobs: CurrentJobs, identifier: str, response: Response
) -> RecognitionJob:
    """How far a recognition is, and its result when it is complete."""
    job = jobs.get(principal.key_id, identifier)
    if job.state in (RecognitionState.QUEUED, RecognitionState.RUNNING):
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return job_answer(job)


@router.delete("/recognitions/{identifier}", status_code=204)
def forget_recognition(principal: Filing, jobs: CurrentJobs, identifier: str) -> None:
    """Forget a recognition and its result; one that waits is not begun."""
    jobs.remove(principal.key_id, identifier)


def job_answer(job: Job) -> RecognitionJob:
    """A job on the wire."""
    error = None if job.error is None else job.error.error()
    return RecognitionJob(
        id=job.identifier,
        state=job.state,
        pages_done=job.pages_done,
        pages=job.pages,
        result=job.result,
        problem=None if error is None else error_problem(error, status_of(error)),
    )
