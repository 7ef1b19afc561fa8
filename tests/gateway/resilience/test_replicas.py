"""Replicas: where calls go, what is tried again, and what is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence

import pytest

from gateway.clients import AnswerSink, Headers, ServiceRequest
from gateway.errors import ServiceAnswerError, ServiceRestingError, ServiceUnavailableError
from gateway.resilience import replicas
from gateway.resilience.breaker import CircuitBreaker
from gateway.resilience.replicas import Replica, ReplicaSet
from gateway.sockets import ServiceSocket

READ = ServiceRequest("GET", "/", repeatable=True)
WRITE = ServiceRequest("POST", "/", body=b"{}")


class Scripted:
    """Answers with its faults in turn, then well. ``begun``: only after a piece of the answer."""

    def __init__(self, faults: Sequence[Exception] = (), *, begun: bool = False) -> None:
        self.faults = list(faults)
        self.begun = begun
        self.calls = 0

    async def send(self, request: ServiceRequest, sink: AnswerSink) -> None:
        self.calls += 1
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None and not self.begun:
            raise fault
        await sink.start(200, [])
        if fault is not None:
            raise fault

    def states(self) -> Mapping[str, str]:
        return {}

    async def connect(self, path: str, headers: Headers, max_bytes: int) -> ServiceSocket:
        raise NotImplementedError


class Sink:
    status = 0

    async def start(self, status: int, headers: Headers) -> None:
        self.status = status

    async def write(self, chunk: bytes) -> None: ...


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicas, "PAUSE_S", 0.0)


def over(*transports: Scripted, failures: int = 5, timeout_s: float = 5.0) -> ReplicaSet:
    places = [
        Replica(f"r{number}", transport, CircuitBreaker(failures, rest_s=60.0))
        for number, transport in enumerate(transports)
    ]
    return ReplicaSet("ocr", places, timeout_s)


def send(replica_set: ReplicaSet, request: ServiceRequest) -> int:
    sink = Sink()
    asyncio.run(replica_set.send(request, sink))
    return sink.status


def test_a_read_goes_to_the_next_replica() -> None:
    bad, good = Scripted([ServiceAnswerError.of("ocr")]), Scripted()
    assert send(over(bad, good), READ) == 200
    assert (bad.calls, good.calls) == (1, 1)


def test_a_write_that_may_have_arrived_is_not_sent_again() -> None:
    bad, good = Scripted([ServiceUnavailableError.down("ocr")]), Scripted()
    with pytest.raises(ServiceUnavailableError):
        send(over(bad, good), WRITE)
    assert good.calls == 0


def test_a_write_that_never_left_is_sent_again() -> None:
    bad, good = Scripted([ServiceUnavailableError.down("ocr", unsent=True)]), Scripted()
    assert send(over(bad, good), WRITE) == 200


def test_a_begun_answer_is_never_begun_again() -> None:
    bad, good = Scripted([ServiceAnswerError.of("ocr")], begun=True), Scripted()
    with pytest.raises(ServiceAnswerError):
        send(over(bad, good), READ)
    assert good.calls == 0


def test_a_streamed_body_cannot_be_sent_twice() -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"{}"

    bad, good = Scripted([ServiceAnswerError.of("ocr")]), Scripted()
    with pytest.raises(ServiceAnswerError):
        send(over(bad, good), ServiceRequest("POST", "/", body=body(), repeatable=True))


def test_tries_are_bounded_then_the_service_is_left_alone() -> None:
    down = Scripted([ServiceUnavailableError.down("ocr")] * 10)
    replica_set = over(down, failures=5)
    with pytest.raises(ServiceUnavailableError, match="cannot be reached"):
        send(replica_set, READ)
    assert down.calls == 3
    with pytest.raises(ServiceRestingError) as told:
        send(replica_set, READ)
    assert down.calls == 5
    assert told.value.retry_after_s == 60
    assert replica_set.states() == {"r0": "open"}


def test_a_replica_left_alone_gets_no_calls_while_another_is_well() -> None:
    down, good = Scripted([ServiceUnavailableError.down("ocr")] * 2), Scripted()
    replica_set = over(down, good, failures=2)
    for _ in range(6):
        assert send(replica_set, READ) == 200
    assert down.calls <= 2
    assert good.calls >= 4


def test_slow_counts_as_failure_and_a_caller_who_leaves_does_not() -> None:
    class Slow(Scripted):
        async def send(self, request: ServiceRequest, sink: AnswerSink) -> None:
            await asyncio.sleep(30)

    async def run(patience_s: float, timeout_s: float) -> str:
        replica_set = over(Slow(), failures=1, timeout_s=timeout_s)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(patience_s):
                await replica_set.send(READ, Sink())
        return replica_set.states()["r0"]

    assert asyncio.run(run(0.1, 0.1)) == "open"
    assert asyncio.run(run(0.01, 60.0)) == "closed"


def test_after_a_rest_the_others_wait_for_the_probe() -> None:
    class Healing(Scripted):
        at_once = most_at_once = 0

        async def send(self, request: ServiceRequest, sink: AnswerSink) -> None:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            await asyncio.sleep(0.01)
            self.at_once -= 1
            await super().send(request, sink)

    async def burst(faults: int) -> tuple[list[object], Healing]:
        service = Healing([ServiceUnavailableError.down("ocr")] * faults)
        breaker = CircuitBreaker(1, rest_s=0.02)
        replica_set = ReplicaSet("ocr", [Replica("r0", service, breaker)], 5.0)
        with pytest.raises(ServiceRestingError):
            await replica_set.send(READ, Sink())
        await asyncio.sleep(0.03)
        service.most_at_once = 0
        sends = (replica_set.send(READ, Sink()) for _ in range(4))
        return await asyncio.gather(*sends, return_exceptions=True), service

    answers, healed = asyncio.run(burst(faults=1))
    assert answers == [None] * 4
    assert healed.calls == 5

    answers, down = asyncio.run(burst(faults=9))
    assert {type(answer) for answer in answers} == {ServiceRestingError}
    assert down.most_at_once == 1
    assert down.calls == 2
