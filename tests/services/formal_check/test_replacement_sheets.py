"""Replacement sheets: numbered units take the place of the original's, or are refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from typer.testing import CliRunner

from services.formal_check.api.convert import check_report
from services.formal_check.app import SERVICE, create_app
from services.formal_check.cli import commands
from services.formal_check.domain.correction.correct import judge_correction
from services.formal_check.domain.correction.numbered import merge
from services.formal_check.domain.engine import check
from services.formal_check.domain.errors import SheetsMismatchError
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
    ReplacementSheets,
    UnitChange,
    UnitRange,
)
from shared.contracts.formal_check import CheckReport
from shared.model.case_file import CaseFile
from shared.model.claims import ClaimType
from shared.model.description import DescriptionSection
from tests.conftest import TOKEN_SECRET, ClientFactory

AS_OF = date(2026, 3, 2)
CLAIMS = [
    "1. 一种水杯，其特征在于，包括杯体和盖体，所述盖体上设有密封圈。",
    "2. 根据权利要求1所述的水杯，其特征在于，所述密封圈的厚度为1～5mm。",
    "3. 根据权利要求1所述的水杯，其特征在于，所述杯体为不锈钢，例如304不锈钢。",
]
ORIGINAL: dict[str, object] = {
    "kind": "invention",
    "title": "一种水杯",
    "claims": CLAIMS,
    "description": [
        "# 技术领域",
        "[0001] 本发明涉及水杯。",
        "# 附图说明",
        "[0002] 图1是水杯的示意图，图2是盖体的示意图。",
        "# 具体实施方式",
        "[0003] 杯体1为不锈钢，盖体2上设有密封圈3，密封圈3的厚度为1～5mm。",
    ],
    "figures": ["图1", "图2"],
}
RENUMBERED = "3. 根据权利要求1所述的水杯，其特征在于，所述杯体为不锈钢。"


def checked(case_file: CaseFile) -> CheckReport:
    book = rule_book()
    return check_report(check(case_file, book, choose_profile(case_file, AS_OF)), book)


def correction(
    replacement: dict[str, object], original: dict[str, object] = ORIGINAL, /, **named: object
) -> CorrectionReport:
    sheets = ReplacementSheets.model_validate(named)
    request = CorrectionRequest(
        original=build_case(original).case_file,
        replacement=build_case({"kind": "invention", **replacement}).case_file,
        sheets=sheets,
        as_of=AS_OF,
    )
    corrected: list[CaseFile] = []

    def seen(case_file: CaseFile) -> CheckReport:
        corrected.append(case_file)
        return checked(case_file)

    report = judge_correction(request, seen)
    AFTER[:] = corrected[:1]
    return report


AFTER: list[CaseFile] = []


def texts() -> list[str]:
    return [claim.number_label + claim.unit.text for claim in AFTER[0].application.claims or ()]


def test_one_claim_is_replaced_and_the_others_stay() -> None:
    report = correction({"claims": [RENUMBERED]}, claims=[{"first": 3}])
    assert [text[:2] for text in texts()] == ["1.", "2.", "3."]
    assert "304" not in texts()[2]
    claims = AFTER[0].application.claims or ()
    assert claims[2].claim_type is ClaimType.DEPENDENT
    assert claims[2].unit.id == "claims/3"
    assert [(one.number, one.change) for one in report.sheets] == [(3, UnitChange.REPLACED)]
    states = [one.state for one in report.defects if one.finding.code == "CN-CLM-023"]
    assert states == [DefectState.CURED]
    assert not any(one.state is DefectState.NEW for one in report.defects)
    assert [one.location.text for one in report.omitted] == ["例如304不锈钢"]
    assert not report.passages


def test_a_claim_is_renumbered_left_out_or_added() -> None:
    gap: dict[str, object] = {**ORIGINAL, "claims": [*CLAIMS[:2], CLAIMS[2].replace("3.", "4.")]}
    report = correction({"claims": [RENUMBERED]}, gap, claims=[{"first": 4}])
    assert [text[:2] for text in texts()] == ["1.", "2.", "3."]
    assert [one.change for one in report.sheets] == [UnitChange.ADDED, UnitChange.OMITTED]

    report = correction({"claims": [CLAIMS[1]]}, claims=[{"first": 2, "last": 3}])
    assert [text[:2] for text in texts()] == ["1.", "2."]
    assert [(one.number, one.change) for one in report.sheets] == [
        (2, UnitChange.REPLACED),
        (3, UnitChange.OMITTED),
    ]
    assert any(one.whole for one in report.omitted)

    fourth = RENUMBERED.replace("3.", "4.", 1)
    report = correction({"claims": [CLAIMS[2], fourth]}, claims=[{"first": 3, "last": 4}])
    assert [text[:2] for text in texts()] == ["1.", "2.", "3.", "4."]
    assert [one.change for one in report.sheets] == [UnitChange.REPLACED, UnitChange.ADDED]


def test_paragraphs_keep_their_headings_and_sections() -> None:
    report = correction(
        {"description": ["[0003] 杯体1为不锈钢，盖体2上设有密封圈3，密封圈3的厚度为2mm。"]},
        paragraphs=[{"first": 3}],
    )
    description = AFTER[0].application.description
    assert description is not None
    assert [each.unit.text for each in description.headings] == [
        "技术领域",
        "附图说明",
        "具体实施方式",
    ]
    assert description.paragraphs[2].section is DescriptionSection.EMBODIMENTS
    assert description.title is not None
    (passage,) = report.passages
    assert [place.text for place in passage.not_found] == ["2mm"]
    assert passage.counterpart == "description/3"


def test_a_sheet_brings_its_own_headings() -> None:
    correction(
        {
            "description": [
                "# 附图说明",
                "[0002] 图1是水杯的剖视图，图2是盖体的示意图。",
                "# 实施方式",
                "[0003] 杯体1为不锈钢。",
            ]
        },
        paragraphs=[{"first": 2, "last": 3}],
    )
    description = AFTER[0].application.description
    assert description is not None
    assert [(each.unit.text, each.before_paragraph) for each in description.headings] == [
        ("技术领域", 0),
        ("附图说明", 1),
        ("实施方式", 2),
    ]
    assert len({each.unit.id for each in description.headings}) == 3


def test_a_figure_sheet() -> None:
    report = correction({"figures": ["图2"]}, figures=[{"first": 2}])
    drawings = AFTER[0].application.drawings or ()
    assert [(figure.position, figure.number) for figure in drawings] == [(1, 1), (2, 2)]
    assert [one.part for one in report.sheets] == ["drawings"]
    assert report.replaced == ("drawings",)


@pytest.mark.parametrize(
    ("replacement", "named", "zh"),
    [
        ({"claims": [RENUMBERED]}, {"claims": [{"first": 2}]}, "未指明的编号3"),
        ({"claims": [RENUMBERED]}, {"claims": [{"first": 7}]}, "没有编号7"),
        ({"claims": [RENUMBERED]}, {"claims": [{"first": 1, "last": 3}]}, "缺少编号1、2"),
        ({"claims": [RENUMBERED]}, {"claims": [{"first": 3, "last": 99_999}]}, "没有编号99999"),
        ({"claims": ["一种水杯。", *CLAIMS]}, {"claims": [{"first": 1, "last": 3}]}, "写明编号"),
        ({"claims": [RENUMBERED]}, {"paragraphs": [{"first": 1}]}, "都应当有"),
        (
            {"title": "一种杯子", "description": ["[0001] 一"]},
            {"paragraphs": [{"first": 1}]},
            "名称",
        ),
    ],
)
def test_sheets_that_do_not_line_up_are_refused(
    replacement: dict[str, object], named: dict[str, object], zh: str
) -> None:
    with pytest.raises(SheetsMismatchError) as refused:
        correction(replacement, **named)
    assert zh in refused.value.one_line()


def test_numbers_of_the_original_that_do_not_go_up_are_refused() -> None:
    original: dict[str, object] = {**ORIGINAL, "claims": [CLAIMS[0], CLAIMS[1], CLAIMS[1]]}
    with pytest.raises(SheetsMismatchError) as refused:
        correction({"claims": [RENUMBERED]}, original, claims=[{"first": 2}])
    assert "依次递增" in refused.value.one_line()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    old=st.sets(st.integers(1, 9), min_size=1),
    new=st.lists(st.integers(1, 12), min_size=1, max_size=5),
    first=st.integers(1, 12),
    more=st.integers(0, 5),
)
def test_what_is_merged_goes_up_and_loses_nothing(
    old: set[int], new: list[int], first: int, more: int
) -> None:
    named = UnitRange(first=first, last=first + more)
    before = [(number, "old") for number in sorted(old)]
    after = [(number, "new") for number in new]
    try:
        merged = merge(before, after, [named], lambda each: each[0], "#/sheets/claims")
    except SheetsMismatchError:
        return
    numbers = [unit.number for unit in merged.units]
    assert numbers == sorted(set(numbers))
    assert [unit.current for unit in merged.units if unit.new is not None] == after
    replaced = {number for number in old if first <= number <= first + more}
    kept = [each for each in before if each[0] not in replaced]
    assert [unit.current for unit in merged.units if unit.new is None] == kept
    assert {unit.number for unit in merged.omitted} == replaced - set(new)


def test_command_and_page(tmp_path: Path) -> None:
    original, sheet = tmp_path / "original.txt", tmp_path / "sheet.txt"
    original.write_text(
        "权利要求书\n" + "\n".join(CLAIMS) + "\n说明书\n一种水杯\n技术领域\n本发明涉及水杯。\n",
        encoding="utf-8",
    )
    sheet.write_text("权利要求书\n" + RENUMBERED + "\n", encoding="utf-8")
    run = CliRunner().invoke
    result, page = tmp_path / "result.json", tmp_path / "page.html"
    command = ["correct", str(original), str(sheet), "--claims", "3", "--as-of", "2026-03-02"]
    done = run(commands, [*command, "--json", str(result), "--html", str(page)])
    assert done.exit_code == 0, done.output
    report = CorrectionReport.model_validate(json.loads(result.read_text(encoding="utf-8")))
    assert [(one.number, one.change) for one in report.sheets] == [(3, UnitChange.REPLACED)]
    assert report.sheets[0].after is not None
    assert report.sheets[0].after.file == "sheet.txt"
    assert "权利要求3：已替换" in page.read_text(encoding="utf-8")
    assert correction_html(report) == page.read_bytes()
    shown = run(commands, command)
    assert "权利要求3" in shown.output
    assert run(commands, [*command[:3], "--claims", "三"]).exit_code == 2
    refused = run(commands, [*command[:3], "--claims", "2"])
    assert refused.exit_code == 1


def test_over_http(open_client: ClientFactory) -> None:
    agent = open_client(
        create_app(Settings(token_secret=SecretStr(TOKEN_SECRET))), SERVICE, Role.AGENT
    )
    body: dict[str, object] = {
        "original": build_case(ORIGINAL).case_file.model_dump(mode="json"),
        "replacement": build_case({"claims": [RENUMBERED]}).case_file.model_dump(mode="json"),
        "sheets": {"claims": [{"first": 3}]},
        "as_of": "2026-03-02",
    }
    answer = CorrectionReport.model_validate_json(agent.post("/v1/corrections", json=body).content)
    assert [one.number for one in answer.sheets] == [3]
    for sheets, pointer in (
        ({"claims": [{"first": 2}]}, "#/sheets/claims"),
        ({"figures": [{"first": 1}]}, "#/sheets/figures"),
        ({"claims": [{"first": 3, "last": 1}]}, "#/sheets/claims/0"),
        ({"claims": [{"first": "3"}]}, "#/sheets/claims/0/first"),
    ):
        refused = agent.post("/v1/corrections", json={**body, "sheets": sheets})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == pointer
