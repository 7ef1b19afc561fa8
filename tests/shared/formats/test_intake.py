"""Folders, single files and mappings; the applications below a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shared.formats import iter_inputs, read_files, read_path, read_upload
from shared.formats.errors import (
    AmbiguousInputError,
    LimitExceededError,
    UnknownFormatError,
    UnsafeArchiveError,
)
from shared.formats.limits import ReadLimits

CLAIMS = b"<cn-application-body><cn-claims/></cn-application-body>"
PUBLICATION = (
    b"<cn-patent-document><cn-bibliographic-data/><application-body><description><p>x</p>"
    b"</description><drawings><figure num='1'><img file='A.TIF'/></figure></drawings>"
    b"</application-body></cn-patent-document>"
)


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_folder_names_are_relative_to_it(tmp_path: Path) -> None:
    write(tmp_path / "2018103922220", {"100001-/a.xml": CLAIMS, "100003-/x.jpg": b"x"})
    package = read_path(tmp_path / "2018103922220")
    assert list(package.files) == ["100001-/a.xml", "100003-/x.jpg"]
    assert package.files["100003-/x.jpg"].read() == b"x"
    application = package.case_file.application
    assert application.bibliographic.application_number == "201810392222.0"


def test_single_file_takes_the_pictures_it_names(tmp_path: Path) -> None:
    write(
        tmp_path, {"p.xml": PUBLICATION, "a.tif": b"II", "other.tif": b"II", "q.xml": PUBLICATION}
    )
    package = read_path(tmp_path / "p.xml")
    assert list(package.files) == ["a.tif", "p.xml"]
    drawings = package.case_file.application.drawings
    assert drawings is not None
    assert drawings[0].images[0].path == "a.tif"


def test_folder_with_several_publications_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"p.xml": PUBLICATION, "q.xml": PUBLICATION})
    with pytest.raises(AmbiguousInputError, match="one by one"):
        read_path(tmp_path)


def test_missing_and_unknown_input(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match="no such file"):
        read_path(tmp_path / "nothing")
    (tmp_path / "x.bin").write_bytes(b"\0\1\2")
    with pytest.raises(UnknownFormatError) as caught:
        read_path(tmp_path / "x.bin")
    assert caught.value.file == "x.bin"
    with pytest.raises(UnknownFormatError):
        read_path(tmp_path)
    with pytest.raises(UnknownFormatError):
        read_files({})


def test_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    folder = write(tmp_path / "app", {"a.xml": CLAIMS})
    (folder / "b.xml").symlink_to(tmp_path / "secret")
    with pytest.raises(UnsafeArchiveError, match="link"):
        read_path(folder)


@pytest.mark.parametrize(
    "limits",
    [ReadLimits(file_bytes=10), ReadLimits(total_bytes=60), ReadLimits(members=1)],
)
def test_limits_of_folders_and_mappings(tmp_path: Path, limits: ReadLimits) -> None:
    files = {"100001-/a.xml": CLAIMS, "100002-/b.xml": CLAIMS}
    with pytest.raises(LimitExceededError):
        read_files(files, limits)
    with pytest.raises(LimitExceededError):
        read_path(write(tmp_path, files), limits)


def test_names_of_uploads_are_checked() -> None:
    with pytest.raises(UnsafeArchiveError):
        read_files({"../a.xml": CLAIMS, "b.xml": CLAIMS})
    with pytest.raises(UnsafeArchiveError):
        read_files({"a.xml": CLAIMS, "./a.xml": CLAIMS})
    assert list(read_upload(["C", "folder\\a.xml"][1], CLAIMS).files) == ["a.xml"]


def test_inputs_below_a_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "filings/1/100001-/a.xml": CLAIMS,
            "filings/1/100003-/x.jpg": b"x",
            "filings/2/a.xml": CLAIMS,
            "filings/2/b.xml": CLAIMS,
            "publications/one/p.xml": PUBLICATION,
            "publications/one/a.tif": b"II",
            "publications/p.xml": PUBLICATION,
            "publications/q.xml": PUBLICATION,
            "publications/list.bin": b"\0",
            ".hidden/a.xml": CLAIMS,
        },
    )
    shutil.make_archive(str(tmp_path / "filings" / "3"), "zip", tmp_path / "filings" / "1")
    found = [path.relative_to(tmp_path).as_posix() for path in iter_inputs(tmp_path)]
    assert found == [
        "filings/3.zip",
        "filings/1",
        "filings/2",
        "publications/p.xml",
        "publications/q.xml",
        "publications/one",
    ]
    for path in iter_inputs(tmp_path):
        read_path(path)
    assert list(iter_inputs(tmp_path / "publications" / "p.xml")) == [
        tmp_path / "publications" / "p.xml"
    ]
    assert list(iter_inputs(tmp_path / "filings" / "1")) == [tmp_path / "filings" / "1"]
