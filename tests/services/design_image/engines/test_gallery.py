"""Galleries: the same answers from either index, snapshots that may be lost, replay."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from services.design_image.domain.descriptors.key_points import KeyPoints
from services.design_image.domain.design import DescribedView, DesignFacts, ViewFacts
from services.design_image.domain.raster import Floats
from services.design_image.engines import gallery as gallery_module
from services.design_image.engines.compressed_index import CompressedIndex
from services.design_image.engines.database import open_database
from services.design_image.engines.gallery import Gallery, GalleryPlace, open_gallery
from services.design_image.engines.index import ExactIndex
from services.design_image.engines.store import DesignStore
from services.design_image.engines.vector_store import VectorStore

DIMENSION = 16
MODEL = "p1-f2-test"
NO_POINTS = KeyPoints(np.zeros((0, 4), np.float32), np.zeros((0, 128), np.uint8))


def vector_of(design: int, view: int) -> Floats:
    """Views of one design lie near each other."""
    own = np.random.default_rng([design, view]).normal(size=DIMENSION)
    row = np.random.default_rng(design).normal(size=DIMENSION) + 0.3 * own
    return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


class Shelf:
    """A store with designs of three views each."""

    def __init__(self, folder: Path, designs: int = 60) -> None:
        engine = open_database(f"sqlite:///{folder / 'designs.sqlite3'}")
        self.store = DesignStore(engine)
        self.vectors = VectorStore(engine)
        self.folder = folder / "index"
        for design in range(designs):
            self.put(design)

    def put(self, design: int, views: int = 3) -> None:
        described = [
            DescribedView(ViewFacts(), f"{view:064x}", vector_of(design, view), NO_POINTS)
            for view in range(views)
        ]
        self.store.put(DesignFacts(f"D{design}"), described, MODEL, "")

    def place(self, exact_up_to: int) -> GalleryPlace:
        return GalleryPlace(self.vectors, self.folder, MODEL, DIMENSION, exact_up_to)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def nearest(gallery: Gallery, design: int, designs: int = 3) -> set[str]:
    laid = np.stack([vector_of(design, 50), vector_of(design, 51)])[None]
    return gallery.nearest(laid, None, views=20, designs=designs)


def test_either_index_gives_the_same_answers(shelf: Shelf) -> None:
    exact, codes = open_gallery(shelf.place(1000)), open_gallery(shelf.place(100))
    assert isinstance(exact.index, ExactIndex)
    assert isinstance(codes.index, CompressedIndex)
    for number in range(0, 60, 7):
        assert nearest(exact, number) == nearest(codes, number)
        assert nearest(exact, number, 1) == {f"D{number}"}
    for gallery in (exact, codes):
        keys, owners = gallery.views_of(["D7", "D3", "nothing"])
        assert owners == ["D3"] * 3 + ["D7"] * 3
        np.testing.assert_allclose(gallery.vectors(keys)[0], vector_of(3, 0), atol=1e-3)
        allowed = keys[3:]
        laid = vector_of(3, 50)[None, None]
        assert gallery.nearest(laid, allowed, views=20, designs=5) == {"D7"}
        assert gallery.views_of([])[1] == []


@pytest.mark.parametrize("exact_up_to", [1000, 100])
def test_changes_are_taken_in(shelf: Shelf, exact_up_to: int) -> None:
    gallery = open_gallery(shelf.place(exact_up_to))
    shelf.put(60)
    shelf.put(7, views=1)
    shelf.store.delete("D5")
    gallery.catch_up()
    assert nearest(gallery, 60, 1) == {"D60"}
    assert "D5" not in nearest(gallery, 5, 10)
    keys, owners = gallery.views_of(["D5", "D7", "D60"])
    assert owners == ["D60"] * 3 + ["D7"]
    assert len(gallery.vectors(keys)) == 4
    assert gallery.sequence == shelf.vectors.last_change()


def test_snapshot_is_read_and_brought_up_to_date(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_gallery(shelf.place(100))
    shelf.put(61)
    shelf.store.delete("D2")

    def refuse(_: object) -> None:
        raise AssertionError("made anew without need")

    monkeypatch.setattr(gallery_module, "compressed", refuse)
    gallery = open_gallery(shelf.place(100))
    assert nearest(gallery, 61, 1) == {"D61"}
    assert gallery.views_of(["D2"])[1] == []
    assert not gallery.is_stale


@pytest.mark.parametrize("name", ["codes.faiss", "keys.npy", "owners.npy", "vectors.f16"])
def test_damaged_snapshot_is_made_anew(shelf: Shelf, name: str) -> None:
    open_gallery(shelf.place(100))
    (path,) = shelf.folder.glob(f"*/{name}")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert nearest(open_gallery(shelf.place(100)), 9, 1) == {"D9"}


def test_gallery_that_outgrew_its_index_is_opened_anew(shelf: Shelf) -> None:
    small = open_gallery(shelf.place(200))
    for design in range(60, 70):
        shelf.put(design)
    small.catch_up()
    assert small.is_stale
    codes = open_gallery(shelf.place(200))
    assert isinstance(codes.index, CompressedIndex)
    for design in range(70, 80):
        shelf.put(design)
    codes.catch_up()
    assert codes.is_stale
    anew = open_gallery(shelf.place(200))
    assert not anew.is_stale
    assert nearest(anew, 75, 1) == {"D75"}
    assert len(list(shelf.folder.glob("[0-9]*"))) == 1


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.services.design_image.engines.test_gallery import Shelf
from services.design_image.engines.gallery import open_gallery
shelf = Shelf(Path({folder!r}), 0)
print("begin", flush=True)
for design in range(60, 1000):
    shelf.put(design)
    open_gallery(shelf.place(100)).index
    print(design, flush=True)
"""


@pytest.mark.system
def test_kill_9_while_snapshots_are_written_loses_nothing(shelf: Shelf, tmp_path: Path) -> None:
    root = str(Path(__file__).parents[4])
    program = WRITER.format(root=root, folder=str(tmp_path))
    acknowledged = 0
    for pause in (0.0, 0.011, 0.023):
        shelf.folder.joinpath("manifest.json").unlink(missing_ok=True)
        with subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=root
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if line.strip() != "begin":
                    acknowledged = max(acknowledged, int(line))
                    if int(line) >= 63:
                        break
            time.sleep(pause)
            os.kill(process.pid, signal.SIGKILL)
        gallery = open_gallery(shelf.place(100))
        for design in (0, 30, 60, acknowledged):
            assert nearest(gallery, design, 1) == {f"D{design}"}
        assert len(gallery.index) == shelf.store.counts()[1]
        assert gallery.sequence == shelf.vectors.last_change()
