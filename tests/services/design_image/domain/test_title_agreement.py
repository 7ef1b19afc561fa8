"""Titles of near designs raise designs that are called alike."""

from __future__ import annotations

import numpy as np
import pytest

from services.design_image.domain.ranking import Meeting, RankedDesign, with_titles
from services.design_image.domain.title_agreement import TITLE_GAIN, title_gains, title_terms


@pytest.mark.parametrize(
    ("title", "terms"),
    [
        ("Portion of a chair", {"chair"}),
        ("办公椅", {"办公", "公椅"}),
        ("椅", {"椅"}),
        ("LED 台灯 3", {"led", "台灯"}),
        ("Design", set()),
        ("", set()),
        (None, set()),
    ],
)
def test_terms(title: str | None, terms: set[str]) -> None:
    assert title_terms(title) == terms


def test_designs_called_like_the_nearest_gain_most() -> None:
    scores = np.array([0.5, 0.49, 0.3, 0.3], dtype=np.float32)
    gains = title_gains(scores, ["Chair", "Office chair", "Chair", "Bottle"])
    assert gains[2] > 10 * gains[3]
    assert gains.max() <= TITLE_GAIN


def test_agreement_of_all_is_the_whole_gain() -> None:
    gains = title_gains(np.array([0.5, 0.4], dtype=np.float32), ["台灯", "台灯"])
    assert gains == pytest.approx([TITLE_GAIN, TITLE_GAIN])


def test_without_titles_nothing_changes() -> None:
    assert not title_gains(np.array([0.5, 0.4], dtype=np.float32), [None, ""]).any()
    assert with_titles([], {}) == []


def test_ranking_follows_the_titles() -> None:
    ranking = [
        RankedDesign(name, (Meeting(0, key, similarity),))
        for key, (name, similarity) in enumerate(
            [("A", 0.50), ("B", 0.49), ("C", 0.40), ("D", 0.39)]
        )
    ]
    titles = {"A": "Chair", "B": "Chair", "C": "Bottle", "D": "Chair"}
    ranked = with_titles(ranking, titles)
    assert [design.design_id for design in ranked] == ["A", "B", "D", "C"]
    assert ranked[0].score == pytest.approx(0.5 + ranked[0].title_gain)
