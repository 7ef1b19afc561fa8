"""Zip archives: members within limits, and everything that is refused."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from shared.formats import read_upload
from shared.formats.archive import is_zip, open_archive, safe_path
from shared.formats.errors import (
    ForbiddenConstructError,
    LimitExceededError,
    MalformedDocumentError,
    ReadError,
    UnsafeArchiveError,
)
from shared.formats.limits import ReadLimits

LIMITS = ReadLimits()
CLAIMS = b"<cn-application-body><cn-claims/></cn-application-body>"


def packed(members: dict[str, bytes], *, level: int = 6) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_members_have_full_names_and_nested_folders() -> None:
    data = packed({"app/100001-/a.xml": CLAIMS, "app/100003-/x.jpg": b"x", "app/": b""})
    assert is_zip(data)
    files = open_archive(data, "a.zip", LIMITS)
    assert list(files) == ["a.zip!/app/100001-/a.xml", "a.zip!/app/100003-/x.jpg"]
    assert files["a.zip!/app/100001-/a.xml"].read() == CLAIMS
    made = read_upload("a.zip", data).case_file.application
    assert made.claims == ()
    assert made.documents[0].file == "a.zip!/app/100001-/a.xml"


def test_archive_named_after_an_application_number() -> None:
    made = read_upload("2018103922220.zip", packed({"a.xml": CLAIMS})).case_file.application
    assert made.bibliographic.application_number == "201810392222.0"


def test_system_files_are_passed_over() -> None:
    data = packed({"a.xml": CLAIMS, "__MACOSX/._a.xml": b"x", "Thumbs.db": b"x"})
    assert list(open_archive(data, "a.zip", LIMITS)) == ["a.zip!/a.xml"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_of_chinese_systems_are_decoded(encoding: str) -> None:
    name = "权利要求书.xml".encode(encoding)
    data = packed({"X" * len(name): CLAIMS})
    data = data.replace(b"X" * len(name), name)
    assert list(open_archive(data, "a.zip", LIMITS)) == ["a.zip!/权利要求书.xml"]


@pytest.mark.parametrize(
    "name",
    ["../a.xml", "x/../../a.xml", "/etc/a.xml", "C:/a.xml", "..\\a.xml", "\\\\host\\a.xml"],
)
def test_paths_that_leave_the_archive(name: str) -> None:
    with pytest.raises(UnsafeArchiveError):
        open_archive(packed({name: CLAIMS}), "a.zip", LIMITS)


def test_links_are_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        member = zipfile.ZipInfo("a.xml")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    with pytest.raises(UnsafeArchiveError, match="link"):
        open_archive(data.getvalue(), "a.zip", LIMITS)


def test_archives_inside_archives_are_refused() -> None:
    with pytest.raises(UnsafeArchiveError, match="another archive"):
        open_archive(packed({"b.zip": packed({"a.xml": CLAIMS})}), "a.zip", LIMITS)


def test_two_members_that_are_one_file() -> None:
    with pytest.raises(UnsafeArchiveError, match="same name"):
        open_archive(packed({"a.xml": CLAIMS, "A.XML": CLAIMS}), "a.zip", LIMITS)


def test_encrypted_members_are_refused() -> None:
    data = bytearray(packed({"a.xml": CLAIMS}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature) + offset
        data[place : place + 2] = struct.pack("<H", 1)
    with pytest.raises(ForbiddenConstructError, match="encrypted"):
        open_archive(bytes(data), "a.zip", LIMITS)


def test_bombs_are_refused_before_they_are_read() -> None:
    bomb = packed({"a.xml": b"\0" * 20_000_000}, level=9)
    with pytest.raises(LimitExceededError, match="compressed"):
        open_archive(bomb, "a.zip", LIMITS)
    with pytest.raises(LimitExceededError):
        open_archive(packed({"a": b"x" * 2000}), "a.zip", ReadLimits(file_bytes=1000))
    with pytest.raises(LimitExceededError):
        open_archive(
            packed({"a": b"x" * 900, "b": b"y" * 900}), "a.zip", ReadLimits(total_bytes=1000)
        )
    with pytest.raises(LimitExceededError, match="members"):
        open_archive(packed({str(i): b"" for i in range(12)}), "a.zip", ReadLimits(members=10))


def test_declared_size_is_not_believed() -> None:
    data = bytearray(packed({"a.xml": b"x" * 5000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(signature) + offset
        data[place : place + 4] = struct.pack("<I", 10)
    files = open_archive(bytes(data), "a.zip", ReadLimits(file_bytes=1000))
    with pytest.raises(ReadError):
        files["a.zip!/a.xml"].read()


@pytest.mark.parametrize("size", [0, 4, 30, 100])
def test_truncated_archives(size: int) -> None:
    data = packed({"a.xml": CLAIMS})
    with pytest.raises(MalformedDocumentError):
        open_archive(data[: len(data) - 1 - size], "a.zip", LIMITS)


def test_damaged_member() -> None:
    data = bytearray(packed({"a.xml": CLAIMS * 50}))
    data[45] ^= 0xFF
    files = open_archive(bytes(data), "a.zip", LIMITS)
    with pytest.raises(MalformedDocumentError) as caught:
        files["a.zip!/a.xml"].read()
    assert caught.value.file == "a.zip!/a.xml"


def test_long_names() -> None:
    with pytest.raises(LimitExceededError):
        safe_path("a/" * 300, "a.zip", LIMITS)


def test_safe_path_cleans() -> None:
    assert safe_path("./a\\b//c.xml", "a.zip", LIMITS) == "a/b/c.xml"
