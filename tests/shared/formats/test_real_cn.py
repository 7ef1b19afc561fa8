"""All real Chinese files: spans of every unit, and counts written down after looking."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.formats import FiledPackage, iter_inputs, read_files, read_path, read_upload
from shared.formats.decoding import decode_xml
from shared.formats.limits import ReadLimits
from shared.formats.xml_text import plain_text

EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "expected_cn.yaml").read_text()
)
FOLDERS = ("cnipa-efiling", "cn-publications", "st36-packages/cn_old")


@pytest.fixture(scope="module")
def packages(data_dir: Path) -> dict[str, FiledPackage]:
    found = {
        str(path.relative_to(data_dir)): read_path(path)
        for folder in FOLDERS
        for path in iter_inputs(data_dir / folder)
    }
    assert found
    return found


def numbers(text: str) -> tuple[int, ...]:
    """``1-3,8`` as numbers, ``-`` as none."""
    if text == "-":
        return ()
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return tuple(found)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_part_of_every_unit_is_where_it_says(packages: dict[str, FiledPackage]) -> None:
    for name, package in packages.items():
        texts: dict[str, str] = {}
        for unit in package.case_file.application.text_units():
            assert unit.source is not None
            file = unit.source.file
            if file not in texts:
                texts[file] = decode_xml(package.files[file].read(), file, ReadLimits())
            length = len(unit.text)
            cuts = sorted({0, length, *range(0, length, max(length // 12, 1))})
            for start, end in [*pairwise(cuts), (0, length)]:
                if start == end:
                    continue
                place = unit.locate(start, end)
                cut = "" if place.start is None else texts[file][place.start : place.end]
                quoted = squeezed(unit.text[start:end])
                assert squeezed(plain_text(cut)) == quoted, (name, unit.id, start, end)


def test_units_have_unique_ids_and_clean_ends(packages: dict[str, FiledPackage]) -> None:
    for package in packages.values():
        units = package.case_file.application.text_units()
        assert len({unit.id for unit in units}) == len(units)
        for unit in units:
            assert unit.text == unit.text.strip()
            assert "\r" not in unit.text
            assert "\t" not in unit.text


@pytest.mark.parametrize("name", EXPECTED)
def test_counts(name: str, packages: dict[str, FiledPackage]) -> None:
    if name not in packages:
        pytest.skip(f"{name} is not in the data set")
    expected = EXPECTED[name]
    application = packages[name].case_file.application
    bibliographic = application.bibliographic
    claims = application.claims
    description = application.description
    abstract = application.abstract
    assert claims is not None
    assert description is not None
    assert abstract is not None
    objects = Counter(
        item.kind for unit in application.text_units() for item in unit.inline_objects
    )
    assert {
        "stage": application.stage.value,
        "kind": application.kind.value if application.kind else None,
        "claims": len(claims),
        "paragraphs": len(description.paragraphs),
        "headings": len(description.headings),
        "figures": None if application.drawings is None else len(application.drawings),
        "abstract_paragraphs": len(abstract.units),
        "abstract_figure": abstract.figure is not None,
        "inline_objects": dict(objects),
        "inventors": len(bibliographic.inventors),
        "applicants": len(bibliographic.applicants),
        "priorities": len(bibliographic.priority_claims),
        "classifications": [item.symbol for item in bibliographic.classifications],
    } == {key: value for key, value in expected.items() if key != "depends_on"}
    assert [claim.number for claim in claims] == list(range(1, len(claims) + 1))
    assert [claim.depends_on for claim in claims] == [
        numbers(text) for text in str(expected["depends_on"]).split()
    ]


def test_every_picture_of_a_filing_is_found(packages: dict[str, FiledPackage]) -> None:
    for package in packages.values():
        application = package.case_file.application
        if application.stage != "filing":
            continue
        for figure in application.drawings or ():
            for image in figure.images:
                assert image.path in package.files
                assert image.width_mm is not None
                assert len(image.sha256 or "") == 64


def test_sections_of_filings_are_the_five(packages: dict[str, FiledPackage]) -> None:
    for package in packages.values():
        application = package.case_file.application
        if application.stage == "filing":
            assert application.description is not None
            assert [section.value for section in application.description.section_openings] == [
                "technical_field",
                "background_art",
                "summary",
                "drawings_description",
                "embodiments",
            ]


def test_folder_archive_and_mapping_read_alike(data_dir: Path) -> None:
    for folder in sorted((data_dir / "cnipa-efiling").iterdir()):
        files = {
            path.relative_to(folder.parent).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        applications = [
            package.case_file.application
            for package in (
                read_path(folder),
                read_files(files),
                read_upload("package.zip", data.getvalue()),
            )
        ]
        first = applications[0]
        for other in applications[1:]:
            assert [unit.text for unit in other.text_units()] == [
                unit.text for unit in first.text_units()
            ]
            assert other.bibliographic == first.bibliographic
            assert [claim.depends_on for claim in other.claims or ()] == [
                claim.depends_on for claim in first.claims or ()
            ]
            assert [image.sha256 for figure in other.drawings or () for image in figure.images] == [
                image.sha256 for figure in first.drawings or () for image in figure.images
            ]
