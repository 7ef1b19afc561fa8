"""Changes of bibliographic data, as the papers state them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import filed, unknown
from services.formal_check.domain.profile import ALL_KINDS, GoverningDate, ProfileName
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence
from shared.model.facts.bibliographic_change import (
    Change,
    ChangedParty,
    ChangeForm,
    item_of,
    reason_of,
)
from shared.model.facts.comparing import name_key
from shared.model.facts.reading import PaperFact
from shared.model.identification import FilingRoute

TRANSFERS = frozenset({"assignment", "gift", "succession", "auction", "dispute", "merger"})
change_rule = partial(
    rule,
    kinds=ALL_KINDS,
    profiles=tuple(ProfileName),
    routes=(FilingRoute.NATIONAL, FilingRoute.PCT_NATIONAL_PHASE),
    languages=None,
    governed_by=GoverningDate.ACT,
    consequence=Consequence.DEEMED_NOT_FILED,
)
"""A rule on changes, before and after grant; changes of international designs go to the Bureau."""


def forms(case: Case) -> tuple[PaperFact[ChangeForm], ...]:
    """The notifications of change; the rule does not apply where there is none."""
    return filed(case, ChangeForm, "没有著录项目变更", "No change is notified")


def changes(case: Case) -> Iterator[tuple[PaperFact[ChangeForm], str, Change]]:
    """Every change with its form and place. Not checked where a form does not tell its changes."""
    for form in forms(case):
        if form.details.changes is None:
            unknown("变更的项目", "what is changed")
        for index, change in enumerate(form.details.changes):
            yield form, f"{form.pointer}/details/changes/{index}", change


def keys(parties: tuple[ChangedParty, ...] | None) -> frozenset[str]:
    """Names of the parties before or after a change, as they are compared."""
    return frozenset(name_key(party.name) for party in parties or () if party.name)


def is_transfer(change: Change) -> bool:
    """Whether the right passes to somebody else."""
    reason = reason_of(change)
    if reason in TRANSFERS:
        return True
    return (
        reason is None
        and item_of(change) == "applicant"
        and bool(
            change.before and change.after and keys(change.before).isdisjoint(keys(change.after))
        )
    )
