"""Damaged documents of every kind are read or refused, never a crash; what is read can be written."""

from __future__ import annotations

import random
import re
from contextlib import suppress
from pathlib import Path

import pytest

from shared.formats import ReadError, read_path, read_upload
from shared.formats.st96.writer import write_st96

_ELEMENT = re.compile(rb"<(\w[\w:-]*)[^<>]*>[^<]*</\1>")
_VALUE = re.compile(rb'"[^"]*"|\d+|\n[^\n]*')
_F = "foreign-publications"
_U = f"{_F}/uspto-docling/sources"
FILES = [
    f"{_F}/jp_example1.xml",
    f"{_U}/ipgD0701016.xml",
    f"{_U}/pa20010031492.xml",
    f"{_U}/pg06442728.xml",
    f"{_U}/pftaps057006474.txt",
    "st36-packages/st36aexample/DOC00001.xml",
    "schemas/st96-examples/DesignApplication_Example.xml",
    "schemas/st96-examples/PatentPublication_Example.xml",
]


def damage(data: bytes, chance: random.Random, pattern: re.Pattern[bytes]) -> bytes:
    """Some elements or values removed, doubled, emptied or made absurd; the syntax stays."""
    for _ in range(chance.randint(1, 8)):
        places = [match.span() for match in pattern.finditer(data)]
        if not places:
            return data
        start, end = chance.choice(places)
        piece = data[start:end]
        changed = chance.choice(
            [
                b"",
                piece * 2,
                re.sub(rb"\d", b"9999999", piece),
                re.sub(rb">[^<]*<", b"><", piece),
            ]
        )
        data = data[:start] + changed + data[end:]
    return data


@pytest.mark.parametrize("file", FILES, ids=lambda file: Path(file).name)
def test_damaged_publications(data_dir: Path, file: str) -> None:
    chance = random.Random(7)
    data = (data_dir / file).read_bytes()
    pattern = _VALUE if file.endswith(".txt") else _ELEMENT
    for _ in range(6):
        with suppress(ReadError):
            case_file = read_upload(Path(file).name, damage(data, chance, pattern)).case_file
            write_st96(case_file.application)


def test_damaged_json(data_dir: Path) -> None:
    chance = random.Random(7)
    case_file = read_path(data_dir / f"{_U}/ipgD0701016.xml").case_file
    data = case_file.model_dump_json().encode()
    for _ in range(10):
        with suppress(ReadError):
            read_upload("case.json", damage(data, chance, _VALUE))


def test_damaged_st96(data_dir: Path) -> None:
    chance = random.Random(7)
    application = read_path(data_dir / f"{_U}/ipgD0701016.xml").case_file.application
    documents = write_st96(application)
    for data in (documents.application_body, documents.bibliographic_data):
        for _ in range(20):
            with suppress(ReadError):
                again = read_upload("a.xml", damage(data, chance, _ELEMENT)).case_file
                write_st96(again.application)
