"""Suggested symbols: levels, votes, and two witnesses weighed alike."""

from __future__ import annotations

import pytest

from services.prior_art.domain.classification_suggestion import (
    Neighbour,
    suggest,
    symbols_at,
    votes,
)
from shared.contracts.prior_art_classification import IpcLevel
from shared.model.classification import Classification, ClassificationScheme


def ipc(symbol: str, *, main: bool = False) -> Classification:
    return Classification(scheme=ClassificationScheme.IPC, symbol=symbol, main=main)


def test_symbols_are_cut_to_the_level_and_the_main_one_leads() -> None:
    given = (ipc("A01B 1/02"), ipc("A01B 3/00"), ipc("F04B 39/06", main=True), ipc("A01"))
    cpc = Classification(scheme=ClassificationScheme.CPC, symbol="Y02A 40/10")
    assert symbols_at((*given, cpc), IpcLevel.SUBCLASS) == ("F04B", "A01B")
    assert symbols_at((*given, cpc), IpcLevel.MAIN_GROUP) == (
        "F04B 39/00",
        "A01B 1/00",
        "A01B 3/00",
    )


def test_near_documents_weigh_more_and_split_their_vote() -> None:
    counted = votes([Neighbour("1", "", ("A01B",)), Neighbour("2", "", ("A01B", "A01D"))])
    assert sum(counted.values()) == pytest.approx(1)
    assert counted["A01B"] == pytest.approx((1 / 6 + 1 / 14) / (1 / 6 + 1 / 7))
    assert votes([]) == {}


def test_the_model_and_the_neighbours_decide_together() -> None:
    near = [Neighbour("1", "一种犁", ("A01B",)), Neighbour("2", "一种镰刀", ("A01D",))]
    first, second, third = suggest(near, {"A01D": 0.7, "A01G": 0.3}, 3)
    assert [one.symbol for one in (first, second, third)] == ["A01D", "A01B", "A01G"]
    assert first.score == pytest.approx((first.neighbour_share + 0.7) / 2, abs=1e-3)
    assert [(rank, one.key) for rank, one in first.neighbours] == [(2, "2")]
    assert (third.neighbour_share, third.neighbours) == (0, ())


def test_without_a_model_the_neighbours_decide_alone() -> None:
    near = [Neighbour("1", "一种犁", ("A01B",)), Neighbour("2", "一种镰刀", ("A01D",))]
    found = suggest(near, None, 1)
    assert [(one.symbol, one.model_share) for one in found] == [("A01B", None)]
    assert found[0].score == found[0].neighbour_share
    assert suggest([], None, 3) == suggest([], {}, 3) == []
