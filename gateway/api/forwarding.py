"""Routes that are passed on to a service as they are: bodies streamed, answers unchanged."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from gateway.access import authorise
from gateway.api.forwarded_routes import FORWARDED
from gateway.api.state import State, gateway_state
from gateway.clients import Headers, ServiceClient, ServiceName, ServiceRequest
from shared.web.principal import CurrentPrincipal, Principal, current_principal
from shared.web.problems import request_id_of

_TO_SERVICE = frozenset(
    {
        "content-type",
        "content-length",
        "accept",
        "accept-language",
        "if-none-match",
        "traceparent",
        "prefer",
    }
)
_FROM_SERVICE = frozenset(
    {
        "content-type",
        "content-length",
        "content-disposition",
        "etag",
        "last-modified",
        "link",
        "location",
        "preference-applied",
        "allow",
        "retry-after",
        "vary",
        "zhishen-replay",
    }
)
_SMALL = 64 * 1024
"""Bodies up to this size are read before they are passed on: one write, and they can be repeated."""


class ForwardingRoute(APIRoute):
    """A route that is described to OpenAPI like any other, but called without FastAPI's solver.

    Resolving dependencies costs more than the rest of the way through the gateway. A route of this
    class has none but who is asking and whether they may.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The endpoint, authorised."""
        if self.dependencies:
            raise TypeError("a forwarded route takes no dependencies: they would not run")
        endpoint = self.endpoint

        async def handle(request: Request) -> Response:
            principal = await current_principal(request)
            await authorise(request, principal)
            response = await endpoint(request, await gateway_state(request), principal)
            assert isinstance(response, Response)  # noqa: S101 - narrows the type
            return response

        return handle


def forwarding_router() -> APIRouter:
    """One route for each line of ``FORWARDED``."""
    router = APIRouter(route_class=ForwardingRoute)
    for route in FORWARDED:
        router.add_api_route(
            route.path,
            _endpoint(route.service, repeatable=route.repeatable),
            methods=[route.method],
            name=route.operation_id,
            operation_id=route.operation_id,
            summary=route.summary,
            tags=[route.service.value],
            status_code=route.status,
            response_model=None,
            response_class=JSONResponse if route.answers_json else Response,
            responses=route.responses(),
            openapi_extra=route.openapi_extra(),
        )
    return router


def _endpoint(service: ServiceName, *, repeatable: bool) -> Callable[..., Awaitable[Response]]:
    async def forward(request: Request, state: State, principal: CurrentPrincipal) -> Response:
        return ForwardedResponse(state.clients[service], request, principal, repeatable=repeatable)

    return forward


class ForwardedResponse(Response):
    """Answers with what the service answers, as it comes."""

    def __init__(
        self, client: ServiceClient, request: Request, principal: Principal, *, repeatable: bool
    ) -> None:
        super().__init__()
        self._repeatable = repeatable
        self._client = client
        self._request = request
        self._principal = principal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if {".", ".."} & set(scope["path"].split("/")):
            raise HTTPException(404)  # a service, or something before it, might resolve them
        request_id = request_id_of(scope) or ""
        request = ServiceRequest(
            method=scope["method"],
            path=scope["raw_path"].decode("ascii"),
            query=scope["query_string"].decode("ascii"),
            headers=[*_kept(self._request), ("x-request-id", request_id)],
            body=await _body(scope, receive),
            repeatable=self._repeatable,
        )
        sender = _Sender(send)
        await self._client.forward(request, self._principal, sender)
        await sender.finish()


def _kept(request: Request) -> Headers:
    return [(name, value) for name, value in request.headers.items() if name in _TO_SERVICE]


async def _body(scope: Scope, receive: Receive) -> bytes | AsyncIterator[bytes]:
    """The whole body where it says that it is small, else its pieces as they come."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    if length.isdigit() and int(length) <= _SMALL:
        return b"".join([piece async for piece in _pieces(receive)])
    if not length and b"transfer-encoding" not in headers:
        return b""
    return _pieces(receive)


async def _pieces(receive: Receive) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        if chunk := message.get("body", b""):
            yield chunk
        if not message.get("more_body", False):
            return


class _Sender:
    """Sends an answer to the caller. The frame adds request id and security headers."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._left: int | None = None
        """Bytes to come, where the answer says how many: the last ones also end it."""
        self._ended = False

    async def start(self, status: int, headers: Sequence[tuple[str, str]]) -> None:
        length = next((value for name, value in headers if name == "content-length"), "")
        self._left = int(length) if length.isdecimal() else None
        kept = [
            (name.encode("ascii"), value.encode("latin-1"))
            for name, value in headers
            if name in _FROM_SERVICE
        ]
        await self._send({"type": "http.response.start", "status": status, "headers": kept})

    async def write(self, chunk: bytes) -> None:
        if self._left is not None:
            self._left -= len(chunk)
            self._ended = self._left <= 0
        await self._send(
            {"type": "http.response.body", "body": chunk, "more_body": not self._ended}
        )

    async def finish(self) -> None:
        """The answer is complete."""
        if not self._ended:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
