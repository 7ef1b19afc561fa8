"""Reads the law texts under ``ZHISHEN_LAW``: article -> number of paragraphs."""

from __future__ import annotations

import re
from pathlib import Path

_ARTICLE = re.compile(r"第([一二三四五六七八九十百零]+)条(?=[\s　])")
_ITEM = re.compile(r"[（(][一二三四五六七八九十]+[）)]")
_DIGITS = {han: value for value, han in enumerate("零一二三四五六七八九")}


def han_number(text: str) -> int:
    """``一百二十一`` is 121."""
    total = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    return total + digit


def paragraphs_by_article(folder: Path, file_stem: str) -> dict[int, int]:
    """Paragraphs of every article; an enumerated item belongs to the paragraph before it.

    The texts at hand print some articles twice, incomplete and complete: the longer one counts.
    """
    (path,) = sorted(p for p in folder.iterdir() if p.name.startswith(file_stem))
    found: dict[int, int] = {}
    article, count = 0, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if not text or text.startswith(("#", "<!--")):
            continue
        if opened := _ARTICLE.match(text):
            article, count = han_number(opened.group(1)), 1
        elif not _ITEM.match(text):
            count += 1
        if article:
            found[article] = max(found.get(article, 0), count)
    return found
