"""From a path, an upload or a mapping of bytes to one application.

Here files are only found, named and measured; ``recognition`` reads them. Several applications in
one input are refused there; ``inputs.iter_inputs`` lists the applications below a folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from shared.formats.archive import is_office_document, is_zip, open_archive, safe_path
from shared.formats.errors import (
    LimitExceededError,
    UnknownFormatError,
    UnsafeArchiveError,
)
from shared.formats.limits import MIB, ReadLimits
from shared.formats.package import FiledFile, FiledFiles, FiledPackage
from shared.formats.recognition import read_filed

PICTURES = frozenset({".tif", ".tiff", ".jpg", ".jpeg", ".png", ".gif", ".bmp"})
_DEFAULT = ReadLimits()


def read_path(path: Path, limits: ReadLimits = _DEFAULT) -> FiledPackage:
    """Read the application in a folder, an archive or a single file.

    Names in locations are relative to a folder, or start with the file's own name. With a single
    document come the pictures beside it that it names. Raises ``ReadError``.
    """
    package = read_filed(open_path(path, limits), limits)
    if path.is_dir() or len(package.files) == 1:
        return package
    return FiledPackage(package.case_file, _named_only(package, path.name))


def read_upload(name: str, data: bytes, limits: ReadLimits = _DEFAULT) -> FiledPackage:
    """Read one uploaded file, an archive or a document. Raises ``ReadError``."""
    return read_filed(open_upload(name, data, limits), limits)


def read_files(files: Mapping[str, bytes], limits: ReadLimits = _DEFAULT) -> FiledPackage:
    """Read several uploaded files with relative names. Raises ``ReadError``."""
    return read_filed(open_files(files, limits), limits)


def open_path(path: Path, limits: ReadLimits = _DEFAULT) -> FiledFiles:
    """The files of a folder, an archive or a single file, checked against the limits."""
    if path.is_dir():
        return _open_folder(path, limits)
    if not path.is_file():
        raise UnknownFormatError(
            "There is no such file or folder. Check the path.",
            "文件或文件夹不存在，请检查路径。",
            file=path.name,
        )
    _check_size(path.name, path.stat().st_size, limits)
    source = _OnDisk(path)
    if is_zip(source(4)):
        return open_upload(path.name, source(None), limits)
    # Pictures that the document names lie beside it; other documents there are not its own.
    files = {path.name: FiledFile(path.name, path.stat().st_size, source)}
    for neighbour in _neighbours(path, limits):
        files[neighbour.name] = FiledFile(
            neighbour.name, neighbour.stat().st_size, _OnDisk(neighbour)
        )
    return FiledFiles(files, path.stem, one_document=True)


def open_upload(name: str, data: bytes, limits: ReadLimits = _DEFAULT) -> FiledFiles:
    """The files of one upload: an archive's members, or the document itself."""
    name = safe_path(name, "upload", limits).rsplit("/", 1)[-1]
    _check_size(name, len(data), limits)
    label = name.rsplit(".", 1)[0]
    if is_zip(data) and not is_office_document(data):
        members = open_archive(data, name, limits)
        return FiledFiles(members, label)
    return FiledFiles({name: FiledFile(name, len(data), _InMemory(data))}, label, one_document=True)


def open_files(files: Mapping[str, bytes], limits: ReadLimits = _DEFAULT) -> FiledFiles:
    """The files of a mapping from relative name to bytes. A single archive is opened."""
    if len(files) == 1:
        ((name, data),) = files.items()
        if is_zip(data):
            return open_upload(name, data, limits)
    if len(files) > limits.members:
        raise _too_many(limits)
    found: dict[str, FiledFile] = {}
    total = 0
    for name, data in files.items():
        path = safe_path(name, "upload", limits)
        _check_size(path, len(data), limits)
        total += len(data)
        _check_total(total, limits)
        if path in found:
            raise UnsafeArchiveError(
                "Two files have the same name. Keep one of them.",
                "有两个同名文件，请只保留一个。",
                file=path,
            )
        found[path] = FiledFile(path, len(data), _InMemory(data))
    alone = len(found) == 1 and "/" not in next(iter(found))
    return FiledFiles(found, _common_folder(found), one_document=alone)


def _open_folder(path: Path, limits: ReadLimits) -> FiledFiles:
    found: dict[str, FiledFile] = {}
    total = 0
    base = path.resolve()
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(item for item in folders if not item.startswith("."))
        for name in sorted(item for item in names if not item.startswith(".")):
            file = Path(folder) / name
            relative = _readable(file.relative_to(path).as_posix())
            if file.is_symlink() and not file.resolve().is_relative_to(base):
                raise UnsafeArchiveError(
                    "The folder holds a link that leads out of it. Copy the file itself.",
                    "文件夹中含有指向外部的链接，请复制文件本身。",
                    file=relative,
                )
            if not file.is_file():
                continue
            if len(found) >= limits.members:
                raise _too_many(limits)
            size = file.stat().st_size
            _check_size(relative, size, limits)
            total += size
            _check_total(total, limits)
            found[relative] = FiledFile(relative, size, _OnDisk(file))
    return FiledFiles(found, base.name)


def _neighbours(path: Path, limits: ReadLimits) -> Iterator[Path]:
    """Pictures in a document's folder, as far as the limits go."""
    count = 0
    for item in sorted(path.parent.iterdir()):
        if item.suffix.lower() not in PICTURES or item.is_symlink() or not item.is_file():
            continue
        count += 1
        if count >= limits.members:
            return
        if item.stat().st_size <= limits.file_bytes:
            yield item


def _named_only(package: FiledPackage, document: str) -> FiledFiles:
    """The document and the pictures it names, without what merely lies in its folder."""
    application = package.case_file.application
    images = [image for figure in application.drawings or () for image in figure.images]
    if application.abstract is not None and application.abstract.figure is not None:
        images.extend(application.abstract.figure.images)
    if application.design is not None:
        images.extend(view.image for view in application.design.views)
    named = {image.path for image in images if image.path is not None} | {document}
    for unit in application.text_units():
        for item in unit.inline_objects:
            found = package.files.beside(document, item.file) if item.file else None
            if found is not None:
                named.add(found.name)
    return FiledFiles(
        {name: file for name, file in package.files.items() if name in named},
        package.files.label,
        one_document=True,
    )


def _check_size(name: str, size: int, limits: ReadLimits) -> None:
    if size > limits.file_bytes:
        raise LimitExceededError(
            f"The file has {size} bytes; {limits.file_bytes} are accepted.",
            f"文件大小为 {size} 字节，超过上限 {limits.file_bytes}。",
            file=name,
        )


def _check_total(total: int, limits: ReadLimits) -> None:
    if total > limits.total_bytes:
        raise LimitExceededError(
            f"The files together are larger than {limits.total_bytes // MIB} MiB.",
            f"全部文件超过 {limits.total_bytes // MIB} MiB。",
        )


def _too_many(limits: ReadLimits) -> LimitExceededError:
    return LimitExceededError(
        f"The input has more than {limits.members} files. Give one application at a time.",
        f"文件数量超过上限 {limits.members}，请逐件提交申请。",
    )


def _common_folder(names: Iterable[str]) -> str:
    """The folder that all names share, which usually is the application number."""
    folders = {name.split("/", 1)[0] if "/" in name else "" for name in names}
    return folders.pop() if len(folders) == 1 else ""


def _readable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _OnDisk:
    """Reads a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, size: int | None) -> bytes:
        with self._path.open("rb") as stream:
            return stream.read(size)


class _InMemory:
    """Gives bytes that are already there."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __call__(self, size: int | None) -> bytes:
        return self._data[:size]
