"""How the characters of a title are counted."""

from __future__ import annotations

import re

from shared.model.claim_language.folding import fold

_LATIN_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.'-]*")


def title_length(title: str) -> int:
    """Length as characters of Chinese: a run of Latin letters or digits counts as one."""
    return len(_LATIN_RUN.sub("A", fold(title)).replace(" ", ""))
