"""Calls a service that lives in this process: a plain ASGI call, no sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope

from gateway.asgi_socket import AsgiSocket
from gateway.clients import AnswerSink, Headers, ServiceRequest
from gateway.errors import ServiceAnswerError, refused
from gateway.sockets import ServiceSocket


class AsgiTransport:
    """Transport to an ASGI application whose lifespan has been entered.

    ``state`` is what the lifespan yielded (ASGI lifespan state), copied into every request.
    """

    def __init__(self, service: str, app: ASGIApp, state: Mapping[str, Any] | None = None) -> None:
        self._service = service
        self._app = app
        self._state = dict(state or {})

    async def send(self, request: ServiceRequest, sink: AnswerSink) -> None:
        """Call the application; see ``Transport``."""
        call = _Call(request, sink)
        scope = {
            "type": "http",
            # 2.4 lets a streaming answer notice a lost caller by its send, not by a second reader.
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": unquote(request.path),
            "raw_path": request.path.encode("ascii"),
            "query_string": request.query.encode("ascii"),
            "root_path": "",
            "headers": [
                (b"host", self._service.encode()),
                *(
                    (name.encode("ascii"), value.encode("latin-1"))
                    for name, value in request.headers
                ),
            ],
            "client": None,
            "server": None,
            "state": dict(self._state),
        }
        try:
            await self._app(scope, call.receive, call.send)
        except Exception:  # noqa: BLE001 - Starlette answers 500 and raises again: the answer counts
            if not call.complete:
                if call.sink_error is not None:
                    raise call.sink_error from None
                raise ServiceAnswerError.of(self._service) from None
        if not call.complete:
            raise ServiceAnswerError.of(self._service)

    def states(self) -> Mapping[str, str]:
        """It runs here."""
        return {"embedded": "closed"}

    async def connect(self, path: str, headers: Headers, max_bytes: int) -> ServiceSocket:  # noqa: ARG002
        """A conversation; see ``Transport``. Nothing is copied here, so nothing needs a bound."""
        scope: Scope = {
            "type": "websocket",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": "ws",
            "path": unquote(path),
            "raw_path": path.encode("ascii"),
            "query_string": b"",
            "root_path": "",
            "headers": [
                (b"host", self._service.encode()),
                *((name.encode("ascii"), value.encode("latin-1")) for name, value in headers),
            ],
            "client": None,
            "server": None,
            "subprotocols": [],
            "state": dict(self._state),
            "extensions": {"websocket.http.response": {}},
        }
        socket = AsgiSocket(self._app, scope)
        status = await socket.accepted()
        if status is not None:
            raise refused(self._service, status)
        return socket


class _Call:
    """The two ends of one ASGI call."""

    def __init__(self, request: ServiceRequest, sink: AnswerSink) -> None:
        self._body = _chunks(request)
        self._body_sent = False
        self._sink = sink
        self.complete = False
        self.sink_error: Exception | None = None

    async def receive(self) -> Message:
        if self._body_sent:
            await asyncio.Event().wait()  # the caller stays until the answer is complete
        chunk = await anext(self._body, None)
        self._body_sent = chunk is None
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    async def send(self, message: Message) -> None:
        try:
            if message["type"] == "http.response.start":
                headers = [
                    (name.decode("ascii").lower(), value.decode("latin-1"))
                    for name, value in message["headers"]
                ]
                await self._sink.start(message["status"], headers)
            elif message["type"] == "http.response.body":
                if body := message.get("body", b""):
                    await self._sink.write(body)
                self.complete = self.complete or not message.get("more_body", False)
        except Exception as error:
            self.sink_error = error
            raise


async def _chunks(request: ServiceRequest) -> AsyncIterator[bytes]:
    if isinstance(request.body, bytes):
        if request.body:
            yield request.body
        return
    async for chunk in request.body:
        yield chunk
