"""``zhishen examine`` on every real filing and publication, as a user would call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.spans import SpanCount
from shared.contracts.dossier import Dossier, SectionStatus
from shared.formats import iter_inputs, read_path

FOLDERS = ("cnipa-efiling", "cn-publications", "foreign-publications")
TIME_LIMIT_S = 600

pytestmark = [pytest.mark.system, pytest.mark.timeout(TIME_LIMIT_S + 30)]


@pytest.fixture(scope="module")
def inputs(data_dir: Path) -> list[Path]:
    """Every package and file of the folders that are there."""
    folders = [data_dir / name for name in FOLDERS if (data_dir / name).is_dir()]
    found = [path for folder in folders for path in iter_inputs(folder)]
    if not found:
        pytest.skip(f"the data set has none of {', '.join(FOLDERS)}")
    return found


@pytest.fixture(scope="module")
def dossiers(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Dossier]:
    """One run of the command over all of them."""
    folder = tmp_path_factory.mktemp("examine")
    written = folder / "dossiers.json"
    command = Path(sys.executable).with_name("zhishen")
    run = subprocess.run(
        [command, "examine", *inputs, "--json", written],
        env={**os.environ, "ZHISHEN_DATA_DIR": str(folder / "data")},
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT_S,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    content = json.loads(written.read_text("utf-8"))
    assert content["errors"] == []
    return {
        Path(item["path"]): Dossier.model_validate(item["dossier"]) for item in content["results"]
    }


def test_every_input_has_a_dossier(inputs: list[Path], dossiers: dict[Path, Dossier]) -> None:
    assert list(dossiers) == inputs


def test_no_section_failed(dossiers: dict[Path, Dossier]) -> None:
    failed = [
        (path.name, name, section["problem"])
        for path, dossier in dossiers.items()
        for name, section in dossier.sections.model_dump().items()
        if section["status"] == SectionStatus.FAILED
    ]
    assert failed == []


def test_dossiers_hold_the_papers_as_read(dossiers: dict[Path, Dossier]) -> None:
    """The readers' tests compare counts and dependencies with expected values."""
    for path, dossier in dossiers.items():
        read = read_path(path).case_file.application
        assert dossier.application.claims == read.claims, path.name
        assert dossier.application.description == read.description, path.name
        assert dossier.application.abstract == read.abstract, path.name
        assert dossier.application.drawings == read.drawings, path.name


def test_every_finding_quotes_its_place(dossiers: dict[Path, Dossier]) -> None:
    count = SpanCount()
    for path, dossier in dossiers.items():
        count.add(read_path(path), dossier.sections.formal_check.findings)
    assert count.with_span > 0
    assert count.inexact == []
    assert count.share >= 0.9
