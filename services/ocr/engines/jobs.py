"""Recognitions that are asked for now and fetched later.

Jobs live in this process: they end with it, and a caller that finds its job gone asks again. Their
number and the time that results are kept are bounded. A job exists only for the key that made it.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from services.ocr.domain.errors import OcrError, OverloadedError, UnknownRecognitionError
from services.ocr.engines.recogniser import Progress
from shared.contracts.ocr import Recognition, RecognitionState

Work = Callable[[Progress], Recognition]


@dataclass
class Job:
    """One recognition under way or finished."""

    identifier: str
    owner: str
    state: RecognitionState = RecognitionState.QUEUED
    pages_done: int = 0
    pages: int | None = None
    """``None`` until the file has been looked into."""
    result: Recognition | None = None
    error: OcrError | None = None
    ended_at: float = field(default=0.0)


class RecognitionJobs:
    """Runs jobs one after another in ``workers`` threads; safe to call from many threads."""

    def __init__(self, *, workers: int, waiting: int, kept: int, kept_s: float) -> None:
        """At most ``waiting`` unfinished and ``kept`` finished jobs, these for ``kept_s`` seconds."""
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="ocr-job")
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._waiting, self._kept, self._kept_s = waiting, kept, kept_s

    def submit(self, owner: str, work: Work) -> Job:
        """Take a job in. OverloadedError when too many wait."""
        job = Job(identifier=secrets.token_urlsafe(16), owner=owner)
        with self._lock:
            self._forget()
            unfinished = sum(1 for other in self._jobs.values() if not other.ended_at)
            if unfinished >= self._waiting:
                raise OverloadedError(
                    "Too many recognitions are waiting. Try again later.",
                    "等待识别的任务过多，请稍后重试。",
                )
            self._jobs[job.identifier] = job
        self._executor.submit(self._run, job, work)
        return job

    def get(self, owner: str, identifier: str) -> Job:
        """A job of this owner. UnknownRecognitionError if there is none."""
        with self._lock:
            self._forget()
            job = self._jobs.get(identifier)
        if job is None or job.owner != owner:
            raise UnknownRecognitionError(
                "There is no such recognition, or its result is no longer kept. Send the file again.",
                "没有该识别任务，或其结果已过保存期，请重新提交文件。",
            )
        return job

    def remove(self, owner: str, identifier: str) -> None:
        """Forget a job; one that waits is not begun, the result of one under way is dropped."""
        job = self.get(owner, identifier)
        with self._lock:
            self._jobs.pop(job.identifier, None)

    def close(self) -> None:
        """Begin no further job."""
        with self._lock:
            self._jobs.clear()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: Job, work: Work) -> None:
        if job.identifier not in self._jobs:
            return
        job.state = RecognitionState.RUNNING

        def progress(done: int, pages: int) -> None:
            job.pages_done, job.pages = done, pages

        try:
            job.result = work(progress)
            job.state = RecognitionState.COMPLETE
        except OcrError as error:
            job.error = error
            job.state = RecognitionState.FAILED
        except Exception as error:  # noqa: BLE001 - told by class only: its text may quote a page
            job.error = OcrError(
                f"The recognition failed inside ({type(error).__name__}). Report it.",
                f"识别过程发生内部错误（{type(error).__name__}），请报告。",
            )
            job.state = RecognitionState.FAILED
        job.ended_at = time.monotonic()

    def _forget(self) -> None:
        """Drop finished jobs that are too old or too many, oldest first."""
        now = time.monotonic()
        ended = sorted(
            (job for job in self._jobs.values() if job.ended_at), key=lambda j: j.ended_at
        )
        for place, job in enumerate(ended):
            if now - job.ended_at > self._kept_s or len(ended) - place > self._kept:
                del self._jobs[job.identifier]
