"""A CLIP or SigLIP directory through sentence-transformers (extra ``neural``)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from services.design_image.domain.errors import BackboneError
from services.design_image.domain.raster import Floats, Gray
from services.design_image.engines.backbones import digest_of

_BATCH = 16
_PICKLED = (".bin", ".pkl", ".pt", ".pth", ".ckpt")
_READ = (".json", ".safetensors", ".txt", ".model")


class SentenceTransformerBackbone:
    """Embeds pictures with a loaded model."""

    def __init__(self, model: Any, name: str, version: str) -> None:  # noqa: ANN401 - untyped library
        self._model = model
        self.name, self.version = name, version
        self.dimension = int(self.encode([np.full((64, 64), 255, dtype=np.uint8)]).shape[1])

    def encode(self, pictures: Sequence[Gray]) -> Floats:
        """Unit rows (len(pictures), ``dimension``)."""
        rows = self._model.encode(
            [Image.fromarray(one).convert("RGB") for one in pictures],
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.ascontiguousarray(rows, dtype=np.float32).reshape(len(pictures), -1)


def load_sentence_transformer(directory: Path) -> SentenceTransformerBackbone:
    """The model of a directory. Raises ``BackboneError``."""
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    weights = [path for path in files if path.suffix == ".safetensors"]
    if not weights or any(path.suffix in _PICKLED for path in files):
        raise BackboneError(
            "The backbone's directory must hold its weights as safetensors, and no pickled "
            "weights (.bin, .pt, .pkl).",
            "骨干网络目录中的权重须为 safetensors 格式，且不得包含 pickle 格式权重（.bin、.pt、.pkl）。",
        )
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise BackboneError(
            "This backbone needs the extra 'neural': pip install 'zhishen[neural]'.",
            "该骨干网络需要安装 neural 扩展：pip install 'zhishen[neural]'。",
        ) from error
    try:
        model = SentenceTransformer(
            str(directory),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
        version = digest_of(path for path in files if path.suffix in _READ)
        return SentenceTransformerBackbone(
            model, f"sentence-transformers:{directory.name}", version
        )
    except Exception as error:
        raise BackboneError(
            "The backbone's directory is not a sentence-transformers model that embeds pictures.",
            "骨干网络目录不是可嵌入图像的 sentence-transformers 模型。",
        ) from error
