"""Pure ASGI middleware: request id, principal, body limit, access log, metrics, headers."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable

import structlog
from prometheus_client import Counter, Histogram
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.logging import place_of
from shared.web import metrics
from shared.web.principal import HEADER, Principal
from shared.web.problems import ProblemResponse, generic_problem
from shared.web.storage import RETRY_AFTER_S, storage_problem
from shared.web.tracing import name_span, request_span

_log = structlog.get_logger()
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
"""Unless an answer has its own: pages have a policy of their own, files may be kept."""
_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "WEBSOCKET"}
_NEVER_SHED = frozenset({"/livez", "/readyz", "/metrics"})
VerifyPrincipal = Callable[[str], Principal | None]


def _header(scope: Scope, name: bytes) -> bytes | None:
    return next((value for key, value in scope["headers"] if key == name), None)


class FrameMiddleware:
    """Gives each request an id, a principal and a line in the log; bounds its body and their number.

    What comes while ``max_requests`` are being answered is refused at once (503): answering all of
    them late helps nobody.

    A body that is declared too large is refused before it is read; one that turns out too large
    while it is read is cut off with 413.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        service: str,
        max_body_bytes: int,
        max_requests: int,
        verify_principal: VerifyPrincipal | None,
    ) -> None:
        self._app = app
        self._service = service
        self._max_body_bytes = max_body_bytes
        self._max_requests = max_requests
        self._answering = 0
        self._verify = verify_principal
        self._in_flight = metrics.IN_FLIGHT.labels(service)
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        """Series by method, route and status: looking them up by label costs more than counting."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        given = _header(scope, b"x-request-id")
        request_id = (
            given.decode() if given and _REQUEST_ID.fullmatch(given) else secrets.token_hex(16)
        )
        state = scope.setdefault("state", {})
        state["request_id"] = request_id
        if self._verify is not None and (token := _header(scope, HEADER.encode())):
            state["principal"] = self._verify(token.decode("latin-1"))
        if scope["type"] == "websocket":
            await self._converse(scope, receive, send, request_id)
        else:
            with request_span(self._service, scope) as span:
                status = await self._answer(scope, receive, send, request_id)
                name_span(span, self._service, scope["method"], _route(scope), status)

    async def _converse(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        """A WebSocket: logged once it is over, its close code as status. Endpoints bound it."""
        status = 1005
        begin = time.perf_counter()

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "websocket.close":
                status = message.get("code", 1000)
            elif message["type"] == "websocket.http.response.start":
                status = message["status"]
            await send(message)

        async def receive_and_note() -> Message:
            nonlocal status
            message = await receive()
            if message["type"] == "websocket.disconnect":
                status = message.get("code", 1005)
            return message

        self._in_flight.inc()
        try:
            await self._app(scope, receive_and_note, send_and_note)
        except Exception as error:  # noqa: BLE001 - the server would log a text of the application
            _log.error(
                "websocket.failed",
                error=type(error).__name__,
                at=place_of(error),
                request_id=request_id,
            )
            await send_and_note({"type": "websocket.close", "code": 1011})
        finally:
            self._in_flight.dec()
            self._record(scope, status, time.perf_counter() - begin, request_id)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> int:
        """Answer a request; its status."""
        status = 500
        started = False
        begin = time.perf_counter()

        async def send_with_headers(message: Message) -> None:
            nonlocal status, started
            if message["type"] == "http.response.start":
                started = True
                status = message["status"]
                present = {key for key, _ in message["headers"]}
                extra = [(b"x-request-id", request_id.encode())]
                extra += [pair for pair in _SECURITY_HEADERS if pair[0] not in present]
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        limited = BoundedReceive(receive, self._max_body_bytes)
        counts = scope.get("path") not in _NEVER_SHED
        self._answering += counts
        self._in_flight.inc()
        try:
            if counts and self._answering > self._max_requests:
                metrics.SHED.labels(self._service, "process").inc()
                await ProblemResponse(
                    generic_problem(503, request_id), headers={"Retry-After": "1"}
                )(scope, receive, send_with_headers)
                return status
            if _declared_length(scope) > self._max_body_bytes:
                await ProblemResponse(generic_problem(413, request_id))(
                    scope, receive, send_with_headers
                )
                return status
            await self._app(scope, limited, send_with_headers)
        except Exception as error:  # noqa: BLE001 - the server would log a text of the application
            _log.error(
                "request.failed",
                error=type(error).__name__,
                at=place_of(error),
                request_id=request_id,
            )
            if started:
                # Half an answer is out: end the connection, so that nobody takes it for whole.
                raise UnfinishedAnswerError from None
            problem = storage_problem(error, request_id)
            headers = None if problem is None else {"Retry-After": str(RETRY_AFTER_S)}
            await ProblemResponse(problem or generic_problem(500, request_id), headers)(
                scope, receive, send_with_headers
            )
        finally:
            self._answering -= counts
            self._in_flight.dec()
            self._record(scope, status, time.perf_counter() - begin, request_id)
        return status

    def _series(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        known = self._known.get((method, route, status))
        if known is None:
            known = (
                metrics.REQUESTS.labels(self._service, method, route, str(status)),
                metrics.DURATION.labels(self._service, method, route),
            )
            self._known[method, route, status] = known
        return known

    def _record(self, scope: Scope, status: int, duration_s: float, request_id: str) -> None:
        route = _route(scope)
        method = scope.get("method", "WEBSOCKET")
        if method not in _METHODS:
            method = "other"  # callers may send any word, and each would be a series of its own
        requests, durations = self._series(method, route, status)
        requests.inc()
        if scope["type"] == "http":
            durations.observe(duration_s)
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


class UnfinishedAnswerError(Exception):
    """An answer broke off after it had begun; the cause is logged, without its text."""


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


def _route(scope: Scope) -> str:
    """The template of the route that took the request: it holds no values."""
    return getattr(scope.get("route"), "path", "unmatched")


def _declared_length(scope: Scope) -> int:
    value = _header(scope, b"content-length") or b"0"
    return int(value) if value.isdigit() else 0
