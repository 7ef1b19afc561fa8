"""Nucleotide and amino acid sequences in a text, and references to a sequence listing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shared.model.claim_language.folding import fold
from shared.model.source import TextUnit

FEWEST_NUCLEOTIDES = 10
FEWEST_AMINO_ACIDS = 4

_NUCLEOTIDES = re.compile(
    r"(?<![A-Za-z0-9])[ACGTUNacgtun]{3,}(?:[ -][ACGTUNacgtun]{3,})*(?![A-Za-z0-9])"
)
_RESIDUE = "(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|Xaa)"
_PEPTIDE = re.compile(rf"(?<![A-Za-z]){_RESIDUE}(?:[-–· ]?{_RESIDUE}){{3,}}(?![a-z])")
_SEQ_ID = re.compile(r"SEQ\s{0,2}ID\s{0,2}NOS?\s{0,2}[.:：]{0,2}\s{0,2}(\d{1,6})", re.IGNORECASE)
_NEXT_ID = re.compile(
    r"\s{0,2}(以?及|、|,|，|和|与|或|至|到|~|-)\s{0,2}"
    r"(?:SEQ\s{0,2}ID\s{0,2}NOS?\s{0,2}[.:：]{0,2}\s{0,2})?(\d{1,6})(?![\d.]*(?:%|％|℃|mg|ml|μ|bp))",
    re.IGNORECASE,
)
_RANGES = frozenset("至到~-")
_LATIN = re.compile(r"[A-Za-z]{3}")
_SEQ = re.compile(r"[sSｓＳ][eEｅＥ][qQｑＱ]")


@dataclass(frozen=True, slots=True)
class FoundSequence:
    """A sequence written out in a text."""

    unit: TextUnit
    start: int
    end: int
    peptide: bool
    count: int
    """Specifically defined residues."""


@dataclass(frozen=True, slots=True)
class SequenceMention:
    """``SEQ ID NO: 7`` or ``SEQ ID NO: 1-4``, from ``first`` to ``last``."""

    first: int
    last: int
    unit: TextUnit
    start: int
    end: int

    def missing_from(self, numbers: frozenset[int]) -> int | None:
        """The first of its numbers that is not among ``numbers``."""
        return next((n for n in range(self.first, self.last + 1) if n not in numbers), None)


def may_hold_sequences(unit: TextUnit) -> bool:
    """Whether a closer look is worth it: most texts have no three Latin letters in a row."""
    return _LATIN.search(unit.text) is not None


def sequences(unit: TextUnit) -> Iterator[FoundSequence]:
    """Every sequence that is long enough for a listing."""
    for found in _NUCLEOTIDES.finditer(unit.text):
        letters = re.sub(r"[ -]", "", found[0])
        defined = [letter for letter in letters if letter not in "nN"]
        if len(defined) < FEWEST_NUCLEOTIDES or len(set(defined)) < 2:
            continue
        if letters in (letters.upper(), letters.lower()):
            yield FoundSequence(unit, *found.span(), peptide=False, count=len(defined))
    for found in _PEPTIDE.finditer(unit.text):
        residues = re.findall(_RESIDUE, found[0])
        count = sum(residue != "Xaa" for residue in residues)
        if count >= FEWEST_AMINO_ACIDS:
            yield FoundSequence(unit, *found.span(), peptide=True, count=count)


def may_mention_sequences(unit: TextUnit) -> bool:
    """Whether a closer look is worth it."""
    return _SEQ.search(unit.text) is not None


def mentions(unit: TextUnit) -> Iterator[SequenceMention]:
    """Every number of a sequence listing that a text refers to, ranges as one."""
    folded = fold(unit.text)
    position = 0
    while (found := _SEQ_ID.search(folded, position)) is not None:
        first = last = int(found[1])
        start, position = found.start(), found.end()
        while (following := _NEXT_ID.match(folded, position)) is not None:
            number = int(following[2])
            if following[1] in _RANGES and first == last < number:
                last = number
            else:
                yield SequenceMention(first, last, unit, start, position)
                first = last = number
                start = following.start(2)
            position = following.end()
        yield SequenceMention(first, last, unit, start, position)
