"""The stores' contract, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from services.design_image.domain.descriptors.key_points import KeyPoints
from services.design_image.domain.design import (
    DescribedView,
    DesignFacts,
    SearchFilter,
    ViewFacts,
)
from services.design_image.domain.preparation import normalise
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.database import open_database
from services.design_image.engines.store import DesignStore
from services.design_image.engines.vector_store import VectorStore
from shared.model.design import ViewKind
from tests.services.design_image.drawings import drawing

OLD, NEW = "p1-f2-old", "p1-f2-new"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.system)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        given: str = request.getfixturevalue("postgresql_url")
        return given
    return f"sqlite:///{tmp_path / 'designs.sqlite3'}"


def view(seed: int, kind: ViewKind = ViewKind.OTHER) -> DescribedView:
    random = np.random.default_rng(seed)
    vector = random.normal(size=8).astype(np.float16).astype(np.float32)
    points = KeyPoints(
        random.integers(0, 384, (5, 4)).astype(np.float32),
        random.integers(0, 255, (5, 128)).astype(np.uint8),
    )
    return DescribedView(
        ViewFacts(kind, f"图{seed}", f"{seed}.png"), f"{seed:064x}", vector, points
    )


def test_what_the_stores_promise(url: str) -> None:
    engine = open_database(url)
    store, vectors = DesignStore(engine), VectorStore(engine)
    chair = DesignFacts("D1", "椅子", "06-01", date(2019, 1, 2), date(2020, 1, 2), ("甲",), "CN")
    assert not store.put(chair, [view(1), view(2, ViewKind.FRONT)], OLD, "source")
    assert not store.put(DesignFacts("D2"), [view(3)], OLD, "other")
    kept = store.get("D1")
    assert kept is not None
    assert kept.facts == chair
    assert [(one.position, one.facts.kind, one.facts.label) for one in kept.views] == [
        (1, ViewKind.OTHER, "图1"),
        (2, ViewKind.FRONT, "图2"),
    ]
    assert store.source_of("D1") == "source"
    assert store.source_of("D9") is None
    assert store.facts_of(["D2", "D1", "D9"]) == {"D1": chair, "D2": DesignFacts("D2")}
    first, second = (one.key for one in kept.views)
    assert store.views_of([second, 10_000]) == {second: kept.views[1]}
    np.testing.assert_array_equal(
        store.key_points_of([first])[first].descriptors, view(1).key_points.descriptors
    )
    early = SearchFilter(published_before=date(2020, 1, 3), locarno=("06",))
    assert store.allowed(early).tolist() == [first, second]
    assert store.without_facts(early) == {"publication_date": 1, "locarno_class": 1}
    assert store.allowed(SearchFilter(published_before=date(2020, 1, 2))).size == 0
    assert store.counts() == (2, 3)

    assert store.put(chair, [view(4)], OLD, "again"), "replaced"
    assert store.counts() == (2, 2)
    (replaced,) = store.get("D1").views  # type: ignore[union-attr]
    assert replaced.key > second, "keys are never used again"
    assert store.delete("D2")
    assert not store.delete("D2")
    assert vectors.changed_since(0) == (4, ("D1", "D2"))
    assert vectors.changed_since(3) == (4, ("D2",))
    assert vectors.last_change() == 4
    ((keys, owners, data),) = vectors.vectors_of(OLD)
    assert (keys.tolist(), owners) == ([replaced.key], ("D1",))
    np.testing.assert_array_equal(data[0], view(4).vector)

    # Opened again: nothing is made twice, everything is there.
    store.close()
    store = DesignStore(open_database(url))
    assert store.counts() == (1, 1)
    store.close()


def test_vectors_of_another_model(url: str) -> None:
    engine = open_database(url)
    store, vectors = DesignStore(engine), VectorStore(engine)
    for seed in range(5):
        store.put(DesignFacts(f"D{seed}"), [view(seed)], OLD, "")
    waiting = vectors.views_without_vector(NEW, 0, 3)
    assert [one.design_id for one in waiting] == ["D0", "D1", "D2"]
    store.delete("D1")
    vector = np.ones(8, dtype=np.float32)
    for _ in range(2):  # a second process may describe the same views
        vectors.put_vectors(NEW, [(one.key, vector) for one in waiting])
    rest = vectors.views_without_vector(NEW, waiting[-1].key, 3)
    assert [one.design_id for one in rest] == ["D3", "D4"]
    ((keys, owners, _),) = vectors.vectors_of(NEW, ["D0", "D1", "D3"])
    assert owners == ("D0",)
    assert keys.tolist() == [waiting[0].key]
    assert [one.design_id for one in vectors.sample_views(2)] == ["D0", "D3"]
    assert vectors.active_model() is None
    for version in (OLD, NEW):
        vectors.activate_model(version)
    assert vectors.active_model() == NEW
    store.close()


def test_no_change_is_seen_late(url: str) -> None:
    """A reader that asks for what came after the last change misses none of several writers."""
    stores = [DesignStore(open_database(url)) for _ in range(3)]
    reader = VectorStore(open_database(url))

    def write(number: int) -> None:
        for i in range(8):
            stores[number].put(DesignFacts(f"D{number}-{i}"), [view(i)], OLD, "")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    seen: set[str] = set()
    newest = 0
    while len(seen) < 24 and (any(thread.is_alive() for thread in threads) or newest < 24):
        newest, changed = reader.changed_since(newest)
        seen.update(changed)
    assert len(seen) == 24
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()


def test_collection_searches_either_database(url: str, tmp_path: Path) -> None:
    collection = DesignCollection(tmp_path / "collection", url)
    for seed in range(3):
        views = [(ViewFacts(), normalise(drawing(seed)))]
        collection.add(DesignFacts(f"D{seed}", title="a"), views, str(seed))
    found = collection.search([normalise(drawing(1))], SearchFilter(exclude=frozenset({"D0"})), 5)
    assert [one.design_id for one in found.ranking] == ["D1", "D2"]
    collection.close()
