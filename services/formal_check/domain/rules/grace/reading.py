"""Disclosures that do not destroy novelty, as request and papers state them."""

from __future__ import annotations

from functools import partial

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import papers, unknown
from services.formal_check.domain.profile import ALL_KINDS, FILING, NATIONAL
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence
from shared.model.facts.grace import (
    Disclosure,
    GraceProof,
    GraceStatement,
    GraceStatements,
    disclosure_of,
    undeclared,
)
from shared.model.facts.reading import PaperFact, read_details
from shared.model.facts.stated import MistypedFactError

EVENTS = frozenset({Disclosure.EXHIBITION, Disclosure.CONFERENCE})
UNWANTED = frozenset({Disclosure.EMERGENCY, Disclosure.LEAK})
DECLARED = "/request/further/grace_period"
grace_rule = partial(
    rule,
    kinds=ALL_KINDS,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
    consequence=Consequence.DEEMED_NOT_FILED,
)


def declarations(case: Case) -> tuple[GraceStatement, ...] | None:
    """The disclosures that the request declares; ``None`` if it is unknown whether it does."""
    try:
        stated = read_details(GraceStatements, undeclared(case.request.further), "/request/further")
    except MistypedFactError as error:
        unknown(f"可读取的{error.name}", f"a readable {error.name}")
    if stated.grace_period is None and not stated.states("grace_period"):
        return None
    return stated.grace_period or ()


def proofs(case: Case, wanted: frozenset[Disclosure]) -> tuple[PaperFact[GraceProof], ...]:
    """Evidence of these kinds of disclosure, and evidence whose kind is not stated."""
    return tuple(
        paper
        for paper in papers(case, GraceProof)
        if (disclosure_of(paper.details.category) or next(iter(wanted))) in wanted
    )
