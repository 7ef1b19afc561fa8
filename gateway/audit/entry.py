"""One entry of the audit log, and the chain that holds entries together.

The digest of an entry covers the digest before it and the entry itself, so that no entry can be
changed, taken out or put in without every later digest being another one. Cutting off the end shows
only against a head that was kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Algorithm = Literal["sha256", "sm3"]
ALGORITHMS: tuple[Algorithm, ...] = ("sha256", "sm3")
"""SM3 (GB/T 32905-2016) where OpenSSL has it."""
BEGINNING = bytes(32)
"""What stands in the place of a digest before the first entry."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What is recorded of one call."""

    at: datetime
    key_id: str
    role: str
    action: str
    """Method and route template, or a command of the command line."""
    object: str
    """Identifiers of what it was done to; empty where there is none."""
    status: int
    """HTTP status; 101 for a session that was opened; 0 at the command line."""
    request_id: str
    count: int = 1
    """Messages of a session that has ended; else 1."""


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """An entry in its place."""

    number: int
    """1, 2, 3 … without gaps."""
    entry: AuditEntry
    algorithm: Algorithm
    digest: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: keep it elsewhere, and a chain cut shorter shows."""

    number: int
    digest: bytes


def available(algorithm: Algorithm) -> bool:
    """Whether this Python's OpenSSL has it."""
    return algorithm in hashlib.algorithms_available


def chained(previous: bytes, number: int, entry: AuditEntry, algorithm: Algorithm) -> ChainedEntry:
    """The entry behind the one whose digest is ``previous``."""
    digest = hashlib.new(algorithm, previous + _canonical(number, entry, algorithm)).digest()
    return ChainedEntry(number, entry, algorithm, digest)


def _canonical(number: int, entry: AuditEntry, algorithm: Algorithm) -> bytes:
    """The same bytes for the same entry, whatever database it came from."""
    return json.dumps(as_json(number, entry, algorithm), separators=(",", ":")).encode()


def as_json(number: int, entry: AuditEntry, algorithm: Algorithm) -> dict[str, str | int]:
    """The fields in a fixed order, the time in UTC to the microsecond."""
    return {
        "number": number,
        "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "key_id": entry.key_id,
        "role": entry.role,
        "action": entry.action,
        "object": entry.object,
        "status": entry.status,
        "request_id": entry.request_id,
        "count": entry.count,
        "algorithm": algorithm,
    }
