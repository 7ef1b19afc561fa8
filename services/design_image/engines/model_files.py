"""Descriptor models as ``.npz`` files of half-precision arrays. Nothing in them is executed."""

from __future__ import annotations

import zipfile
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from services.design_image.domain.descriptors.key_points import SIFT_LENGTH
from services.design_image.domain.errors import ModelError
from services.design_image.domain.model import DescriptorModel

BUNDLED = "default_model.npz"
_MAX_BYTES = 256 * 1024 * 1024


def save_model(model: DescriptorModel, path: Path) -> None:
    """Write a model so that a reader sees the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half: dict[str, Any] = {
        name: array.astype(np.float16) for name, array in model.arrays().items()
    }
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as file:
        np.savez_compressed(file, **half)
    temporary.replace(path)


def load_model(path: Path) -> DescriptorModel:
    """Read a model. Raises ``ModelError`` if the file is absent, damaged or no model."""
    try:
        return _parse(path.read_bytes(), path.name)
    except OSError:
        raise _unusable(path.name) from None


def bundled_model() -> DescriptorModel:
    """The model that ships with the software."""
    data = resources.files("services.design_image.engines").joinpath(BUNDLED).read_bytes()
    return _parse(data, BUNDLED)


def _parse(data: bytes, name: str) -> DescriptorModel:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MAX_BYTES:
                raise _unusable(name)
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            model = DescriptorModel.from_arrays(
                {key: arrays[key].astype(np.float32) for key in arrays.files}
            )
        if any(book.mean.shape != (SIFT_LENGTH,) for book in model.codebooks.values()):
            raise _unusable(name)
    except (ValueError, KeyError, EOFError, OSError, zipfile.BadZipFile):
        raise _unusable(name) from None
    return model


def _unusable(name: str) -> ModelError:
    return ModelError(
        "The descriptor model file cannot be used. Fit a model again, or remove it to use the "
        "bundled one.",
        "描述符模型文件无法使用。请重新建立模型，或删除该文件以使用内置模型。",
        file=name,
    )
