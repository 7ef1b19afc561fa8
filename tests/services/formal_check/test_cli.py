"""``zhishen check`` and ``zhishen rules``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.formal_check.cli import commands
from services.formal_check.domain.registry import rule_book

CLAIMS = """<?xml version="1.0" encoding="UTF-8"?>
<cn-application-body lang="zh" country="CN"><cn-claims>
<claim id="cl0001" num="0001"><claim-text>1.一种除尘装置，其特征在于，包括喷头。</claim-text></claim>
</cn-claims></cn-application-body>
"""
DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<cn-application-body lang="zh" country="CN"><description>
<invention-title>装置</invention-title>
<p id="p0001" num="0001">按照如权利要求1所述的装置实施。</p>
</description></cn-application-body>
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for folder, text in (("100001-", CLAIMS), ("100002-", DESCRIPTION)):
        (tmp_path / "filing" / folder).mkdir(parents=True)
        (tmp_path / "filing" / folder / "a.xml").write_text(text, encoding="utf-8")
    return tmp_path / "filing"


def run(*arguments: str) -> int:
    return CliRunner().invoke(commands, list(arguments)).exit_code


def test_check_writes_findings_with_places(package: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert run("check", str(package), "--json", str(target), "--as-of", "2026-03-02") == 0
    (result,) = json.loads(target.read_text(encoding="utf-8"))["results"]
    assert result["path"] == str(package)
    found = {finding["code"]: finding for finding in result["findings"]}
    place = found["CN-DSC-012"]["location"]
    text = (package / place["file"]).read_text(encoding="utf-8")
    assert text[place["start"] : place["end"]] == place["text"] == "按照如权利要求1所述的"[2:]
    assert found["CN-DSC-012"]["severity"] == "error"
    assert found["CN-DSC-012"]["message"]["zh"]


def test_exit_codes(package: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_text("<cn-application-body><", encoding="utf-8")
    assert run("check", str(package)) == 0
    assert run("check", str(package), "--fail-on", "error") == 1
    assert run("check", str(broken)) == 1
    assert run("check") == 2
    assert run("check", str(package), "--fail-on", "nonsense") == 2


def test_unreadable_inputs_do_not_stop_the_others(package: Path, tmp_path: Path) -> None:
    broken, target = tmp_path / "broken.xml", tmp_path / "out.json"
    broken.write_text("<cn-application-body><", encoding="utf-8")
    assert run("check", str(broken), str(package), "--json", str(target), "--quiet") == 1
    content = json.loads(target.read_text(encoding="utf-8"))
    assert [result["path"] for result in content["results"]] == [str(package)]
    assert [error["path"] for error in content["errors"]] == [str(broken)]


def test_rules(tmp_path: Path) -> None:
    target = tmp_path / "rules.json"
    assert run("rules", "--json", str(target)) == 0
    listed = json.loads(target.read_text(encoding="utf-8"))["rules"]
    assert {entry["code"] for entry in listed} == set(rule_book().codes)
    assert all(entry["implemented"] and entry["inputs"] is not None for entry in listed)
    assert run("rules") == 0


def test_a_file_that_cannot_be_written_is_a_usage_error(package: Path, tmp_path: Path) -> None:
    for option, name in (("--json", "none/x.json"), ("--notice", "none/x.html")):
        assert run("check", str(package), "--quiet", option, str(tmp_path / name)) == 2
