"""The text of a brief explanation: compared and completed."""

from __future__ import annotations

import re

from services.formal_check.domain.findings import replacing
from shared.contracts.formal_check import Fix, FixSafety
from shared.model.claim_language.folding import fold
from shared.model.source import TextUnit

_NOISE = re.compile(r"[\s“”\"'《》]+")


def comparable(text: str) -> str:
    """A name or view without quotation marks, spaces and closing stop."""
    return _NOISE.sub("", fold(text)).rstrip(".,，。")


def appending(unit: TextUnit, sentence: str, zh: str, en: str) -> Fix:
    """A suggested fix that adds a sentence at the end of the explanation."""
    end = len(unit.text)
    before = "" if unit.text.rstrip().endswith(("。", "；", ";")) else "。"
    return replacing(unit, end, end, before + sentence, safety=FixSafety.SUGGESTED, zh=zh, en=en)
