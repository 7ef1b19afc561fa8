"""Early warning: a rule that is broken much more often than before.

For every rule, over all applications, per art unit and per agency, the latest month is compared with
the months before it: applications with and without a finding, in a 2x2 table, by Fisher's exact test
(one-sided). Thousands of tables are looked at, so the false discovery rate is held by the procedure of
Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57, 289-300.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import false_discovery_control, hypergeom

from gateway.quality.observed import Observed

BASE_MONTHS = 12
"""Months before the latest one that it is compared with."""
MIN_APPLICATIONS = 20
"""In the latest month and in those before, of a group that is looked at."""
MIN_FINDINGS = 5
MIN_RATIO = 1.5
FALSE_DISCOVERIES = 0.01
ALL, ART_UNIT, AGENCY = "all", "art_unit", "agency"


@dataclass(frozen=True, slots=True)
class Rise:
    """A rule whose share of applications rose."""

    scope: str
    """``all``, ``art_unit`` or ``agency``."""
    group: str
    code: str
    month: str
    findings: int
    applications: int
    findings_before: int
    applications_before: int
    p_value: float
    """Adjusted for the number of comparisons."""

    @property
    def ratio(self) -> float:
        """Share now over share before; a half finding stands for none before."""
        before = max(self.findings_before, 0.5) / self.applications_before
        return self.findings / self.applications / before


def rises(observed: Sequence[Observed]) -> list[Rise]:
    """The rises, the least likely first, ties by scope, group and code."""
    checked = [one for one in observed if one.codes is not None]
    months = sorted({one.month for one in checked})
    if len(months) < 2:
        return []
    latest, base = months[-1], frozenset(months[-1 - BASE_MONTHS : -1])
    now = _Counts(one for one in checked if one.month == latest)
    before = _Counts(one for one in checked if one.month in base)
    tables = [
        (scope, group, code, latest, count, now.applications[scope, group],
         before.findings[scope, group, code], before.applications[scope, group])
        for (scope, group, code), count in now.findings.items()
        if count >= MIN_FINDINGS
        and now.applications[scope, group] >= MIN_APPLICATIONS
        and before.applications[scope, group] >= MIN_APPLICATIONS
    ]  # fmt: skip
    if not tables:
        return []
    adjusted = false_discovery_control(np.array([_p_value(*one[4:]) for one in tables]))
    found = [Rise(*table, float(p)) for table, p in zip(tables, adjusted, strict=True)]
    kept = [one for one in found if one.p_value <= FALSE_DISCOVERIES and one.ratio >= MIN_RATIO]
    return sorted(kept, key=lambda one: (one.p_value, one.scope, one.group, one.code))


def _p_value(findings: int, applications: int, before: int, applications_before: int) -> float:
    """Chance of at least so many findings now, were both months alike (hypergeometric)."""
    return float(
        hypergeom.sf(
            findings - 1, applications + applications_before, findings + before, applications
        )
    )


class _Counts:
    def __init__(self, observed: Iterable[Observed]) -> None:
        self.applications: Counter[tuple[str, str]] = Counter()
        self.findings: Counter[tuple[str, str, str]] = Counter()
        for one in observed:
            for scope, group in groups_of(one):
                self.applications[scope, group] += 1
                self.findings.update((scope, group, code) for code in one.codes or ())


def groups_of(one: Observed) -> list[tuple[str, str]]:
    """The groups that an application counts in."""
    named = [(ART_UNIT, one.art_unit), (AGENCY, one.agency)]
    return [(ALL, ""), *((scope, group) for scope, group in named if group)]
