"""The total time of an examination."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from shared.contracts.common import Problem

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the event loop's clock, ``total_s`` after the examination began."""

    at: float
    total_s: float

    @classmethod
    def in_(cls, total_s: float) -> Deadline:
        """``total_s`` seconds from now."""
        return cls(asyncio.get_running_loop().time() + total_s, total_s)

    async def bound(self, work: Awaitable[_T]) -> _T:
        """The result of ``work``; ``TimeoutError`` when the time is over first."""
        async with asyncio.timeout_at(self.at):
            return await work

    def problem(self) -> Problem:
        """What is told of a section that was not done in time."""
        return Problem(
            type="urn:zhishen:problem:deadline",
            title="Not finished in time",
            status=503,
            detail=f"The examination's total time of {self.total_s:g} s was over. "
            "Examine again later.",
            detail_zh=f"审查总时限 {self.total_s:g} 秒已到，请稍后重新审查。",
        )
