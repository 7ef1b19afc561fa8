"""Which lines are doubted, and why."""

from __future__ import annotations

import pytest

from services.ocr.domain.doubt import doubt_of, is_plainly_sure, look_alikes
from services.ocr.domain.geometry import quad_of_box
from services.ocr.domain.language import EMPTY
from services.ocr.domain.page import Character, DoubtReason, OtherReading, Reading, ReadLine
from services.ocr.engines.language_table import load_language


def characters(text: str, weak: dict[int, float]) -> tuple[Character, ...]:
    n = len(text)
    return tuple(
        Character(text=c, score=weak.get(i, 0.999), start=i / n, end=(i + 1) / n)
        for i, c in enumerate(text)
    )


def line(text: str, **weak: float) -> ReadLine:
    found = characters(text, {int(key[1:]): value for key, value in weak.items()})
    return ReadLine(text=text, quad=quad_of_box((0, 0, 100, 10)), score=0.99, characters=found)


def again(text: str) -> Reading:
    return Reading(text=text, score=0.99, characters=characters(text, {}))


def test_a_sure_line_is_not_doubted() -> None:
    sure = line("所述装置包括壳体")
    assert is_plainly_sure(sure, load_language())
    assert doubt_of(sure, [], [], EMPTY) is None


def test_a_weak_character_and_another_reading_make_a_doubt() -> None:
    weak = line("所述装置包括壳休", _7=0.4)
    other = OtherReading(text="所述装置包括壳体", score=0.97, source="tight")
    doubt = doubt_of(weak, [other], [again(other.text)], load_language())
    assert doubt is not None
    assert doubt.probability > 0.3
    assert {DoubtReason.LOW_SCORE, DoubtReason.UNSTABLE} <= set(doubt.reasons)
    assert doubt.places == ((7, 8),)
    assert [item.text for item in doubt.alternatives] == ["所述装置包括壳体"]


@pytest.mark.parametrize("text", ["压力为5cmH20", "长1O0mm", "温度l0℃", "加入C02气体", "约O.5克"])
def test_look_alikes_are_flagged_however_sure(text: str) -> None:
    doubt = doubt_of(line(text), [], [], EMPTY)
    assert doubt is not None
    assert doubt.reasons == (DoubtReason.LOOK_ALIKE,)
    assert doubt.places


@pytest.mark.parametrize(
    "text", ["压力为5cmH2O", "长100mm", "第1电动机(M1)", "CO2气体", "I级", "IO端口"]
)
def test_right_units_are_not(text: str) -> None:
    assert look_alikes(text) == []


def test_the_table_knows_usual_neighbours() -> None:
    language = load_language()
    assert language.fit("发", "明", "公") > language.fit("发", "月", "公")


def test_the_table_chains_characters() -> None:
    language = load_language()
    assert language.chain("发", "明", "的") > language.chain("发", "朋", "的")
    assert language.chain("", "", "") == 0.0
    assert language.chain("", "明", "") == language.chain("", "", "明")
