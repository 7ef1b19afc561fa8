"""Plain text as lines of a manuscript."""

from __future__ import annotations

import re

from shared.formats.manuscript_lines import Line

_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029\x85]+")
_VISIBLE = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def text_lines(text: str, file: str) -> list[Line]:
    """The lines of a text that hold anything; offsets count code points of ``text``."""
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        visible = _VISIBLE.search(match[0])
        if visible is not None:
            start = match.start() + visible.start()
            run = (visible[0], start, start + len(visible[0]))
            lines.append(Line(file=file, element=f"line {len(lines) + 1}", runs=(run,)))
    return lines
