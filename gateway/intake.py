"""Uploaded bytes become a filed input. Parsing happens apart, because the bytes are not trusted."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass

from gateway.errors import InvalidUploadError
from gateway.examination.dossier import digest_of_files
from gateway.examination.media import page_media_type
from gateway.examination.ports import FiledInput, ReadableFile
from gateway.examination.recognised_papers import pages_only
from shared.contracts.gateway import ExaminationRequest
from shared.formats.archive import is_zip, open_archive
from shared.formats.errors import UnknownFormatError
from shared.formats.isolation import IsolatedReader
from shared.formats.limits import ReadLimits
from shared.model.case_file import CaseFile


@dataclass(frozen=True)
class Received:
    """An input as it arrived."""

    filed: FiledInput
    name: str
    sha256: str


@dataclass(frozen=True)
class _GivenFile:
    """A file of a JSON request."""

    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def read(self) -> bytes:
        return self.data


@dataclass(frozen=True)
class GivenInput:
    """An application in our own model, with its files."""

    case_file: CaseFile
    files: Mapping[str, ReadableFile]


class Intake:
    """Reads uploads in processes of their own."""

    def __init__(self, reader: IsolatedReader) -> None:
        self._reader = reader

    async def read(self, files: Mapping[str, bytes]) -> Received:
        """One package: a single file (archive or document), or several with relative names.

        Raises ``ReadError`` and ``InvalidUploadError``.
        """
        if not files:
            raise InvalidUploadError(
                "The form has no file in the field 'package'. Send a zip archive, a document, or "
                "all files of a folder with their relative names.",
                "表单字段“package”中没有文件。请上传 zip 压缩包、单个文件，或文件夹内全部文件"
                "（文件名为相对路径）。",
                pointer="#/package",
            )
        if len(files) == 1:
            [(name, data)] = files.items()
            read = self._reader.read_upload(name, data)
            filed = await _or_pages(read, {name: data})
            return Received(filed, _common_name(files), hashlib.sha256(data).hexdigest())
        filed = await _or_pages(self._reader.read_files(files), files)
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        return Received(filed, _common_name(files), digest_of_files(digests))

    def take(self, request: ExaminationRequest, body: bytes) -> Received:
        """An application that came in our own model; ``body`` is the request as sent."""
        given: dict[str, ReadableFile] = {
            name: _GivenFile(bytes(data)) for name, data in request.files.items()
        }
        filed = GivenInput(request.case_file, given)
        return Received(filed, request.name, hashlib.sha256(body).hexdigest())


async def _or_pages(read: Awaitable[FiledInput], files: Mapping[str, bytes]) -> FiledInput:
    """What the readers know; else the pages among the files, whose text is still to be recognised.

    Raises ``ReadError``.
    """
    try:
        return await read
    except UnknownFormatError:
        pages = await asyncio.to_thread(_pages_of, files)
        if not pages:
            raise
        return GivenInput(pages_only(), pages)


def _pages_of(files: Mapping[str, bytes]) -> dict[str, ReadableFile]:
    """Files by name, those of a zip unpacked within the readers' bounds; none if none is a page."""
    found: dict[str, ReadableFile] = {}
    for name, data in files.items():
        if is_zip(data[:4]):
            found |= open_archive(data, name, ReadLimits())
        else:
            found[name] = _GivenFile(data)
    pages = any(page_media_type(file.read()) is not None for file in found.values())
    return found if pages else {}


def _common_name(files: Mapping[str, bytes]) -> str:
    """The top folder that all files share, the name of the only file, or a count."""
    tops = {name.split("/", 1)[0] for name in files}
    if len(tops) == 1:
        return tops.pop()
    return f"{len(files)} files"
