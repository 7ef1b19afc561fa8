"""``python -m evaluation.fuzz_ocr``: the ocr service over an engine that costs nothing.

Everything around recognition is the real service: intake, limits, worker processes, wire. The engine
finds one line on every page, so that thousands of requests do not wait for models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.ocr.app import create_app
from services.ocr.domain.geometry import quad_of_box
from services.ocr.domain.page import Detection, Picture, Quad, Reading
from services.ocr.engines.messages import EngineSpec
from services.ocr.settings import Settings
from shared.web.run import serve


class OneLineEngine:
    """Reads ``图1`` in the middle of any page."""

    name = "one_line"

    def components(self) -> Mapping[str, str]:
        """Nothing is loaded."""
        return {"one_line": "1"}

    def detect(self, picture: Picture) -> tuple[Detection, ...]:
        """One line across the page."""
        height, width = picture.shape[:2]
        box = (0.0, 0.25 * height, float(width), 0.75 * height)
        return (Detection(quad=quad_of_box(box)),)

    def read(self, picture: Picture, quads: Sequence[Quad]) -> tuple[Reading, ...]:  # noqa: ARG002
        """The same text for all."""
        return tuple(Reading(text="图1", score=0.99) for _ in quads)


def create() -> OneLineEngine:
    """The factory that a worker calls."""
    return OneLineEngine()


if __name__ == "__main__":
    settings = Settings()
    spec = EngineSpec(name="one_line", factory="evaluation.fuzz_ocr:create")
    serve(create_app(settings, [spec]), settings)
