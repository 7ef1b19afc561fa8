"""A small pool of worker processes that may die.

Each process serves one task at a time, is replaced after a number of tasks (leaks of native
libraries stay bounded) and is killed when a task takes too long. A dead or killed worker is
replaced; the task that killed it gets a ``PageError`` and is not tried again.
"""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
from multiprocessing.connection import Connection

from services.ocr.domain.errors import (
    EngineError,
    OverloadedError,
    PageCrashedError,
    PageTimeoutError,
)
from services.ocr.engines.messages import ANSWER, Answer, Fault, Task, WorkerReady, WorkerSetup

_SEARCH_PATH = os.defpath + ":/usr/local/bin"


class _Worker:
    """One process and the socket to it."""

    def __init__(self, setup: WorkerSetup, threads: int, start_timeout_s: float) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "services.ocr.engines.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(threads),
            )
        self.process = self._process.pid
        self._connection = Connection(ours.detach())
        self.tasks = 0
        self._connection.send_bytes(setup.model_dump_json().encode())
        answer = self._receive(start_timeout_s)
        if not isinstance(answer, WorkerReady):
            self.kill()
            raise EngineError(
                "A recognition worker did not start: look at its messages on standard error.",
                "识别进程未能启动，请查看标准错误输出。",
            )
        self.ready = answer

    def run(self, task: Task, timeout_s: float) -> Answer | None:
        """The answer; ``None`` when the process died. TimeoutError when it took too long."""
        self.tasks += 1
        try:
            self._connection.send_bytes(task.model_dump_json().encode())
        except OSError:
            return None
        return self._receive(timeout_s)

    def kill(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def _receive(self, timeout_s: float) -> Answer | None:
        try:
            if not self._connection.poll(timeout_s):
                raise TimeoutError
            return ANSWER.validate_json(self._connection.recv_bytes())
        except (EOFError, ConnectionError):
            return None


class WorkerPool:
    """Runs tasks in worker processes; safe to call from many threads."""

    def __init__(
        self,
        setup: WorkerSetup,
        *,
        workers: int = 1,
        threads: int = 1,
        tasks_per_worker: int = 100,
        start_timeout_s: float = 180,
    ) -> None:
        self.setup = setup
        self.workers = workers
        self._threads = threads
        self._tasks_per_worker = tasks_per_worker
        self._start_timeout_s = start_timeout_s
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._closed = threading.Event()
        self.ready = WorkerReady(components={}, unavailable={})

    def start(self) -> None:
        """Start every worker and load its engines. EngineError if the default cannot be used."""
        try:
            for _ in range(self.workers):
                worker = self._spawn()
                self.ready = worker.ready
                self._idle.put(worker)
        except BaseException:
            self.close()
            raise
        default = self.setup.engines[0].name
        if default in self.ready.unavailable:
            self.close()
            raise self.ready.unavailable[default].error()

    def processes(self) -> tuple[int, ...]:
        """Process numbers of the idle workers, for looking at what they use."""
        with self._idle.mutex:
            return tuple(worker.process for worker in self._idle.queue if worker is not None)

    def close(self) -> None:
        """End all workers. Tasks still running lose theirs when they give it back."""
        self._closed.set()
        with contextlib.suppress(queue.Empty):
            while True:
                worker = self._idle.get_nowait()
                if worker is not None:
                    worker.kill()

    def run(self, task: Task, *, timeout_s: float, wait_s: float) -> Answer:
        """Run one task; OcrError on failure.

        ``timeout_s`` bounds the task itself, ``wait_s`` the wait for a free worker
        (OverloadedError).
        """
        try:
            worker = self._idle.get(timeout=max(0.0, wait_s))
        except queue.Empty:
            raise _overloaded() from None
        try:
            if self._closed.is_set():
                raise _overloaded()
            if worker is None:
                worker = self._spawn()
            answer = worker.run(task, timeout_s)
            if answer is None:
                raise PageCrashedError(
                    "The process that read the page died. The other pages are not affected.",
                    "识别该页的进程异常退出，其他页面不受影响。",
                )
        except TimeoutError:
            worker = _discarded(worker)
            raise PageTimeoutError(
                f"Reading the page took longer than {timeout_s:g} s and was ended.",
                f"识别该页超过{timeout_s:g}秒，已终止。",
            ) from None
        except PageCrashedError:
            worker = _discarded(worker)
            raise
        finally:
            self._give_back(worker)
        if isinstance(answer, Fault):
            raise answer.error()
        return answer

    def _give_back(self, worker: _Worker | None) -> None:
        if worker is not None and (worker.tasks >= self._tasks_per_worker or self._closed.is_set()):
            worker = _discarded(worker)
        self._idle.put(worker)  # None: a place whose worker is started when it is needed

    def _spawn(self) -> _Worker:
        try:
            return _Worker(self.setup, self._threads, self._start_timeout_s)
        except TimeoutError:
            raise EngineError(
                f"A recognition worker did not start within {self._start_timeout_s:g} s.",
                f"识别进程未能在{self._start_timeout_s:g}秒内启动。",
            ) from None


def _discarded(worker: _Worker | None) -> _Worker | None:
    """Kill the worker; the empty place that is left."""
    if worker is not None:
        worker.kill()
    return None


def _environment(threads: int) -> dict[str, str]:
    """A fresh environment: the worker sees no key or secret of the service."""
    return {
        "PATH": _SEARCH_PATH,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "TMPDIR": tempfile.gettempdir(),
        "OMP_NUM_THREADS": str(threads),
        "OMP_THREAD_LIMIT": str(threads),
        "MALLOC_ARENA_MAX": "2",
    }


def _overloaded() -> OverloadedError:
    return OverloadedError(
        "Too many pages are being read. Try again in some seconds.",
        "正在识别的页面过多，请稍后重试。",
    )
