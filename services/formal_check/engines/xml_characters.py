"""Filed texts may hold characters that no XML document can."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """``text`` with each character that XML forbids as U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)
