"""The engines, explicitly: name and factory. A new engine is one line here and its module."""

from __future__ import annotations

from collections.abc import Sequence

from services.ocr.domain.errors import UnknownEngineError
from services.ocr.engines.messages import EngineSpec

FACTORIES = {
    "rapidocr": "services.ocr.engines.rapidocr_engine:create",
    "tesseract": "services.ocr.engines.tesseract_engine:create",
}


def engine_specs(
    default: str, *, threads: int, tesseract_languages: Sequence[str]
) -> tuple[EngineSpec, ...]:
    """All engines, the default first. UnknownEngineError for a default that does not exist."""
    options = {
        "rapidocr": EngineSpec(
            name="rapidocr", factory=FACTORIES["rapidocr"], options={"threads": threads}
        ),
        "tesseract": EngineSpec(
            name="tesseract",
            factory=FACTORIES["tesseract"],
            options={"languages": list(tesseract_languages)},
        ),
    }
    if default not in options:
        raise UnknownEngineError(
            f"There is no engine {default!r}. Engines: {', '.join(options)}.",
            f"没有引擎{default!r}。可用引擎：{'、'.join(options)}。",
        )
    return (options.pop(default), *options.values())
