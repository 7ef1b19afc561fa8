"""The process in which untrusted bytes are read: ``python -m shared.formats.isolation_worker``.

Requests and answers are frames on standard input and output: eight bytes of length, then the
payload. A request is a pickle that the parent made; an answer is JSON, so that nothing this process
says can run code in the parent. Nothing is written to standard error or to files.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import sys
from collections.abc import Callable
from typing import IO, Any

from shared.formats.errors import ReadError
from shared.formats.intake import read_files, read_upload
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledPackage

LENGTH_BYTES = 8
READY = b"ready"


def read_frame(stream: IO[bytes], largest: int | None = None) -> bytes:
    """The next frame. Raises ``EOFError`` at the end, or when a frame exceeds ``largest``."""
    size = int.from_bytes(_exactly(stream, LENGTH_BYTES), "big")
    if largest is not None and size > largest:
        raise EOFError
    return _exactly(stream, size)


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Send one frame."""
    stream.write(len(payload).to_bytes(LENGTH_BYTES, "big"))
    stream.write(payload)
    stream.flush()


def _exactly(stream: IO[bytes], size: int) -> bytes:
    pieces: list[bytes] = []
    while size > 0:
        piece = stream.read(min(size, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


_READ: dict[str, Callable[[Any, ReadLimits], FiledPackage]] = {
    "upload": lambda given, limits: read_upload(given[0], given[1], limits),
    "files": read_files,
}


def answer(request: bytes) -> bytes:
    """Read one input; the JSON of its case file or of what went wrong."""
    kind, given, limits = pickle.loads(request)  # noqa: S301 - made by our own parent process
    try:
        package = _READ[kind](given, limits)
    except ReadError as error:
        said = {
            "class": type(error).__name__,
            "en": error.en,
            "zh": error.zh,
            "pointer": error.pointer,
            "file": error.file,
            "line": error.line,
        }
        return b"E" + json.dumps(said).encode()
    return b"C" + package.case_file.model_dump_json().encode()


def main() -> None:
    """Serve requests until standard input ends."""
    memory_bytes = int(sys.argv[1])
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a stray print must not break the frames
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    write_frame(answers, READY)
    while True:
        try:
            request = read_frame(requests)
        except EOFError:
            return
        try:
            said = answer(request)
        except BaseException:  # noqa: BLE001 - whatever it is, the parent starts a new process
            os._exit(70)
        write_frame(answers, said)
        del request, said


if __name__ == "__main__":
    main()
