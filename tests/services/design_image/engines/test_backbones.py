"""Backbones: loaded from files, refused when they are something else, joined with the default."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from services.design_image.domain.backbone import ViewEncoder, joined, model_version_of
from services.design_image.domain.dihedral import lay
from services.design_image.domain.errors import BackboneError
from services.design_image.domain.preparation import normalise
from services.design_image.engines.backbones import load_backbone
from services.design_image.engines.model_files import bundled_model
from tests.services.design_image.drawings import drawing
from tests.services.design_image.onnx_file import network

VIEWS = [normalise(drawing(seed)) for seed in range(3)]


def onnx(folder: Path, **options: object) -> str:
    (folder / "tiny.onnx").write_bytes(network(**options))  # type: ignore[arg-type]
    return f"onnx:{folder / 'tiny.onnx'}"


def test_onnx_network_embeds(tmp_path: Path) -> None:
    backbone = load_backbone(onnx(tmp_path))
    assert (backbone.name, backbone.dimension) == ("onnx:tiny.onnx", 24)
    rows = backbone.encode(VIEWS)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(backbone.encode(VIEWS[1:2])[0], rows[1], atol=1e-5)
    assert not np.allclose(rows[0], rows[1], atol=1e-3)


def test_fixed_batch_and_unpooled_maps_give_the_same(tmp_path: Path) -> None:
    expected = load_backbone(onnx(tmp_path)).encode(VIEWS)
    for options in ({"batch": 1}, {"batch": 2}, {"pooled": False}):
        rows = load_backbone(onnx(tmp_path, **options)).encode(VIEWS)
        np.testing.assert_allclose(rows, expected, atol=1e-5)


def test_version_tells_networks_and_scalings_apart(tmp_path: Path) -> None:
    setting = onnx(tmp_path)
    versions = {load_backbone(setting).version, load_backbone(onnx(tmp_path, seed=1)).version}
    facts = {"size": {"height": 64}, "image_mean": [0.5] * 3, "image_std": [0.5] * 3}
    (tmp_path / "preprocessor_config.json").write_text(json.dumps(facts))
    versions.add(load_backbone(setting).version)
    assert len(versions) == 3


@pytest.mark.parametrize(
    "setting",
    ["", "clip", "onnx:", "onnx:none.onnx", "sentence-transformers:", "sentence-transformers:none"],
)
def test_what_is_no_backbone_is_refused(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BackboneError):
        load_backbone(setting)


def test_damaged_and_pickled_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.onnx"
    path.write_bytes(network()[:-300])
    with pytest.raises(BackboneError):
        load_backbone(f"onnx:{path}")
    (tmp_path / "pytorch_model.bin").write_bytes(b"")
    (tmp_path / "model.safetensors").write_bytes(b"")
    with pytest.raises(BackboneError, match="pickled"):
        load_backbone(f"sentence-transformers:{tmp_path}")


def test_joined_cosine_is_the_weighted_sum(tmp_path: Path) -> None:
    backbone = load_backbone(onnx(tmp_path))
    model = bundled_model()
    plain, fused = ViewEncoder(model), ViewEncoder(model, backbone, 0.3)
    assert fused.dimension == model.dimension + 24
    assert plain.version == model.version
    assert model_version_of(fused.version) == model.version
    assert len({plain.version, fused.version, ViewEncoder(model, backbone, 0.4).version}) == 3
    assert len(fused.version) <= 40
    (one, _), (other, _) = (fused.encode(view) for view in VIEWS[:2])
    (a, _), (b, _) = (plain.encode(view) for view in VIEWS[:2])
    rows = backbone.encode(VIEWS[:2])
    assert one @ other == pytest.approx(0.7 * a @ b + 0.3 * rows[0] @ rows[1], abs=1e-4)
    np.testing.assert_allclose(joined(a[None], rows[:1], 0.0)[0, : len(a)], a)


def test_query_ways_match_the_laid_view(tmp_path: Path) -> None:
    fused = ViewEncoder(bundled_model(), load_backbone(onnx(tmp_path)), 0.5)
    query = fused.encode_query(VIEWS[0])
    assert query.vectors.shape == (16, fused.dimension)
    for way in (0, 3, 6):
        stored, _ = fused.encode(lay(VIEWS[0], way))
        own = fused.model.dimension
        np.testing.assert_allclose(query.vectors[way, own:], stored[own:], atol=1e-5)
        assert query.vectors[way] @ stored > 0.9


@pytest.mark.neural
def test_clip_directory_through_sentence_transformers(tmp_path: Path) -> None:
    """A CLIP of a few thousand random weights, saved and loaded as a real one is."""
    pytest.importorskip("sentence_transformers")
    directory = clip_directory(tmp_path)
    backbone = load_backbone(f"sentence-transformers:{directory}")
    rows = backbone.encode(VIEWS)
    assert rows.shape == (3, backbone.dimension)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, rtol=1e-4)
    np.testing.assert_allclose(backbone.encode(VIEWS[:1])[0], rows[0], atol=1e-4)
    assert load_backbone(f"sentence-transformers:{directory}").version == backbone.version


def clip_directory(folder: Path) -> Path:
    """A tiny CLIP in sentence-transformers' layout."""
    import torch
    from transformers import (
        CLIPConfig,
        CLIPImageProcessor,
        CLIPModel,
        CLIPProcessor,
        CLIPTokenizer,
    )

    torch.manual_seed(0)
    small = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
    }
    config = CLIPConfig(
        text_config={**small, "vocab_size": 10, "bos_token_id": 0, "eos_token_id": 1},
        vision_config={**small, "image_size": 64, "patch_size": 16},
        projection_dim=16,
    )
    inner = folder / "0_CLIPModel"
    inner.mkdir()
    vocabulary = ["<|startoftext|>", "<|endoftext|>", *"abcdefgh"]
    (folder / "vocab.json").write_text(json.dumps({word: i for i, word in enumerate(vocabulary)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    tokenizer = CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"))
    pictures = CLIPImageProcessor(size={"shortest_edge": 64}, crop_size={"height": 64, "width": 64})
    CLIPModel(config).save_pretrained(inner)
    CLIPProcessor(pictures, tokenizer).save_pretrained(inner)
    modules = [
        {
            "idx": 0,
            "name": "0",
            "path": "0_CLIPModel",
            "type": "sentence_transformers.models.CLIPModel",
        }
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    return folder
