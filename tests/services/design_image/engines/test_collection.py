"""The collection: kept, found, filtered, replaced, caught up, killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from services.design_image.domain import fitting
from services.design_image.domain.design import DesignFacts, SearchFilter, ViewFacts
from services.design_image.domain.errors import ModelError, UnknownDesignError
from services.design_image.domain.preparation import normalise
from services.design_image.domain.raster import Gray
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.database import open_database
from services.design_image.engines.searching import Found
from services.design_image.engines.tables import metadata
from tests.services.design_image.drawings import drawing, noisy, rotated

SIZE = 14


def add(collection: DesignCollection, seed: int, **facts: object) -> bool:
    """Design ``D<seed>`` with two views."""
    views = [(ViewFacts(file=f"{n}.png"), normalise(drawing(seed + n))) for n in (0, 500)]
    return collection.add(DesignFacts(f"D{seed}", **facts), views, f"source {seed} {facts}")  # type: ignore[arg-type]


def search(collection: DesignCollection, *pictures: Gray, **filters: object) -> Found:
    views = [normalise(picture) for picture in pictures]
    return collection.search(views, SearchFilter(**filters), 5)  # type: ignore[arg-type]


def names(found: Found) -> list[str]:
    return [design.design_id for design in found.ranking]


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DesignCollection]:
    opened = DesignCollection(tmp_path_factory.mktemp("designs"))
    for seed in range(SIZE):
        facts = {
            "locarno_class": f"{6 + seed % 2:02d}-{1 + seed % 3:02d}",
            "publication_date": date(2020, 1, 1 + seed),
        }
        add(opened, seed, **(facts if seed != 13 else {}))
    yield opened
    opened.close()


TRANSFORMS = {
    "same": lambda p: p,
    "quarter turn": lambda p: np.ascontiguousarray(np.rot90(p)),
    "mirrored": lambda p: np.ascontiguousarray(p[:, ::-1]),
    "upside down mirrored": lambda p: np.ascontiguousarray(p[::-1]),
    "noisy": noisy,
    "turned 30": lambda p: rotated(p, 30),
    "turned 45": lambda p: rotated(p, 45),
    "turned 105": lambda p: rotated(p, 105),
    "cropped": lambda p: p[: int(p.shape[0] * 0.75), : int(p.shape[1] * 0.8)],
    "inverted": lambda p: 255 - p,
}


@pytest.mark.parametrize("name", TRANSFORMS)
def test_copies_are_found(collection: DesignCollection, name: str) -> None:
    for seed in (2, 7, 11):
        found = search(collection, TRANSFORMS[name](drawing(seed)))
        assert names(found)[0] == f"D{seed}"
        best = found.ranking[0].meetings[0]
        assert best.inliers is not None
        assert best.inliers >= 8
        assert found.views[best.view_key].position == 1


def test_re_inked_copy_is_found(collection: DesignCollection) -> None:
    assert names(search(collection, drawing(4, stroke=5)))[0] == "D4"


def test_near_duplicate_is_a_copy_and_not_a_stranger(collection: DesignCollection) -> None:
    found = search(collection, noisy(drawing(3)))
    assert [design.near_duplicate for design in found.ranking] == [True, *[False] * 4]


def test_score_is_the_mean_over_query_views(collection: DesignCollection) -> None:
    found = search(collection, drawing(5), drawing(505))
    best = found.ranking[0]
    assert best.design_id == "D5"
    assert [found.views[m.view_key].position for m in best.meetings] == [1, 2]
    assert best.score == pytest.approx(np.mean([m.score for m in best.meetings]))
    mixed = search(collection, drawing(5), drawing(6))
    assert set(names(mixed)[:2]) == {"D5", "D6"}
    assert mixed.ranking[0].score < best.score


def test_filters_act_inside_retrieval(collection: DesignCollection) -> None:
    query = drawing(2)
    assert names(search(collection, query))[0] == "D2"
    early = search(collection, query, published_before=date(2020, 1, 3))
    assert set(names(early)) == {"D0", "D1"}, "strictly before: D2 was published that day"
    assert early.left_out == {"publication_date": 1}
    assert names(search(collection, query, published_before=date(2020, 1, 4)))[0] == "D2"
    by_class = search(collection, query, locarno=("07",))
    assert names(by_class)
    assert all(facts.locarno_class.startswith("07") for facts in by_class.facts.values())  # type: ignore[union-attr]
    assert by_class.left_out == {"locarno_class": 1}
    either = search(collection, query, locarno=("06-03", "07-02"))
    assert {facts.locarno_class for facts in either.facts.values()} == {"06-03", "07-02"}
    without = search(collection, query, exclude=frozenset({"D2"}))
    assert "D2" not in names(without)
    assert names(search(collection, query, locarno=("32",))) == []


def test_same_search_same_answer(collection: DesignCollection) -> None:
    one, two = (search(collection, drawing(8), drawing(9)) for _ in range(2))
    assert one == two


def test_restart_replace_and_delete(tmp_path: Path) -> None:
    opened = DesignCollection(tmp_path)
    assert add(opened, 1) is False
    add(opened, 2)
    before = search(opened, drawing(1))
    opened.close()

    opened = DesignCollection(tmp_path)
    assert search(opened, drawing(1)) == before
    assert opened.holds("D1", "source 1 {}")
    assert not opened.holds("D1", "another source")
    assert add(opened, 1, title="again") is True
    found = search(opened, drawing(1))
    assert (found.designs, found.view_count) == (2, 4)
    assert found.facts["D1"].title == "again"
    assert found.ranking[0].meetings[0].similarity > 0.999
    opened.delete("D1")
    assert names(search(opened, drawing(1))) == ["D2"]
    with pytest.raises(UnknownDesignError):
        opened.delete("D1")
    with pytest.raises(UnknownDesignError):
        opened.get("D1")
    opened.close()


def test_changes_of_another_process_are_seen(tmp_path: Path) -> None:
    reader, writer = DesignCollection(tmp_path), DesignCollection(tmp_path)
    add(writer, 1)
    assert names(search(reader, drawing(1))) == ["D1"]
    add(writer, 1)
    writer.delete("D1")
    add(writer, 3)
    assert names(search(reader, drawing(1))) == ["D3"]
    reader.close()
    writer.close()


def test_empty_collection_answers(tmp_path: Path) -> None:
    opened = DesignCollection(tmp_path)
    assert names(search(opened, drawing(1))) == []
    with pytest.raises(ModelError):
        opened.refit()
    opened.close()


def test_migrations_make_the_tables(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    with engine.connect() as connection:
        options = {"version_table": "design_image_version"}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()


WRITER = """
import sys
from pathlib import Path
from services.design_image.engines.collection import DesignCollection
sys.path.insert(0, {root!r})
from tests.services.design_image.engines.test_collection import add
collection = DesignCollection(Path({folder!r}))
for seed in range(100):
    add(collection, seed)
    print(seed, flush=True)
