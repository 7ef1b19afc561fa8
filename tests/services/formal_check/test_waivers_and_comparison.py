"""Waivers leave aside what a person answers for; comparisons tell what an edit achieved."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr, ValidationError
from typer.testing import CliRunner

from services.formal_check.api.convert import check_report
from services.formal_check.app import SERVICE, create_app
from services.formal_check.cli import commands
from services.formal_check.domain.comparison import compare
from services.formal_check.domain.engine import check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.waivers import waivable, with_waivers
from services.formal_check.engines.case_builder import build_case
from services.formal_check.settings import Settings
from shared.contracts.common import Role
from shared.contracts.formal_check import CheckReport, Outcome, ReportComparison
from shared.contracts.waivers import Waiver
from tests.conftest import TOKEN_SECRET, ClientFactory

SAMPLES = Path(__file__).parents[3] / "samples" / "applications"
AS_OF = date(2026, 3, 2)
CLAIMS = ["1. 一种除尘装置，其特征在于，包括所述喷头。", "3. 根据权利要求9所述的除尘装置。"]


def report(**facts: object) -> CheckReport:
    case_file = build_case(
        {"kind": "invention", "title": "除尘装置", "claims": CLAIMS, **facts}
    ).case_file
    book = rule_book()
    return check_report(check(case_file, book, choose_profile(case_file, AS_OF)), book)


def waiver(code: str, finding: str | None = None, until: date = AS_OF) -> Waiver:
    return Waiver(code=code, finding=finding, granted_by="审查员甲", reason="已核对", until=until)


def invoke(*arguments: str) -> int:
    return CliRunner().invoke(commands, list(arguments)).exit_code


def test_a_waiver_leaves_a_finding_aside_and_says_who_and_why() -> None:
    given = report()
    target = next(one for one in given.findings if one.code == "CN-CLM-002")
    after = with_waivers(given, [waiver("CN-CLM-002", target.id)], AS_OF)
    assert [one.finding for one in after.waived] == [target]
    assert after.waived[0].waiver.granted_by == "审查员甲"
    assert after.findings == tuple(one for one in given.findings if one.id != target.id)
    assert after.outcomes == given.outcomes
    assert not after.unused_waivers


def test_acceptance_cannot_be_waived() -> None:
    given = report(request={})
    blocked = [one for one in given.findings if not waivable(one)]
    assert blocked
    after = with_waivers(given, [waiver(one.code) for one in blocked], AS_OF)
    assert after.findings == given.findings
    assert not after.waived
    assert all("不得豁免" in one.reason.zh for one in after.unused_waivers)


def test_expired_and_pointless_waivers_are_told() -> None:
    given = report()
    yesterday = date(2026, 3, 1)
    after = with_waivers(
        given, [waiver("CN-CLM-002", until=yesterday), waiver("CN-XXX-001")], AS_OF
    )
    assert after.findings == given.findings
    assert [one.reason.en for one in after.unused_waivers] == [
        "The waiver has expired.",
        "There is no finding that it concerns.",
    ]


@pytest.mark.parametrize("field", ["granted_by", "reason"])
def test_a_waiver_names_who_and_why(field: str) -> None:
    with pytest.raises(ValidationError):
        Waiver.model_validate({**waiver("CN-CLM-002").model_dump(), field: " "})


def test_comparison_tells_new_cleared_and_unchanged() -> None:
    before = report()
    after = report(claims=[CLAIMS[0], "2. 根据权利要求1所述的除尘装置，所述风机为轴流风机。"])
    told = compare(before, after)
    assert "CN-CLM-002" in {one.code for one in told.cleared}
    assert {one.location.unit for one in told.new} <= {"claims/2"}
    kept = {one.id for one in told.unchanged}
    assert kept == {one.id for one in before.findings} & {one.id for one in after.findings}
    assert kept
    changed = {pair.after.id for pair in told.changed}
    assert {one.id for one in after.findings} == kept | changed | {one.id for one in told.new}
    assert told.comparable


def test_equal_reports_differ_in_nothing() -> None:
    told = compare(report(), report())
    assert told.unchanged == report().findings
    gone = (told.new, told.cleared, told.changed, told.unconfirmed, told.waived)
    assert gone == ((),) * 5


def test_an_attempt_that_did_not_mend_is_changed() -> None:
    before, after = report(), report(claims=[CLAIMS[0].replace("喷头", "风机"), CLAIMS[1]])
    pairs = compare(before, after).changed
    assert {pair.after.code for pair in pairs} == {"CN-CLM-025", "CN-CLM-035"}
    for pair in pairs:
        assert pair.before.code == pair.after.code
        assert ("喷头" in pair.before.location.text) == ("风机" in pair.after.location.text)


def test_what_was_not_checked_again_is_not_mended() -> None:
    before = report()
    unread = tuple(
        one.model_copy(update={"outcome": Outcome.NOT_CHECKED}) if one.code == "CN-CLM-002" else one
        for one in before.outcomes
    )
    findings = tuple(one for one in before.findings if one.code != "CN-CLM-002")
    after = before.model_copy(update={"outcomes": unread, "findings": findings})
    told = compare(before, after)
    assert not told.cleared
    assert {one.code for one in told.unconfirmed} == {"CN-CLM-002"}


def test_waived_findings_are_told_apart() -> None:
    before = report()
    told = compare(before, with_waivers(before, [waiver("CN-CLM-002")], AS_OF))
    assert {one.code for one in told.waived} == {"CN-CLM-002"}
    assert not told.cleared


def test_commands(tmp_path: Path) -> None:
    """A waiver changes the report; the comparison of both reports says so."""
    sample, waivers = str(SAMPLES / "invention-defective"), tmp_path / "waivers.yaml"
    before, after, told = (tmp_path / f"{name}.json" for name in ("before", "after", "told"))
    run = ("check", sample, "--quiet", "--as-of", "2026-03-02", "--json")
    assert invoke(*run, str(before)) == 0
    code = json.loads(before.read_text("utf-8"))["results"][0]["findings"][-1]["code"]
    entry = waiver(code).model_dump(mode="json")
    waivers.write_text(yaml.safe_dump({"waivers": [entry]}, allow_unicode=True), "utf-8")
    assert invoke(*run, str(after), "--waivers", str(waivers)) == 0
    assert invoke("compare", str(before), str(after), "--json", str(told)) == 0
    (result,) = json.loads(told.read_text("utf-8"))["results"]
    assert {one["code"] for one in result["comparison"]["waived"]} == {code}
    assert result["comparison"]["new"] == []
    waivers.write_text("waivers: [{code: CN-CLM-002}]", "utf-8")
    assert invoke(*run, str(after), "--waivers", str(waivers)) == 2
    assert invoke("compare", str(waivers), str(after)) == 1


def test_over_http(open_client: ClientFactory) -> None:
    app = create_app(Settings(token_secret=SecretStr(TOKEN_SECRET)))
    case_file = build_case({"claims": CLAIMS}).case_file.model_dump(mode="json")
    plain = {"case_file": case_file, "as_of": "2026-03-02"}
    waived = {**plain, "waivers": [waiver("CN-CLM-002").model_dump(mode="json")]}
    agent = open_client(app, SERVICE, Role.AGENT)
    before = agent.post("/v1/checks", json=plain).json()
    assert agent.post("/v1/checks", json=waived).status_code == 403
    after = open_client(app, SERVICE, Role.EXAMINER).post("/v1/checks", json=waived).json()
    assert {one["finding"]["code"] for one in after["waived"]} == {"CN-CLM-002"}
    answer = agent.post("/v1/comparisons", json={"before": before, "after": after})
    told = ReportComparison.model_validate_json(answer.content)
    assert {one.code for one in told.waived} == {"CN-CLM-002"}
