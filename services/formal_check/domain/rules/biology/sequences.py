"""Sequences of claims and description."""

from __future__ import annotations

from collections.abc import Callable

from services.formal_check.domain.case import Case
from services.formal_check.domain.rules.biology.sequences_in_text import (
    FoundSequence,
    SequenceMention,
    may_hold_sequences,
    may_mention_sequences,
    mentions,
    sequences,
)
from shared.model.source import TextUnit


def _claims_and(case: Case, paragraphs: Callable[[Case], tuple[TextUnit, ...]]) -> list[TextUnit]:
    """The claims and, of the description, ``paragraphs``: as far as they are there."""
    units = [claim.unit for claim in case.claims] if case.has_claims else []
    return [*units, *case.shared(paragraphs)] if case.has_description else units


def _paragraphs_with_letters(case: Case) -> tuple[TextUnit, ...]:
    return tuple(p.unit for p in case.paragraphs if may_hold_sequences(p.unit))


def _paragraphs_with_references(case: Case) -> tuple[TextUnit, ...]:
    return tuple(p.unit for p in case.paragraphs if may_mention_sequences(p.unit))


def _sequences(unit: TextUnit) -> tuple[FoundSequence, ...]:
    return tuple(sequences(unit))


def _mentions(unit: TextUnit) -> tuple[SequenceMention, ...]:
    return tuple(mentions(unit))


def written_sequences(case: Case) -> tuple[FoundSequence, ...]:
    """Sequences written out in claims and description."""
    return tuple(
        found
        for unit in _claims_and(case, _paragraphs_with_letters)
        for found in case.per_unit(_sequences, unit)
    )


def cited_numbers(case: Case) -> tuple[SequenceMention, ...]:
    """References to SEQ ID NOs in claims and description."""
    return tuple(
        found
        for unit in _claims_and(case, _paragraphs_with_references)
        for found in case.per_unit(_mentions, unit)
    )
