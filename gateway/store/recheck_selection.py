"""Which applications a re-check takes in, as one query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gateway.recheck.affected import RuleSet, Scope, affected
from gateway.store.application_tables import APPLICATIONS, CHECK_RESULTS, RULE_SETS
from shared.contracts.applications import CheckName
from shared.contracts.rechecks import Count, RecheckPlan, Selection

_A = APPLICATIONS.c
NEVER, PAPERS, ENGINE, RULES, SEARCH, UNCHANGED = (
    "never_checked",
    "papers_changed",
    "engine_changed",
    "rules_changed",
    "search",
    "unchanged",
)


@dataclass(frozen=True)
class Chosen:
    """Applications with the reason why they run. ``rows`` has ``id`` and what items need."""

    rows: sa.Select[Any]
    affected_rules: tuple[str, ...]
    only_affected: bool

    def running(self) -> sa.Select[Any]:
        """Those that run."""
        if not self.only_affected:
            return self.rows
        return self.rows.where(self.rows.selected_columns.reason != UNCHANGED)

    def plan(self, connection: sa.Connection) -> RecheckPlan:
        """Counts, without running anything."""
        every = self.rows.subquery().c
        groups = connection.execute(
            sa.select(
                every.kind, every.state, every.reason, sa.func.count().label("applications")
            ).group_by(every.kind, every.state, every.reason)
        ).all()
        kept = [row for row in groups if not (self.only_affected and row.reason == UNCHANGED)]
        return RecheckPlan(
            selected=sum(row.applications for row in groups),
            to_run=sum(row.applications for row in kept),
            by_kind=_counts((row.kind or "unknown", row.applications) for row in kept),
            by_state=_counts((row.state, row.applications) for row in kept),
            by_reason=_counts((row.reason, row.applications) for row in kept),
            affected_rules=self.affected_rules,
        )


def choose(
    connection: sa.Connection,
    selection: Selection,
    checks: Sequence[CheckName],
    current: RuleSet,
) -> Chosen:
    """The applications that ``selection`` names, each with its reason to run."""
    last = CHECK_RESULTS.alias("formal")
    kept = _kept_rule_sets(connection)
    changed = {
        sources: affected(rules, current)
        for sources, rules in kept.items()
        if rules.engine == current.engine
    }
    reason = _reason(last.c, kept.keys() - changed.keys(), changed)
    if CheckName.PRIOR_ART in checks:  # what a search finds grows with the collection
        reason = sa.case((reason == UNCHANGED, SEARCH), else_=reason)
    rows = (
        sa.select(
            _A.id,
            _A.kind,
            _A.state,
            _A.order_rank,
            _A.art_unit,
            _A.filing_date,
            reason.label("reason"),
        )
        .select_from(APPLICATIONS)
        .outerjoin(
            last,
            sa.and_(
                last.c.application_id == _A.id,
                last.c.check_name == CheckName.FORMAL_CHECK.value,
            ),
        )
        .where(*_conditions(selection))
    )
    if selection.rules:
        scopes = {rule.scope for rule in current.with_codes(selection.rules)}
        rows = rows.where(_touched(last.c, scopes))
    codes = {rule.code for rules in changed.values() for rule in rules}
    # The reason is a column of a derived table, so that it can be a condition.
    derived = rows.subquery()
    return Chosen(sa.select(derived), tuple(sorted(codes)), selection.only_affected)


def _kept_rule_sets(connection: sa.Connection) -> Mapping[str, RuleSet]:
    """The sets that made the results at hand."""
    used = sa.select(CHECK_RESULTS.c.sources).where(
        CHECK_RESULTS.c.check_name == CheckName.FORMAL_CHECK.value
    )
    query = sa.select(RULE_SETS).where(RULE_SETS.c.sources.in_(used))
    return {
        row.sources: RuleSet.read(row.sources, row.engine, row.document)
        for row in connection.execute(query)
    }


def _reason(
    last: sa.ColumnCollection[str, Any],
    other_engine: Iterable[str],
    changed: Mapping[str, frozenset[Any]],
) -> sa.ColumnElement[str]:
    known = sorted(changed)
    touched = [
        sa.and_(last.sources == sources, _in_scopes(last, {rule.scope for rule in rules}))
        for sources, rules in sorted(changed.items())
        if rules
    ]
    whens: list[tuple[sa.ColumnElement[bool], str]] = [
        (last.application_id.is_(None), NEVER),
        (last.facts_sha256 != _A.facts_sha256, PAPERS),
        (sa.or_(last.sources.in_(sorted(other_engine)), last.sources.not_in(known)), ENGINE),
    ]
    if touched:
        whens.append((sa.or_(*touched), RULES))
    return sa.case(*((condition, sa.literal(name)) for condition, name in whens), else_=UNCHANGED)


def _conditions(selection: Selection) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [
        _A.state.in_([state.value for state in selection.states])
    ]
    if selection.kinds:
        conditions.append(_A.kind.in_([kind.value for kind in selection.kinds]))
    if selection.filed_from is not None:
        conditions.append(_A.filing_date >= selection.filed_from)
    if selection.filed_to is not None:
        conditions.append(_A.filing_date <= selection.filed_to)
    if selection.ipc:
        conditions.append(
            sa.or_(*(_A.ipc.contains(f";{one}", autoescape=True) for one in selection.ipc))
        )
    if selection.art_units:
        conditions.append(_A.art_unit.in_(selection.art_units))
    return conditions


def _touched(
    last: sa.ColumnCollection[str, Any], scopes: Iterable[Scope]
) -> sa.ColumnElement[bool]:
    """Applications that one of the scopes concerns; unchecked ones by what the record tells."""
    unchecked = [
        sa.and_(
            last.application_id.is_(None),
            sa.or_(_A.kind.is_(None), _A.kind.in_(scope.kinds)),
            _A.route.in_(scope.routes),
        )
        for scope in scopes
    ]
    return sa.or_(sa.false(), *unchecked, _in_scopes(last, scopes))


def _in_scopes(
    last: sa.ColumnCollection[str, Any], scopes: Iterable[Scope]
) -> sa.ColumnElement[bool]:
    conditions = []
    for scope in scopes:
        parts = [
            last.office_code == scope.office_code,
            sa.or_(last.kind.is_(None), last.kind.in_(scope.kinds)),
            last.route.in_(scope.routes),
            last.profile.in_(scope.profiles),
        ]
        if scope.until is not None:
            parts.append(sa.or_(last.governing_date.is_(None), last.governing_date <= scope.until))
        conditions.append(sa.and_(*parts))
    return sa.or_(sa.false(), *conditions)


def _counts(pairs: Iterable[tuple[str, int]]) -> tuple[Count, ...]:
    counter: Counter[str] = Counter()
    for key, count in pairs:
        counter[key] += count
    return tuple(Count(key=key, count=counter[key]) for key in sorted(counter))
