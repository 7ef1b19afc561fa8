"""``/v1/recognitions`` and ``/v1/engines``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from services.ocr.api import convert
from services.ocr.api.dependencies import CurrentRecogniser
from shared.contracts.common import Message
from shared.contracts.ocr import EngineInfo, EngineList, Recognition, RecognitionOptions
from shared.web.principal import Filing, KeyHolder

router = APIRouter(prefix="/v1", tags=["ocr"])


@router.post("/recognitions")
def recognise(
    principal: Filing,  # noqa: ARG001 - the type admits the role
    recogniser: CurrentRecogniser,
    file: Annotated[UploadFile, File(description="A PDF, TIFF, JPEG or PNG")],
    options: Annotated[str | None, Form(description="RecognitionOptions as JSON")] = None,
) -> Recognition:
    """Read every page of a file: text with places, and the reference signs of drawings.

    A page that fails is in the answer with its problem; the others are not touched.
    """
    chosen = _options(options)
    document = recogniser.recognise(
        file.file.read(),
        engine=chosen.engine,
        kind=chosen.kind,
        second_engine=chosen.second_engine,
    )
    return convert.recognition(
        document,
        file=chosen.file or file.filename or "upload",
        components=recogniser.components(document.engine),
        characters=chosen.detail == "character",
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
