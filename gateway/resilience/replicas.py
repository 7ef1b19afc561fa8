"""Calls one of several replicas of a service, leaves faulty ones alone and tries again where it may.

What may be tried again: a request that never reached a service; and one that changes nothing or
says so (``ServiceRequest.repeatable``), as long as nothing of an answer has been passed on. A second
try goes to another replica at once; to the same one after a random pause, so that callers who failed
together do not come back together. After a rest one call goes out to see; the others wait for what
it brings, so that the first dossier after a fault is whole.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from gateway.clients import AnswerSink, Headers, ServiceRequest, Transport
from gateway.errors import (
    ServiceAnswerError,
    ServiceRefusedError,
    ServiceRestingError,
    ServiceUnavailableError,
)
from gateway.resilience.breaker import BreakerState, CircuitBreaker
from gateway.sockets import Closing, ServiceSocket
from shared.web import metrics

_log = structlog.get_logger()
TRIES = 3
PAUSE_S = 0.1
"""Longest pause before the second try; it doubles with each."""


@dataclass
class Replica:
    """One place where the service runs. ``name`` is for operators: its URL, or ``embedded``."""

    name: str
    transport: Transport
    breaker: CircuitBreaker
    in_flight: int = 0


class ReplicaSet:
    """A ``Transport`` over replicas: the least busy one that is well."""

    def __init__(self, service: str, replicas: Sequence[Replica], timeout_s: float) -> None:
        self._service = service
        self._replicas = tuple(replicas)
        self._timeout_s = timeout_s
        self._settled = asyncio.Event()
        """Set, and replaced by a new one, whenever a call has ended."""
        for replica in replicas:
            self._show(replica)

    def states(self) -> Mapping[str, BreakerState]:
        """State of every replica, by name."""
        return {replica.name: replica.breaker.state for replica in self._replicas}

    async def send(self, request: ServiceRequest, sink: AnswerSink) -> None:
        """See ``Transport``. Raises ``ServiceRestingError`` when no replica is well."""
        noted = _NotedSink(sink, self._service)
        last: Replica | None = None
        for attempt in range(TRIES):
            replica = await self._choose(last)
            try:
                await self._attempt(replica, request, noted)
            except ServiceRefusedError:
                raise  # it would refuse again, and it is well
            except (ServiceUnavailableError, ServiceAnswerError) as error:
                again = request.repeatable and isinstance(request.body, bytes)
                unsent = isinstance(error, ServiceUnavailableError) and error.unsent
                if noted.started or not (again or unsent) or attempt == TRIES - 1:
                    raise
                metrics.RETRIES.labels(self._service).inc()
                if len(self._replicas) == 1:
                    pause_s = PAUSE_S * 2**attempt * random.random()  # noqa: S311 - not a secret
                    await asyncio.sleep(pause_s)
                last = replica
                continue
            return

    async def connect(self, path: str, headers: Headers, max_bytes: int) -> ServiceSocket:
        """A conversation with one replica; it stays there. See ``Transport``."""
        last: Replica | None = None
        for attempt in range(TRIES):
            replica = await self._choose(last)
            try:
                socket = await replica.transport.connect(path, headers, max_bytes)
            except (ServiceUnavailableError, ServiceAnswerError) as error:
                down = isinstance(error, ServiceUnavailableError) and error.unsent
                self._ended(replica, replica.breaker.failed if down else replica.breaker.succeeded)
                if len(self._replicas) == 1 or attempt == TRIES - 1:
                    raise
                last = replica
                continue
            except BaseException:
                self._ended(replica, replica.breaker.abandoned)
                raise
            self._ended(replica, replica.breaker.succeeded)
            replica.in_flight += 1
            return _CountedSocket(socket, replica)
        raise AssertionError("unreachable")

    async def _attempt(self, replica: Replica, request: ServiceRequest, sink: AnswerSink) -> None:
        loop = asyncio.get_running_loop()
        begin = loop.time()
        replica.in_flight += 1
        try:
            await replica.transport.send(request, sink)
        except ServiceRefusedError:
            self._ended(replica, replica.breaker.abandoned)
            raise
        except (ServiceUnavailableError, ServiceAnswerError):
            self._ended(replica, replica.breaker.failed)
            raise
        except asyncio.CancelledError:
            # Cancelled at the end of its time: too slow. Before: its caller went away.
            too_slow = loop.time() - begin >= 0.9 * self._timeout_s
            self._ended(replica, replica.breaker.failed if too_slow else replica.breaker.abandoned)
            raise
        except BaseException:
            # The request's own fault, or the caller's.
            self._ended(replica, replica.breaker.abandoned)
            raise
        finally:
            replica.in_flight -= 1
        self._ended(replica, replica.breaker.succeeded)

    async def _choose(self, last: Replica | None) -> Replica:
        while True:
            for replica in sorted(self._replicas, key=lambda one: (one is last, one.in_flight)):
                if replica.breaker.admits():
                    return replica
            if not any(replica.breaker.probing for replica in self._replicas):
                break
            await self._settled.wait()  # a probe ends within the service's time
        wait_s = min(replica.breaker.retry_after_s for replica in self._replicas)
        raise ServiceRestingError.of(self._service, max(1, math.ceil(wait_s)))

    def _ended(self, replica: Replica, tell_breaker: Callable[[], None]) -> None:
        """Tell the breaker how a call ended, and those who wait for a probe that one has."""
        before = replica.breaker.state
        tell_breaker()
        after = replica.breaker.state
        if before is after is BreakerState.CLOSED:
            return  # the rule; nobody waits while a replica is well
        if after is BreakerState.OPEN and before is not BreakerState.OPEN:
            _log.warning("replica.left_alone", service=self._service)
        elif after is BreakerState.CLOSED and before is not BreakerState.CLOSED:
            _log.info("replica.well", service=self._service)
        self._show(replica)
        self._settled.set()
        self._settled = asyncio.Event()

    def _show(self, replica: Replica) -> None:
        is_open = replica.breaker.state is not BreakerState.CLOSED
        metrics.BREAKER_OPEN.labels(self._service, replica.name).set(is_open)


class _NotedSink:
    """Remembers whether anything was passed on.

    The caller has proved who it is: a service's 401 is about the gateway, and not for the caller.
    """

    def __init__(self, sink: AnswerSink, service: str) -> None:
        self._sink = sink
        self._service = service
        self.started = False

    async def start(self, status: int, headers: Headers) -> None:
        if status == 401:
            raise ServiceRefusedError.of(self._service)
        self.started = True
        await self._sink.start(status, headers)

    async def write(self, chunk: bytes) -> None:
        await self._sink.write(chunk)


class _CountedSocket:
    """A conversation counts as work of its replica until it ends."""

    def __init__(self, socket: ServiceSocket, replica: Replica) -> None:
        self._socket = socket
        self._replica: Replica | None = replica
        self.send = socket.send

    async def receive(self) -> str | Closing:
        message = await self._socket.receive()
        if isinstance(message, Closing):
            self._release()
        return message

    async def close(self, closing: Closing) -> None:
        self._release()
        await self._socket.close(closing)

    def _release(self) -> None:
        if self._replica is not None:
            self._replica.in_flight -= 1
            self._replica = None
