"""Words, classes and likings move designs, by how much and no further."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from services.design_image.domain.design import (
    SearchFilter,
    applicant_key,
    published_and_conflicting,
)
from services.design_image.domain.preferences import (
    CLASS_GAIN,
    LESS_LIKE,
    MORE_LIKE,
    TEXT_GAIN,
    Preferences,
    class_gains,
    feedback_by_design,
    text_gains,
)


def test_text_gain_is_the_share_of_the_words_weighed_by_rarity() -> None:
    titles = ["Folding chair", "Chair", "Lamp", None, "Folding lamp"]
    gains = text_gains(Preferences(text="a folding chair").terms, titles)
    assert gains[0] == pytest.approx(TEXT_GAIN)
    assert 0 < gains[1] < TEXT_GAIN
    assert list(gains[2:4]) == [0, 0]
    rare = text_gains(("chair", "desk"), ["chair", "desk", "chair", "chair"])
    assert rare[1] > rare[0], "a rarer word weighs more"
    assert not text_gains((), titles).any()
    assert not text_gains(Preferences(text="the of").terms, titles).any()


def test_chinese_words_of_one_and_more_characters() -> None:
    titles = ["折叠椅", "台灯"]
    assert text_gains(Preferences(text="椅").terms, titles)[0] == pytest.approx(TEXT_GAIN)
    assert list(text_gains(Preferences(text="台灯").terms, titles)) == [0, pytest.approx(TEXT_GAIN)]


def test_class_gain_by_level() -> None:
    classes = ["06-01", "06-03", "07-01", None]
    assert list(class_gains(("06-01",), classes)) == pytest.approx(
        [CLASS_GAIN, CLASS_GAIN / 2, 0, 0]
    )
    assert list(class_gains(("06",), classes)) == pytest.approx([CLASS_GAIN, CLASS_GAIN, 0, 0])
    assert not class_gains((), classes).any()


def test_feedback_is_what_adding_mean_vectors_would_do() -> None:
    random = np.random.default_rng(0)
    vectors = random.normal(size=(4, 8)).astype(np.float32)
    owners = ["A", "B", "C", "D"]
    liked = [random.normal(size=(1, 8)).astype(np.float32) for _ in range(2)]
    disliked = [random.normal(size=(1, 8)).astype(np.float32)]
    gains = feedback_by_design(vectors, owners, liked, disliked)
    moved = MORE_LIKE * (liked[0] + liked[1])[0] / 2 - LESS_LIKE * disliked[0][0]
    assert [gains[name] for name in owners] == pytest.approx(list(vectors @ moved), abs=1e-5)
    assert feedback_by_design(vectors, owners, [], []) == {}


def test_feedback_takes_the_nearest_view_of_a_design() -> None:
    vectors = np.eye(3, dtype=np.float32)
    gains = feedback_by_design(vectors, ["A", "A", "B"], [vectors[1:2]], [])
    assert gains == {"A": MORE_LIKE, "B": 0.0}


def test_critical_date_parts_published_from_conflicting() -> None:
    day = date(2021, 3, 1)
    published, conflicting = published_and_conflicting(SearchFilter(), day, ("CN",))
    assert published == SearchFilter(published_before=day)
    assert conflicting == SearchFilter(published_from=day, filed_before=day, office_codes=("CN",))
    _, none = published_and_conflicting(SearchFilter(office_codes=("US",)), day, ("CN",))
    assert none is None


def test_applicant_spellings() -> None:
    assert applicant_key("Ｚhi Shen  CO.") == applicant_key("zhishenco.")
