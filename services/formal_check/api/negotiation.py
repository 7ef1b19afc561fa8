"""Which of several representations a request prefers (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 2000


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The media type of ``offered`` that the ``Accept`` header likes best; ``None`` if none.

    Without a header, or with ``*/*`` alone, the first. The most specific range decides; among
    equals the order of ``offered``.
    """
    ranges = [_range(item) for item in accept[:_LONGEST].split(",") if item.strip()]
    if not ranges:
        return offered[0]
    best, best_quality = None, 0.0
    for media_type in offered:
        quality = _quality(media_type, ranges)
        if quality > best_quality:
            best, best_quality = media_type, quality
    return best


def _range(item: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in item.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                return name, 0.0
    return name, 1.0


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    whole, main = media_type, media_type.partition("/")[0]
    for name in (whole, f"{main}/*", "*/*"):
        found = [quality for given, quality in ranges if given == name]
        if found:
            return max(found)
    return 0.0
