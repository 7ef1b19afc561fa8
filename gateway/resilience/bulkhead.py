"""A bulkhead: one service's calls cannot take all of the gateway's memory and connections."""

from __future__ import annotations

import asyncio
from collections import deque


class BulkheadFullError(Exception):
    """As many calls run and wait as may, or the wait was too long."""


class Bulkhead:
    """At most ``limit`` at a time, ``waiting`` more for at most ``wait_s``, first come first served."""

    def __init__(self, limit: int, waiting: int, wait_s: float) -> None:
        self.limit = limit
        self._most_waiting = waiting
        self._wait_s = wait_s
        self._queue: deque[asyncio.Future[None]] = deque()
        self.in_use = 0

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return len(self._queue)

    async def __aenter__(self) -> None:
        """Take a place for one call. Raises ``BulkheadFullError``."""
        if self.in_use < self.limit:
            self.in_use += 1
        else:
            await self._wait()

    async def __aexit__(self, *_: object) -> None:
        """Give it back."""
        self._leave()

    async def _wait(self) -> None:
        if len(self._queue) >= self._most_waiting:
            raise BulkheadFullError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            async with asyncio.timeout(self._wait_s):
                await turn
        except (TimeoutError, asyncio.CancelledError) as error:
            if turn.done() and not turn.cancelled():
                self._leave()  # the place came at the very moment that the caller gave up
            elif turn in self._queue:
                self._queue.remove(turn)
            if isinstance(error, TimeoutError):
                raise BulkheadFullError from None
            raise

    def _leave(self) -> None:
        """Give the place to the next one, or back."""
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self.in_use -= 1
