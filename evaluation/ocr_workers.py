"""Tasks of a long measurement, over processes, in order, within a time."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Result = TypeVar("Result")


class Workers:
    """Fresh processes that load their engines once; used as a context manager.

    ``seconds`` of wall-clock time after which no further task is begun: what was done by then is the
    measurement, and ``left_out`` tells that tasks are missing.
    """

    def __init__(self, processes: int, seconds: float) -> None:
        self._pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
        self._processes = processes
        self._end = time.monotonic() + seconds
        self.left_out: dict[str, int] = {}

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def run(
        self, part: str, function: Callable[..., Result], tasks: Iterable[tuple[Any, ...]]
    ) -> Iterator[Result]:
        """Results in the order of the tasks; few are begun ahead, so that a caller can stop early."""
        waiting = deque(tasks)
        total = len(waiting)
        begun: deque[Future[Result]] = deque()
        done = 0
        while waiting or begun:
            while waiting and len(begun) <= self._processes and time.monotonic() < self._end:
                begun.append(self._pool.submit(function, *waiting.popleft()))
            if not begun:
                self.left_out[part] = len(waiting)
                sys.stderr.write(f"ocr: {part}: time is up, {len(waiting)} of {total} left out\n")
                return
            result = begun.popleft().result()
            done += 1
            sys.stderr.write(f"ocr: {part} {done}/{total}\n")
            yield result
