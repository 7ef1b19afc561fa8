"""Recognitions that are asked for now and fetched later.

Jobs outlive the process (``job_store``): what waited or was under way at its end is continued by the
next, or by another that shares the folder; each of these knows all jobs. The number of jobs and the time
that results are kept are bounded. A job exists only for the key that made it.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from services.ocr.domain.errors import (
    OcrError,
    OverloadedError,
    PageCrashedError,
    UnknownRecognitionError,
)
from services.ocr.engines.job_store import Job, JobStore, Request
from services.ocr.engines.recogniser import Progress
from shared.contracts.ocr import Recognition

Work = Callable[[bytes, Request, Progress], Recognition]


class RecognitionJobs:
    """Runs jobs one after another in ``workers`` threads; safe to call from many threads."""

    def __init__(
        self, folder: Path, work: Work, *, workers: int, waiting: int, kept: int, kept_s: float
    ) -> None:
        """At most ``waiting`` unfinished and ``kept`` finished jobs, these for ``kept_s`` seconds."""
        self._work = work
        self._waiting, self._kept, self._kept_s = waiting, kept, kept_s
        self._store = JobStore(folder)
        self._taking = threading.Lock()
        self._ending = threading.Lock()
        self._closed = False
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="ocr-job")
        self._take_over(own=True)

    @property
    def identity(self) -> str:
        """The same for all processes that know one another's jobs."""
        return self._store.identity

    def submit(self, owner: str, document: bytes, request: Request) -> Job:
        """Take a job in. OverloadedError when too many wait."""
        identifier = secrets.token_urlsafe(16)
        self._forget()
        with self._taking:
            if self._store.unfinished() >= self._waiting:
                raise OverloadedError(
                    "Too many recognitions are waiting. Try again later.",
                    "等待识别的任务过多，请稍后重试。",
                )
            self._store.add(identifier, owner, document, request)
        job = self.get(owner, identifier)
        self._executor.submit(self._run, identifier)
        return job

    def get(self, owner: str, identifier: str) -> Job:
        """A job of this owner. UnknownRecognitionError if there is none."""
        self._forget()
        self._take_over()
        job = self._store.get(owner, identifier)
        if job is None:
            raise UnknownRecognitionError(
                "There is no such recognition, or its result is no longer kept. Send the file again.",
                "没有该识别任务，或其结果已过保存期，请重新提交文件。",
            )
        return job

    def remove(self, owner: str, identifier: str) -> None:
        """Forget a job; one that waits is not begun, the result of one under way is dropped."""
        self._store.remove(self.get(owner, identifier).identifier)

    def close(self) -> None:
        """Begin no further job; what is not finished is left to the next process."""
        with self._ending:
            self._closed = True
            self._store.put_back()
            self._store.close()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _run(self, identifier: str) -> None:
        with self._ending:
            begun = None if self._closed else self._store.begin(identifier)
        if begun is None:
            return

        def progress(done: int, pages: int) -> None:
            with self._ending:
                if not self._closed:
                    self._store.progress(identifier, done, pages)

        outcome: Recognition | OcrError
        try:
            outcome = self._work(*begun, progress)
        except OcrError as error:
            outcome = error
        except Exception as error:  # noqa: BLE001 - told by class only: its text may quote a page
            outcome = OcrError(
                f"The recognition failed inside ({type(error).__name__}). Report it.",
                f"识别过程发生内部错误（{type(error).__name__}），请报告。",
            )
        with self._ending:
            if not self._closed:  # else its pages were cut off by the end, and it is read again
                self._store.end(identifier, outcome, time.time())

    def _take_over(self, *, own: bool = False) -> None:
        """Run what processes that are gone have left."""
        with self._ending:
            left = [] if self._closed else self._store.recover(_interrupted(), time.time(), own=own)
        for identifier in left:
            self._executor.submit(self._run, identifier)

    def _forget(self) -> None:
        self._store.forget(self._kept, time.time() - self._kept_s)


def _interrupted() -> PageCrashedError:
    return PageCrashedError(
        "The service ended twice while it read this document. Send it again, in parts or at a lower "
        "resolution.",
        "识别该文件时服务两次异常终止，请分批或降低分辨率后重新提交。",
    )
