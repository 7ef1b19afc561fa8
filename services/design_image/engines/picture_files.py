"""Normalised views as PNG files named by their content: ``ab/abcdef….png``."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import cv2
import numpy as np

from services.design_image.domain.errors import BrokenPictureError
from services.design_image.domain.raster import Gray


class PictureFiles:
    """A content-addressed folder. Writing twice changes nothing; a reader sees whole files only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, view: Gray) -> str:
        """Keep a view durably and give its SHA-256."""
        done, encoded = cv2.imencode(".png", view)
        if not done:
            raise OSError("PNG encoder failed")
        data = encoded.tobytes()
        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        if path.exists():
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        return name

    def read_png(self, name: str) -> bytes:
        """The PNG of a view. Raises ``FileNotFoundError`` if it was taken away."""
        return self._path(name).read_bytes()

    def read(self, name: str) -> Gray:
        """The normalised view."""
        view = cv2.imdecode(np.frombuffer(self.read_png(name), np.uint8), cv2.IMREAD_GRAYSCALE)
        if view is None:
            raise BrokenPictureError(file=f"{name}.png")
        return np.asarray(view, dtype=np.uint8)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}.png"
