"""Every rule on its YAML cases: exact places, outcomes, and at least one failing and passing case."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from services.formal_check.domain.abstention import Abstention
from services.formal_check.domain.case import Case
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.rule import Rule, Suppression
from services.formal_check.engines.case_builder import BuiltCase
from services.formal_check.engines.rule_cases import CASES, RuleCase, rule_cases
from shared.contracts.formal_check import Finding, Outcome
from shared.model.source import Location

ALL_CASES = list(rule_cases())


def _place(location: Location) -> dict[str, Any]:
    if location.unit is not None:
        return {
            "unit": location.unit,
            "start": location.unit_start,
            "end": location.unit_end,
            "text": location.text,
        }
    place: dict[str, Any] = {"element": location.element}
    return place | ({"text": location.text} if location.text else {})


@pytest.mark.parametrize(
    "case", ALL_CASES, ids=[f"{case.code}-{case.group}-{case.name}" for case in ALL_CASES]
)
def test_case(case: RuleCase) -> None:
    built, result = case.run(rule_book())
    code, group, stated = case.code, case.group, case.content
    outcome = next(outcome for outcome in result.outcomes if outcome.code == code)
    findings = [finding for finding in result.findings if finding.code == code]
    assert outcome.internal_error is None
    if group == "fail":
        assert outcome.outcome is Outcome.FAIL, outcome
        assert [_place(finding.location) for finding in findings] == stated["find"]
        if "severity" in stated:
            assert {finding.severity.value for finding in findings} == {stated["severity"]}
        for finding in findings:
            _check_finding(built, finding)
        if "fixed" in stated:
            assert _fixed(built, findings) == stated["fixed"]
    elif group == "pass":
        assert findings == []
        assert outcome.outcome is Outcome.PASS, outcome
    else:
        assert findings == []
        assert outcome.outcome.value == stated["outcome"], outcome
        assert outcome.suppressed_by == stated.get("suppressed_by")
        assert outcome.reason is not None or outcome.outcome is Outcome.NOT_APPLICABLE


def _check_finding(built: BuiltCase, finding: Finding) -> None:
    """What holds for every finding: a true place, two messages, a legal basis, sound fixes."""
    place = finding.location
    if place.start is not None and place.file in built.files:
        assert built.files[place.file][place.start : place.end] == place.text
    assert finding.message.zh != finding.message.en
    assert finding.message.zh.endswith(("。", "）"))
    assert finding.legal_basis
    units = {unit.id: unit for unit in built.case_file.application.text_units()}
    for fix in finding.fixes:
        for edit in fix.edits:
            assert 0 <= edit.start <= edit.end <= len(units[edit.unit].text)


def _fixed(built: BuiltCase, findings: list[Finding]) -> dict[str, str]:
    """Texts of the edited units after the first fix of every finding."""
    texts = {unit.id: unit.text for unit in built.case_file.application.text_units()}
    edits = sorted(
        (edit for finding in findings for fix in finding.fixes[:1] for edit in fix.edits),
        key=lambda edit: edit.start,
        reverse=True,
    )
    for edit in edits:
        text = texts[edit.unit]
        texts[edit.unit] = text[: edit.start] + edit.replacement + text[edit.end :]
    return {edit.unit: texts[edit.unit] for edit in edits}


def count(code: str, group: str) -> int:
    return sum(case.code == code and case.group == group for case in ALL_CASES)


@pytest.mark.parametrize("code", rule_book().codes)
def test_every_rule_has_cases(code: str) -> None:
    assert count(code, "pass") > 0
    suppression = any(isinstance(version, Suppression) for version in rule_book().versions(code))
    assert count(code, "other" if suppression else "fail") > 0


def test_no_case_for_an_unknown_rule() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} <= set(rule_book().codes)


@pytest.mark.parametrize("code", rule_book().codes)
def test_declared_inputs_cover_what_a_rule_reads(code: str) -> None:
    """The live hints run a rule only when an input it declares has changed."""
    for case in (case for case in ALL_CASES if case.code == code):
        built = case.build()
        profile = choose_profile(built.case_file, case.as_of, case.content.get("governing_date"))
        for version in rule_book().versions(code):
            if not isinstance(version, Rule):
                continue
            seen = Case(built.case_file, profile)
            with contextlib.suppress(Abstention):  # what it read counts, whatever came of it
                list(version.check(seen))
            assert seen.touched <= version.reads, f"{code} reads {seen.touched - version.reads}"
