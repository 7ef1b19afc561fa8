"""Answer of ``GET /v1/quality``: the quality of pending applications, for people of the office."""

from __future__ import annotations

from shared.contracts.common import Message, Wire


class QualityCell(Wire):
    """Applications of one group and month, and how many of them have a finding of the rule."""

    month: str
    """``2026-03``."""
    group: str
    code: str
    applications: int
    with_finding: int


class QualityRise(Wire):
    """Early warning: in the latest month a rule is broken much more often than before."""

    scope: str
    """``all``, ``art_unit`` or ``agency``."""
    group: str
    code: str
    month: str
    with_finding: int
    applications: int
    with_finding_before: int
    applications_before: int
    ratio: float
    p_value: float
    """Adjusted for the number of comparisons (Benjamini-Hochberg)."""


class AlikeGroup(Wire):
    """Applications whose texts are nearly the same."""

    applications: tuple[str, ...]
    similarity: float
    """Lowest estimated similarity among the pairs that connect them, 0-1."""
    identical: bool
    different_applicants: bool
    applicants: tuple[str, ...]
    agencies: tuple[str, ...]


class AgencyInGroups(Wire):
    """How much of what an agency filed is in such groups."""

    agency: str
    applications: int
    in_groups: int


class MonitorReport(Wire):
    """What stands out among pending applications. It points at what a person should look at: it does
    not say that anything is wrong.
    """

    applications: int
    checked: int
    """With a result of the formal check."""
    compared: int
    """With a text long enough to be compared with others."""
    not_compared: int
    """Left for the next call: a call reads a bounded number of new texts."""
    by_month: tuple[QualityCell, ...]
    """The most frequent rules of all applications, by month."""
    by_art_unit: tuple[QualityCell, ...]
    by_agency: tuple[QualityCell, ...]
    """The most frequent rules of each, in the latest month."""
    rises: tuple[QualityRise, ...]
    alike: tuple[AlikeGroup, ...]
    agencies: tuple[AgencyInGroups, ...]
    basis: Message
    """Why alike texts matter."""
