"""How far a reading is contested by its candidates, its neighbours and another reading."""

from __future__ import annotations

import pytest

from services.ocr.domain.contest import rival
from services.ocr.domain.language import EMPTY
from services.ocr.domain.page import Candidate, Character, Ghost, Reading
from services.ocr.engines.language_table import load_language

TEXT = "本发明公开了一种装置"


def reading(
    text: str, others: dict[int, tuple[str, float]] | None = None, ghosts: tuple[Ghost, ...] = ()
) -> Reading:
    n, others = len(text), others or {}
    characters = tuple(
        Character(
            text=c,
            score=1 - others[i][1] if i in others else 0.999,
            start=i / n,
            end=(i + 1) / n,
            others=(Candidate(text=others[i][0], score=others[i][1]),) if i in others else (),
        )
        for i, c in enumerate(text)
    )
    return Reading(text=text, score=0.99, characters=characters, ghosts=ghosts)


def test_a_reading_without_candidates_is_not_contested() -> None:
    assert rival(reading(TEXT), (), load_language()) == 0.0
    assert rival(reading(TEXT), (reading(TEXT),), load_language()) == 0.0
    assert rival(Reading(text="", score=0.0), (), EMPTY) == 0.0


def test_neighbours_weigh_the_candidates() -> None:
    language = load_language()
    right = rival(reading(TEXT, {2: ("朋", 0.2)}), (), language)
    wrong = rival(reading(TEXT.replace("明", "朋"), {2: ("明", 0.2)}), (), language)
    assert right < 0.05 < 0.9 < wrong


def test_a_faint_character_contests_its_gap() -> None:
    language = load_language()
    lost = TEXT.replace("明", "")
    faint = Ghost(after=2, text="明", score=0.2)
    assert rival(reading(lost, ghosts=(faint,)), (), language) > 0.9
    stray = Ghost(after=2, text="鼠", score=0.2)
    assert rival(reading(TEXT, ghosts=(stray,)), (), language) < 0.1


@pytest.mark.parametrize(
    "again", ["本发朋公开了一种装置", "本发公开了一种装置", "本发明明公开了一种装置"]
)
def test_another_reading_contests(again: str) -> None:
    language = load_language()
    own = rival(reading(TEXT), (reading(again),), language)
    swapped = rival(reading(again), (reading(TEXT),), language)
    assert 0 < own < 0.5 < swapped


def test_blanks_count_for_nothing() -> None:
    spaced = reading("本发 明公开")
    faint = Ghost(after=3, text=" ", score=0.4)
    assert rival(spaced.model_copy(update={"ghosts": (faint,)}), (), load_language()) == 0.0
