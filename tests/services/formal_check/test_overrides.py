"""An office's own severities and words: validated, in force, named in results."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from services.formal_check.api.convert import check_report
from services.formal_check.app import SERVICE, create_app
from services.formal_check.cli import commands
from services.formal_check.domain.engine import check
from services.formal_check.domain.errors import OverridesError
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.wording import WORD_LISTS
from services.formal_check.engines.case_builder import build_case
from services.formal_check.engines.overrides_file import office_rule_book
from services.formal_check.settings import Settings
from shared.contracts.formal_check import CheckReport, Level, Outcome, Severity
from tests.conftest import TOKEN_SECRET, ClientFactory

AS_OF = date(2026, 3, 2)
SAMPLES = Path(__file__).parents[3] / "samples" / "applications"
HEAD = "name: office-a\nsource: Instruction 12\n"
CLAIM = (
    "1. 一种装置，其特征在于，包括高温的炉体，例如电炉，经济效益显著，全网最低价，性能国际领先。"
)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "office.yaml"


def report(file: Path | None, **facts: object) -> CheckReport:
    case_file = build_case({"kind": "invention", "claims": [CLAIM], **facts}).case_file
    book = office_rule_book(file)
    return check_report(check(case_file, book, choose_profile(case_file, AS_OF)), book)


def found(told: CheckReport, code: str) -> dict[str, Severity]:
    return {one.location.text: one.severity for one in told.findings if one.code == code}


def test_words_are_added_and_allowed(profile: Path) -> None:
    assert found(report(None), "CN-CLM-027").keys() == {"经济效益显著", "国际领先"}
    profile.write_text(
        HEAD + "words: {commercial: {add: [全网最低价], allow: [经济效益显著]}}", "utf-8"
    )
    assert found(report(profile), "CN-CLM-027").keys() == {"全网最低价", "国际领先"}


@pytest.mark.parametrize("name", WORD_LISTS)
def test_every_list_takes_words(profile: Path, name: str) -> None:
    """A word of no sense, added to one list, is found by a rule that uses that list."""
    profile.write_text(f"{HEAD}words: {{{name}: {{add: [测试加词]}}}}", "utf-8")
    facts = {
        "claims": ["1. 一种装置，其特征在于，包括测试加词。"],
        "title": "测试加词",
        "description": ["# 技术领域", "[0001] 涉及测试加词。"],
    }
    before = {one.id for one in report(None, **facts).findings}
    new = [one for one in report(profile, **facts).findings if one.id not in before]
    assert {one.location.text for one in new} == {"测试加词"}


def test_severities_are_the_offices(profile: Path) -> None:
    usual = report(None)
    assert found(usual, "CN-CLM-023") == {"例如": Severity.ERROR}
    profile.write_text(
        HEAD + "severities:\n  CN-CLM-023: warning\n  CN-CLM-022: error\n  CN-CLM-027: off\n",
        "utf-8",
    )
    told = report(profile)
    assert found(told, "CN-CLM-023") == {"例如": Severity.WARNING}
    assert set(found(told, "CN-CLM-022").values()) == {Severity.ERROR}
    levels = {one.code: one.level for one in told.findings}
    assert (levels["CN-CLM-023"], levels["CN-CLM-022"]) == (Level.RECOMMENDED, Level.MUST_FIX_NOW)
    (off,) = [one for one in told.outcomes if one.code == "CN-CLM-027"]
    assert off.outcome is Outcome.NOT_APPLICABLE
    assert off.reason is not None
    assert "office-a" in off.reason.en
    others = ("CN-CLM-022", "CN-CLM-023", "CN-CLM-027")
    assert [one for one in told.findings if one.code not in others] == [
        one for one in usual.findings if one.code not in others
    ]


def test_results_name_the_override(profile: Path) -> None:
    profile.write_text(HEAD + "severities: {CN-CLM-022: notice}", "utf-8")
    told = report(profile)
    assert told.versions.components["override"].startswith("office-a-")
    assert told.versions.components["rule_set"] != rule_book().version
    assert "override" not in report(None).versions.components
    first = told.versions
    profile.write_text(HEAD + "words: {commercial: {add: [全网最低价]}}", "utf-8")
    assert report(profile).versions.components["rule_set"] != first.components["rule_set"]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "empty"),
        ("name: [", 1, "YAML"),
        ("severities: {}", 1, "“name” is missing"),
        (HEAD + "rules: {}", 3, "allowed: name, source, severities, words"),
        (HEAD + "severities:\n  CN-CLM-999: off", 4, "is no rule"),
        (HEAD + "severities:\n  CN-CLM-022: fatal", 4, "error, warning, notice, off"),
        (HEAD + "severities:\n  CN-CLM-022: {filing: off, drafts: off}", 4, "filing, published"),
        (HEAD + "severities:\n  CN-CLM-022: off\n  CN-CLM-022: off", 5, "given twice"),
        (HEAD + "severities:\n  CN-ACC-003: off", 4, "decides on acceptance"),
        (HEAD + "severities:\n  CN-ACC-003: {published: notice}", 4, "decides on acceptance"),
        (HEAD + "severities:\n  CN-CLM-012: off", 4, "switches other rules off"),
        (HEAD + "words:\n  rude: {}", 4, "commercial, disparaging"),
        (HEAD + "words:\n  commercial: [甲]", 4, "must be a mapping"),
        (HEAD + "words:\n  commercial:\n    add: 甲", 5, "must be a list"),
        (HEAD + "words:\n  commercial:\n    add:\n    - 甲\n    - ''", 7, "words/commercial/add/1"),
        ("name: " + "甲" * 200 + "\nsource: b", 1, "1 to 100 characters"),
        (HEAD + "words: " + "[" * 5000, None, ""),
    ],
)
def test_faults_name_line_key_and_what_is_allowed(
    profile: Path, text: str, line: int | None, told: str
) -> None:
    profile.write_text(text, "utf-8")
    with pytest.raises(OverridesError) as caught:
        office_rule_book(profile)
    assert caught.value.file == "office.yaml"
    if line is not None:
        assert caught.value.line == line
    assert told in caught.value.en


def test_acceptance_may_be_made_no_milder_but_the_same(profile: Path) -> None:
    profile.write_text(HEAD + "severities: {CN-ACC-003: error}", "utf-8")
    assert office_rule_book(profile).versions("CN-ACC-003")[0].severity is Severity.ERROR


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OverridesError):
        office_rule_book(tmp_path / "none.yaml")
    file = tmp_path / "gb.yaml"
    file.write_bytes("name: 局".encode("gb18030"))
    with pytest.raises(OverridesError, match="UTF-8"):
        office_rule_book(file)


def test_command(profile: Path, tmp_path: Path) -> None:
    target, sample = tmp_path / "out.json", str(SAMPLES / "invention-defective")
    profile.write_text(HEAD + "severities: {CN-CLM-023: notice}", "utf-8")
    arguments = ["check", sample, "--profile", str(profile)]
    outcome = CliRunner().invoke(commands, [*arguments, "--json", str(target)])
    assert outcome.exit_code == 0
    assert "office-a-" in outcome.output
    (result,) = json.loads(target.read_text("utf-8"))["results"]
    severities = {one["severity"] for one in result["findings"] if one["code"] == "CN-CLM-023"}
    assert severities == {"notice"}
    assert CliRunner().invoke(commands, ["rules", "--profile", str(profile)]).exit_code == 0
    profile.write_text("name: a", "utf-8")
    assert isinstance(CliRunner().invoke(commands, arguments).exception, OverridesError)


def test_service_starts_with_it_or_not_at_all(open_client: ClientFactory, profile: Path) -> None:
    profile.write_text(HEAD + "severities: {CN-CLM-022: notice}", "utf-8")
    settings = Settings(token_secret=SecretStr(TOKEN_SECRET), overrides=profile)
    client = open_client(create_app(settings), SERVICE)
    assert client.get("/v1/rules/CN-CLM-022").json()["severity"] == "notice"
    assert "override" in client.get("/v1/rules").json()["versions"]["components"]
    profile.write_text(HEAD + "severities: {CN-CLM-022: fatal}", "utf-8")
    with pytest.raises(OverridesError):
        open_client(create_app(settings), SERVICE)
