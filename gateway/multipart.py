"""Writes ``multipart/form-data`` bodies (RFC 7578) for calls to services."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One field; a file when it has a file name."""

    name: str
    data: bytes
    media_type: str
    file_name: str | None = None


def encode(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Content type and body. The same parts give the same bytes.

    The boundary is a digest of all data, which cannot stand in the data itself.
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part.data).digest())
    boundary = digest.hexdigest()
    pieces: list[bytes] = []
    for part in parts:
        disposition = f'form-data; name="{_quoted(part.name)}"'
        if part.file_name is not None:
            disposition += f'; filename="{_quoted(part.file_name)}"'
        head = (
            f"--{boundary}\r\nContent-Disposition: {disposition}\r\n"
            f"Content-Type: {part.media_type}\r\n\r\n"
        )
        pieces += [head.encode(), part.data, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    return f"multipart/form-data; boundary={boundary}", b"".join(pieces)


def _quoted(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
