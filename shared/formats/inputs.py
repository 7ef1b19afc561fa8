"""The applications below a folder, for commands that take many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shared.formats.archive import is_zip
from shared.formats.intake import PICTURES
from shared.formats.manuscript_headings import part_of_name
from shared.formats.package import HEAD_BYTES
from shared.formats.recognition import FORM_FOLDER
from shared.formats.registry import (
    COMPANION_READERS,
    DOCUMENT_READERS,
    FALLBACK_READERS,
    PACKAGE_READERS,
)


def iter_inputs(path: Path) -> Iterator[Path]:
    """Every application at or below ``path``, in the order of names, each fit for ``read_path``.

    A file stands for itself, whatever it is (reading it tells what is wrong with it). In folders:
    a filing's folder, a folder with one document and its pictures, each of several documents, and
    archives. Files that no reader knows are passed over.
    """
    if not path.is_dir():
        yield path
        return
    found = _look_into(path)
    if found.papers or (len(found.documents) == 1 and not found.folders and not found.archives):
        yield path
    else:
        yield from sorted(found.documents + found.archives)
        for folder in found.folders:
            yield from iter_inputs(folder)


@dataclass
class _Folder:
    """What lies directly in a folder."""

    papers: bool = False
    """Papers of a filing."""
    documents: list[Path] = field(default_factory=list)
    archives: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)


def _look_into(path: Path) -> _Folder:
    found = _Folder()
    for item in sorted(path.iterdir()):
        if item.name.startswith("."):
            continue
        if item.is_dir():
            if FORM_FOLDER.match(item.name) and _look_into(item).papers:
                found.papers = True
            elif not item.is_symlink():
                found.folders.append(item)
        elif item.is_file() and item.suffix.lower() not in PICTURES:
            _look_at(item, found)
    return found


def _look_at(item: Path, found: _Folder) -> None:
    with item.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if any(reader.recognises(item.name, head) for reader in PACKAGE_READERS) or any(
        reader.recognises(item.name, head) for reader in COMPANION_READERS
    ):
        found.papers = True
    elif any(reader.recognises(item.name, head) for reader in DOCUMENT_READERS):
        found.documents.append(item)
    elif _is_manuscript(item) and any(
        reader.recognises(item.name, head) for reader in FALLBACK_READERS
    ):
        if part_of_name(item.name) is None:
            found.documents.append(item)
        else:
            found.papers = True
    elif is_zip(head):
        found.archives.append(item)


def _is_manuscript(item: Path) -> bool:
    """Free text counts in a folder only under these names: notes and read-me files abound."""
    return item.suffix.lower() in (".docx", ".txt") and not item.name.lower().startswith("readme")
