"""Entries as JSON lines: what ``zhishen audit export`` and ``prune`` write, and how it is verified."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from gateway.audit.entry import AuditEntry, ChainedEntry, Head, as_json, chained


def line_of(one: ChainedEntry) -> str:
    """An entry with its digest, without line end."""
    fields = as_json(one.number, one.entry, one.algorithm)
    return json.dumps({**fields, "digest": one.digest.hex()})


def entry_of_line(line: str) -> ChainedEntry:
    """The entry of a line. Raises ``ValueError`` when it is none."""
    try:
        fields = json.loads(line)
        number, algorithm = int(fields.pop("number")), fields.pop("algorithm")
        digest = bytes.fromhex(fields.pop("digest"))
        at = datetime.fromisoformat(fields.pop("at"))
        return ChainedEntry(number, AuditEntry(at=at, **fields), algorithm, digest)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not an entry") from error


def write_archive(file: Path, entries: Iterable[ChainedEntry]) -> str:
    """Write entries durably into a new file of mode 0600; its SHA-256 in hexadecimal digits.

    Raises ``FileExistsError`` rather than overwrite.
    """
    digest = hashlib.sha256()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            for one in entries:
                line = line_of(one).encode() + b"\n"
                digest.update(line)
                stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        file.unlink()
        raise
    return digest.hexdigest()


def through(entries: Iterable[ChainedEntry], head: Head) -> Iterator[Head]:
    """The head after each entry that is in order behind ``head``; ends before the first that is not."""
    for found in entries:
        if found != chained(head.digest, head.number + 1, found.entry, found.algorithm):
            return
        head = Head(found.number, found.digest)
        yield head


def archived(files: Iterable[Path]) -> Iterator[ChainedEntry]:
    """Entries of archives, one file after the other. Raises ``ValueError`` at what is no entry."""
    for file in files:
        with file.open(encoding="utf-8") as lines:
            yield from map(entry_of_line, lines)
