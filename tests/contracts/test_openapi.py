"""The committed OpenAPI documents are current, and the gateway's agree with the services'."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gateway.api.forwarded_route import ForwardedRoute
from gateway.api.forwarded_routes import FORWARDED
from gateway.clients import ServiceName
from gateway.openapi import documents

FOLDER = Path(__file__).parents[2] / "docs" / "openapi"
NAMES = ["gateway", *(service.value for service in ServiceName)]
METHODS = {"get", "post", "put", "patch", "delete"}


@cache
def current() -> dict[str, str]:
    return dict(documents())


def parsed(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(current()[f"{name}.json"])
    return document


def operations(name: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method.upper(), path): operation
        for path, methods in parsed(name)["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    }


@pytest.mark.parametrize("name", NAMES)
def test_committed_document_is_current(name: str) -> None:
    committed = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert committed == current()[f"{name}.json"], "write it again: python -m gateway.openapi"


def test_every_route_of_a_service_is_reached_through_the_gateway() -> None:
    forwarded = {
        (route.service.value, route.method, re.sub(r":\w+}", "}", route.path))
        for route in FORWARDED
    }
    offered = {
        (service.value, method, path)
        for service in ServiceName
        for method, path in operations(service.value)
        if path.startswith("/v1/")
    }
    assert forwarded == offered


@pytest.mark.parametrize("route", FORWARDED, ids=lambda route: route.operation_id)
def test_gateway_tells_of_a_route_what_the_service_tells(route: ForwardedRoute) -> None:
    path = re.sub(r":\w+}", "}", route.path)
    ours = operations("gateway")[route.method, path]
    theirs = operations(route.service.value)[route.method, path]
    status = str(route.status)
    assert status in theirs["responses"]
    assert _content(ours["responses"][status]) == _content(theirs["responses"][status])
    assert _parameters(ours) - {("header", "Idempotency-Key")} == _parameters(theirs)
    assert set(ours.get("requestBody", {}).get("content", {})) == set(
        theirs.get("requestBody", {}).get("content", {})
    )
    assert _form_fields("gateway", ours) == _form_fields(route.service.value, theirs)


def _content(answer: dict[str, Any]) -> dict[str, str]:
    """The name of the model per media type, or its schema's type."""
    schemas = {
        kind: content.get("schema", {}) for kind, content in answer.get("content", {}).items()
    }
    return {
        kind: re.sub(r".*/|-(Input|Output)$", "", schema["$ref"])
        if "$ref" in schema
        else schema.get("type", "")
        for kind, schema in schemas.items()
        if kind == "application/json"
    }


def _parameters(operation: dict[str, Any]) -> set[tuple[str, str]]:
    return {(item["in"], item["name"]) for item in operation.get("parameters", [])}


def _form_fields(name: str, operation: dict[str, Any]) -> set[str]:
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("multipart/form-data", {}).get("schema", {})
    if "$ref" in schema:
        schema = parsed(name)["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return set(schema.get("properties", {}))


def test_every_reference_of_the_gateways_document_resolves() -> None:
    text = current()["gateway.json"]
    schemas = parsed("gateway")["components"]["schemas"]
    assert set(re.findall(r'"#/components/schemas/([^"]+)"', text)) <= set(schemas)
