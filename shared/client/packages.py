"""Files on disk, as they are uploaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shared.client.errors import ClientError
from shared.contracts.gateway import ExaminationRequest


def package_files(path: Path) -> dict[str, bytes]:
    """One file by its name, or all files below a folder by their path from its parent.

    Raises ``ClientError`` when there is nothing to upload. Links are not followed.
    """
    if path.is_file():
        return {path.name: path.read_bytes()}
    folder = path.resolve()
    found = sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    if not found:
        raise _no_file(path)
    return {file.relative_to(folder.parent).as_posix(): file.read_bytes() for file in found}


def papers_at(papers: Path | ExaminationRequest) -> dict[str, bytes] | ExaminationRequest:
    """What is filed: the package at a path, or an application in our own model as it is."""
    return papers if isinstance(papers, ExaminationRequest) else package_files(papers)


def picture_files(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Files by their names, in order. Raises ``ClientError`` where there is none."""
    return [one_file(path) for path in paths]


def one_file(path: Path) -> tuple[str, bytes]:
    """Name and content of a file. Raises ``ClientError`` where there is none."""
    if not path.is_file():
        raise _no_file(path)
    return (path.name, path.read_bytes())


def _no_file(path: Path) -> ClientError:
    return ClientError(
        "There is no file at this path.", "该路径下没有文件。", file=path.name or str(path)
    )
