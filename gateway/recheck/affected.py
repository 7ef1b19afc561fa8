"""Which applications a change of the rules can touch. Pure.

A rule set is kept as what its rules' versions declare and their fingerprints. Between two sets, a
rule version is affected if it is in one only or its fingerprint differs; both declarations count,
because a rule that no longer concerns an application must clear its finding there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shared.contracts.formal_check import RuleList, RuleSummary

_ACT = "act"


@dataclass(frozen=True)
class Scope:
    """The applications that a rule version concerns."""

    office_code: str
    kinds: tuple[str, ...]
    routes: tuple[str, ...]
    profiles: tuple[str, ...]
    until: date | None
    """Last governing date; ``None``: any."""


@dataclass(frozen=True)
class RuleVersion:
    """One version of a rule: what it concerns, and its fingerprint."""

    code: str
    effective_from: str
    fingerprint: str
    scope: Scope


@dataclass(frozen=True)
class RuleSet:
    """All rule versions behind a result. ``engine`` is what they all stand on."""

    sources: str
    engine: str
    rules: tuple[RuleVersion, ...]

    def document(self) -> str:
        """As it is kept."""
        return json.dumps(
            [
                [
                    rule.code,
                    rule.effective_from,
                    rule.fingerprint,
                    rule.scope.office_code,
                    rule.scope.kinds,
                    rule.scope.routes,
                    rule.scope.profiles,
                    None if rule.scope.until is None else rule.scope.until.isoformat(),
                ]
                for rule in self.rules
            ]
        )

    @classmethod
    def read(cls, sources: str, engine: str, document: str) -> RuleSet:
        """The set that ``document`` keeps."""
        rules = []
        for code, first, mark, office, kinds, routes, profiles, until in json.loads(document):
            last = None if until is None else date.fromisoformat(until)
            scope = Scope(office, tuple(kinds), tuple(routes), tuple(profiles), last)
            rules.append(RuleVersion(code, first, mark, scope))
        return cls(sources, engine, tuple(rules))

    def with_codes(self, codes: Iterable[str]) -> frozenset[RuleVersion]:
        """The versions of these rules."""
        wanted = frozenset(codes)
        return frozenset(rule for rule in self.rules if rule.code in wanted)


def rule_set(rules: RuleList) -> RuleSet:
    """The rule set of formal_check's answer to ``GET /v1/rules``."""
    components = rules.versions.components
    return RuleSet(
        sources=components.get("rule_sources", components.get("rule_set", "")),
        engine=components.get("engine", ""),
        rules=tuple(_version(rule) for rule in rules.rules),
    )


def affected(before: RuleSet, after: RuleSet) -> frozenset[RuleVersion]:
    """Versions that are in one set only, or whose fingerprints differ: the older and the newer."""
    old, new = _by_key(before), _by_key(after)
    return frozenset(
        rule
        for key in old.keys() | new.keys()
        for rule in (old.get(key), new.get(key))
        if rule is not None and not _same(old.get(key), new.get(key))
    )


def _same(old: RuleVersion | None, new: RuleVersion | None) -> bool:
    return old is not None and new is not None and old.fingerprint == new.fingerprint


def _by_key(rules: RuleSet) -> Mapping[tuple[str, str], RuleVersion]:
    return {(rule.code, rule.effective_from): rule for rule in rules.rules}


def _version(rule: RuleSummary) -> RuleVersion:
    return RuleVersion(
        code=rule.code,
        effective_from=rule.effective_from.isoformat(),
        fingerprint=rule.fingerprint,
        scope=Scope(
            office_code=rule.office_code,
            kinds=rule.kinds,
            routes=rule.routes,
            profiles=rule.profiles,
            until=None if rule.governed_by == _ACT else rule.effective_to,
        ),
    )
