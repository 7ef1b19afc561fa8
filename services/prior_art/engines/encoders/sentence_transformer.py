"""A sentence-transformers model from a directory (extra ``neural``).

Nothing is downloaded and no code of the model's own is run; weights are read from safetensors
only. The version is the digest of the model's files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from services.prior_art.domain.errors import EngineUnavailableError
from services.prior_art.domain.retrieval import Encoder, Vectors

WEIGHT = 0.5
_BATCH = 32
_FORBIDDEN = (".bin", ".pkl", ".pt", ".pth", ".ckpt")


class SentenceTransformerEncoder:
    """Encodes with a loaded model. Vectors have unit length."""

    def __init__(self, model: Any, name: str, version: str) -> None:  # noqa: ANN401 - untyped library
        self._model = model
        self._name = name
        self._version = version
        self._dimension = int(model.encode(["dimension"], show_progress_bar=False).shape[1])

    @property
    def name(self) -> str:
        return self._name

    @property
    def version(self) -> str:
        return self._version

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode(
            list(texts),
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.ascontiguousarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)


class SentenceTransformerKind:
    """The model of a directory; it is the same for every collection."""

    fitted_on_collection = False

    def __init__(self, directory: Path, weight: float | None = None) -> None:
        self.weight = WEIGHT if weight is None else weight
        self._encoder = _load(directory)

    @property
    def name(self) -> str:
        return self._encoder.name

    def fit(self, texts: Sequence[str]) -> Encoder | None:  # noqa: ARG002 - nothing to learn
        return self._encoder

    def save(self, encoder: Encoder, folder: Path) -> list[str]:  # noqa: ARG002 - kept elsewhere
        return []

    def load(self, folder: Path) -> Encoder:  # noqa: ARG002 - kept elsewhere
        return self._encoder


def _load(directory: Path) -> SentenceTransformerEncoder:
    if not (directory / "config.json").is_file() and not (directory / "modules.json").is_file():
        raise EngineUnavailableError(
            "The encoder's directory holds no sentence-transformers model (modules.json).",
            "编码器目录中没有 sentence-transformers 模型（modules.json）。",
        )
    pickled = [path for path in directory.rglob("*") if path.suffix in _FORBIDDEN]
    if pickled or not list(directory.rglob("*.safetensors")):
        raise EngineUnavailableError(
            "The encoder's model must hold its weights as safetensors, and no pickled weights "
            "(.bin, .pt, .pkl).",
            "编码器模型的权重须为 safetensors 格式，且不得包含 pickle 格式权重（.bin、.pt、.pkl）。",
        )
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EngineUnavailableError(
            "This encoder needs the extra 'neural': pip install 'zhishen[neural]'.",
            "该编码器需要安装 neural 扩展：pip install 'zhishen[neural]'。",
        ) from error
    model = SentenceTransformer(
        str(directory),
        device="cpu",
        local_files_only=True,
        trust_remote_code=False,
        model_kwargs={"use_safetensors": True},
    )
    return SentenceTransformerEncoder(
        model, f"sentence-transformers:{directory.name}", _digest(directory)
    )


def _digest(directory: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        if path.suffix in (".json", ".safetensors", ".txt", ".model"):
            digest.update(path.relative_to(directory).as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
