"""A picture network in ONNX: the vision part of CLIP, SigLIP or DINOv2, or any other.

It has one input (n, 3, height, width) in floats. Of its outputs the first of shape (n, d) is taken,
else the mean over the tokens or places of the first one. How pictures are scaled is read from
``preprocessor_config.json`` (Hugging Face) beside the file; without it ImageNet's numbers count.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from services.design_image.domain.errors import BackboneError
from services.design_image.domain.raster import Floats, Gray
from services.design_image.engines.backbones import digest_of

CONFIGURATION = "preprocessor_config.json"
_SIDE = 224
_IMAGENET_MEAN = (0.485, 0.456, 0.406)
_IMAGENET_DEVIATION = (0.229, 0.224, 0.225)
_MAX_SIDE = 1024


@dataclass(frozen=True)
class Scaling:
    """How a picture becomes the network's input."""

    side: int = _SIDE
    mean: tuple[float, ...] = _IMAGENET_MEAN
    deviation: tuple[float, ...] = _IMAGENET_DEVIATION

    def apply(self, pictures: Sequence[Gray]) -> Floats:
        """Grey pictures to (n, 3, side, side)."""
        size = (self.side, self.side)
        small = [cv2.resize(one, size, interpolation=cv2.INTER_AREA) for one in pictures]
        grey = np.stack(small).astype(np.float32)[:, None] / 255
        mean = np.array(self.mean, np.float32).reshape(1, 3, 1, 1)
        deviation = np.array(self.deviation, np.float32).reshape(1, 3, 1, 1)
        return np.asarray((grey - mean) / deviation, dtype=np.float32)


class OnnxBackbone:
    """A loaded network on the processor."""

    def __init__(self, session: Any, scaling: Scaling, name: str, version: str) -> None:  # noqa: ANN401 - untyped library
        self._session = session
        self._scaling = scaling
        self.name, self.version = name, version
        (only,) = session.get_inputs()
        self._input = only.name
        self._batch = only.shape[0] if isinstance(only.shape[0], int) else None
        ranks = [len(one.shape) for one in session.get_outputs()]
        self._output = ranks.index(2) if 2 in ranks else 0
        blank = np.full((scaling.side, scaling.side), 255, dtype=np.uint8)
        self.dimension = int(self.encode([blank]).shape[1])

    def encode(self, pictures: Sequence[Gray]) -> Floats:
        """Unit rows (len(pictures), ``dimension``)."""
        scaled = self._scaling.apply(pictures)
        step = self._batch or len(scaled)
        rows = np.concatenate(
            [self._run(scaled[start : start + step], step) for start in range(0, len(scaled), step)]
        )
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)

    def _run(self, scaled: Floats, step: int) -> Floats:
        count = len(scaled)
        if count < step:  # a network of a fixed batch
            scaled = np.pad(scaled, ((0, step - count), (0, 0), (0, 0), (0, 0)))
        found = self._session.run(None, {self._input: scaled})[self._output][:count]
        if found.ndim == 3:
            found = found.mean(axis=1)  # tokens
        elif found.ndim == 4:
            found = found.mean(axis=(2, 3))  # places
        return np.asarray(found, dtype=np.float32)


def load_onnx(path: Path) -> OnnxBackbone:
    """The network of a file. Raises ``BackboneError``."""
    try:
        import onnxruntime
    except ImportError as error:
        raise BackboneError(
            "This backbone needs the extra 'onnx': pip install 'zhishen[onnx]'.",
            "该骨干网络需要安装 onnx 扩展：pip install 'zhishen[onnx]'。",
        ) from error
    try:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        inputs = session.get_inputs()
        if len(inputs) != 1 or len(inputs[0].shape) != 4 or inputs[0].type != "tensor(float)":
            raise _unusable()
        beside = path.parent / CONFIGURATION
        scaling = _scaling(beside, inputs[0].shape)
        version = digest_of([path, *([beside] if beside.is_file() else [])])
        return OnnxBackbone(session, scaling, f"onnx:{path.name}", version)
    except BackboneError:
        raise
    except Exception as error:
        raise _unusable() from error


def _scaling(configuration: Path, shape: Sequence[Any]) -> Scaling:
    facts = json.loads(configuration.read_bytes()) if configuration.is_file() else {}
    size = facts.get("crop_size") or facts.get("size") or {}
    if isinstance(size, dict):
        size = size.get("height") or size.get("shortest_edge") or _SIDE
    side = shape[2] if isinstance(shape[2], int) else int(size)
    if not 16 <= side <= _MAX_SIDE:
        raise _unusable()
    return Scaling(
        side,
        tuple(map(float, facts.get("image_mean", _IMAGENET_MEAN))),
        tuple(map(float, facts.get("image_std", _IMAGENET_DEVIATION))),
    )


def _unusable() -> BackboneError:
    return BackboneError(
        "The backbone's file is not an ONNX network with one picture input (n, 3, height, width). "
        "Export the vision part alone.",
        "骨干网络文件不是仅有一个图像输入 (n, 3, 高, 宽) 的 ONNX 网络，请单独导出其视觉部分。",
    )
