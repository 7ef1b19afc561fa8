"""``/v1/recognitions`` and ``/v1/engines``."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import ValidationError

from services.ocr.api import convert
from services.ocr.api.dependencies import CurrentJobs, CurrentRecogniser
from services.ocr.api.job_routes import RETRY_AFTER_S, job_answer
from services.ocr.engines.exports.formats import MEDIA_TYPES, ExportFormat, accepted
from services.ocr.engines.job_store import Request
from services.ocr.engines.recogniser import Progress, Recogniser
from shared.contracts.common import Message
from shared.contracts.ocr import (
    EngineInfo,
    EngineList,
    Recognition,
    RecognitionJob,
    RecognitionOptions,
)
from shared.web.principal import Filing, KeyHolder

router = APIRouter(prefix="/v1", tags=["ocr"])
DOCUMENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}}
            for kind, media_type in MEDIA_TYPES.items()
            if kind is not ExportFormat.JSON
        }
    },
    202: {"model": RecognitionJob, "description": "Taken in; Location tells where to ask"},
}


@router.post("/recognitions", response_model=Recognition, responses=DOCUMENTS)
def recognise(
    principal: Filing,
    recogniser: CurrentRecogniser,
    jobs: CurrentJobs,
    request: HttpRequest,
    file: Annotated[UploadFile, File(description="A PDF, TIFF, JPEG, PNG or a zip of pages")],
    options: Annotated[str | None, Form(description="RecognitionOptions as JSON")] = None,
    format: Annotated[  # noqa: A002 - the parameter's public name
        ExportFormat | None,
        Query(description="How the result is written; instead of the header Accept"),
    ] = None,
) -> Response:
    """Read every page of a file: text with places, and the reference signs of drawings.

    With ``Prefer: respond-async`` (RFC 7240) the answer is 202 and ``Location`` tells where progress
    and, later, the result are.

    A page that fails is in the answer with its problem; the others are not touched.
    """
    chosen = _options(options)
    wanted = format or accepted(request.headers.get("accept", ""))
    data = file.file.read()
    if any(
        part.split(";")[0].strip().lower() == "respond-async"
        for part in request.headers.get("prefer", "").split(",")
    ):
        asked = Request(options=chosen.model_dump_json(), name=file.filename)
        job = jobs.submit(principal.key_id, data, asked)
        return Response(
            job_answer(job).model_dump_json(),
            status_code=202,
            media_type="application/json",
            headers={
                "Location": f"/v1/recognitions/{job.identifier}",
                "Preference-Applied": "respond-async",
                "Retry-After": str(RETRY_AFTER_S),
            },
        )
    result = recognised(recogniser, data, chosen, file.filename, wanted)
    if wanted is ExportFormat.JSON:
        return Response(result.model_dump_json(), media_type="application/json")
    return Response(recogniser.export(data, result, wanted), media_type=MEDIA_TYPES[wanted])


def recognised(
    recogniser: Recogniser,
    data: bytes,
    chosen: RecognitionOptions,
    name: str | None,
    wanted: ExportFormat = ExportFormat.JSON,
    progress: Progress | None = None,
) -> Recognition:
    """Recognise a file as the options ask; formats other than JSON always show characters."""
    document = recogniser.recognise(
        data,
        engine=chosen.engine,
        kind=chosen.kind,
        second_engine=chosen.second_engine,
        progress=progress,
    )
    return convert.recognition(
        document,
        file=chosen.file or name or "upload",
        components=recogniser.components(document.engine),
        characters=chosen.detail == "character" or wanted is not ExportFormat.JSON,
        described=chosen.described_signs,
    )


@router.get("/engines")
def engines(
    principal: KeyHolder,  # noqa: ARG001 - the type admits the role
    recogniser: CurrentRecogniser,
) -> EngineList:
    """The engines of this service, the default first, with their versions."""
    return EngineList(
        default=recogniser.default_engine,
        engines=tuple(
            EngineInfo(
                name=name,
                available=fault is None,
                components=dict(recogniser.components(name)),
                reason=None if fault is None else Message(zh=fault.zh, en=fault.en),
            )
            for name, fault in recogniser.engines().items()
        ),
    )


def _options(text: str | None) -> RecognitionOptions:
    if text is None:
        return RecognitionOptions()
    try:
        return RecognitionOptions.model_validate_json(text)
    except ValidationError as error:
        faults = [
            {**item, "loc": ("body", "options", *item["loc"])}
            for item in error.errors(include_input=False, include_url=False)
        ]
        raise RequestValidationError(faults) from error
