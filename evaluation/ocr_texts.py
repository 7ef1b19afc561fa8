"""Real texts to render pages from: found by content in a data folder, in an order of their digests."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

SHORTEST = 120
_KANA = re.compile(r"[\u3040-\u30ff]")
_TAGS = re.compile(r"<[^>]+>")


def abstracts(data_dir: Path) -> list[str]:
    """Chinese abstracts of all collections, each once, in the order of their digests."""
    found: set[str] = set()
    for folder in ("cn-abstracts", "cn-text", "cn-claims"):
        for path in sorted((data_dir / folder).glob("*.jsonl")):
            found.update(_abstracts_of(path))
    return by_digest(found)


def _abstracts_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:
                continue
            text = record.get("abstract") if isinstance(record, dict) else None
            if isinstance(text, str) and len(text) >= SHORTEST:
                yield "".join(text.split())


def english_paragraphs(data_dir: Path) -> list[str]:
    """Paragraphs of US full texts."""
    found: set[str] = set()
    for path in sorted((data_dir / "foreign-publications").rglob("*.txt")) + sorted(
        (data_dir / "foreign-publications").rglob("*.md")
    ):
        for piece in re.split(r"\n\s*\n", path.read_text("utf-8", "replace")):
            text = " ".join(piece.split())
            if len(text) > 400 and text.isascii() and text.count(" ") < len(text) / 3:
                found.add(text[:1500])
    return by_digest(found)


def japanese_paragraphs(data_dir: Path) -> list[str]:
    """Paragraphs of Japanese publications."""
    found: set[str] = set()
    for path in sorted((data_dir / "foreign-publications").rglob("*.xml")):
        data = path.read_bytes()
        if b"jp-official-gazette" not in data[:4000]:
            continue
        text = _decoded(data)
        for piece in re.findall(r"<p\b[^>]*>(.*?)</p>", text, re.DOTALL):
            plain = "".join(_TAGS.sub("", piece).split())
            if len(plain) > 120 and len(_KANA.findall(plain)) > 20:
                found.add(plain)
    return by_digest(found)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8", "euc_jp", "shift_jis"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def by_digest(texts: Sequence[str] | set[str]) -> list[str]:
    """In the order of SHA-256 digests: mixed, and the same on every machine."""
    return sorted(texts, key=lambda text: hashlib.sha256(text.encode()).digest())
