"""Files to readings: spool the bytes, look at the file, read its pages in the pool."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from services.ocr.domain.errors import (
    IntakeError,
    OcrError,
    OverloadedError,
    PageTimeoutError,
    TooLargeError,
    UnknownEngineError,
    UnreadableImageError,
    UnsupportedMediaError,
)
from services.ocr.domain.limits import TimeLimits
from services.ocr.domain.media import media_type_of
from services.ocr.domain.page import (
    DocumentFacts,
    DocumentReading,
    PageFailure,
    PageKind,
    PageReading,
)
from services.ocr.engines.exports.alto import to_alto
from services.ocr.engines.exports.formats import ExportFormat
from services.ocr.engines.exports.hocr import to_hocr
from services.ocr.engines.messages import (
    Exported,
    ExportTask,
    Inspected,
    InspectTask,
    PageRead,
    PageTask,
)
from services.ocr.engines.page_archive import ZIP, is_archive, pages_of_archive
from services.ocr.engines.pool import WorkerPool
from shared.contracts.ocr import Recognition

Progress = Callable[[int, int], None]


class _Asked(NamedTuple):
    """What a caller asks for."""

    engine: str
    kind: PageKind | None
    second_engine: str | None
    progress: Progress | None


class _Source(NamedTuple):
    """Where a page is: a file and its page in it, 1-based."""

    path: Path
    media_type: str
    page: int


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
        progress: Progress | None = None,
    ) -> DocumentReading:
        """Read every page of a file; ``progress`` is told pages done and all pages.

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
        archived = is_archive(data)
        files = pages_of_archive(data, self._pool.setup.limits) if archived else [data]
        for file in files:
            media_type_of(file)
        if not self._places.acquire(blocking=False):
            raise OverloadedError(
                "Too many documents are being read. Try again in some seconds.",
                "正在识别的文件过多，请稍后重试。",
            )
        try:
            with tempfile.TemporaryDirectory(prefix="zhishen-ocr-") as folder:
                paths = [Path(folder) / f"document-{i}" for i in range(len(files))]
                for path, content in zip(paths, files, strict=True):
                    path.write_bytes(content)
                asked = _Asked(engine, kind, second_engine, progress)
                return self._read(paths, asked, archived=archived)
        finally:
            self._places.release()

    def export(self, data: bytes, recognition: Recognition, format_: ExportFormat) -> bytes:
        """A recognition of ``data`` as a document.

        What shows pictures is written in a worker process, which alone decodes them. OcrError.
        """
        match format_:
            case ExportFormat.JSON:
                return recognition.model_dump_json(indent=1).encode() + b"\n"
            case ExportFormat.ALTO:
                return to_alto(recognition)
            case ExportFormat.HOCR:
                return to_hocr(recognition)
        if recognition.media_type == ZIP:
            raise UnsupportedMediaError(
                "A zip of pages is not written as PDF or proof page; ask for JSON, ALTO or hOCR.",
                "由多个文件组成的压缩包不能输出为PDF或校对页，请选择JSON、ALTO或hOCR。",
            )
        with tempfile.TemporaryDirectory(prefix="zhishen-ocr-") as folder:
            path = Path(folder) / "document"
            path.write_bytes(data)
            task = ExportTask(
                path=str(path),
                media_type=recognition.media_type,
                format=format_,
                recognition=recognition,
            )
            seconds = self._times.document_s
            answer = self._pool.run(task, timeout_s=seconds, wait_s=seconds)
        assert isinstance(answer, Exported)  # noqa: S101 - narrows the type
        return answer.data

    def _read(self, paths: Sequence[Path], asked: _Asked, *, archived: bool) -> DocumentReading:
        deadline = time.monotonic() + self._times.document_s
        sources, facts = self._sources(paths, deadline, archived=archived)
        if asked.progress is not None:
            asked.progress(0, len(sources))

        def read_page(place: int) -> PageReading | PageFailure:
            source = sources[place]
            if isinstance(source, IntakeError):
                return PageFailure(place + 1, source)
            task = PageTask(
                path=str(source.path),
                media_type=source.media_type,
                page=source.page,
                engine=asked.engine,
                kind=asked.kind,
                second_engine=asked.second_engine,
            )
            left = deadline - time.monotonic()
            if left <= 0:
                return PageFailure(place + 1, _document_took_too_long(self._times.document_s))
            try:
                answer = self._pool.run(task, timeout_s=self._times.page_s, wait_s=left)
            except OverloadedError:
                return PageFailure(place + 1, _document_took_too_long(self._times.document_s))
            except OcrError as error:
                return PageFailure(place + 1, error)
            assert isinstance(answer, PageRead)  # noqa: S101 - narrows the type
            return answer.reading.model_copy(update={"page": place + 1})

        threads = min(self._pool.workers, len(sources))
        done: list[PageReading | PageFailure] = []
        with ThreadPoolExecutor(threads, thread_name_prefix="ocr-page") as executor:
            for page in executor.map(read_page, range(len(sources))):
                done.append(page)
                if asked.progress is not None:
                    asked.progress(len(done), len(sources))
        failures = [page for page in done if isinstance(page, PageFailure)]
        if len(failures) == len(done) and isinstance(failures[0].error, IntakeError):
            raise failures[0].error
        return DocumentReading(facts=facts, engine=asked.engine, pages=tuple(done))

    def _sources(
        self, paths: Sequence[Path], deadline: float, *, archived: bool
    ) -> tuple[list[_Source | IntakeError], DocumentFacts]:
        """Where each page is. A bad file in an archive is one bad page; alone, it is the answer."""
        limits = self._pool.setup.limits
        sources: list[_Source | IntakeError] = []
        media_type = ZIP if archived else ""
        for path in paths:
            try:
                facts = self._inspect(path, deadline).facts
            except IntakeError as error:
                if not archived:
                    raise
                sources.append(error)
                continue
            media_type = media_type or facts.media_type
            sources += [_Source(path, facts.media_type, n) for n in range(1, facts.pages + 1)]
            if len(sources) > limits.max_pages:
                raise TooLargeError(
                    f"The files have more than {limits.max_pages} pages. Send them in parts.",
                    f"文件超过{limits.max_pages}页，请分批提交。",
                )
        return sources, DocumentFacts(media_type=media_type, pages=len(sources))

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
