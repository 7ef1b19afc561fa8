"""Every public route has a method in both clients, and every method asks a documented route.

Each method is called with made-up arguments of its types, all optional ones included; what it sends
is compared with ``docs/openapi/gateway.json``.
"""

from __future__ import annotations

import asyncio
import inspect
import itertools
import json
import re
import types
import typing
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
from pydantic import BaseModel

from shared.client import AsyncZhishenClient, ProblemError, ZhishenClient
from shared.contracts.common import Problem
from shared.contracts.formal_check import DraftTexts

OPENAPI = json.loads(Path("docs/openapi/gateway.json").read_text(encoding="utf-8"))
FOR_PEOPLE_AND_MONITORING = {
    ("GET", "/"),
    ("GET", "/quality"),
    ("GET", "/status"),
    ("GET", "/livez"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
}
"""Pages of the browser (the workbench is left out below), and what a supervisor asks: no calls of a program that uses the gateway."""
ROUTES = {
    (method.upper(), path): route
    for path, routes in OPENAPI["paths"].items()
    for method, route in routes.items()
    if not path.startswith("/workbench/")
}
METHODS = [
    name
    for name, _ in inspect.getmembers(ZhishenClient, inspect.isfunction)
    if not name.startswith("_") and name != "close"
]
UNWELL = Problem(type="urn:zhishen:problem:x", title="", status=503, detail="", detail_zh="")
Sent = list[httpx.Request]


def values(kind: Any, file: Path) -> list[Any]:  # noqa: ANN401
    """Values of a type: of a union of every member, of a ``Literal`` all."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        members = [member for member in typing.get_args(kind) if member is not type(None)]
        return [value for member in members for value in values(member, file)]
    if origin is Literal:
        return list(typing.get_args(kind))
    if origin is not None and issubclass(origin, Sequence):
        return [values(typing.get_args(kind)[0], file)]
    if issubclass(kind, BaseModel):
        return [kind.model_construct()]
    if issubclass(kind, Enum):
        return [next(iter(kind))]
    plain = {str: "a/b", int: 7, float: 0.0, date: date(2026, 1, 2), Path: file}
    return [plain[kind]]


def arguments(method: Any, file: Path) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Named arguments for calls that between them use every type a parameter takes."""
    kinds = typing.get_type_hints(method)
    kinds.pop("return")
    for chosen in itertools.product(*(values(kind, file) for kind in kinds.values())):
        yield dict(zip(kinds, chosen, strict=True))


def sent_by_plain(name: str, file: Path) -> Sent:
    sent: Sent = []
    http = httpx.Client(transport=httpx.MockTransport(lambda request: _refuse(sent, request)))
    with ZhishenClient("http://gateway", "k", http=http) as client:
        for named in arguments(getattr(ZhishenClient, name), file):
            with suppress(ProblemError):
                answer = getattr(client, name)(**named)
                list(answer) if isinstance(answer, Iterator) else answer.update(DraftTexts())
    return sent


def sent_by_async(name: str, file: Path) -> Sent:
    sent: Sent = []

    async def run() -> None:
        http = httpx.AsyncClient(
            transport=httpx.MockTransport(lambda request: _refuse(sent, request))
        )
        async with AsyncZhishenClient("http://gateway", "k", http=http) as client:
            for named in arguments(getattr(AsyncZhishenClient, name), file):
                with suppress(ProblemError):
                    answer = getattr(client, name)(**named)
                    if inspect.isasyncgen(answer):
                        [item async for item in answer]
                    await (answer if inspect.isawaitable(answer) else answer.update(DraftTexts()))

    asyncio.run(run())
    return sent


def _refuse(sent: Sent, request: httpx.Request) -> httpx.Response:
    sent.append(request)
    return httpx.Response(503, text=UNWELL.model_dump_json())


def route_of(request: httpx.Request) -> tuple[str, str]:
    """The one documented route that a request asks."""
    path = request.url.raw_path.decode().partition("?")[0]
    found = [
        (method, template)
        for method, template in ROUTES
        if method == request.method and re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path)
    ]
    assert len(found) == 1, (request.method, path)
    return found[0]


def media_type_of(request: httpx.Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0]


@pytest.fixture(scope="module", params=[sent_by_plain, sent_by_async])
def sent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    file = tmp_path_factory.mktemp("papers") / "page.png"
    file.write_bytes(b"\x89PNG")
    return [one for name in METHODS for one in request.param(name, file)]


def test_every_public_route_has_a_method(sent: Sent) -> None:
    assert {route_of(request) for request in sent} == set(ROUTES) - FOR_PEOPLE_AND_MONITORING


def test_every_method_asks(tmp_path: Path) -> None:
    file = tmp_path / "page.png"
    file.write_bytes(b"\x89PNG")
    assert [name for name in METHODS if not sent_by_plain(name, file)] == []


def test_every_query_parameter_can_be_given(sent: Sent) -> None:
    given: dict[tuple[str, str], set[str]] = {}
    for request in sent:
        given.setdefault(route_of(request), set()).update(request.url.params.keys())
    documented = {
        route: {
            parameter["name"]
            for parameter in ROUTES[route].get("parameters", ())
            if parameter["in"] == "query"
        }
        - {"cursor"}  # of the second page; the lists of test_client.py have several
        for route in given
    }
    assert given == documented


def test_every_form_of_body_can_be_sent(sent: Sent) -> None:
    bodies: dict[tuple[str, str], set[str]] = {}
    for request in sent:
        bodies.setdefault(route_of(request), set()).add(media_type_of(request))
        body = ROUTES[route_of(request)].get("requestBody", {"content": {}})["content"]
        form = body.get(media_type_of(request), {}).get("schema", {}).get("properties", {})
        if media_type_of(request) == "multipart/form-data":
            fields = re.findall(rb'form-data; name="(\w+)"', request.content)
            assert {field.decode() for field in fields} == set(form)
    documented = {
        route: set(ROUTES[route].get("requestBody", {"content": {"": None}})["content"])
        for route in bodies
    }
    assert bodies == documented
