"""Corrections: what became of each defect, and every passage that the original does not have."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from pydantic import SecretStr
from typer.testing import CliRunner

from services.formal_check.api.convert import check_report
from services.formal_check.app import SERVICE, create_app
from services.formal_check.cli import commands
from services.formal_check.domain.correction.correct import judge_correction
from services.formal_check.domain.correction.disclosure import Cover, Disclosure
from services.formal_check.domain.correction.passage_tokens import clauses
from services.formal_check.domain.engine import check
from services.formal_check.domain.errors import NothingReplacedError
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.engines.case_builder import build_case
from services.formal_check.engines.correction_html import correction_html
from services.formal_check.settings import Settings
from shared.contracts.common import Role
from shared.contracts.corrections import (
    CorrectionReport,
    CorrectionRequest,
    DefectState,
    PassageSupport,
)
from shared.contracts.formal_check import CheckReport
from shared.model.case_file import CaseFile
from shared.model.source import TextUnit
from tests.conftest import TOKEN_SECRET, ClientFactory

AS_OF = date(2026, 3, 2)
SAMPLES = Path(__file__).parents[3] / "samples" / "applications"
CLAIM_1 = "1. 一种水杯，其特征在于，包括杯体和盖体，所述盖体上设有密封圈。"
CLAIM_2 = "2. 根据权利要求1所述的水杯，其特征在于，所述密封圈的厚度为1～5mm。"
ORIGINAL = {
    "kind": "invention",
    "title": "一种水杯",
    "claims": [
        CLAIM_1,
        CLAIM_2,
        "4. 根据权利要求1所述的水杯，其特征在于，所述杯体为不锈钢。",
    ],
    "description": [
        "# 技术领域",
        "[0001] 本发明涉及水杯。",
        "# 具体实施方式",
        "[0002] 杯体1为不锈钢，盖体2上设有密封圈3，密封圈3为硅胶，密封圈3的厚度为1～5mm。",
    ],
    "figures": ["图1"],
}


def checked(case_file: CaseFile) -> CheckReport:
    book = rule_book()
    return check_report(check(case_file, book, choose_profile(case_file, AS_OF)), book)


def correction(replacement: dict[str, object], **more: object) -> CorrectionReport:
    request = CorrectionRequest(
        original=build_case(ORIGINAL).case_file,
        replacement=build_case({"kind": "invention", **replacement}).case_file,
        as_of=AS_OF,
        **more,
    )
    return judge_correction(request, checked)


def states(report: CorrectionReport, code: str) -> list[DefectState]:
    return [one.state for one in report.defects if one.finding.code == code]


def shown(report: CorrectionReport) -> dict[str, tuple[PassageSupport, list[str]]]:
    return {
        one.location.text: (one.support, [place.text for place in one.not_found])
        for one in report.passages
    }


def test_defects_are_cured_open_and_new() -> None:
    report = correction(
        {"claims": [CLAIM_1, CLAIM_2, "3. 根据权利要求7所述的水杯，所述杯体为不锈钢。"]}
    )
    assert report.replaced == ("claims",)
    assert states(report, "CN-CLM-002") == [DefectState.CURED]
    assert DefectState.NEW in states(report, "CN-CLM-007")
    still = [one for one in report.defects if one.state is DefectState.OPEN]
    assert {one.finding.code for one in still} >= {"CN-DSC-002"}
    assert all(one.now is not None for one in still)
    assert {one.code for one in report.check.findings} >= {"CN-CLM-007", "CN-DSC-002"}


def test_what_the_notice_passed_over_is_not_called_new() -> None:
    notice = checked(build_case(ORIGINAL).case_file)
    struck = tuple(one for one in notice.findings if one.code == "CN-CLM-002")
    report = correction(
        {"claims": ORIGINAL["claims"]}, notice=notice.model_copy(update={"findings": struck})
    )
    assert states(report, "CN-CLM-002") == [DefectState.OPEN]
    others = [one for one in report.defects if one.finding.code != "CN-CLM-002"]
    assert others
    assert {one.state for one in others} == {DefectState.NOT_NOTIFIED}


def test_unchanged_papers_show_no_passage() -> None:
    report = correction({key: ORIGINAL[key] for key in ("claims", "description", "title")})
    assert not report.passages
    assert not report.omitted
    assert {one.state for one in report.defects} == {DefectState.OPEN}


def test_a_value_is_compared_as_a_whole() -> None:
    claims = [CLAIM_1, CLAIM_2.replace("1～5mm", "1～3mm")]
    found = shown(correction({"claims": claims}))
    assert found["密封圈的厚度为1～3mm"] == (PassageSupport.NOT_FOUND, ["1～3mm"])
    same = [CLAIM_1, CLAIM_2.replace("1～5mm", "1mm 至 5 mm")]
    assert not correction({"claims": same}).passages


def test_words_of_the_description_support_a_claim() -> None:
    claims = [CLAIM_1.replace("密封圈。", "密封圈，所述密封圈为硅胶，所述盖体为硅胶。"), CLAIM_2]
    report = correction({"claims": claims})
    found = shown(report)
    assert found["盖体为硅胶"][0] is PassageSupport.IN_PIECES
    assert found["密封圈为硅胶"][0] is PassageSupport.IN_PIECES  # filed with the sign 3 between
    (passage,) = [one for one in report.passages if one.location.text == "盖体为硅胶"]
    assert passage.nearest is not None
    assert "硅胶" in passage.nearest.text


def test_a_feature_from_the_description_is_stated() -> None:
    claims = [CLAIM_1.replace("盖体上", "盖体2上"), CLAIM_2]
    (passage,) = [one for one in correction({"claims": claims}).passages if one.part == "claims"]
    assert passage.support is PassageSupport.STATED
    assert passage.nearest is not None
    assert passage.nearest.unit == "description/2"
    assert passage.nearest.text == "盖体2上设有密封圈"


def test_new_matter_is_marked_exactly() -> None:
    text = "[0002] 杯体1为不锈钢，盖体2上设有磁性密封圈3。"
    report = correction({"description": ["# 技术领域", "[0001] 本发明涉及水杯。", text]})
    (passage,) = [one for one in report.passages if one.support is PassageSupport.NOT_FOUND]
    assert passage.location.text == "盖体2上设有磁性密封圈3"
    assert [one.text for one in passage.not_found] == ["磁性"]
    place = passage.not_found[0]
    assert text.removeprefix("[0002] ")[place.unit_start : place.unit_end] == "磁性"
    assert {one.location.text for one in report.omitted} >= {"密封圈3为硅胶"}


def test_another_reference_is_another_combination() -> None:
    claims = [CLAIM_1, CLAIM_2, "3. 根据权利要求2所述的水杯，其特征在于，所述杯体为不锈钢。"]
    (passage,) = correction({"claims": claims}).passages
    assert passage.support is PassageSupport.OTHER_REFERENCE
    assert passage.location.text.startswith("根据权利要求2")
    assert passage.nearest is not None
    assert passage.nearest.text.startswith("根据权利要求1")


def test_a_dependent_claim_taken_up_keeps_its_references() -> None:
    """Claim 2 moves into claim 1; what referred to claim 2 or 1 combines nothing else."""
    merged = CLAIM_1.replace("密封圈。", "密封圈，所述密封圈的厚度为1～5mm。")
    claims = [merged, "2. 根据权利要求1所述的水杯，其特征在于，所述杯体为不锈钢。"]
    report = correction({"claims": claims})
    assert {one.support for one in report.passages} == {PassageSupport.STATED}
    assert [one.whole for one in report.omitted] == [True]


def test_amendments_that_the_notice_did_not_ask_for() -> None:
    """The notice finds fault with the number of the third claim and headings, not with claim 1."""
    claims = [
        CLAIM_1.replace("杯体", "双层杯体"),
        CLAIM_2,
        "3. 根据权利要求1所述的水杯，其特征在于，所述杯体为铝。",
    ]
    asked = {one.place.zh: one.notified for one in correction({"claims": claims}).passages}
    assert asked == {"权利要求1": False, "权利要求3": True}


def test_a_deleted_limitation_is_shown() -> None:
    report = correction({"claims": [CLAIM_1.replace("，所述盖体上设有密封圈", ""), CLAIM_2]})
    assert not [one for one in report.passages if one.place.zh == "权利要求1"]
    assert "盖体上设有密封圈" in {one.location.text for one in report.omitted}


def test_papers_that_replace_nothing_are_refused() -> None:
    with pytest.raises(NothingReplacedError):
        correction({})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6), st.text(max_size=60))
def test_any_text_is_covered_without_crash(filed: list[str], new: str) -> None:
    units = [TextUnit(id=f"description/{n}", text=text) for n, text in enumerate(filed)]
    disclosure = Disclosure(units)
    for clause in clauses(new):
        support = disclosure.support(clause)
        assert (support.cover is Cover.PARTLY) == bool(support.missing)
        assert all(0 <= start < end <= len(clause) for start, end in support.missing)
        assert (support.cover is Cover.WHOLE) == disclosure.states(clause)
    for unit in units:
        for clause in clauses(unit.text):
            assert disclosure.support(clause).cover is Cover.WHOLE


def test_page_marks_what_is_not_found() -> None:
    report = correction({"claims": [CLAIM_1.replace("密封圈", "<b>磁性密封圈"), CLAIM_2]})
    page = html.document_fromstring(correction_html(report).decode("utf-8"))
    assert "<b>磁性" in {element.text for element in page.iter("mark")}
    assert page.find(".//b") is None
    assert correction_html(report) == correction_html(report)


def test_command(tmp_path: Path) -> None:
    """The notice is a result of ``zhishen check --json``; single papers replace single parts."""
    sample = SAMPLES / "invention-defective"
    notice, told, page = (tmp_path / name for name in ("notice.json", "told.json", "page.html"))
    run = CliRunner().invoke
    day = ("--as-of", "2026-03-02")
    assert (
        run(commands, ["check", str(sample), "--quiet", *day, "--json", str(notice)]).exit_code == 0
    )
    claims = sample / "100001" / "100001.xml"
    text = claims.read_text("utf-8").replace("例如", "")
    replacement = tmp_path / "100001.xml"
    replacement.write_text(text, "utf-8")
    arguments = ["correct", str(sample), str(replacement), "--notice", str(notice), *day]
    outcome = run(commands, [*arguments, "--json", str(told), "--html", str(page)])
    assert outcome.exit_code == 0, outcome.output
    report = CorrectionReport.model_validate_json(told.read_text("utf-8"))
    assert report.replaced == ("claims",)
    by_state = {one.finding.code: one.state for one in report.defects}
    assert by_state["CN-CLM-023"] is DefectState.CURED
    assert by_state["CN-ABS-002"] is DefectState.OPEN
    for passage in report.passages:
        place = passage.location
        assert text[place.start : place.end] == place.text
    assert page.read_bytes()
    assert run(commands, arguments).exit_code == 0
    assert run(commands, ["correct", str(sample), str(tmp_path / "none.xml")]).exit_code == 1
    replacement.write_text("{}", "utf-8")
    assert run(commands, [*arguments[:3], "--notice", str(replacement)]).exit_code == 2
    assert json.loads(told.read_text("utf-8"))["comparable"] is True


def test_over_http(open_client: ClientFactory) -> None:
    app = create_app(Settings(token_secret=SecretStr(TOKEN_SECRET)))
    body = {
        "original": build_case(ORIGINAL).case_file.model_dump(mode="json"),
        "replacement": build_case({"claims": [CLAIM_1]}).case_file.model_dump(mode="json"),
        "as_of": "2026-03-02",
    }
    agent = open_client(app, SERVICE, Role.AGENT)
    answer = agent.post("/v1/corrections", json=body)
    report = CorrectionReport.model_validate_json(answer.content)
    assert report.replaced == ("claims",)
    assert agent.post("/v1/corrections", json=body).content == answer.content
    body["replacement"] = build_case({}).case_file.model_dump(mode="json")
    refused = agent.post("/v1/corrections", json=body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "#/replacement"
    public = open_client(app, SERVICE, Role.PUBLIC)
    assert public.post("/v1/corrections", json=body).status_code == 403
