"""A refit in a thread of a running service, beside its searches."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from services.design_image.domain.errors import RefitRunningError

_log = structlog.get_logger()


class _Stopped(Exception):  # noqa: N818 - no error: the service ends
    """The service ends; the refit is taken up again at its next start."""


class RefitThread:
    """At most one refit at a time. ``refit`` is called with a report of views described."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._stopping = threading.Event()

    def start(self, refit: Callable[[Callable[[int], None]], object]) -> None:
        """Begin. Raises ``RefitRunningError`` if one is under way here."""
        with self._starting:
            if self._thread is not None and self._thread.is_alive():
                raise RefitRunningError
            self._thread = threading.Thread(
                target=self._run, args=(refit,), name="design-image-refit", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """End after the batch under way."""
        self._stopping.set()
        self.wait()

    def wait(self) -> None:
        """Until the refit under way has ended."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, refit: Callable[[Callable[[int], None]], object]) -> None:
        try:
            refit(self._report)
        except _Stopped:
            pass
        except Exception as error:  # noqa: BLE001 - told here; searches go on with the old model
            _log.error("design_image.refit_failed", error=type(error).__name__)

    def _report(self, _: int) -> None:
        if self._stopping.is_set():
            raise _Stopped
