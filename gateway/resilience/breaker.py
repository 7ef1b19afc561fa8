"""A circuit breaker: who keeps failing is left alone for a while, then tried with one call.

The libraries for this (purgatory, aiobreaker) let every call through once the rest is over, and
have no way to give a probe back that its caller abandoned; the states are few enough to keep here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum


class BreakerState(StrEnum):
    """What a breaker does with calls."""

    CLOSED = "closed"
    """All pass."""
    OPEN = "open"
    """None passes until the rest is over."""
    HALF_OPEN = "half_open"
    """One call is out to see; the others wait for what it brings."""


class CircuitBreaker:
    """Opens after ``failures`` in a row, for ``rest_s``; each probe that fails starts a new rest."""

    def __init__(
        self, failures: int, rest_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = failures
        self._rest_s = rest_s
        self._clock = clock
        self._failed = 0
        self._open_until: float | None = None
        self._probing = False

    @property
    def state(self) -> BreakerState:
        """The state at this moment."""
        if self._open_until is None:
            return BreakerState.CLOSED
        if self._probing or self._clock() >= self._open_until:
            return BreakerState.HALF_OPEN
        return BreakerState.OPEN

    @property
    def probing(self) -> bool:
        """Whether a call is out whose end decides for the others."""
        return self._probing

    @property
    def retry_after_s(self) -> float:
        """Seconds until a call may pass; 0 when one may pass now."""
        return 0.0 if self._open_until is None else max(0.0, self._open_until - self._clock())

    def admits(self) -> bool:
        """Whether a call may go now. Who is admitted reports how it ended."""
        if self._open_until is None:
            return True
        if self._probing or self._clock() < self._open_until:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        """The call was answered, whatever the answer says."""
        self._failed = 0
        self._open_until = None
        self._probing = False

    def failed(self) -> None:
        """The service could not be reached, was too slow or broke off."""
        self._failed += 1
        self._probing = False
        if self._failed >= self._limit:
            self._open_until = self._clock() + self._rest_s

    def abandoned(self) -> None:
        """The caller went away: nothing is known of the service."""
        self._probing = False
