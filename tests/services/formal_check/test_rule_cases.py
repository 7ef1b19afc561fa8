"""Every rule on its YAML cases: exact places, outcomes, and at least one failing and passing case.

``cases/<CODE>.yaml`` is data: ``base`` holds facts common to all its cases, ``fail`` and ``pass``
are cases, ``other`` holds cases whose rule gives no verdict. docs/formal-check.md has the format.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.formal_check.domain.abstention import Abstention
from services.formal_check.domain.case import Case
from services.formal_check.domain.engine import CheckResult, check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.rule import Rule, Suppression
from shared.contracts.formal_check import Finding, Outcome
from shared.model.source import Location
from tests.services.formal_check.case_builder import KEYS, BuiltCase, build_case

CASES = Path(__file__).parent / "cases"
AS_OF = date(2026, 3, 2)
"""The day of every case, unless it states its own."""
GROUPS = ("fail", "pass", "other")
CASE_KEYS = {
    "name",
    "find",
    "outcome",
    "as_of",
    "governing_date",
    "severity",
    "fixed",
    "suppressed_by",
}


@functools.cache
def _cases_of() -> dict[str, list[Any]]:
    """The cases by code, read once."""
    found: dict[str, list[Any]] = {}
    for case in _cases():
        found.setdefault(case.values[0], []).append(case)
    return found


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert content["rule"] == path.stem, path.name
        assert set(content) <= {"rule", "base", *GROUPS}, path.name
        for group in GROUPS:
            for case in content.get(group, ()):
                merged = {**content.get("base", {}), **case}
                yield pytest.param(
                    path.stem, group, merged, id=f"{path.stem}-{group}-{case['name']}"
                )


def _run(case: dict[str, Any]) -> tuple[BuiltCase, CheckResult]:
    assert set(case) <= CASE_KEYS | KEYS, "unknown key in the case"
    built = build_case({key: value for key, value in case.items() if key in KEYS})
    as_of = case.get("as_of", AS_OF)
    profile = choose_profile(built.case_file, as_of, case.get("governing_date"))
    return built, check(built.case_file, rule_book(), profile)


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


@pytest.mark.parametrize(("code", "group", "case"), _cases())
def test_case(code: str, group: str, case: dict[str, Any]) -> None:
    built, result = _run(case)
    outcome = next(outcome for outcome in result.outcomes if outcome.code == code)
    findings = [finding for finding in result.findings if finding.code == code]
    assert outcome.internal_error is None
    if group == "fail":
        assert outcome.outcome is Outcome.FAIL, outcome
        assert [_place(finding.location) for finding in findings] == case["find"]
        if "severity" in case:
            assert {finding.severity.value for finding in findings} == {case["severity"]}
        for finding in findings:
            _check_finding(built, finding)
        if "fixed" in case:
            assert _fixed(built, findings) == case["fixed"]
    elif group == "pass":
        assert findings == []
        assert outcome.outcome is Outcome.PASS, outcome
    else:
        assert findings == []
        assert outcome.outcome.value == case["outcome"], outcome
        assert outcome.suppressed_by == case.get("suppressed_by")
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


def _groups(code: str) -> dict[str, int]:
    path = CASES / f"{code}.yaml"
    if not path.exists():
        return {}
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {group: len(content.get(group, ())) for group in GROUPS}


@pytest.mark.parametrize("code", rule_book().codes)
def test_every_rule_has_cases(code: str) -> None:
    groups = _groups(code)
    if any(isinstance(version, Suppression) for version in rule_book().versions(code)):
        assert groups.get("pass", 0) > 0
        assert groups.get("other", 0) > 0
        return
    assert groups.get("fail", 0) > 0
    assert groups.get("pass", 0) > 0


def test_no_case_for_an_unknown_rule() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} <= set(rule_book().codes)


@pytest.mark.parametrize("code", rule_book().codes)
def test_declared_inputs_cover_what_a_rule_reads(code: str) -> None:
    """The live hints run a rule only when an input it declares has changed."""
    cases = _cases_of().get(code, [])
    for parameters in cases:
        case = dict(parameters.values[2])  # type: ignore[call-overload]
        built = build_case({key: value for key, value in case.items() if key in KEYS})
        profile = choose_profile(
            built.case_file, case.get("as_of", AS_OF), case.get("governing_date")
        )
        for version in rule_book().versions(code):
            if not isinstance(version, Rule):
                continue
            seen = Case(built.case_file, profile)
            with contextlib.suppress(Abstention):  # what it read counts, whatever came of it
                list(version.check(seen))
            assert seen.touched <= version.reads, f"{code} reads {seen.touched - version.reads}"
