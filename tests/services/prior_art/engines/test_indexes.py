"""Indexes: filters lose nothing and let nothing through; damage is found and mended."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.prior_art.domain.classification import ipc_filter_terms, ipc_index_terms
from services.prior_art.domain.family import family_ids
from services.prior_art.domain.legal.windows import DateWindow, Days
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.engines.dense import PassageIndex
from services.prior_art.engines.encoders.lsa import LsaKind
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.lexical import TantivyIndex
from services.prior_art.engines.store.database import open_database
from services.prior_art.engines.store.store import DocumentStore
from services.prior_art.engines.vectors import FlatVectorIndex
from shared.contracts.prior_art import PriorArtDocument
from shared.model.identification import PriorityClaim
from tests.services.prior_art.documents import SYMBOLS, document, many


def store_in(folder: Path) -> DocumentStore:
    return DocumentStore(open_database(f"sqlite:///{folder / 'collections.db'}"))


EXACT = pytest.param(1_000, id="exact")
CODES = pytest.param(40, id="codes")
"""Passages up to which every vector is compared: tests hold 80."""


def opened(folder: Path, store: DocumentStore, exact_up_to: int = 1_000) -> IndexedCollection:
    place = folder / "published"
    indexed = IndexedCollection("published", place, store, LsaKind(), exact_up_to)
    indexed.catch_up()
    return indexed


@pytest.fixture(scope="module", params=[EXACT, CODES])
def collection(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> IndexedCollection:
    folder = tmp_path_factory.mktemp("indexes")
    store = store_in(folder)
    store.put("published", many())
    return opened(folder, store, request.param)


def in_window(one: PriorArtDocument, window: DateWindow) -> bool:
    known = [claim.filing_date for claim in one.priority_claims if claim.filing_date]
    known += [one.filing_date] if one.filing_date else []
    return (
        (window.published is None or window.published.admit(one.publication_date))
        and (window.filed is None or window.filed.admit(one.filing_date))
        and (window.earliest is None or window.earliest.admit(min(known, default=None)))
        and (not window.office_codes or one.office_code in window.office_codes)
        and (window.not_applicants is None or window.not_applicants not in one.applicants)
    )


def passes(one: PriorArtDocument, constraint: RetrievalFilter) -> bool:
    """The filter as a person would read it."""
    day = one.publication_date
    if constraint.windows is not None and not any(
        in_window(one, window) for window in constraint.windows
    ):
        return False
    if constraint.only_keys is not None and one.key not in constraint.only_keys:
        return False
    if constraint.excluded_families & set(family_ids(one)):
        return False
    if constraint.needs_date and day is None:
        return False
    if constraint.published_before and day and day >= constraint.published_before:
        return False
    if constraint.published_from and day and day < constraint.published_from:
        return False
    if constraint.ipc and not set(constraint.ipc) & set(ipc_index_terms(one.classifications)):
        return False
    if constraint.office_codes and one.office_code not in constraint.office_codes:
        return False
    return not {one.key, f"{one.office_code}{one.document_number}"} & constraint.excluded_keys


DOCUMENTS = [
    one.model_copy(
        update={
            "filing_date": None if i % 5 == 0 else date(1999, 6, 1) + timedelta(days=49 * i),
            "priority_claims": (
                (PriorityClaim(sequence=1, filing_date=date(1999, 1, 1) + timedelta(days=47 * i)),)
                if i % 3 == 0
                else ()
            ),
            "applicants": (("甲", "乙")[i % 2],),
            "family_id": f"F{i // 3}",
        }
    )
    for i, one in enumerate(many())
]
"""Documents with every kind of date known and unknown."""

ranges = st.none() | st.builds(
    Days,
    st.none() | st.dates(date(1999, 1, 1), date(2011, 1, 1)),
    st.none() | st.dates(date(1999, 1, 1), date(2011, 1, 1)),
    st.sampled_from([False, False, True]),
)
windows = st.builds(
    DateWindow,
    ranges,
    ranges,
    ranges,
    st.sampled_from([(), ("CN",), ("CN", "WO")]),
    st.sampled_from([None, "甲"]),
)
legal_filters = st.builds(
    RetrievalFilter,
    windows=st.none() | st.lists(windows, max_size=3).map(tuple),
    only_keys=st.none()
    | st.sets(st.sampled_from([one.key for one in many()]), max_size=40).map(frozenset),
    excluded_families=st.sets(st.sampled_from(["family:F1", "family:F2", "x"]), max_size=2).map(
        frozenset
    ),
)
days = st.none() | st.dates(date(1999, 12, 1), date(2011, 6, 1))
filters = st.builds(
    RetrievalFilter,
    published_before=days,
    published_from=days,
    ipc=st.lists(st.sampled_from([*SYMBOLS, "A", "A01", "A01B", "F", "C07D"]), max_size=2).map(
        ipc_filter_terms
    ),
    office_codes=st.sampled_from([(), ("CN",), ("US",), ("CN", "US"), ("EP",)]),
    excluded_keys=st.sets(
        st.sampled_from([one.key for one in many()] + ["CN100000001", "US100000007"]), max_size=5
    ).map(frozenset),
)


@given(filters)
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_both_channels_return_exactly_what_passes(
    collection: IndexedCollection, constraint: RetrievalFilter
) -> None:
    expected = {one.key for one in many() if passes(one, constraint)}
    found = collection.lexical.search({"发明": 1.0}, constraint, 200)
    assert {hit.key for hit in found} == expected
    dense = collection.dense
    assert dense is not None
    vector = dense.encoder.encode(["一种节能的水泵，包括壳体"])
    assert {hit.key for hit in dense.index.search(vector, constraint, 200)} == expected
    undated = {one.key for one in many() if one.publication_date is None}
    plain = RetrievalFilter(
        ipc=constraint.ipc,
        office_codes=constraint.office_codes,
        excluded_keys=constraint.excluded_keys,
    )
    needing_review = {one.key for one in many() if one.key in undated and passes(one, plain)}
    assert collection.lexical.undated(constraint) == len(needing_review)


@pytest.fixture(scope="module", params=[EXACT, CODES])
def dated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> IndexedCollection:
    folder = tmp_path_factory.mktemp("dated")
    store = store_in(folder)
    store.put("published", DOCUMENTS)
    return opened(folder, store, request.param)


@given(legal_filters)
@hypothesis_settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_both_channels_know_the_law_of_dates(
    dated: IndexedCollection, constraint: RetrievalFilter
) -> None:
    expected = {one.key for one in DOCUMENTS if passes(one, constraint)}
    assert {hit.key for hit in dated.lexical.search({"发明": 1.0}, constraint, 200)} == expected
    assert set(dated.lexical.select(dated.lexical.allowed(constraint))) == expected
    dense = dated.dense
    assert dense is not None
    vector = dense.encoder.encode(["一种节能的水泵，包括壳体"])
    assert {hit.key for hit in dense.index.search(vector, constraint, 200)} == expected


def test_a_narrow_filter_gives_the_exact_nearest() -> None:
    rng = np.random.default_rng(5)
    vectors = rng.normal(size=(5000, 16)).astype(np.float32)
    index = FlatVectorIndex(16)
    index.add(vectors)
    query = rng.normal(size=(1, 16)).astype(np.float32)
    for share in (0.001, 0.04, 0.5, 1.0):
        allowed = rng.random(5000) < share
        scores, positions = index.nearest(query, allowed, 100)
        exact = sorted(np.flatnonzero(allowed), key=lambda i: -float(vectors[i] @ query[0]))[:100]
        assert positions.tolist() == exact
        assert np.all(np.diff(scores) <= 0)


@pytest.mark.parametrize("exact_up_to", [EXACT, CODES])
def test_same_content_gives_same_answers(tmp_path: Path, exact_up_to: int) -> None:
    answers = []
    for name in ("a", "b"):
        store = store_in(tmp_path / name)
        store.put("published", many())
        indexed = opened(tmp_path / name, store, exact_up_to)
        dense = indexed.dense
        assert dense is not None
        answers.append(
            (
                indexed.lexical.search({"水泵": 1.0, "水": 1.0}, RetrievalFilter(), 20),
                dense.index.search(dense.encoder.encode(["水泵壳体"]), RetrievalFilter(), 20),
                indexed.versions,
            )
        )
    assert answers[0] == answers[1]


@pytest.mark.parametrize("exact_up_to", [EXACT, CODES])
def test_replaced_and_deleted_documents_are_not_found(tmp_path: Path, exact_up_to: int) -> None:
    store = store_in(tmp_path)
    store.put("published", many())
    indexed = opened(tmp_path, store, exact_up_to)
    target = many()[0]
    store.put("published", [target.model_copy(update={"title": "割草机", "abstract": None})])
    store.delete("published", many()[1].key)
    indexed.catch_up()
    lexical = {hit.key for hit in indexed.lexical.search({"水泵": 1.0}, RetrievalFilter(), 200)}
    assert target.key not in lexical
    dense = indexed.dense
    assert dense is not None
    keys = {
        hit.key
        for hit in dense.index.search(dense.encoder.encode(["水泵"]), RetrievalFilter(), 200)
    }
    assert many()[1].key not in keys
    assert target.key in keys

    # The next start knows what this one knew, the dead included.
    indexed.save()
    again = opened(tmp_path, store, exact_up_to)
    assert again.dense is not None
    assert again.dense.index.passages == len(many()) - 1
    found = again.dense.index.search(dense.encoder.encode(["水泵"]), RetrievalFilter(), 200)
    assert {hit.key for hit in found} == keys
    assert again.versions == indexed.versions


def test_the_dense_channel_waits_for_enough_documents_and_grows(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.put("published", many(10))
    indexed = opened(tmp_path, store)
    assert indexed.dense is None
    assert indexed.versions["encoder"] == "none"
    store.put("published", many(40))
    indexed.catch_up()
    first = indexed.versions["encoder"]
    store.put("published", many(60))
    indexed.catch_up()
    assert indexed.versions["encoder"] == first
    store.put("published", many(80))
    indexed.catch_up()
    assert indexed.versions["encoder"] != first
    assert indexed.dense is not None
    assert indexed.dense.index.passages == 80


def damage_lexical(folder: Path) -> None:
    largest = max((folder / "lexical").glob("*.idx"), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 0xFF
    largest.write_bytes(bytes(data))


def damage_dense(folder: Path) -> None:
    (path,) = (folder / "dense" / "vectors").glob("*.f32")
    path.write_bytes(path.read_bytes()[:-10])


def remove_lexical_file(folder: Path) -> None:
    next((folder / "lexical").glob("*.term")).unlink()


def remove_meta(folder: Path) -> None:
    (folder / "lexical" / "meta.json").unlink()


def break_manifests(folder: Path) -> None:
    for path in folder.glob("*/manifest.json"):
        path.write_text("{", encoding="utf-8")


def remove_all(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "damage",
    [
        damage_lexical,
        damage_dense,
        remove_lexical_file,
        remove_meta,
        break_manifests,
        remove_all,
    ],
)
@pytest.mark.parametrize("exact_up_to", [EXACT, CODES])
def test_damage_is_found_and_mended(tmp_path: Path, damage: object, exact_up_to: int) -> None:
    store = store_in(tmp_path)
    store.put("published", many())
    before = opened(tmp_path, store, exact_up_to)
    before.save()
    expected = before.lexical.search({"水泵": 1.0}, RetrievalFilter(), 50)
    assert before.versions["vector_index"].startswith(
        "faiss-flat" if exact_up_to >= 80 else "faiss-ivf"
    )
    assert callable(damage)
    damage(tmp_path / "published")
    lexical = TantivyIndex.open(tmp_path / "published" / "lexical")
    dense = PassageIndex.load(tmp_path / "published" / "dense", LsaKind())
    assert lexical is None or dense is None
    after = opened(tmp_path, store, exact_up_to)
    assert after.lexical.search({"水泵": 1.0}, RetrievalFilter(), 50) == expected
    assert after.versions == before.versions
    assert after.dense is not None
    assert after.dense.index.passages == 80


@pytest.mark.parametrize("name", ["lists.faiss", "bytes.faiss", "documents.npz", "passages.npy"])
def test_every_part_of_a_snapshot_is_vouched_for(tmp_path: Path, name: str) -> None:
    store = store_in(tmp_path)
    store.put("published", many())
    opened(tmp_path, store, exact_up_to=40).save()
    assert PassageIndex.load(tmp_path / "published" / "dense", LsaKind()) is not None
    (path,) = (tmp_path / "published" / "dense").glob(f"*/{name}")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    assert PassageIndex.load(tmp_path / "published" / "dense", LsaKind()) is None
    after = opened(tmp_path, store, exact_up_to=40)
    assert after.dense is not None
    assert after.dense.index.passages == 80


def test_codes_are_made_when_a_collection_outgrows_scanning(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.put("published", many(35))
    indexed = opened(tmp_path, store, exact_up_to=40)
    assert indexed.versions["vector_index"].startswith("faiss-flat")
    indexed.save()
    store.put("published", many(60))
    indexed.catch_up()
    made = indexed.versions["vector_index"]
    assert made.startswith("faiss-ivf")
    indexed.save()
    again = opened(tmp_path, store, exact_up_to=40)
    assert again.versions == indexed.versions
    # With most of it deleted, it is compared exactly again.
    for one in many(60)[:50]:
        store.delete("published", one.key)
    again.catch_up()
    again.save()
    assert again.versions["vector_index"].startswith("faiss-flat")
    assert again.dense is not None
    assert again.dense.index.passages == 10


def test_two_processes_share_a_folder(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.put("published", many(40))
    one = opened(tmp_path, store)
    two = opened(tmp_path, store)
    store.put("published", many(60))
    two.catch_up()
    one.catch_up()
    for indexed in (one, two):
        assert indexed.lexical.documents == 60
    store.put("published", [document("7", "独一无二的词")])
    one.catch_up()
    two.catch_up()
    found = two.lexical.search({"独一": 1.0}, RetrievalFilter(), 5)
    assert [hit.key for hit in found] == ["CN7A"]
