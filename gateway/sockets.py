"""A conversation with a service over a WebSocket; where the service runs is the transport's business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

NORMAL, GOING_AWAY, POLICY, TOO_BIG, FAILED, RESTART, TRY_LATER = (
    1000,
    1001,
    1008,
    1009,
    1011,
    1012,
    1013,
)
_NEVER_SENT = frozenset({1004, 1005, 1006, 1015})
"""Codes that say how a connection was lost; no close frame may carry them (RFC 6455, 7.4.1)."""


@dataclass(frozen=True, slots=True)
class Closing:
    """How a conversation ended."""

    code: int
    reason: str = ""

    def to_pass_on(self) -> Closing:
        """The same for the other side; a connection that was lost becomes *come again*."""
        return Closing(RESTART, "connection lost") if self.code in _NEVER_SENT else self


class ServiceSocket(Protocol):
    """An open conversation. Text frames only."""

    async def send(self, text: str) -> None:
        """Send a message. A conversation that has ended takes it silently: ``receive`` tells."""

    async def receive(self) -> str | Closing:
        """The next message, or how the conversation ended."""

    async def close(self, closing: Closing) -> None:
        """End the conversation; more than once does no harm."""
