"""Powers of attorney for reexamination or invalidation, whichever way their kind is named."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from shared.model.facts.powers import (
    InvalidationPower,
    Procedure,
    ProceedingPower,
    ReexaminationPower,
)

StatedPower = tuple[str, ProceedingPower]
"""Pointer of the paper, and what it says."""


def powers_for(case: Case, procedure: Procedure) -> tuple[StatedPower, ...]:
    """The powers of attorney for one proceeding. Not checked where no papers are given."""
    found: list[StatedPower] = [
        (paper.pointer, paper.details)
        for paper in facts.papers(case, ProceedingPower)
        if paper.details.procedure is procedure
    ]
    if procedure is Procedure.REEXAMINATION:
        found.extend((p.pointer, p.details) for p in facts.papers(case, ReexaminationPower))
    if procedure is Procedure.INVALIDATION:
        found.extend((p.pointer, p.details) for p in facts.papers(case, InvalidationPower))
    return tuple(found)
