"""Documents from files: JSON Lines and JSON records, and whatever shared.formats can read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from services.prior_art.domain.from_application import document_from_application, is_unpublished
from services.prior_art.domain.from_record import (
    RecordError,
    document_from_record,
    unpublished,
)
from shared.contracts.common import Message
from shared.contracts.prior_art import PriorArtDocument
from shared.formats import ReadError, iter_inputs, read_path

MAX_LINE_BYTES = 32 * 1024 * 1024
MAX_ARRAY_BYTES = 256 * 1024 * 1024
_HEAD_BYTES = 64 * 1024
_APPLICATION_KEYS = frozenset({"application", "bibliographic"})
"""A JSON object with one of these is an application of our own form, for shared.formats."""

_NOT_PUBLISHED = Message(
    en="It is not published: put it into an unpublished collection (--collection pending).",
    zh="该文献尚未公布，应存入未公布文献库（--collection pending）。",
)


@dataclass(frozen=True)
class Taken:
    """A document read from a file, or why there is none."""

    source: str
    """File, with ``:line`` for records."""
    document: PriorArtDocument | None = None
    reason: Message | None = None
    file_failed: bool = False
    """The file as a whole could not be read."""


def find_files(path: Path) -> Iterator[Path]:
    """Files of records and applications at or below a path, each fit for ``read_documents``."""
    if not path.is_dir():
        yield path
        return
    records = {item for item in path.rglob("*") if item.is_file() and _holds_records(item)}
    applications = [item for item in iter_inputs(path) if item not in records]
    yield from sorted([*records, *applications])


def read_documents(
    path: Path, *, into_unpublished: bool, advance: Callable[[int], None]
) -> Iterator[Taken]:
    """Read one file or filing; every record gives one answer. ``advance`` is told bytes read."""
    try:
        if path.is_file() and _holds_records(path):
            yield from _read_records(path, into_unpublished, advance)
        else:
            yield _read_application(path, into_unpublished)
            advance(path.stat().st_size if path.is_file() else 0)
    except OSError as error:
        reason = Message(
            en=f"The file cannot be read: {error.strerror or type(error).__name__}.",
            zh="无法读取该文件，请检查路径和权限。",
        )
        yield Taken(path.name, reason=reason, file_failed=True)


def _holds_records(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"["):
        return True
    if not head.startswith(b"{"):
        return False
    first_line, newline, _ = head.partition(b"\n")
    if not newline and len(head) >= _HEAD_BYTES - 3:
        return not any(f'"{key}"'.encode() in head[:2000] for key in _APPLICATION_KEYS)
    try:
        record = json.loads(first_line)
    except ValueError:
        return path.suffix.lower() in (".jsonl", ".ndjson")
    return isinstance(record, dict) and not _APPLICATION_KEYS & record.keys()


def _read_records(
    path: Path, into_unpublished: bool, advance: Callable[[int], None]
) -> Iterator[Taken]:
    with path.open("rb") as file:
        if file.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
            yield from _read_array(path, into_unpublished, advance)
            return
        file.seek(0)
        number = 0
        while line := file.readline(MAX_LINE_BYTES):
            number += 1
            advance(len(line))
            source = f"{path.name}:{number}"
            if not line.endswith(b"\n") and len(line) == MAX_LINE_BYTES:
                yield Taken(
                    source,
                    reason=Message(
                        en=f"The line is longer than {MAX_LINE_BYTES} bytes; reading stops here.",
                        zh=f"该行超过 {MAX_LINE_BYTES} 字节，停止读取。",
                    ),
                    file_failed=True,
                )
                return
            if line.strip():
                yield _read_line(line, source, into_unpublished)


def _read_array(
    path: Path, into_unpublished: bool, advance: Callable[[int], None]
) -> Iterator[Taken]:
    size = path.stat().st_size
    try:
        records = json.loads(path.read_bytes()) if size <= MAX_ARRAY_BYTES else None
    except (ValueError, RecursionError):
        records = None
    advance(size)
    if records is None:
        reason = Message(
            en=f"The file is not a JSON array, or larger than {MAX_ARRAY_BYTES} bytes. Give large "
            "collections as JSON Lines.",
            zh=f"该文件不是 JSON 数组，或超过 {MAX_ARRAY_BYTES} 字节；大型文献库请使用 JSON Lines。",
        )
        yield Taken(path.name, reason=reason, file_failed=True)
        return
    for number, record in enumerate(records, start=1):
        yield _take(record, f"{path.name}:{number}", into_unpublished)


def _read_line(line: bytes, source: str, into_unpublished: bool) -> Taken:
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return Taken(source, reason=Message(en="The line is not JSON.", zh="该行不是有效的 JSON。"))
    return _take(record, source, into_unpublished)


def _take(record: object, source: str, into_unpublished: bool) -> Taken:
    if unpublished(record) and not into_unpublished:
        return Taken(source, reason=_NOT_PUBLISHED)
    try:
        return Taken(source, document_from_record(record, source))
    except RecordError as error:
        return Taken(source, reason=error.reason)


def _read_application(path: Path, into_unpublished: bool) -> Taken:
    try:
        application = read_path(path).case_file.application
    except ReadError as error:
        place = error.file or path.name
        source = place if error.line is None else f"{place}:{error.line}"
        return Taken(source, reason=Message(en=error.en, zh=error.zh), file_failed=True)
    document = document_from_application(application, path.name)
    if document is None:
        reason = Message(
            en="The papers carry no publication or application number to know the document by.",
            zh="文件中没有公布号或申请号，无法标识该文献。",
        )
        return Taken(path.name, reason=reason)
    if is_unpublished(application) and not into_unpublished:
        return Taken(path.name, reason=_NOT_PUBLISHED)
    return Taken(path.name, document)
