"""Refits and changes of model while searches go on; resumed after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.design_image.domain import fitting
from services.design_image.domain.design import DesignFacts, SearchFilter, ViewFacts
from services.design_image.domain.errors import BackboneError, ModelError, RefitRunningError
from services.design_image.domain.preparation import normalise
from services.design_image.engines import redescribing
from services.design_image.engines.backbones import load_backbone
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.model_files import bundled_model
from tests.services.design_image.drawings import drawing
from tests.services.design_image.onnx_file import network

DESIGNS = 5


def fill(collection: DesignCollection, designs: range = range(DESIGNS)) -> None:
    """Designs ``D<n>`` of four views."""
    for design in designs:
        views = [(ViewFacts(), normalise(drawing(10 * design + i, side=400))) for i in range(4)]
        collection.add(DesignFacts(f"D{design}"), views, str(design))


def first(collection: DesignCollection, design: int) -> str:
    query = normalise(drawing(10 * design + 2, side=400))
    return collection.search([query], SearchFilter(), 5).ranking[0].design_id


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DesignCollection]:
    monkeypatch.setattr(fitting, "MIN_VIEWS", 20)
    collection = DesignCollection(tmp_path)
    fill(collection)
    yield collection
    collection.close()


def test_searches_go_on_during_a_refit(
    opened: DesignCollection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redescribing, "_BATCH", 5)
    other = DesignCollection(tmp_path)
    old = opened.model_version
    halfway, go_on = threading.Event(), threading.Event()

    def pause(_: int) -> None:
        halfway.set()
        assert go_on.wait(300)

    refit = threading.Thread(target=opened.refit, kwargs={"report": pause})
    refit.start()
    assert halfway.wait(300)
    assert first(opened, 3) == "D3"
    state = opened.refit_state
    assert state is not None
    assert (state.described, state.views, state.running) == (5, 20, True)
    with pytest.raises(RefitRunningError):
        other.refit()
    fill(other, range(DESIGNS, DESIGNS + 1))  # under the old model, as the refit is not done
    assert opened.model_version == old
    go_on.set()
    refit.join()
    new = opened.model_version
    assert new != old
    assert opened.refit_state is None
    assert first(opened, 5) == "D5"

    # Another process hears of it at its next search and changes over by itself.
    fill(other, range(6, 7))
    assert first(opened, 6) == "D6", "described by a process that did not know the new model"
    assert first(other, 2) == "D2"
    other._serving.wait()
    assert other.model_version == new
    assert first(other, 6) == "D6"
    other.close()


REFIT = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from services.design_image.domain import fitting
from services.design_image.engines import redescribing
from services.design_image.engines.collection import DesignCollection
fitting.MIN_VIEWS = 20
redescribing._BATCH = 3
DesignCollection(Path({folder!r})).refit(report=lambda done: print(done, flush=True))
"""


@pytest.mark.system
def test_refit_killed_goes_on_where_it_stopped(
    opened: DesignCollection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = str(Path(__file__).parents[4])
    program = REFIT.format(root=root, folder=str(tmp_path))
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        assert process.stdout is not None
        for _ in range(2):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    state = opened.refit_state
    assert state is not None
    assert not state.running
    assert 6 <= state.described < 20

    def refuse(*_: object) -> None:
        raise AssertionError("fitted again")

    monkeypatch.setattr(redescribing, "fit", refuse)
    described: list[int] = []
    assert opened.refit(report=described.append) == state.version
    assert sum(described) == 20 - state.described
    assert opened.refit_state is None
    assert first(opened, 4) == "D4"


def test_backbone_takes_effect_with_a_refit(opened: DesignCollection, tmp_path: Path) -> None:
    (tmp_path / "tiny.onnx").write_bytes(network())
    backbone = load_backbone(f"onnx:{tmp_path / 'tiny.onnx'}")
    plain = opened.model_version
    with_backbone = DesignCollection(tmp_path, backbone=backbone, backbone_weight=0.4)
    assert with_backbone.model_version == plain, "until the views are described with it"
    fused = with_backbone.refit(same_model=True)
    assert fused.startswith(f"{plain}-b")
    assert first(with_backbone, 1) == "D1"
    with_backbone.close()
    again = DesignCollection(tmp_path, backbone=backbone, backbone_weight=0.4)
    assert again.model_version == fused
    assert first(again, 2) == "D2"
    again.close()
    with pytest.raises(BackboneError, match="another backbone"):
        DesignCollection(tmp_path, backbone=backbone, backbone_weight=0.2)
    # A process without the backbone searches on with what it has.
    assert first(opened, 3) == "D3"
    opened._serving.wait()
    assert first(opened, 3) == "D3"
    assert opened.model_version == plain


def test_new_collection_uses_the_backbone_at_once(tmp_path: Path) -> None:
    (tmp_path / "tiny.onnx").write_bytes(network())
    backbone = load_backbone(f"onnx:{tmp_path / 'tiny.onnx'}")
    for _ in range(2):
        collection = DesignCollection(tmp_path / "new", backbone=backbone, backbone_weight=0.4)
        fill(collection, range(2))
        assert "-b" in collection.model_version
        assert first(collection, 1) == "D1"
        collection.close()


def test_growing_collection_changes_its_index_by_itself(tmp_path: Path) -> None:
    collection = DesignCollection(tmp_path, exact_up_to=16)
    fill(collection, range(3))
    assert first(collection, 2) == "D2"
    assert collection.index_name == "faiss-flat"
    fill(collection, range(3, 6))
    assert first(collection, 5) == "D5"
    collection._serving.wait()
    assert first(collection, 4) == "D4"
    collection._serving.wait()
    assert collection.index_name == "faiss-ivf-pq4"
    found = collection.search([normalise(drawing(32, side=400))], SearchFilter(), 6)
    collection.close()
    exact = DesignCollection(tmp_path, exact_up_to=1000)
    assert exact.search([normalise(drawing(32, side=400))], SearchFilter(), 6) == found
    exact.close()


def test_upgrade_leaves_an_outdated_model_for_a_refit(
    opened: DesignCollection, tmp_path: Path
) -> None:
    opened._vectors.activate_model("p1-f1-0123456789ab")
    upgraded = DesignCollection(tmp_path)
    assert upgraded.model_version == bundled_model().version
    assert first(upgraded, 3) == "D3"
    refitted = upgraded.refit()
    assert (first(upgraded, 3), upgraded.model_version) == ("D3", refitted)
    assert refitted != bundled_model().version
    upgraded.close()


def test_small_collection_cannot_be_fitted(tmp_path: Path) -> None:
    collection = DesignCollection(tmp_path)
    with pytest.raises(ModelError):
        collection.refit()
    assert collection.refit_state is None
    assert collection.refit(same_model=True) == collection.model_version
    collection.close()
