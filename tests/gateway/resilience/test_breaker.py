"""A breaker opens, rests, lets one probe through, and closes when that is answered."""

from __future__ import annotations

from gateway.resilience.breaker import BreakerState, CircuitBreaker


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[CircuitBreaker, Clock]:
    clock = Clock()
    breaker = CircuitBreaker(failures=3, rest_s=5.0, clock=clock)
    for _ in range(3):
        assert breaker.admits()
        breaker.failed()
    return breaker, clock


def test_it_opens_after_failures_in_a_row_only() -> None:
    breaker = CircuitBreaker(failures=3, rest_s=5.0)
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.state is BreakerState.CLOSED
    assert breaker.retry_after_s == 0


def test_nothing_passes_while_it_rests() -> None:
    breaker, clock = opened()
    clock.now += 4.5
    assert breaker.state is BreakerState.OPEN
    assert not breaker.admits()
    assert breaker.retry_after_s == 0.5


def test_one_probe_passes_and_decides() -> None:
    breaker, clock = opened()
    clock.now += 5
    assert breaker.admits()
    assert not breaker.admits()
    breaker.failed()
    assert breaker.state is BreakerState.OPEN
    clock.now += 5
    assert breaker.admits()
    breaker.succeeded()
    assert breaker.state is BreakerState.CLOSED
    assert breaker.admits()


def test_an_abandoned_probe_is_given_to_the_next() -> None:
    breaker, clock = opened()
    clock.now += 5
    assert breaker.admits()
    breaker.abandoned()
    assert breaker.admits()
