"""Groups of applications whose texts are alike, and what links who stands behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gateway.quality.likeness import Pair
from gateway.quality.observed import Observed


@dataclass(frozen=True, slots=True)
class Group:
    """Applications connected by alike texts."""

    applications: tuple[str, ...]
    similarity: float
    """The lowest of the pairs that connect them."""
    identical: bool
    """Every pair is the same in its letters."""
    applicants: tuple[str, ...]
    agencies: tuple[str, ...]
    different_applicants: bool
    """No applicant stands in all of them: the same text was filed by several."""


@dataclass(frozen=True, slots=True)
class AgencyShare:
    """How many of an agency's applications are in such groups."""

    agency: str
    applications: int
    in_groups: int


def groups(pairs: Iterable[Pair], observed: Mapping[str, Observed]) -> list[Group]:
    """Connected groups, the largest first, ties by the first identifier."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    kept = list(pairs)
    for pair in kept:
        parent[max(root(pair.first), root(pair.second))] = min(root(pair.first), root(pair.second))
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted(parent):
        members[root(name)].append(name)
    similarities: dict[str, list[float]] = defaultdict(list)
    for pair in kept:
        similarities[root(pair.first)].append(pair.similarity)
    found = [
        _group([observed[name] for name in names], similarities[head])
        for head, names in members.items()
    ]
    return sorted(found, key=lambda group: (-len(group.applications), group.applications))


def _group(members: list[Observed], similarities: list[float]) -> Group:
    applicants = {name for one in members for name in one.applicants}
    common = set.intersection(*(set(one.applicants) for one in members))
    return Group(
        applications=tuple(one.id for one in members),
        similarity=min(similarities),
        identical=min(similarities) == 1.0,
        applicants=tuple(sorted(applicants)),
        agencies=tuple(sorted({one.agency for one in members if one.agency})),
        different_applicants=not common,
    )


def agency_shares(found: Iterable[Group], observed: Mapping[str, Observed]) -> list[AgencyShare]:
    """Agencies with applications in groups, the highest share first."""
    filed = Counter(one.agency for one in observed.values() if one.agency)
    grouped = {name for group in found for name in group.applications}
    counts = Counter(agency for name in grouped if (agency := observed[name].agency) is not None)
    shares = [AgencyShare(agency, filed[agency], count) for agency, count in counts.items()]
    return sorted(shares, key=lambda one: (-one.in_groups / one.applications, one.agency))
