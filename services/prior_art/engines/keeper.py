"""A thread that brings indexes up to the store when it is told of news."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Condition, Thread

import structlog

from services.prior_art.engines.indexed import IndexedCollection

_log = structlog.get_logger()


class IndexKeeper:
    """Keeps one kind of index up, one collection after the other."""

    def __init__(self, name: str, catch_up: Callable[[IndexedCollection], None]) -> None:
        self._name = name
        self._catch_up = catch_up
        self._news = Condition()
        self._waiting: dict[str, IndexedCollection] = {}
        self._working_on: str | None = None
        self._stopping = False
        self._thread: Thread | None = None

    @property
    def running(self) -> bool:
        """Whether the thread has been started and not stopped."""
        return self._thread is not None

    def start(self) -> None:
        """Start the thread."""
        self._thread = Thread(target=self._run, name=f"prior-art-{self._name}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the collection that is being worked on, then end the thread."""
        with self._news:
            self._stopping = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def wake(self, indexed: IndexedCollection) -> None:
        """Tell that a collection has changed."""
        with self._news:
            self._waiting[indexed.name] = indexed
            self._news.notify_all()

    def wait(self, indexed: IndexedCollection, done: Callable[[], bool], timeout_s: float) -> None:
        """Until it is done, or the thread has looked at the collection and it is not, or time is
        up.
        """
        deadline = time.monotonic() + timeout_s
        self.wake(indexed)
        with self._news:
            while (
                not done()
                and self._is_pending(indexed.name)
                and not self._stopping
                and (left := deadline - time.monotonic()) > 0
            ):
                self._news.wait(left)

    def _is_pending(self, name: str) -> bool:
        return name in self._waiting or self._working_on == name

    def _run(self) -> None:
        while (indexed := self._next()) is not None:
            try:
                self._catch_up(indexed)
            except Exception as error:  # noqa: BLE001 - told below; the thread must live on
                _log.error(
                    "prior_art.catch_up_failed",
                    error=type(error).__name__,
                    index=self._name,
                    collection=indexed.name,
                )
            with self._news:
                self._working_on = None
                self._news.notify_all()

    def _next(self) -> IndexedCollection | None:
        with self._news:
            while not self._waiting and not self._stopping:
                self._news.wait()
            if self._stopping:
                return None
            self._working_on = next(iter(self._waiting))
            return self._waiting.pop(self._working_on)
