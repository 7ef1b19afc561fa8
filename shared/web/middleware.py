"""Pure ASGI middleware: request id, principal, body limit, access log, metrics, headers."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

import structlog
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.web import metrics
from shared.web.principal import HEADER, Principal
from shared.web.problems import ProblemResponse, generic_problem

_log = structlog.get_logger()
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
]
VerifyPrincipal = Callable[[str], Principal | None]


def _header(scope: Scope, name: bytes) -> bytes | None:
    return next((value for key, value in scope["headers"] if key == name), None)


class FrameMiddleware:
    """Gives each request an id, a principal and a line in the log; bounds its body.

    A body that is declared too large is refused before it is read; one that turns out too large
    while it is read is cut off with 413.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        service: str,
        max_body_bytes: int,
        verify_principal: VerifyPrincipal | None,
    ) -> None:
        self._app = app
        self._service = service
        self._max_body_bytes = max_body_bytes
        self._verify = verify_principal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = _header(scope, b"x-request-id")
        request_id = given.decode() if given and _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        state = scope.setdefault("state", {})
        state["request_id"] = request_id
        if self._verify is not None and (token := _header(scope, HEADER.encode())):
            state["principal"] = self._verify(token.decode("latin-1"))
        await self._answer(scope, receive, send, request_id)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        status = 500
        begin = time.perf_counter()

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                present = {key for key, _ in message["headers"]}
                extra = [(b"x-request-id", request_id.encode())]
                extra += [pair for pair in _SECURITY_HEADERS if pair[0] not in present]
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        limited = BoundedReceive(receive, self._max_body_bytes)
        metrics.IN_FLIGHT.labels(self._service).inc()
        try:
            if _declared_length(scope) > self._max_body_bytes:
                await ProblemResponse(generic_problem(413, request_id))(
                    scope, receive, send_with_headers
                )
                return
            await self._app(scope, limited, send_with_headers)
        finally:
            metrics.IN_FLIGHT.labels(self._service).dec()
            self._record(scope, status, time.perf_counter() - begin, request_id)

    def _record(self, scope: Scope, status: int, duration_s: float, request_id: str) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        method = scope["method"]
        metrics.REQUESTS.labels(self._service, method, route, str(status)).inc()
        metrics.DURATION.labels(self._service, method, route).observe(duration_s)
        principal = (scope.get("state") or {}).get("principal")
        _log.info(
            "request",
            service=self._service,
            method=method,
            route=route,
            status=status,
            duration_ms=round(duration_s * 1000, 1),
            request_id=request_id,
            key_id=principal.key_id if isinstance(principal, Principal) else None,
        )


class BodyTooLargeError(HTTPException):
    """The body grew over the limit while it was read.

    An ``HTTPException``, because FastAPI turns every other exception of reading a body into 400.
    """

    def __init__(self) -> None:
        super().__init__(413)


class BoundedReceive:
    """An ASGI ``receive`` that counts body bytes."""

    def __init__(self, receive: Receive, max_bytes: int) -> None:
        self._receive = receive
        self._left = max_bytes

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise BodyTooLargeError
        return message


def _declared_length(scope: Scope) -> int:
    value = _header(scope, b"content-length") or b"0"
    return int(value) if value.isdigit() else 0
