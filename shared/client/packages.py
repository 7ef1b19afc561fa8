"""Files of a package on disk, as they are uploaded."""

from __future__ import annotations

from pathlib import Path

from shared.client.errors import ClientError


def package_files(path: Path) -> dict[str, bytes]:
    """One file by its name, or all files below a folder by their path from its parent.

    Raises ``ClientError`` when there is nothing to upload. Links are not followed.
    """
    if path.is_file():
        return {path.name: path.read_bytes()}
    folder = path.resolve()
    found = sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    if not found:
        raise ClientError(
            "There is no file at this path.", "该路径下没有文件。", file=path.name or str(path)
        )
    return {file.relative_to(folder.parent).as_posix(): file.read_bytes() for file in found}
