"""Backbones by setting: ``onnx:FILE`` or ``sentence-transformers:DIRECTORY``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from services.design_image.domain.backbone import Backbone
from services.design_image.domain.errors import BackboneError


def load_backbone(setting: str) -> Backbone:
    """The network that a setting names. Raises ``BackboneError``.

    Nothing is downloaded, nothing is unpickled, and no code of the model's own is run.
    """
    kind, _, place = setting.partition(":")
    if kind == "onnx" and place:
        from services.design_image.engines.backbones.onnx_network import load_onnx

        return load_onnx(Path(place))
    if kind == "sentence-transformers" and place:
        from services.design_image.engines.backbones.sentence_transformer import (
            load_sentence_transformer,
        )

        return load_sentence_transformer(Path(place))
    raise BackboneError(
        "The backbone setting is neither onnx:FILE nor sentence-transformers:DIRECTORY.",
        "骨干网络设置应为 onnx:文件 或 sentence-transformers:目录。",
    )


def digest_of(files: Iterable[Path]) -> str:
    """Digest of files' contents, in the order given."""
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
