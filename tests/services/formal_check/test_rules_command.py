"""``zhishen rules --json``: every code once, with how many of its cases ran well."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from services.formal_check.cli import commands
from services.formal_check.domain.registry import rule_book


def test_every_rule_can_fail_and_pass(tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    assert CliRunner().invoke(commands, ["rules", "--json", str(path)]).exit_code == 0
    rules = json.loads(path.read_text(encoding="utf-8"))["rules"]
    assert [rule["code"] for rule in rules] == list(rule_book().codes)
    for rule in rules:
        assert rule["implemented"], rule["code"]
        assert rule["failing_cases"] > 0, rule["code"]
        assert rule["passing_cases"] > 0, rule["code"]
        assert rule["inputs"] or rule["suppresses"], rule["code"]
