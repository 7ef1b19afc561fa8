"""RapidOCR: PP-OCRv6 models in onnxruntime, taken from inside the installed wheel.

Detection and recognition are built one by one from RapidOCR's own classes: its pipeline crops from
a shrunken page and turns every tall crop on its side, which loses single digits such as ``1`` in
drawings. Model paths are pinned, so that it never resolves a model by name and never downloads.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
import rapidocr
from numpy.typing import NDArray
from rapidocr.ch_ppocr_det import TextDetector
from rapidocr.ch_ppocr_rec import TextRecognizer
from rapidocr.main import DEFAULT_CFG_PATH
from rapidocr.utils.log import logger as rapidocr_logger
from rapidocr.utils.parse_parameters import ParseParams

from services.ocr.domain.errors import EngineUnavailableError
from services.ocr.domain.geometry import cut_out, sides
from services.ocr.domain.page import Detection, Picture, Quad, Reading
from services.ocr.engines.ctc import decode

NAME = "rapidocr"
DETECTION_MODEL = "PP-OCRv6_det_small.onnx"
RECOGNITION_MODEL = "PP-OCRv6_rec_small.onnx"
DETECTION_PIXELS = 2_000_000
"""Most pixels of the picture that detection sees. A4 at about 140 dpi finds every line at a third of
the time of 300 dpi; recognition cuts its lines from the full picture."""
DETECTION_TEXT_HEIGHT = 20
"""Height of characters as detection sees them, pixels, where the page's own is known: lines of 14 to
28 pixels are found equally well, and 28 cost four times as much as 14. Footnotes of half the size of the
text are found too."""
SMALLEST_DETECTION_PIXELS = 400_000
LARGEST_ENLARGEMENT = 2.0
BORDER = 16
"""White pixels around the picture, so that print at its very edge is found."""
LINE_HEIGHT, SHORTEST_INPUT, INPUT_STEP = 48, 320, 64
"""What recognition sees: height, least width and step of widths, pixels. Few different widths spare
onnxruntime new plans of memory."""
LONGEST_LINE = 120
"""Length over height beyond which a region is no line of text (and would cost unbounded memory)."""


class RapidOcrEngine:
    """Detection and recognition with bounded threads. See ``TextEngine``."""

    name = NAME

    def __init__(self, models: Path, threads: int) -> None:
        detection, recognition = models / DETECTION_MODEL, models / RECOGNITION_MODEL
        missing = [path.name for path in (detection, recognition) if not path.is_file()]
        if missing:
            raise EngineUnavailableError(
                f"RapidOCR's model {missing[0]} is not in the installed package. "
                "Install rapidocr 3.10 from its wheel.",
                f"已安装的rapidocr中缺少模型{missing[0]}，请安装rapidocr 3.10的wheel包。",
            )
        rapidocr_logger.setLevel("ERROR")
        config = ParseParams.update_batch(
            ParseParams.load(DEFAULT_CFG_PATH),
            {
                "Det.model_path": str(detection),
                "Rec.model_path": str(recognition),
                "Det.limit_side_len": 32,  # the size is chosen in detect()
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            },
        )
        self._detector = TextDetector(_with_session_options(config, config.Det))
        config.Rec.font_path = None
        self._recogniser = TextRecognizer(_with_session_options(config, config.Rec))
        self._alphabet: Sequence[str] = self._recogniser.postprocess_op.character
        self._components = {
            "rapidocr": version("rapidocr"),
            "onnxruntime": onnxruntime.__version__,
            DETECTION_MODEL: _digest(detection),
            RECOGNITION_MODEL: _digest(recognition),
        }

    def components(self) -> Mapping[str, str]:
        return self._components

    def detect(self, picture: Picture, text_height: float | None = None) -> tuple[Detection, ...]:
        height, width = picture.shape[:2]
        factor = _detection_factor(width * height, text_height)
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        interpolation = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        seen = cv2.resize(picture, size, interpolation=interpolation) if factor != 1 else picture
        seen = cv2.copyMakeBorder(
            seen, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_CONSTANT, value=(255, 255, 255)
        )
        found = self._detector(np.ascontiguousarray(seen[..., ::-1]))
        if found.boxes is None:
            return ()
        corners = (np.asarray(found.boxes, dtype=np.float64) - BORDER) / factor
        corners[..., 0] = corners[..., 0].clip(0, width)
        corners[..., 1] = corners[..., 1].clip(0, height)
        return tuple(Detection(quad=_quad(box)) for box in corners)

    def read(self, picture: Picture, quads: Sequence[Quad]) -> tuple[Reading, ...]:
        readings = [Reading(text="", score=0.0)] * len(quads)
        for i, quad in enumerate(quads):
            if not _is_line(quad):
                continue
            # One by one: nine lines of A4 in one batch cost 43 % more CPU than alone, for their
            # intermediate results no longer fit the processor's cache.
            line, used = _normalised(cut_out(picture, quad), _input_width(quad))
            output = self._recogniser.session(line[None])[0]
            readings[i] = decode(output, self._alphabet, used)
        return tuple(readings)


def create(threads: int = 1, **_: object) -> RapidOcrEngine:
    """The engine with the models of the installed package."""
    return RapidOcrEngine(Path(rapidocr.__file__).parent / "models", threads)


def _with_session_options(config: Any, part: Any) -> Any:  # noqa: ANN401 - OmegaConf nodes
    part.engine_cfg = config.EngineConfig[part.engine_type.value]
    return part


def _detection_factor(pixels: int, text_height: float | None) -> float:
    factor = math.sqrt(DETECTION_PIXELS / max(pixels, 1))
    if text_height is not None:
        return min(factor, 1.0, DETECTION_TEXT_HEIGHT / text_height)
    if pixels < SMALLEST_DETECTION_PIXELS:
        return min(LARGEST_ENLARGEMENT, math.sqrt(SMALLEST_DETECTION_PIXELS / max(pixels, 1)))
    return min(factor, 1.0)


def _input_width(quad: Quad) -> int:
    along, across = sides(quad)
    width = max(SHORTEST_INPUT, math.ceil(LINE_HEIGHT * along / across))
    return math.ceil(width / INPUT_STEP) * INPUT_STEP


def _normalised(cut: Picture, width: int) -> tuple[NDArray[np.float32], float]:
    """A line as recognition sees it, shape (3, 48, ``width``), BGR, -1 to 1, and the share used."""
    used = min(width, max(1, math.ceil(LINE_HEIGHT * cut.shape[1] / cut.shape[0])))
    seen = cv2.resize(cut[..., ::-1], (used, LINE_HEIGHT)).astype(np.float32)
    padded = np.zeros((3, LINE_HEIGHT, width), dtype=np.float32)
    padded[:, :, :used] = (seen / 127.5 - 1.0).transpose(2, 0, 1)
    return padded, used / width


def _is_line(quad: Quad) -> bool:
    along, across = sides(quad)
    return across >= 2 and along >= 2 and along <= LONGEST_LINE * across


def _quad(box: np.ndarray[Any, np.dtype[np.float64]]) -> Quad:
    a, b, c, d, e, f, g, h = (float(value) for value in box.reshape(8))
    return (a, b, c, d, e, f, g, h)


def _digest(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"
