"""One client interface for a service; where it runs is the transport's business.

A transport carries one request to a service and *pushes* the answer into a sink, so that a large
answer is never held whole when it is only passed on. ``gateway.asgi_transport`` calls an
application in this process, ``gateway.http_transport`` one behind a URL.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterable, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from gateway.errors import ServiceAnswerError, ServiceBusyError, ServiceUnavailableError
from gateway.resilience.bulkhead import Bulkhead, BulkheadFullError
from gateway.sockets import ServiceSocket
from shared.web import metrics
from shared.web.principal import HEADER, Principal, PrincipalToken
from shared.web.tracing import trace_headers

Headers = Sequence[tuple[str, str]]
_TRACE = ("traceparent", "tracestate")
_SIGNATURE_S = 10.0
"""How long a signed principal is used again; it holds for 60 s."""
_KEPT_SIGNATURES = 10_000


class ServiceName(StrEnum):
    """The services behind the gateway; also the audience of the signed principal."""

    FORMAL_CHECK = "formal_check"
    PRIOR_ART = "prior_art"
    DESIGN_IMAGE = "design_image"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """A request to a service. ``path`` and ``query`` are as in the URL, percent-encoded."""

    method: str
    path: str
    query: str = ""
    headers: Headers = ()
    body: bytes | AsyncIterable[bytes] = b""
    repeatable: bool = False
    """Whether sending it twice does what sending it once does."""


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """A whole answer. Header names are lower case."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str | None:
        """The first value of a header."""
        return next((value for key, value in self.headers if key == name), None)


class AnswerSink(Protocol):
    """Takes an answer as it comes."""

    async def start(self, status: int, headers: Headers) -> None:
        """Status and headers (lower-case names), once, first."""

    async def write(self, chunk: bytes) -> None:
        """A piece of the body."""


class Transport(Protocol):
    """Carries a request to one service."""

    async def send(self, request: ServiceRequest, sink: AnswerSink) -> None:
        """Push the answer into ``sink``; return when it is complete.

        Raises ``ServiceUnavailableError`` when the service cannot be reached and
        ``ServiceAnswerError`` when it breaks off.
        """

    def states(self) -> Mapping[str, str]:
        """Where the service runs, by name, and whether calls pass: ``closed``, or why not."""

    async def connect(self, path: str, headers: Headers, max_bytes: int) -> ServiceSocket:
        """A conversation over a WebSocket, messages of at most ``max_bytes``. Errors as for ``send``."""


