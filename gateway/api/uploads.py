"""Bodies of ``POST /v1/examinations``: a multipart package or JSON."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from gateway.api.state import GatewayState
from gateway.errors import InvalidUploadError
from gateway.intake import Received
from shared.contracts.gateway import ExaminationRequest

MULTIPART = "multipart/form-data"
JSON = "application/json"
_LONGEST_NAME = 400

REQUEST_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        MULTIPART: {
            "schema": {
                "type": "object",
                "required": ["package"],
                "properties": {
                    "package": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "string", "format": "binary"},
                        "description": "One zip archive or document, or all files of a folder, "
                        "their relative paths as file names.",
                    }
                },
            }
        },
        JSON: {"schema": {"$ref": "#/components/schemas/ExaminationRequest"}},
    },
}
"""For the OpenAPI document."""


async def receive(request: Request, state: GatewayState) -> Received:
    """The uploaded input. Raises ``InvalidUploadError``, ``ReadError``, validation errors."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == MULTIPART:
        return await state.intake.read(await _package(request, state.max_upload_files))
    if media_type == JSON:
        body = await request.body()
        parsed = await asyncio.to_thread(_parse, body)
        return state.intake.take(parsed, body)
    raise InvalidUploadError(
        f"Send the package as {MULTIPART} or an application as {JSON}.",
        f"请以 {MULTIPART} 上传文件包，或以 {JSON} 提交申请数据。",
        pointer="header:content-type",
    )


async def _package(request: Request, max_files: int) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    async with request.form(max_files=max_files, max_fields=max_files) as form:
        for field, value in form.multi_items():
            if field != "package" or not isinstance(value, UploadFile) or not value.filename:
                raise InvalidUploadError(
                    "The form may only hold files, with names, in the field 'package'.",
                    "表单仅可包含字段“package”，且须为带文件名的文件。",
                    pointer="#/package",
                )
            if len(value.filename) > _LONGEST_NAME:
                raise InvalidUploadError(
                    f"A file's relative path has at most {_LONGEST_NAME} characters.",
                    f"文件相对路径最长 {_LONGEST_NAME} 个字符。",
                    pointer="#/package",
                )
            if value.filename in files:
                raise InvalidUploadError(
                    "Two files have the same name. Use relative paths as file names.",
                    "存在同名文件，请使用相对路径作为文件名。",
                    pointer="#/package",
                )
            files[value.filename] = await value.read()
    return files


def _parse(body: bytes) -> ExaminationRequest:
    try:
        return ExaminationRequest.model_validate_json(body)
    except ValidationError as error:
        raise invalid_body(error) from None


def invalid_body(error: ValidationError) -> RequestValidationError:
    """The faults of a body that is parsed here, as FastAPI would tell them; never its input."""
    found = error.errors(include_input=False)
    return RequestValidationError([{**item, "loc": ("body", *item["loc"])} for item in found])
