"""Reads bytes from the network in processes of their own, with limits on memory and time.

A document that brings the reader down (a hidden fault, the memory limit, endless work) costs one
process, not the service: the next input gets a fresh one. Processes are also replaced after
``max_tasks`` inputs, so that nothing of one application stays for long.
"""

from __future__ import annotations

import asyncio
import json
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Self, cast

import shared
from shared.formats import errors
from shared.formats.intake import open_files, open_upload
from shared.formats.isolation_worker import READY, read_frame, write_frame
from shared.formats.limits import MIB, ReadLimits
from shared.formats.package import FiledPackage
from shared.model.case_file import CaseFile

_START_SECONDS = 60.0
_LARGEST_ANSWER = 512 * MIB


class IsolatedReader:
    """Reads uploads in recycled processes; use it as an async context manager.

    ``workers`` processes read at the same time; each is replaced after ``max_tasks`` inputs. An
    input may take ``timeout_s`` seconds and a process ``memory_bytes`` of address space.
    """

    def __init__(
        self,
        workers: int = 1,
        *,
        max_tasks: int = 50,
        memory_bytes: int = 2048 * MIB,
        timeout_s: float = 60.0,
        limits: ReadLimits | None = None,
    ) -> None:
        self._limits = limits or ReadLimits()
        self._timeout = timeout_s
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._workers = [_Worker(memory_bytes, max_tasks) for _ in range(workers)]
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="isolated-reader")

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Start the processes, so that the first input does not wait for them."""
        await asyncio.gather(
            *(
                asyncio.get_running_loop().run_in_executor(self._threads, worker.ensure)
                for worker in self._workers
            )
        )

    async def close(self) -> None:
        """End the processes. Inputs being read fail with ``ReaderCrashedError``."""
        for worker in self._workers:
            worker.close()
        await asyncio.to_thread(self._threads.shutdown, wait=True, cancel_futures=True)

    async def read_upload(self, name: str, data: bytes) -> FiledPackage:
        """Read one uploaded file, an archive or a document.

        Raises ``ReadError``; ``ReadTimeoutError`` and ``ReaderCrashedError`` when the process had
        to be given up.
        """
        files = open_upload(name, data, self._limits)
        case_file = await self._read("upload", (name, data), name)
        return FiledPackage(case_file=case_file, files=files)

    async def read_files(self, files: Mapping[str, bytes]) -> FiledPackage:
        """Read several uploaded files with relative names. Raises like ``read_upload``."""
        opened = open_files(files, self._limits)
        case_file = await self._read("files", dict(files), opened.label or next(iter(opened), ""))
        return FiledPackage(case_file=case_file, files=opened)

    async def _read(self, kind: str, given: object, name: str) -> CaseFile:
        request = pickle.dumps((kind, given, self._limits))
        loop = asyncio.get_running_loop()
        said = await loop.run_in_executor(self._threads, self._exchange, request, name)
        if said[:1] == b"C":
            return CaseFile.model_validate_json(said[1:])
        raise _error(said[1:])

    def _exchange(self, request: bytes, name: str) -> bytes:
        worker = self._idle.get()
        try:
            return worker.exchange(request, self._timeout, name)
        finally:
            self._idle.put(worker)


class _Worker:
    """One process, started when needed and replaced when used up or dead."""

    def __init__(self, memory_bytes: int, max_tasks: int) -> None:
        self._memory_bytes = memory_bytes
        self._max_tasks = max_tasks
        self._done = 0
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ensure(self) -> subprocess.Popen[bytes]:
        """The running process; a new one if there is none."""
        with self._lock:
            if self._closed:
                raise _crashed("")
            if self._process is not None and self._process.poll() is None:
                return self._process
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "shared.formats.isolation_worker", str(self._memory_bytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(shared.__file__).parent.parent,
            )
            self._done = 0
            process = self._process
        with _killed_after(process, _START_SECONDS):
            try:
                greeting = read_frame(_pipe(process.stdout), 1024)
            except EOFError:
                greeting = b""
        if greeting != READY:
            self._end(process)
            raise _crashed("")
        return process

    def exchange(self, request: bytes, timeout_s: float, name: str) -> bytes:
        """Send a request and wait for its answer."""
        process = self.ensure()
        answer: bytes | None = None
        with _killed_after(process, timeout_s) as timer:
            try:
                write_frame(_pipe(process.stdin), request)
                answer = read_frame(_pipe(process.stdout), _LARGEST_ANSWER)
            except (OSError, EOFError, ValueError):
                answer = None
        self._done += 1
        if answer is None or self._done >= self._max_tasks:
            self._end(process)
        if answer is not None:
            return answer
        raise _timed_out(name, timeout_s) if timer.fired else _crashed(name)

    def close(self) -> None:
        """End the process for good."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()
            process.wait()

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # unsent bytes of a request that nobody reads any more
        with self._lock:
            if self._process is process:
                self._process = None


class _killed_after:  # noqa: N801 - reads like a function where it is used
    """Kills a process unless the block ends in time."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.fired = False
        self._process = process
        self._timer = threading.Timer(seconds, self._fire)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()

    def _fire(self) -> None:
        self.fired = True
        self._process.kill()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    return cast(IO[bytes], stream)


def _error(said: bytes) -> errors.ReadError:
    stated = json.loads(said)
    kind = getattr(errors, str(stated["class"]), errors.ReadError)
    if not (isinstance(kind, type) and issubclass(kind, errors.ReadError)):
        kind = errors.ReadError
    return kind(
        stated["en"],
        stated["zh"],
        pointer=stated["pointer"],
        file=stated["file"],
        line=stated["line"],
    )


def _timed_out(name: str, seconds: float) -> errors.ReadTimeoutError:
    return errors.ReadTimeoutError(
        f"Reading took longer than {seconds:g} seconds and was stopped. Send a smaller document.",
        f"读取超过 {seconds:g} 秒，已停止。请提交较小的文件。",
        file=name or None,
    )


def _crashed(name: str) -> errors.ReaderCrashedError:
    return errors.ReaderCrashedError(
        "The process that read the document failed, perhaps at its memory limit. Check that the "
        "document opens elsewhere, or send it in parts.",
        "读取该文件的进程异常终止（可能超出内存限制）。请确认文件可正常打开，或分部分提交。",
        file=name or None,
    )
