"""Rules as declarations: what a rule is called, whom it concerns, what it rests on, how it checks.

Write a rule as a generator function under the decorator ``rule``; its docstring is its public
documentation (``documentation.py`` has the sections). A rule that only switches others off is
written with ``suppression``. docs/formal-check.md has the whole recipe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.formal_check.domain import citations
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import Basis
from services.formal_check.domain.findings import Draft
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import (
    ALL_KINDS,
    TECHNICAL,
    GoverningDate,
    ProfileName,
)
from shared.contracts.common import Message
from shared.contracts.formal_check import Consequence, Level, Severity
from shared.model.identification import ApplicationKind, FilingRoute

__all__ = ["ALL_KINDS", "TECHNICAL", "Declaration", "Rule", "Silence", "Suppression"]

Check = Callable[[Case], Iterator[Draft]]


@dataclass(frozen=True)
class Silence:
    """What a suppression switches off: the whole rule, or its findings in one place."""

    reason: Message
    unit: str | None = None
    """Text unit, or the ``element`` of a place that is none, such as a figure."""


SuppressionCheck = Callable[[Case], Iterator[Silence]]


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What rules and suppressions declare. One version of a code: key = code, effective_from."""

    code: str
    title: Message
    severity: Severity
    severity_published: Severity
    """Severity in publications: less where the office has accepted what the rule asks about."""
    consequence: Consequence
    level: Level
    reads: frozenset[Input]
    """Inputs that decide its result; an edit elsewhere need not run it again."""
    basis: Basis
    kinds: frozenset[ApplicationKind] = TECHNICAL
    profiles: frozenset[ProfileName] = frozenset(ProfileName)
    routes: frozenset[FilingRoute] = frozenset(
        {FilingRoute.NATIONAL, FilingRoute.PCT_NATIONAL_PHASE}
    )
    languages: frozenset[str] | None = frozenset({"zh"})
    """Languages of the papers that it can read; ``None`` for any."""
    office_code: str = "CN"
    governed_by: GoverningDate = GoverningDate.FILING
    effective_from: date
    effective_to: date | None = None
    introduced: bool = False
    """Whether the requirement began on ``effective_from``. If not, older papers are judged by the
    oldest version at hand, and the finding says so."""
    ceiling: bool = False
    """Whether the severity is an office's own: then no finding of the rule is more severe."""
    docstring: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule(Declaration):
    """A rule that finds defects."""

    check: Check


@dataclass(frozen=True, kw_only=True)
class Suppression(Declaration):
    """A rule that switches others off and says why."""

    check: SuppressionCheck
    suppresses: tuple[str, ...]


def rule(
    code: str,
    *,
    zh: str,
    en: str,
    severity: Severity,
    reads: Iterable[Input],
    basis: Iterable[Basis],
    severity_published: Severity | None = None,
    consequence: Consequence | None = None,
    level: Level | None = None,
    kinds: frozenset[ApplicationKind] = TECHNICAL,
    profiles: Iterable[ProfileName] = ProfileName,
    routes: Iterable[FilingRoute] = (FilingRoute.NATIONAL, FilingRoute.PCT_NATIONAL_PHASE),
    languages: Iterable[str] | None = ("zh",),
    office_code: str = "CN",
    governed_by: GoverningDate = GoverningDate.FILING,
    effective_from: date | None = None,
    effective_to: date | None = None,
    introduced: bool = False,
) -> Callable[[Check], Rule]:
    """Declare the generator function below as a rule.

    By default publications are judged as filings are; an error has to be fixed now and a notice has no consequence; the rule is in force
    from the first day of its legal basis.
    """
    places = tuple(place for part in basis for place in part)
    begin = effective_from or citations.earliest(places)

    def declare(check: Check) -> Rule:
        return Rule(
            code=code,
            title=Message(zh=zh, en=en),
            severity=severity,
            severity_published=severity_published or severity,
            consequence=consequence or _consequence(severity),
            level=level or _level(severity),
            reads=frozenset(reads),
            basis=places,
            kinds=kinds,
            profiles=frozenset(profiles),
            routes=frozenset(routes),
            languages=None if languages is None else frozenset(languages),
            office_code=office_code,
            governed_by=governed_by,
            effective_from=begin,
            effective_to=effective_to,
            introduced=introduced,
            docstring=check.__doc__ or "",
            check=check,
        )

    return declare


def suppression(
    code: str,
    *,
    zh: str,
    en: str,
    suppresses: Iterable[str],
    reads: Iterable[Input],
    basis: Iterable[Basis],
    kinds: frozenset[ApplicationKind] = TECHNICAL,
    routes: Iterable[FilingRoute] = (FilingRoute.NATIONAL, FilingRoute.PCT_NATIONAL_PHASE),
    office_code: str = "CN",
) -> Callable[[SuppressionCheck], Suppression]:
    """Declare the generator function below as a rule that switches ``suppresses`` off."""
    places = tuple(place for part in basis for place in part)

    def declare(check: SuppressionCheck) -> Suppression:
        return Suppression(
            code=code,
            title=Message(zh=zh, en=en),
            severity=Severity.NOTICE,
            severity_published=Severity.NOTICE,
            consequence=Consequence.NONE,
            level=Level.RECOMMENDED,
            reads=frozenset(reads),
            basis=places,
            kinds=kinds,
            routes=frozenset(routes),
            languages=None,
            office_code=office_code,
            effective_from=citations.earliest(places),
            docstring=check.__doc__ or "",
            check=check,
            suppresses=tuple(suppresses),
        )

    return declare


def _consequence(severity: Severity) -> Consequence:
    return Consequence.NONE if severity is Severity.NOTICE else Consequence.TO_BE_CORRECTED


def _level(severity: Severity) -> Level:
    return Level.MUST_FIX_NOW if severity is Severity.ERROR else Level.RECOMMENDED
