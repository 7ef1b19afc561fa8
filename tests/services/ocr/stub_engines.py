"""An engine without models for tests of everything around it.

It finds each row of ink as a line and reads it as ``示例文字``. Pages of certain widths make it
misbehave, so that one document can hold good and bad pages.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence

import numpy as np

from services.ocr.domain.errors import EngineUnavailableError
from services.ocr.domain.geometry import quad_of_box
from services.ocr.domain.ink import ink_mask
from services.ocr.domain.page import Detection, Picture, Quad, Reading

CRASH_WIDTH, HANG_WIDTH, MEMORY_WIDTH, FAIL_WIDTH = 301, 302, 303, 304


class StubEngine:
    name = "stub"

    def components(self) -> Mapping[str, str]:
        return {"stub": "1"}

    def detect(self, picture: Picture, text_height: float | None = None) -> tuple[Detection, ...]:
        self._misbehave(picture.shape[1])
        rows = np.flatnonzero(np.diff(ink_mask(picture).any(axis=1).astype(np.int8), prepend=0))
        starts, ends = rows[0::2], rows[1::2]
        width = float(picture.shape[1])
        return tuple(
            Detection(quad=quad_of_box((0.0, float(top), width, float(bottom))))
            for top, bottom in zip(starts, ends, strict=False)
        )

    def read(self, picture: Picture, quads: Sequence[Quad]) -> tuple[Reading, ...]:
        return tuple(Reading(text="示例文字示例文字", score=0.99) for _ in quads)

    def _misbehave(self, width: int) -> None:
        if width == CRASH_WIDTH:
            os.abort()
        if width == HANG_WIDTH:
            time.sleep(60)
        if width == MEMORY_WIDTH:
            np.ones(8 << 30, dtype=np.uint8)
        if width == FAIL_WIDTH:
            raise RuntimeError("text of an application")


def create() -> StubEngine:
    return StubEngine()


def unavailable() -> StubEngine:
    raise EngineUnavailableError("It is not installed.", "未安装。")
