"""How many hint sessions are open, in all and per key; and what bounds each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gateway.errors import TooManyHintSessionsError


@dataclass(frozen=True, slots=True)
class SessionBounds:
    """What one session may do. The service has bounds of its own beyond these."""

    opening_bytes: int
    """The first message, which carries the papers."""
    message_bytes: int = 1_000_000
    messages_per_s: float = 20.0
    burst: int = 20
    unanswered: int = 8
    """Messages that wait for their answer; then the gateway stops reading."""
    idle_s: float = 900.0
    credential_check_s: float = 30.0
    """How often it is looked up whether the key still stands."""


class HintSessions:
    """The sessions that this process holds. ``limit`` and ``per_key`` bound their number."""

    def __init__(self, limit: int, per_key: int, bounds: SessionBounds) -> None:
        self._limit = limit
        self._per_key = per_key
        self._open: Counter[str] = Counter()
        self.bounds = bounds

    def require_room(self, key_id: str) -> None:
        """Raises ``TooManyHintSessionsError`` when one more would be too many."""
        if self._open[key_id] >= self._per_key or self._open.total() >= self._limit:
            raise TooManyHintSessionsError

    @contextmanager
    def hold(self, key_id: str) -> Iterator[None]:
        """Count one session of this key while it is open."""
        self.require_room(key_id)
        self._open[key_id] += 1
        try:
            yield
        finally:
            self._open[key_id] -= 1
            if not self._open[key_id]:
                del self._open[key_id]
