"""Identity numbers, and applications of others that are not yet published, are shown to examiners
only; everybody else sees a masked dossier without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from pydantic import BaseModel, JsonValue

from gateway.examination.searches import PENDING_NOT_SEARCHED
from shared.contracts.dossier import Dossier
from shared.model.application import BibliographicData

_RESIDENT_NUMBER = re.compile(
    r"(?<!\d)[1-9]\d{5} ?(?:18|19|20)\d{2} ?(?:0[1-9]|1[0-2]) ?(?:0[1-9]|[12]\d|3[01]) ?\d{3} ?"
    r"[\dXx](?!\d)"
)
"""GB 11643: six digits of region, birth date, three of sequence, check character."""
_M = TypeVar("_M", bound=BaseModel)
_MASK = "*"
_KEPT_AT_START, _KEPT_AT_END = 3, 1


def for_others(dossier: Dossier) -> Dossier:
    """The dossier as everybody sees it who is not an examiner."""
    return mask_identity_numbers(without_pending(dossier))


def without_pending(dossier: Dossier) -> Dossier:
    """The dossier as if no unpublished application had been searched."""
    section = dossier.sections.prior_art
    if section.pending is None:
        return dossier
    gaps = (*section.not_checked, PENDING_NOT_SEARCHED)
    cut = section.model_copy(update={"pending": None, "not_checked": gaps})
    sections = dossier.sections.model_copy(update={"prior_art": cut})
    return dossier.model_copy(update={"sections": sections})


def mask_identity_numbers(dossier: Dossier) -> Dossier:
    """The dossier with every identity number masked, wherever it stands.

    That is: the identifiers of the parties, each place where one of them is quoted (findings,
    recognised text), and whatever reads as a resident identity number. A mask has the length of
    what it hides, so that offsets stay true.
    """
    return mask_numbers_in(dossier, dossier.application.bibliographic)


def mask_numbers_in(value: _M, data: BibliographicData) -> _M:
    """The same for any model that may quote the papers of an application with these parties."""
    mask = _masker(_identifiers(data))
    return type(value).model_validate(_masked(value.model_dump(mode="json"), mask))


def _identifiers(data: BibliographicData) -> set[str]:
    parties = [*data.applicants, *data.inventors]
    if data.contact_person is not None:
        parties.append(data.contact_person)
    return {party.identifier for party in parties if party.identifier}


def _masker(identifiers: Iterable[str]) -> Callable[[str], str]:
    patterns = [re.escape(text) for text in sorted(identifiers, key=len, reverse=True)]
    known = re.compile("|".join(patterns)) if patterns else None

    def mask(text: str) -> str:
        if known is not None:
            text = known.sub(_hide, text)
        return _RESIDENT_NUMBER.sub(_hide, text)

    return mask


def _hide(found: re.Match[str]) -> str:
    text = found.group()
    if len(text) <= 2 * (_KEPT_AT_START + _KEPT_AT_END):
        return _MASK * len(text)
    hidden = len(text) - _KEPT_AT_START - _KEPT_AT_END
    return text[:_KEPT_AT_START] + _MASK * hidden + text[-_KEPT_AT_END:]


def _masked(value: JsonValue, mask: Callable[[str], str]) -> JsonValue:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(item, mask) for item in value]
    if isinstance(value, dict):
        return {key: _masked(item, mask) for key, item in value.items()}
    return value
