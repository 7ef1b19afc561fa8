"""``zhishen ocr`` with the real engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.ocr.cli import commands
from shared.contracts.ocr import Recognition
from tests.services.ocr import files


def test_files_are_read_and_faults_told(tmp_path: Path) -> None:
    good, bad = tmp_path / "blank.tif", tmp_path / "bad.png"
    good.write_bytes(files.text_pdf(["A device for reading scanned patent papers."]))
    bad.write_bytes(files.encoded(files.page_image())[:60])
    target = tmp_path / "result.json"
    result = CliRunner().invoke(commands, [str(bad), str(good), "--json", str(target)])
    assert result.exit_code == 1
    assert "reading scanned patent papers" in result.stdout
    assert "bad.png" in result.stderr
    (document,) = json.loads(target.read_text("utf-8"))["results"]
    recognition = Recognition.model_validate(document)
    assert (recognition.file, recognition.media_type) == ("blank.tif", "application/pdf")
    assert any(name.endswith(".onnx") for name in recognition.versions.components)


@pytest.mark.parametrize("arguments", [[], ["--engine", "none", "a.png"], ["--kind", "x", "a.png"]])
def test_usage_faults_are_exit_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(commands, arguments).exit_code == 2


def test_missing_file_is_exit_1(tmp_path: Path) -> None:
    assert CliRunner().invoke(commands, [str(tmp_path / "none.png")]).exit_code == 1
