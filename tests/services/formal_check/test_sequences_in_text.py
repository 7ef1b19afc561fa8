"""Sequences written in a text, and references to a listing."""

from __future__ import annotations

import pytest

from services.formal_check.domain.rules.biology.sequences_in_text import mentions, sequences
from shared.model.source import TextUnit


def _unit(text: str) -> TextUnit:
    return TextUnit(id="u", text=text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("引物5'-ATGGCTAGCAAAGG-3'", [("ATGGCTAGCAAAGG", 14)]),
        ("atggctagca aaggagaaga", [("atggctagca aaggagaaga", 20)]),
        ("ATG GCT AGC AAA", [("ATG GCT AGC AAA", 12)]),
        ("Ala-Gly-Ser-Thr", [("Ala-Gly-Ser-Thr", 4)]),
        ("AlaGlySerThrVal", [("AlaGlySerThrVal", 5)]),
        ("ATGGCTAGC", []),
        ("TTTTTTTTTTTT", []),
        ("NNNNNNNNNNNNAC", []),
        ("Ala-Gly-Xaa-Ser", []),
        ("a cat cut a nut an act", []),
        ("GATTACATTGACAx", []),
        ("CATGTAGCATnnMixed", []),
    ],
)
def test_sequences(text: str, found: list[tuple[str, int]]) -> None:
    assert [(text[s.start : s.end], s.count) for s in sequences(_unit(text))] == found


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("SEQ ID NO:1所示", [1]),
        ("ＳＥＱ ＩＤ ＮＯ：12", [12]),
        ("SEQ ID NOs: 1-3、5和7", [1, 2, 3, 5, 7]),
        ("SEQ ID NO.2至SEQ ID NO.4", [2, 3, 4]),
        ("SEQ ID NO:1，95%的同源性", [1]),
        ("序列1", []),
    ],
)
def test_mentions(text: str, numbers: list[int]) -> None:
    found = list(mentions(_unit(text)))
    assert [n for mention in found for n in range(mention.first, mention.last + 1)] == numbers


def test_places_of_mentions() -> None:
    text = "选自SEQ ID NO: 1-4、7的核酸"
    assert [text[m.start : m.end] for m in mentions(_unit(text))] == ["SEQ ID NO: 1-4", "7"]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["SEQ ID NO 1-999999、", "acg ", "Ala-", "SEQ ID ", "1、", "nnn-"]
)
def test_long_texts(piece: str) -> None:
    unit = _unit(piece * (200_000 // len(piece)))
    assert all(m.missing_from(frozenset({1})) != 1 for m in mentions(unit))
    list(sequences(unit))
