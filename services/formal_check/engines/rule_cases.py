"""The rule cases: every rule's failing and passing examples, as data, and how one is run.

``rule_cases/<CODE>.yaml`` holds ``base`` (facts common to all its cases) and the groups ``fail``,
``pass`` and ``other`` (no verdict); docs/formal-check.md has the format. They come with the software,
so that an office can see for itself, after an upgrade or a change of its settings, that each rule
still finds what it should: ``zhishen rules --json FILE``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from services.formal_check.domain.engine import CheckResult, check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.rule import Suppression
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.engines.case_builder import KEYS, BuiltCase, build_case
from shared.contracts.formal_check import Outcome

CASES = Path(__file__).parent.parent / "rule_cases"
AS_OF = date(2026, 3, 2)
"""The day of every case, unless it states its own."""
GROUPS = ("fail", "pass", "other")
CASE_KEYS = frozenset(
    ["name", "find", "outcome", "as_of", "governing_date", "severity", "fixed", "suppressed_by"]
)


@dataclass(frozen=True)
class RuleCase:
    """One case of one rule."""

    code: str
    group: str
    """``fail``, ``pass`` or ``other``."""
    content: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the case shows."""
        return str(self.content["name"])

    @property
    def as_of(self) -> date:
        """The day on which the case is checked."""
        day = self.content.get("as_of", AS_OF)
        assert isinstance(day, date)  # noqa: S101 - YAML gives dates
        return day

    def build(self) -> BuiltCase:
        """The case file with its virtual files. Raises ``ValueError`` for an unknown key."""
        unknown = set(self.content) - CASE_KEYS - KEYS
        if unknown:
            raise ValueError(f"{self.code}, {self.name}: unknown keys {sorted(unknown)}")
        return build_case({key: value for key, value in self.content.items() if key in KEYS})

    def run(self, book: RuleBook) -> tuple[BuiltCase, CheckResult]:
        """Check the case with all rules."""
        built = self.build()
        profile = choose_profile(built.case_file, self.as_of, self.content.get("governing_date"))
        return built, check(built.case_file, book, profile)


@dataclass(frozen=True)
class CaseCount:
    """How many cases of a rule ran and gave what they should."""

    failing: int
    """Cases in which the rule found its defect; for a suppression, in which it acted."""
    passing: int
    """Cases in which the rule passed; for a suppression, in which it did not act."""


def rule_cases(folder: Path = CASES) -> Iterator[RuleCase]:
    """All cases in the order of codes, groups and files."""
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if content["rule"] != path.stem or not set(content) <= {"rule", "base", *GROUPS}:
            raise ValueError(f"{path.name} names another rule or has unknown keys")
        for group in GROUPS:
            for case in content.get(group, ()):
                yield RuleCase(path.stem, group, {**content.get("base", {}), **case})


def count_cases(book: RuleBook) -> Mapping[str, CaseCount]:
    """Run every case and count, by code, those whose verdict is right."""
    right: Counter[tuple[str, str]] = Counter()
    for case in rule_cases():
        _, result = case.run(book)
        outcome = next(one.outcome for one in result.outcomes if one.code == case.code)
        expected = {"fail": Outcome.FAIL, "pass": Outcome.PASS}.get(case.group)
        if outcome is (expected or Outcome(case.content.get("outcome", ""))):
            right[case.code, case.group] += 1
    counts = {}
    for code in book.codes:
        suppression = any(isinstance(version, Suppression) for version in book.versions(code))
        found, clean = ("pass", "other") if suppression else ("fail", "pass")
        counts[code] = CaseCount(right[code, found], right[code, clean])
    return counts
