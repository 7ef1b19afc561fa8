"""One call passed on to a service as it is: body streamed, answer unchanged."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from fastapi import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from gateway.clients import ServiceClient, ServiceRequest
from shared.web.principal import Principal
from shared.web.problems import request_id_of

_TO_SERVICE = frozenset(
    {
        b"content-type",
        b"content-length",
        b"accept",
        b"accept-language",
        b"if-none-match",
        b"traceparent",
        b"prefer",
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


async def pass_on(
    client: ServiceClient,
    principal: Principal,
    *,
    repeatable: bool,
    scope: Scope,
    receive: Receive,
    send: Send,
) -> None:
    """Answer with what the service answers, as it comes. Errors as for ``ServiceClient.forward``."""
    if "/." in scope["path"] and {".", ".."} & set(scope["path"].split("/")):
        raise HTTPException(404)  # a service, or something before it, might resolve them
    headers = [
        (name.decode("ascii"), value.decode("latin-1"))
        for name, value in scope["headers"]
        if name in _TO_SERVICE
    ]
    headers.append(("x-request-id", request_id_of(scope) or ""))
    request = ServiceRequest(
        method=scope["method"],
        path=scope["raw_path"].decode("ascii"),
        query=scope["query_string"].decode("ascii"),
        headers=headers,
        body=await _body(scope, receive),
        repeatable=repeatable,
    )
    sender = _Sender(send)
    await client.forward(request, principal, sender)
    await sender.finish()


async def _body(scope: Scope, receive: Receive) -> bytes | AsyncIterator[bytes]:
    """The whole body where it says that it is small, else its pieces as they come."""
    length, chunked = b"", False
    for name, value in scope["headers"]:
        if name == b"content-length":
            length = value
        elif name == b"transfer-encoding":
            chunked = True
    if length.isdigit() and int(length) <= _SMALL:
        return b"".join([piece async for piece in _pieces(receive)])
    if not length and not chunked:
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
        kept = [
            (name.encode("ascii"), value.encode("latin-1"))
            for name, value in headers
            if name in _FROM_SERVICE
        ]
        length = next((value for name, value in kept if name == b"content-length"), b"")
        self._left = int(length) if length.isdigit() else None
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
