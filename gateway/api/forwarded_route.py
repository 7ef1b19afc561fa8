"""A route that is passed on to a service, as the gateway's OpenAPI document describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

import shared.web.document_key  # noqa: F401 - registers {key:document}
from gateway.clients import ServiceName
from shared.contracts.common import Problem

_TEXT = {"type": "string"}
_BINARY = {"type": "string", "format": "binary"}


@dataclass(frozen=True, slots=True)
class Form:
    """A multipart body: one JSON field and files."""

    field: str
    model: type[BaseModel]
    files: str
    """Name of the file field."""
    several: bool
    required: bool = True
    """Whether the JSON field must be sent."""


@dataclass(frozen=True)
class ForwardedRoute:
    """One route of a service that callers reach through the gateway."""

    service: ServiceName
    method: str
    path: str
    summary: str
    answer: Any
    """Model of the answer; a media type for bytes; ``None`` for no content."""
    body: type[BaseModel] | Form | None = None
    status: int = 200
    query: tuple[str, ...] = ()
    """Optional query parameters."""
    also: tuple[str, ...] = ()
    """Further media types of the answer, which ``Accept`` chooses."""
    later: type[BaseModel] | None = None
    """Model of the answer (202) to who asks to be answered later."""

    @property
    def operation_id(self) -> str:
        """E.g. ``get_v1_rules_code``."""
        return re.sub(r"[^a-z0-9]+", "_", f"{self.method}{self.path}".lower()).strip("_")

    @property
    def answers_json(self) -> bool:
        """Whether the answer is a model's JSON."""
        return self.answer is not None and not isinstance(self.answer, str)

    @cached_property
    def repeatable(self) -> bool:
        """Whether asking twice does what asking once does: anything that only reads, and PUT."""
        return (
            self.method != "POST"
            or self.service in (ServiceName.FORMAL_CHECK, ServiceName.OCR)
            or self.path.endswith("searches")
        )

    def models(self) -> tuple[type[BaseModel], ...]:
        """Models of the request body."""
        if self.body is None:
            return ()
        return (self.body.model,) if isinstance(self.body, Form) else (self.body,)

    def responses(self) -> dict[int | str, dict[str, Any]]:
        """Answers, for the OpenAPI document."""
        answer: dict[str, Any] = {"model": self.answer}
        if isinstance(self.answer, str):
            answer = {"content": {self.answer: {"schema": _BINARY}}}
        elif self.also:
            answer["content"] = {name: {"schema": _BINARY} for name in self.also}
        answers: dict[int | str, dict[str, Any]] = {self.status: answer}
        if self.later is not None:
            answers[202] = {"model": self.later, "description": "Location tells where to ask"}
        return answers | {503: {"description": "Service unavailable", "model": Problem}}

    def openapi_extra(self) -> dict[str, Any]:
        """Parameters and request body, for the OpenAPI document."""
        extra: dict[str, Any] = {}
        named = [(name, "path") for name in re.findall(r"{(\w+)[:}]", self.path)]
        named += [(name, "query") for name in self.query]
        if named:
            extra["parameters"] = [
                {"name": name, "in": place, "required": place == "path", "schema": _TEXT}
                for name, place in named
            ]
        if isinstance(self.body, Form):
            extra["requestBody"] = _form_body(self.body)
        elif self.body is not None:
            schema = {"$ref": f"#/components/schemas/{self.body.__name__}"}
            extra["requestBody"] = {
                "required": True,
                "content": {"application/json": {"schema": schema}},
            }
        return extra


def _form_body(form: Form) -> dict[str, Any]:
    properties = {
        form.field: {"$ref": f"#/components/schemas/{form.model.__name__}"},
        form.files: {"type": "array", "items": _BINARY} if form.several else _BINARY,
    }
    schema = {
        "type": "object",
        "properties": properties,
        "required": [form.files, *([form.field] if form.required else [])],
    }
    return {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": schema,
                "encoding": {form.field: {"contentType": "application/json"}},
            }
        },
    }
