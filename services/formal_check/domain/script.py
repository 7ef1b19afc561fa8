"""Whether a part of the papers is written in Chinese at all, told from its characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from services.formal_check.domain.inputs import Input
from shared.model.application import Application

HAN = re.compile(r"[\u3400-\u9fff]+")
_KANA_ORHANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7a3]+")
_LATIN = re.compile(r"[A-Za-z]+")
_ENOUGH = 40
"""Shorter texts (a formula, a list of symbols) say nothing about the language."""
_SAMPLE = 4000
"""Characters of a part that are counted."""


def foreign_parts(application: Application) -> frozenset[Input]:
    """The parts of Chinese papers that are in another script."""
    described, abstract = application.description, application.abstract
    units = {
        Input.CLAIMS: [claim.unit for claim in application.claims or ()],
        Input.DESCRIPTION: [p.unit for p in described.paragraphs] if described else [],
        Input.ABSTRACT: abstract.units if abstract else (),
    }
    return frozenset(
        part for part, texts in units.items() if is_foreign(unit.text for unit in texts)
    )


def is_foreign(texts: Iterable[str]) -> bool:
    """Whether a part is in another script: Latin letters four to one, or much kana or hangul."""
    sample: list[str] = []
    length = 0
    for text in texts:
        sample.append(text[: _SAMPLE - length])
        length += len(sample[-1])
        if length >= _SAMPLE:
            break
    return _is_foreign("".join(sample))


@lru_cache(maxsize=64)  # most edits leave the sample of every part but one as it was
def _is_foreign(sample: str) -> bool:
    han, other, latin = (
        sum(map(len, pattern.findall(sample))) for pattern in (HAN, _KANA_ORHANGUL, _LATIN)
    )
    if han + other + latin < _ENOUGH:
        return False
    return other > han / 2 or han * 4 < latin