"""


@pytest.mark.system
def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[4])
    program = WRITER.format(root=root, folder=str(tmp_path))
    acknowledged = -1
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=root
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                acknowledged = max(acknowledged, int(line))
                if int(line) >= 2:
                    break
            time.sleep(0.15)
            os.kill(process.pid, signal.SIGKILL)
    opened = DesignCollection(tmp_path)
    found = search(opened, drawing(1))
    assert names(found)[0] == "D1"
    assert acknowledged + 1 <= found.designs <= acknowledged + 2
    assert found.view_count == 2 * found.designs
    for seed in range(acknowledged + 1):
        design = opened.get(f"D{seed}")
        assert [view.position for view in design.views] == [1, 2]
        assert opened.view_png(f"D{seed}", 2).startswith(b"\x89PNG")
    opened.close()


def test_refit_describes_every_view_anew_and_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "MIN_VIEWS", 20)
    opened = DesignCollection(tmp_path)
    bundled = opened.model_version
    for design in range(5):
        views = [
            (ViewFacts(), normalise(drawing(10 * design + view, side=400))) for view in range(4)
        ]
        opened.add(DesignFacts(f"D{design}"), views, str(design))
    described: list[int] = []
    version = opened.refit(report=described.append)
    assert version != bundled
    assert sum(described) == 20
    assert opened.model_version == version
    found = search(opened, drawing(42, side=400))
    opened.close()
    opened = DesignCollection(tmp_path)
    assert opened.model_version == version
    assert search(opened, drawing(42, side=400)) == found
    assert names(found)[0] == "D4"
    opened.close()