class ServiceClient:
    """Calls one service on behalf of a principal, within a time."""

    def __init__(
        self,
        service: ServiceName,
        transport: Transport,
        token: PrincipalToken,
        *,
        timeout_s: float,
        max_answer_bytes: int,
        bulkhead: Bulkhead | None = None,
    ) -> None:
        self.service = service
        self._bulkhead = bulkhead or Bulkhead(64, 0, 0.0)
        metrics.CALLS_IN_USE.labels(service.value).set_function(lambda: self._bulkhead.in_use)
        metrics.CALLS_WAITING.labels(service.value).set_function(lambda: self._bulkhead.waiting)
        self._transport = transport
        self._token = token
        self._timeout_s = timeout_s
        self._max_answer_bytes = max_answer_bytes
        self._signatures: dict[str, _Signature] = {}
        """By key id."""

    async def call(self, request: ServiceRequest, principal: Principal | None) -> ServiceAnswer:
        """The whole answer, whatever its status.

        Raises ``ServiceUnavailableError`` (down, slow) and ``ServiceAnswerError`` (broken off, or
        larger than allowed).
        """
        sink = _Buffer(self.service, self._max_answer_bytes)
        await self.forward(request, principal, sink)
        return ServiceAnswer(sink.status, sink.headers, bytes(sink.body))

    async def forward(
        self, request: ServiceRequest, principal: Principal | None, sink: AnswerSink
    ) -> None:
        """Pass the answer on as it comes. Errors as for ``call``.

        An exception of the request's own body (the caller went away, the body is too large) is
        raised as it is.
        """
        headers = [pair for pair in request.headers if pair[0] not in (HEADER, *_TRACE)]
        headers += trace_headers()
        if principal is not None:
            headers.append((HEADER, self._signed(principal)))
        body = request.body if isinstance(request.body, bytes) else _GuardedBody(request.body)
        signed = ServiceRequest(
            request.method, request.path, request.query, headers, body, request.repeatable
        )
        guarded = sink if isinstance(body, bytes) else _GuardedSink(sink, body)
        try:
            async with asyncio.timeout(self._timeout_s) as limit, self._bulkhead:
                await self._transport.send(signed, guarded)
        except BulkheadFullError:
            metrics.SHED.labels("gateway", self.service.value).inc()
            raise ServiceBusyError.of(self.service) from None
        except TimeoutError:
            if not limit.expired():
                raise
            raise ServiceUnavailableError.slow(self.service, self._timeout_s) from None
        except (ServiceUnavailableError, ServiceAnswerError):
            if not isinstance(body, bytes) and body.error is not None:
                raise body.error from None
            raise

    @property
    def calls(self) -> int:
        """Calls that run now."""
        return self._bulkhead.in_use

    @property
    def waiting(self) -> int:
        """Calls that wait for a place."""
        return self._bulkhead.waiting

    def replicas(self) -> Mapping[str, str]:
        """Names and states of the places where the service runs (``closed``: calls pass)."""
        return self._transport.states()

    def is_well(self) -> bool:
        """Whether a call may pass to at least one of them."""
        return "closed" in self.replicas().values()

    async def connect(
        self, path: str, principal: Principal, request_id: str | None
    ) -> ServiceSocket:
        """Begin a conversation on behalf of a principal. Errors as for ``call``."""
        headers = [*trace_headers(), (HEADER, self._signed(principal))]
        if request_id is not None:
            headers.append(("x-request-id", request_id))
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._transport.connect(path, headers, self._max_answer_bytes)
        except TimeoutError:
            raise ServiceUnavailableError.slow(self.service, self._timeout_s) from None

    def _signed(self, principal: Principal) -> str:
        now = time.time()  # the clock that the services check the signature by, set or not
        kept = self._signatures.get(principal.key_id)
        # The same object nearly always (the key ring remembers it): comparing models costs more.
        if (
            kept is not None
            and kept.at <= now < kept.at + _SIGNATURE_S
            and (kept.principal is principal or kept.principal == principal)
        ):
            return kept.token
        if len(self._signatures) >= _KEPT_SIGNATURES:
            self._signatures.clear()
        token = self._token.sign(principal, self.service)
        self._signatures[principal.key_id] = _Signature(principal, token, now)
        return token


@dataclass(frozen=True, slots=True)
class _Signature:
    principal: Principal
    token: str
    at: float


@dataclass
class _Buffer:
    service: ServiceName
    max_bytes: int
    status: int = 0
    headers: Headers = ()
    body: bytearray = field(default_factory=bytearray)

    async def start(self, status: int, headers: Headers) -> None:
        self.status, self.headers = status, headers

    async def write(self, chunk: bytes) -> None:
        if len(self.body) + len(chunk) > self.max_bytes:
            raise ServiceAnswerError.of(self.service)
        self.body += chunk


class _GuardedBody:
    """A request body that remembers its own failure, so that it is not taken for the service's."""

    def __init__(self, body: AsyncIterable[bytes]) -> None:
        self._body = body
        self.error: Exception | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._body:
                yield chunk
        except Exception as error:
            self.error = error
            raise


class _GuardedSink:
    """Lets no answer begin that a service made of a failed request body."""

    def __init__(self, sink: AnswerSink, body: _GuardedBody) -> None:
        self._sink = sink
        self._body = body

    async def start(self, status: int, headers: Headers) -> None:
        if self._body.error is not None:
            raise self._body.error
        await self._sink.start(status, headers)

    async def write(self, chunk: bytes) -> None:
        await self._sink.write(chunk)
