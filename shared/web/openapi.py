"""The OpenAPI document says what is answered: every error is a problem, under its own media type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from shared.contracts.common import Problem
from shared.web.problems import MEDIA_TYPE

_METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
_FASTAPIS_OWN = ("HTTPValidationError", "ValidationError")
_HEALTH = "/readyz"


def describe_problems(document: dict[str, Any]) -> dict[str, Any]:
    """Put problems in the place of the errors that FastAPI would give; changes the document."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _FASTAPIS_OWN:
        schemas.pop(name, None)
    schemas.setdefault(
        "Problem", Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    )
    for name, schema in schemas["Problem"].pop("$defs", {}).items():
        schemas.setdefault(name, schema)
    for path, item in document.get("paths", {}).items():
        for method in _METHODS:
            for status, answer in item.get(method, {}).get("responses", {}).items():
                if path != _HEALTH and (status == "default" or status[0] in "45"):
                    _make_problem(status, answer)
    return document


def _make_problem(status: str, answer: dict[str, Any]) -> None:
    answer["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    if status == "422":
        answer["description"] = "The request has faults"


def install_openapi(app: FastAPI, make: Callable[[], dict[str, Any]] | None = None) -> None:
    """Make ``app.openapi()`` give ``make``'s document (FastAPI's own), with problems; made once."""
    make = make or app.openapi
    made: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not made:
            made.update(describe_problems(make()))
        return made

    app.openapi = openapi  # type: ignore[method-assign]
