"""Processes that do formal checks, one chunk at a time each."""

from __future__ import annotations

import json
import os
import queue
import select
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gateway
from gateway.recheck.chunk import ChunkEnd
from gateway.settings import Settings

_START_SECONDS = 60.0


class CheckProcesses:
    """At most ``settings.recheck_processes`` processes, started when needed.

    ``crashed`` is told job, chunk and position when a process ends by itself, or is ended because
    an item took longer than the service's time, while it checked that item.
    """

    def __init__(self, settings: Settings, crashed: Callable[[str, int, int], None]) -> None:
        self._crashed = crashed
        self._slots: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._all = [_Process(settings) for _ in range(settings.recheck_processes)]
        for one in self._all:
            self._slots.put(one)

    def run(self, job_id: str, chunk: int) -> ChunkEnd:
        """Work through a chunk in one of the processes; waits for a free one."""
        process = self._slots.get()
        try:
            end, position = process.run(job_id, chunk)
        finally:
            self._slots.put(process)
        if end is ChunkEnd.CRASHED and position is not None:
            self._crashed(job_id, chunk, position)
        return end

    def close(self) -> None:
        """Kill them. Items whose results are not kept yet stay waiting."""
        for process in self._all:
            process.close()


class _Process:
    """One process, replaced when it is gone."""

    def __init__(self, settings: Settings) -> None:
        self._item_seconds = settings.formal_check_timeout_s + 5
        self._settings = json.dumps(
            {
                "mode": "embedded",
                "data_dir": str(settings.data_dir),
                "database_url": settings.store_url,
                "max_body_bytes": settings.max_body_bytes,
                "max_answer_bytes": settings.max_answer_bytes,
                "formal_check_timeout_s": settings.formal_check_timeout_s,
            }
        )
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def run(self, job_id: str, chunk: int) -> tuple[ChunkEnd, int | None]:
        """How it ended, and at which item if it crashed there."""
        position: int | None = None
        process = self._running()
        if process is None:
            return ChunkEnd.STOPPED, None
        try:
            _send(process, json.dumps([job_id, chunk]))
            for line in _lines(process, self._item_seconds):
                if "end" in line:
                    return ChunkEnd(line["end"]), None
                position = line.get("item", position)
        except OSError:
            pass  # it ended before it could be asked
        self._end(process)
        return (ChunkEnd.STOPPED, None) if self._closed else (ChunkEnd.CRASHED, position)

    def _running(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._closed:
                return None
            if self._process is not None and self._process.poll() is None:
                return self._process
            process = self._process = subprocess.Popen(
                [sys.executable, "-m", "gateway.recheck.process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=Path(gateway.__file__).parent.parent,
            )
        try:
            _send(process, self._settings)
            next(_lines(process, _START_SECONDS), None)
        except OSError:
            pass  # the next line to it tells the same
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # unsent bytes that nobody reads any more
        with self._lock:
            if self._process is process:
                self._process = None

    def close(self) -> None:
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()
            process.wait()


def _send(process: subprocess.Popen[bytes], line: str) -> None:
    assert process.stdin is not None  # noqa: S101 - opened as a pipe
    process.stdin.write(line.encode() + b"\n")
    process.stdin.flush()


def _lines(process: subprocess.Popen[bytes], seconds: float) -> Iterator[dict[str, Any]]:
    """What the process says, until it ends or is silent for ``seconds``."""
    assert process.stdout is not None  # noqa: S101 - opened as a pipe
    descriptor, rest = process.stdout.fileno(), b""
    while True:
        readable, _, _ = select.select([descriptor], [], [], seconds)
        chunk = os.read(descriptor, 65536) if readable else b""
        if not chunk:
            return
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield json.loads(line)
