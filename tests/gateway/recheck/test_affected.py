"""Which rules changed between two rule sets, and what they concern."""

from __future__ import annotations

from datetime import date

from gateway.recheck.affected import RuleSet, RuleVersion, Scope, affected, rule_set
from shared.contracts.common import Message, Versions
from shared.contracts.formal_check import Consequence, RuleList, RuleSummary, Severity


def version(code: str, mark: str = "1", kinds: tuple[str, ...] = ("invention",)) -> RuleVersion:
    scope = Scope("CN", kinds, ("national",), ("filing",), date(2024, 1, 19))
    return RuleVersion(code, "2010-02-01", mark, scope)


def of(*rules: RuleVersion, engine: str = "e") -> RuleSet:
    return RuleSet("s", engine, rules)


def test_only_what_differs_is_affected_in_both_forms() -> None:
    same, old, new = version("CN-AAA-001"), version("CN-AAA-002"), version("CN-AAA-002", "2")
    gone, come = version("CN-AAA-003"), version("CN-AAA-004")
    assert affected(of(same, old, gone), of(same, new, come)) == {old, new, gone, come}
    assert affected(of(same), of(same)) == frozenset()


def test_kept_and_read_again() -> None:
    rules = of(version("CN-AAA-001"), version("CN-AAA-002", kinds=("design", "invention")))
    assert RuleSet.read("s", "e", rules.document()) == rules
    assert rules.with_codes(["CN-AAA-002", "CN-XXX-001"]) == {rules.rules[1]}


def test_rules_of_the_day_of_the_act_have_no_last_governing_date() -> None:
    summary = RuleSummary(
        code="CN-AAA-001",
        title=Message(zh="", en=""),
        severity=Severity.ERROR,
        consequence=Consequence.NONE,
        legal_basis=(),
        inputs=(),
        kinds=("invention",),
        effective_from=date(2010, 2, 1),
        effective_to=date(2024, 1, 19),
        fingerprint="f",
    )
    versions = Versions(
        service="formal_check", zhishen="0", components={"rule_sources": "s", "engine": "e"}
    )
    act = summary.model_copy(update={"governed_by": "act"})
    first, second = rule_set(RuleList(versions=versions, rules=(summary, act))).rules
    assert first.scope.until == date(2024, 1, 19)
    assert second.scope.until is None
