"""What routes get from the application."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from services.ocr.engines.jobs import RecognitionJobs
from services.ocr.engines.recogniser import Recogniser


async def recogniser(request: Request) -> Recogniser:
    """The recogniser that the lifespan started."""
    found = request.app.state.recogniser
    assert isinstance(found, Recogniser)  # noqa: S101 - narrows the type
    return found


def jobs(request: Request) -> RecognitionJobs:
    """The jobs that the lifespan set up."""
    found = request.app.state.jobs
    assert isinstance(found, RecognitionJobs)  # noqa: S101 - narrows the type
    return found


CurrentJobs = Annotated[RecognitionJobs, Depends(jobs)]
CurrentRecogniser = Annotated[Recogniser, Depends(recogniser)]
