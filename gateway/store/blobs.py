"""Files by the SHA-256 of their bytes. Writing the same bytes twice keeps one.

They lie in a folder or, by URL, wherever fsspec reaches (``s3://bucket/prefix`` with the extra
``s3``).
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import fsspec
import structlog

from gateway.errors import ConfigurationError, PapersUnavailableError
from shared.logging import place_of

_log = structlog.get_logger()
_WITHOUT_FOLDERS = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "az", "memory"})
"""Making a folder there would make the bucket, if its name is wrong."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


class BlobStore(Protocol):
    """Bytes by digest."""

    def put(self, data: bytes) -> str:
        """Keep ``data`` durably; its digest."""

    def get(self, digest: str) -> bytes | None:
        """The bytes; ``None`` when they are not here or no longer what they were."""


class BlobFolder:
    """A content-addressed folder: ``ab/abcdef…``. Files are readable by their owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep ``data`` durably; its digest."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._folder / _place(digest)
        if path.exists():
            return digest
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                Path(file.name).unlink()  # what is left of it only takes the room that is missing
                raise
        Path(file.name).replace(path)
        return digest

    def get(self, digest: str) -> bytes | None:
        """The bytes; ``None`` when they are not here or no longer what they were."""
        try:
            data = (self._folder / _place(digest)).read_bytes()
        except FileNotFoundError:
            return None
        return _checked(data, digest)


class BlobUrl:
    """The same layout behind a URL. Object stores show a file once it is written whole."""

    def __init__(self, url: str) -> None:
        try:
            self._files, self._root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError):
            scheme = urlsplit(url).scheme
            raise ConfigurationError(
                f"ZHISHEN_GATEWAY_BLOBS_URL: files behind '{scheme}://' cannot be reached from "
                "here. For s3:// install the extra: pip install 'zhishen[s3]'.",
                f"ZHISHEN_GATEWAY_BLOBS_URL：无法访问“{scheme}://”。s3:// 需安装扩展："
                "pip install 'zhishen[s3]'。",
            ) from None
        self._has_folders = urlsplit(url).scheme not in _WITHOUT_FOLDERS

    def put(self, data: bytes) -> str:
        """Keep ``data`` durably; its digest."""
        digest = hashlib.sha256(data).hexdigest()
        path = f"{self._root}/{_place(digest)}"
        try:
            if not self._files.exists(path):
                if self._has_folders:
                    self._files.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
                self._files.pipe_file(path, data)
        except Exception as error:  # noqa: BLE001 - every library behind fsspec has its own
            raise _unavailable(error) from None
        return digest

    def get(self, digest: str) -> bytes | None:
        """The bytes; ``None`` when they are not here or no longer what they were."""
        try:
            data = self._files.cat_file(f"{self._root}/{_place(digest)}")
        except FileNotFoundError:
            return None
        except Exception as error:  # noqa: BLE001 - every library behind fsspec has its own
            raise _unavailable(error) from None
        return _checked(bytes(data), digest)


def open_blobs(url: str | None, folder: Path) -> BlobStore:
    """The blobs behind ``url``; without one, or for ``file://``, in a folder."""
    if url is None:
        return BlobFolder(folder)
    parts = urlsplit(url)
    return BlobFolder(Path(unquote(parts.path))) if parts.scheme == "file" else BlobUrl(url)


def _unavailable(error: Exception) -> PapersUnavailableError:
    """What a caller is told, whatever the library raised."""
    _log.error("blobs.unavailable", error=type(error).__name__, at=place_of(error))
    return PapersUnavailableError()


def _place(digest: str) -> str:
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    return f"{digest[:2]}/{digest}"


def _checked(data: bytes, digest: str) -> bytes | None:
    return data if hashlib.sha256(data).hexdigest() == digest else None
