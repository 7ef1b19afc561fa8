"""Filters and preferences act inside retrieval, on a collection with more designs than are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from services.design_image.domain.design import DesignFacts, SearchFilter, ViewFacts
from services.design_image.domain.errors import UnknownDesignError
from services.design_image.domain.preferences import TEXT_GAIN, Preferences
from services.design_image.domain.preparation import normalise
from services.design_image.engines import searching
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.searching import Found
from tests.services.design_image.drawings import drawing

SIZE = 12


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DesignCollection]:
    opened = DesignCollection(tmp_path_factory.mktemp("designs"))
    for seed in range(SIZE):
        facts = DesignFacts(
            f"D{seed:02d}",
            title="Folding chair" if seed == 9 else "折叠椅" if seed == 10 else f"Lamp {seed}",
            locarno_class="26-05" if seed % 2 else "06-01",
            filing_date=None if seed == 11 else date(2020, 1, 1 + seed),
            publication_date=date(2020, 7, 1 + seed),
            applicants=("北京Ａlpha公司", "Bob") if seed in (3, 4) else (),
            office_code="CN" if seed < 8 else "US",
        )
        opened.add(facts, [(ViewFacts(), normalise(drawing(seed)))], str(seed))
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def few_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few that what is not near is only found where it is looked for."""
    monkeypatch.setattr(searching, "VIEW_CANDIDATES", 2)
    monkeypatch.setattr(searching, "DESIGN_CANDIDATES", 2)


def search(
    collection: DesignCollection,
    seed: int,
    wanted: SearchFilter = SearchFilter(),
    preferences: Preferences = Preferences(),
) -> Found:
    return collection.search([normalise(drawing(seed))], wanted, 12, preferences)


def names(found: Found) -> list[str]:
    return [design.design_id for design in found.ranking]


@pytest.mark.parametrize(
    ("wanted", "passing"),
    [
        (SearchFilter(office_codes=("US",)), {8, 9, 10, 11}),
        (SearchFilter(applicants=("alpha",)), {3, 4}),
        (SearchFilter(applicants=("ALPHA 公司", "nobody")), {3, 4}),
        (SearchFilter(applicants=("%",)), set()),
        (SearchFilter(published_from=date(2020, 7, 11)), {10, 11}),
        (SearchFilter(filed_before=date(2020, 1, 3)), {0, 1}),
        (SearchFilter(locarno=("26",), office_codes=("US",)), {9, 11}),
        (SearchFilter(exclude=frozenset({"D02"})), set(range(SIZE)) - {2}),
    ],
)
def test_filters(collection: DesignCollection, wanted: SearchFilter, passing: set[int]) -> None:
    found = search(collection, 2, wanted)
    assert {int(name[1:]) for name in names(found)} <= passing
    assert len(names(found)) >= min(2, len(passing))


def test_designs_that_a_filter_cannot_judge_are_counted(collection: DesignCollection) -> None:
    wanted = SearchFilter(filed_before=date(2020, 1, 3), applicants=("Bob",))
    assert search(collection, 2, wanted).left_out == {"filing_date": 1, "applicants": SIZE - 2}


def test_words_bring_designs_in(collection: DesignCollection) -> None:
    assert "D09" not in names(search(collection, 2))
    found = search(collection, 2, preferences=Preferences(text="chair, folding"))
    gains = {design.design_id: design.text_gain for design in found.ranking}
    assert gains["D09"] == pytest.approx(TEXT_GAIN)
    assert gains["D02"] == 0
    assert "D10" in names(search(collection, 2, preferences=Preferences(text="椅")))
    other = SearchFilter(office_codes=("CN",))
    assert "D09" not in names(search(collection, 2, other, Preferences(text="chair")))


def test_preferred_classes_bring_designs_in_and_leave_none_out(
    collection: DesignCollection,
) -> None:
    found = search(collection, 2, preferences=Preferences(locarno=("26-05",)))
    gains = {design.design_id: design.class_gain for design in found.ranking}
    assert gains["D02"] == 0
    assert sum(gain > 0 for gain in gains.values()) >= 2


def test_likings_move_designs(collection: DesignCollection) -> None:
    found = search(collection, 2, preferences=Preferences(more_like=("D07",), less_like=("D02",)))
    assert "D02" not in names(found)
    gains = {design.design_id: design.feedback_gain for design in found.ranking}
    assert max(gains, key=lambda name: gains[name]) == "D07"
    # Liked wholly, and a little like what is disliked.
    assert 0.25 < gains["D07"] < 0.5
    assert found == search(
        collection, 2, preferences=Preferences(more_like=("D07",), less_like=("D02",))
    )
    with pytest.raises(UnknownDesignError):
        search(collection, 2, preferences=Preferences(more_like=("D99",)))
