"""Checksummed snapshots of derived indexes: a manifest beside the files it vouches for.

The manifest is replaced atomically and last, so it always describes files that are complete. It
names the change of the store up to which the files go; what came after is replayed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

MANIFEST = "manifest.json"


class FileState(BaseModel):
    """What a file must be."""

    model_config = ConfigDict(frozen=True)

    size: int
    sha256: str


class Manifest(BaseModel):
    """What a snapshot holds."""

    model_config = ConfigDict(frozen=True)

    layout: Literal[1] = 1
    sequence: int
    """Last change of the store that is in the files."""
    versions: dict[str, str]
    """Versions of everything that shaped the files; another version means another index."""
    files: dict[str, FileState]


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest; ``None`` if there is none or it is damaged."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make the manifest the present one, durably."""
    temporary = folder / f"{MANIFEST}.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(manifest.model_dump_json(indent=1))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / MANIFEST)
    sync_folder(folder)


def states_of(
    folder: Path, names: Iterable[str], known: Mapping[str, FileState] | None = None
) -> dict[str, FileState]:
    """Size and digest of files. ``known`` spares hashing files that are never rewritten."""
    return {
        name: known[name] if known and name in known else _state(folder / name)
        for name in sorted(names)
    }


def damaged(folder: Path, files: Mapping[str, FileState]) -> str | None:
    """The first file that is missing or is not what it was; ``None`` if all are."""
    for name, state in sorted(files.items()):
        path = folder / name
        try:
            if path.stat().st_size != state.size or _state(path) != state:
                return name
        except OSError:
            return name
    return None


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _state(path: Path) -> FileState:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return FileState(size=path.stat().st_size, sha256=digest.hexdigest())
