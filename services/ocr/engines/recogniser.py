"""Files to readings: spool the bytes, look at the file, read its pages in the pool."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pydantic import Field

from services.ocr.domain.errors import (
    IntakeError,
    OcrError,
    OverloadedError,
    PageTimeoutError,
    TooLargeError,
    UnknownEngineError,
    UnreadableImageError,
)
from services.ocr.domain.media import media_type_of
from services.ocr.domain.page import DocumentReading, PageFailure, PageKind, PageReading
from services.ocr.engines.messages import Inspected, InspectTask, PageRead, PageTask
from services.ocr.engines.pool import WorkerPool
from shared.model.base import Frozen


class TimeLimits(Frozen):
    """How long things may take, seconds."""

    inspect_s: float = Field(default=10, gt=0)
    page_s: float = Field(default=120, gt=0)
    document_s: float = Field(default=600, gt=0)
    """Pages not read by then are reported as failed."""


class Recogniser:
    """Reads documents; safe to call from many threads.

    At most ``documents`` are in work or waiting; more are refused with OverloadedError. Bytes lie
    in a private temporary folder while their document is read.
    """

    def __init__(
        self, pool: WorkerPool, *, times: TimeLimits | None = None, documents: int = 8
    ) -> None:
        self._pool = pool
        self._times = times or TimeLimits()
        self._places = threading.BoundedSemaphore(documents)

    @property
    def default_engine(self) -> str:
        """The engine used when none is named."""
        return self._pool.setup.engines[0].name

    def components(self, engine: str) -> Mapping[str, str]:
        """Versions of an engine's parts; empty if it is not available."""
        return self._pool.ready.components.get(engine, {})

    def engines(self) -> Mapping[str, OcrError | None]:
        """All configured engines, in order, with the reason why one cannot be used."""
        faults = self._pool.ready.unavailable
        return {
            spec.name: faults[spec.name].error() if spec.name in faults else None
            for spec in self._pool.setup.engines
        }

    def recognise(
        self,
        data: bytes,
        *,
        engine: str | None = None,
        kind: PageKind | None = None,
        second_engine: str | None = None,
    ) -> DocumentReading:
        """Read every page of a file.

        A page that fails is a ``PageFailure`` in its place. IntakeError when the file cannot be
        taken or none of its pages can be decoded; EngineError and OverloadedError.
        """
        engine = self._usable(engine or self.default_engine)
        if second_engine is not None:
            second_engine = self._usable(second_engine)
        limit = self._pool.setup.limits.max_bytes
        if len(data) > limit:
            raise TooLargeError(
                f"The file has {len(data)} bytes; at most {limit} are taken. Send it in parts.",
                f"文件大小为{len(data)}字节，上限为{limit}字节，请分批提交。",
            )
        media_type_of(data)
        if not self._places.acquire(blocking=False):
            raise OverloadedError(
                "Too many documents are being read. Try again in some seconds.",
                "正在识别的文件过多，请稍后重试。",
            )
        try:
            with tempfile.TemporaryDirectory(prefix="zhishen-ocr-") as folder:
                path = Path(folder) / "document"
                path.write_bytes(data)
                return self._read(path, engine, kind, second_engine)
        finally:
            self._places.release()

    def _read(
        self, path: Path, engine: str, kind: PageKind | None, second_engine: str | None
    ) -> DocumentReading:
        deadline = time.monotonic() + self._times.document_s
        facts = self._inspect(path, deadline).facts

        def read_page(page: int) -> PageReading | PageFailure:
            task = PageTask(
                path=str(path),
                media_type=facts.media_type,
                page=page,
                engine=engine,
                kind=kind,
                second_engine=second_engine,
            )
            left = deadline - time.monotonic()
            if left <= 0:
                return PageFailure(page, _document_took_too_long(self._times.document_s))
            try:
                answer = self._pool.run(task, timeout_s=self._times.page_s, wait_s=left)
            except OverloadedError:
                return PageFailure(page, _document_took_too_long(self._times.document_s))
            except OcrError as error:
                return PageFailure(page, error)
            assert isinstance(answer, PageRead)  # noqa: S101 - narrows the type
            return answer.reading

        threads = min(self._pool.workers, facts.pages)
        with ThreadPoolExecutor(threads, thread_name_prefix="ocr-page") as executor:
            pages = tuple(executor.map(read_page, range(1, facts.pages + 1)))
        failures = [page for page in pages if isinstance(page, PageFailure)]
        if len(failures) == len(pages) and isinstance(failures[0].error, IntakeError):
            raise failures[0].error
        return DocumentReading(facts=facts, engine=engine, pages=pages)

    def _inspect(self, path: Path, deadline: float) -> Inspected:
        task = InspectTask(path=str(path))
        wait_s = deadline - time.monotonic()
        try:
            answer = self._pool.run(task, timeout_s=self._times.inspect_s, wait_s=wait_s)
        except OverloadedError:
            raise
        except IntakeError:
            raise
        except OcrError as error:
            raise UnreadableImageError(
                "The file could not be looked into: it is damaged, or made to be hard to read.",
                "无法解析该文件：文件已损坏或结构异常。",
            ) from error
        assert isinstance(answer, Inspected)  # noqa: S101 - narrows the type
        return answer

    def _usable(self, engine: str) -> str:
        faults = self._pool.ready.unavailable
        if engine in faults:
            raise faults[engine].error()
        if engine not in self._pool.ready.components:
            names = ", ".join(spec.name for spec in self._pool.setup.engines)
            raise UnknownEngineError(
                f"There is no such engine. Engines: {names}.",
                f"没有该引擎。可用引擎：{names}。",
                pointer="#/engine",
            )
        return engine


def _document_took_too_long(seconds: float) -> PageTimeoutError:
    return PageTimeoutError(
        f"The document took longer than {seconds:g} s before this page was reached. "
        "Send it in parts.",
        f"处理到该页之前，整个文件已超过{seconds:g}秒，请分批提交。",
    )
