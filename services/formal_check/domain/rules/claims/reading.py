"""What the rules on claims share: the claim set, places of numbers, text without formulae."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from services.formal_check.domain.case import Case
from services.formal_check.domain.marked_pattern import MarkedPattern
from services.formal_check.domain.word_lists import WordList
from shared.contracts.common import Message
from shared.contracts.formal_check import Severity
from shared.model.claim_language import ClaimSet, MissingAntecedent, missing_antecedents
from shared.model.claim_language.folding import fold
from shared.model.claims import Claim
from shared.model.identification import DocumentStage
from shared.model.source import Location, TextUnit

Words = re.Pattern[str] | MarkedPattern | WordList


def claim_set(case: Case) -> ClaimSet:
    """The claims that stand, with structures and graph. Use through ``case.shared``."""
    return ClaimSet(case.claims, case.profile.language)


def name_of(claim: Claim) -> str:
    """How messages name a claim: its number, else its place."""
    return str(claim.position if claim.number is None else claim.number)


def number_place(claim: Claim) -> tuple[TextUnit, int, int]:
    """Unit and span of the number label; the whole claim where only markup numbers it."""
    unit = claim.number_unit
    if unit is None or not unit.text.strip():
        return claim.unit, 0, len(claim.unit.text)
    start = len(unit.text) - len(unit.text.lstrip())
    return unit, start, len(unit.text.rstrip())


def milder_when_published(case: Case) -> Severity | None:
    """Warning instead of error for a publication.

    Its text has been let pass, or waits for substantive examination: the applicant cannot be asked to
    correct its form any more.
    """
    return Severity.WARNING if case.profile.stage is DocumentStage.PUBLICATION else None


def opening(claim: Claim) -> Location:
    """The first words of a claim, for ``related`` places."""
    return claim.unit.locate(0, min(len(claim.unit.text), 30))


def object_spans(unit: TextUnit) -> list[tuple[int, int]]:
    """Where formulae and tables lie in the unit's text."""
    return [
        (each.location.unit_start, each.location.unit_end)
        for each in unit.inline_objects
        if each.location is not None
        and each.location.unit_start is not None
        and each.location.unit_end is not None
    ]


def words(case: Case, unit: TextUnit, pattern: Words) -> tuple[re.Match[str], ...]:
    """Matches in the folded text that do not touch a formula or table."""
    return case.per_unit(_finder(pattern), unit)


@lru_cache(maxsize=128)
def _finder(
    pattern: Words,
) -> Callable[[TextUnit], tuple[re.Match[str], ...]]:
    return partial(_words, pattern)


def _words(pattern: Words, unit: TextUnit) -> tuple[re.Match[str], ...]:
    found = pattern.finditer(fold(unit.text))
    if not unit.inline_objects:
        return tuple(found)
    spans = object_spans(unit)
    return tuple(
        match
        for match in found
        if not any(start < match.end() and match.start() < end for start, end in spans)
    )


def repeated(
    claims: ClaimSet, wording: Callable[[str], str], least: int
) -> Iterator[tuple[Claim, Claim]]:
    """Claims whose wording an earlier claim has, and that claim; ``least`` characters tell."""
    first: dict[str, int] = {}
    for index, claim in enumerate(claims.claims):
        key = wording(claim.unit.text)
        if len(key) < least:
            continue
        earlier = first.setdefault(key, index)
        if earlier != index:
            yield claim, claims.claims[earlier]


def all_missing(case: Case) -> tuple[tuple[MissingAntecedent, ...], ...]:
    """Per claim the terms without antecedent. Use through ``case.shared``."""
    claims = case.shared(claim_set)
    return tuple(missing_antecedents(claims, index) for index in range(len(claims.claims)))


def path_of(claims: ClaimSet, missing: MissingAntecedent) -> Message:
    """The claims along which a term was looked for, as a part of a message."""
    path = "→".join(name_of(claims.claims[each]) for each in missing.path)
    if not path:
        return Message(zh="", en="")
    return Message(
        zh=f"（引用路径：权利要求{path}）", en=f" or in the claims it depends on (path {path})"
    )
