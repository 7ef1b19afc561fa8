"""Members of a zip archive, listed and read within limits; nothing is written to disk.

Refused: encrypted members, links and devices, paths that are absolute or climb with ``..``, two
members that would be the same file, archives inside archives, and whatever is larger than
``ReadLimits`` allow. Sizes in the directory are not believed: reading stops at the limit.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib

from shared.formats.errors import (
    ForbiddenConstructError,
    LimitExceededError,
    MalformedDocumentError,
    UnsafeArchiveError,
)
from shared.formats.limits import MIB, ReadLimits
from shared.formats.package import FiledFile

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_SYSTEM_FILES = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.I)
_NESTED = re.compile(r"\.(?:zip|7z|rar|tar|tgz|gz|bz2|xz)$", re.IGNORECASE)
_DRIVE = re.compile(r"^[A-Za-z]:")


def is_zip(head: bytes) -> bool:
    """Whether the bytes begin a zip archive (a DOCX is one too: see ``is_office_document``)."""
    return head.startswith(_SIGNATURES)


def is_office_document(data: bytes) -> bool:
    """Whether a zip archive is an Office Open XML document, which is one document, not a folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def open_archive(data: bytes, name: str, limits: ReadLimits) -> dict[str, FiledFile]:
    """The members of an archive by full name (``a.zip!/claims.xml``).

    Raises ``UnsafeArchiveError``, ``ForbiddenConstructError``, ``LimitExceededError`` or
    ``MalformedDocumentError``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise MalformedDocumentError(
            "The zip archive is damaged. Create it again.",
            "压缩包已损坏，请重新制作。",
            file=name,
        ) from None
    if len(members) > limits.members:
        raise LimitExceededError(
            f"The archive has {len(members)} members; {limits.members} are accepted.",
            f"压缩包含 {len(members)} 个文件，超过上限 {limits.members}。",
            file=name,
        )
    files: dict[str, FiledFile] = {}
    seen: set[str] = set()
    total = 0
    for member in members:
        path = safe_path(_member_name(member), name, limits)
        if member.is_dir() or _SYSTEM_FILES.search(path):
            continue
        _check_member(member, path, name, limits)
        total += member.file_size
        if total > limits.total_bytes:
            raise _too_large(name, limits.total_bytes)
        if path.casefold() in seen:
            raise UnsafeArchiveError(
                "The archive holds two members with the same name. Keep one of them.",
                "压缩包中有两个同名文件，请只保留一个。",
                file=f"{name}!/{path}",
            )
        seen.add(path.casefold())
        full = f"{name}!/{path}"
        files[full] = FiledFile(full, member.file_size, _Member(archive, member, full, limits))
    return files


def safe_path(path: str, inside: str, limits: ReadLimits) -> str:
    """A relative path with ``/``; refuses what could point outside. ``inside`` is for the error."""
    cleaned = path.replace("\\", "/")
    parts = [part for part in cleaned.split("/") if part not in ("", ".")]
    unsafe = cleaned.startswith("/") or _DRIVE.match(cleaned) or ".." in parts or "\0" in cleaned
    if unsafe or (not parts and not cleaned.endswith("/")):
        raise UnsafeArchiveError(
            "A file name points outside of the package (absolute, or with '..'). Pack the files "
            "again with relative names.",
            "文件名指向了文件包之外（绝对路径或含有“..”），请使用相对路径重新打包。",
            file=inside,
        )
    if len(cleaned) > limits.path_length:
        raise LimitExceededError(
            f"A file name is longer than {limits.path_length} characters. Shorten it.",
            f"文件名超过 {limits.path_length} 个字符，请缩短。",
            file=inside,
        )
    return "/".join(parts)


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: UTF-8 if flagged, else GBK when it decodes, else CP437."""
    original = member.orig_filename
    if member.flag_bits & _UTF8_NAME or original.isascii():
        return original
    try:
        raw = original.encode("cp437")
    except UnicodeEncodeError:
        return original
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return original


def _check_member(member: zipfile.ZipInfo, path: str, name: str, limits: ReadLimits) -> None:
    full = f"{name}!/{path}"
    if member.flag_bits & _ENCRYPTED:
        raise ForbiddenConstructError(
            "The archive is encrypted. Send it without a password.",
            "压缩包已加密，请去除密码后重新提交。",
            file=full,
        )
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise UnsafeArchiveError(
            "The archive holds a link or a device. Pack the files themselves.",
            "压缩包中含有链接或设备文件，请直接打包文件本身。",
            file=full,
        )
    if _NESTED.search(path):
        raise UnsafeArchiveError(
            "The archive holds another archive. Send each archive by itself.",
            "压缩包中含有另一个压缩包，请分别提交。",
            file=full,
        )
    if member.file_size > limits.file_bytes:
        raise _too_large(full, limits.file_bytes)
    packed = max(member.compress_size, 1)
    if member.file_size > MIB and member.file_size / packed > limits.compression_ratio:
        raise LimitExceededError(
            f"A member is compressed more than {limits.compression_ratio} to 1, as in an attack. "
            "Pack it with ordinary compression.",
            f"压缩比超过 {limits.compression_ratio}，疑似压缩炸弹，请使用普通压缩方式。",
            file=full,
        )


def _too_large(file: str, limit: int) -> LimitExceededError:
    return LimitExceededError(
        f"The content is larger than {limit // MIB} MiB.",
        f"内容超过 {limit // MIB} MiB。",
        file=file,
    )


class _Member:
    """Reads one member, never more than its declared size."""

    def __init__(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, limits: ReadLimits
    ) -> None:
        self._archive = archive
        self._member = member
        self._name = name
        self._limits = limits

    def __call__(self, size: int | None) -> bytes:
        wanted = self._limits.file_bytes + 1 if size is None else size
        try:
            with self._archive.open(self._member) as stream:
                data = stream.read(wanted)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise MalformedDocumentError(
                "The member of the zip archive is damaged or compressed in an unknown way. "
                "Create the archive again.",
                "压缩包中的文件已损坏或压缩方式不受支持，请重新制作压缩包。",
                file=self._name,
            ) from None
        if len(data) > self._limits.file_bytes:
            raise _too_large(self._name, self._limits.file_bytes)
        return data
