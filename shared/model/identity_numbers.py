"""Identity numbers of applicants: unified social credit codes and resident identity numbers.

Unified social credit code: GB 32100-2015, 18 characters without I, O, Z, S, V. Resident identity
number: GB 11643-1999, 18 characters, ISO 7064 MOD 11-2. Both are personal data: nothing here keeps
or shows them. The check digits are those of python-stdnum; its tables of places are not used, since
a number from a place that has been renamed since is still good.
"""

from __future__ import annotations

import re
from enum import StrEnum

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from shared.model.claim_language.folding import fold

_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_RESIDENT = re.compile(r"\d{17}[\dX]")
_NOISE = re.compile(r"[\s\-]")
_LONGEST = 40


class NumberFault(StrEnum):
    """What is wrong with an identity number."""

    SHAPE = "shape"
    """Length or characters."""
    CHECK = "check"
    """The check character does not fit."""
    BIRTH_DATE = "birth_date"
    """No such day."""


def _compact(text: str) -> str:
    return _NOISE.sub("", fold(text[:_LONGEST])).upper()


def is_masked(text: str) -> bool:
    """Whether characters were replaced, as outside the examiner role: then nothing can be said."""
    return "*" in fold(text) or "×" in text or "●" in text


def social_credit_code_fault(text: str) -> NumberFault | None:
    """What is wrong with a unified social credit code; ``None`` if nothing is."""
    code = _compact(text)
    if len(text) > _LONGEST or not _USCC.fullmatch(code):
        return NumberFault.SHAPE
    return None if uscc.calc_check_digit(code[:-1]) == code[-1] else NumberFault.CHECK


def resident_number_fault(text: str) -> NumberFault | None:
    """What is wrong with a resident identity number; ``None`` if nothing is."""
    number = _compact(text)
    if len(text) > _LONGEST or not _RESIDENT.fullmatch(number):
        return NumberFault.SHAPE
    if ric.calc_check_digit(number) != number[-1]:
        return NumberFault.CHECK
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return NumberFault.BIRTH_DATE
    return None


def looks_like_resident_number(text: str) -> bool:
    """Whether a number has the shape of a resident identity number (a code may have it too)."""
    return _RESIDENT.fullmatch(_compact(text)) is not None
