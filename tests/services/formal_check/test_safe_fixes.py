"""Applying every safe fix and checking again removes the findings and adds none."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from services.formal_check.domain.engine import CheckResult, check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.engines.case_builder import build_case
from services.formal_check.engines.rule_cases import AS_OF, RuleCase, rule_cases
from shared.contracts.formal_check import FixSafety, TextEdit
from shared.model.case_file import CaseFile
from shared.model.claim_language import FiledClaim, build_claims


def _safe_edits(result: CheckResult) -> dict[str, list[TextEdit]]:
    edits: dict[str, list[TextEdit]] = defaultdict(list)
    for finding in result.findings:
        for fix in finding.fixes[:1]:
            if fix.safety is FixSafety.SAFE:
                for edit in fix.edits:
                    edits[edit.unit].append(edit)
    return edits


def _edited(value: object, edits: dict[str, list[TextEdit]]) -> object:
    """The dumped case file with the edits made in every text unit of that id."""
    if isinstance(value, list):
        return [_edited(entry, edits) for entry in value]
    if not isinstance(value, dict):
        return value
    changed = {name: _edited(entry, edits) for name, entry in value.items()}
    if value.get("id") in edits and "text" in value:
        text = str(value["text"])
        for edit in sorted(edits[str(value["id"])], key=lambda edit: edit.start, reverse=True):
            text = text[: edit.start] + edit.replacement + text[edit.end :]
        changed |= {"text": text, "source": None}
    return changed


def _with_claims_read_again(case_file: CaseFile) -> CaseFile:
    application = case_file.application
    if application.claims is None:
        return case_file
    filed = [FiledClaim(c.unit, c.number, c.number_label) for c in application.claims]
    claims = build_claims(filed, application.language)
    return case_file.model_copy(
        update={"application": application.model_copy(update={"claims": claims})}
    )


def _check(case_file: CaseFile, as_of: date, governing_date: date | None = None) -> CheckResult:
    profile = choose_profile(case_file, as_of, governing_date)
    return check(case_file, rule_book(), profile)


FAILING = [case for case in rule_cases() if case.group == "fail"]


@pytest.mark.parametrize("case", FAILING, ids=[f"{case.code}-{case.name}" for case in FAILING])
def test_safe_fixes_cure(case: RuleCase) -> None:
    case_file = case.build().case_file
    governing_date = case.content.get("governing_date")
    before = _check(case_file, case.as_of, governing_date)
    edits = _safe_edits(before)
    if not edits:
        return
    dumped = _edited(case_file.model_dump(mode="json"), edits)
    repaired = _with_claims_read_again(CaseFile.model_validate(dumped))
    after = _check(repaired, case.as_of, governing_date)
    cured = {f.id for f in before.findings if f.fixes and f.fixes[0].safety is FixSafety.SAFE}
    assert cured.isdisjoint({finding.id for finding in after.findings})
    assert {f.code for f in after.findings} <= {f.code for f in before.findings}


def test_there_are_safe_fixes() -> None:
    """The test above must have something to do."""
    case_file = build_case({"title": "发明名称：一种除塵装置"}).case_file
    assert len(_safe_edits(_check(case_file, AS_OF))["description/title"]) == 2
