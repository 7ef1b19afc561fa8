"""Vectors of real sentences, for measuring vector indexes at sizes that no collection at hand has."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.prior_art.domain.retrieval import Vectors
from services.prior_art.engines.encoders.lsa import LsaEncoder, LsaKind
from services.prior_art.engines.encoders.static import train_static

_SEED = 0
_SENTENCE_END = re.compile(r"[。；;！？\n]")
_SHORTEST = 12
_FIT = 8_000
_BATCH = 2_000


@dataclass(frozen=True)
class Sentences:
    """Sentences of abstracts: those that vectors are made of, and those of other abstracts."""

    pairs: list[tuple[str, str]]
    """Title and abstract that the encoder is trained on."""
    known: list[str]
    unseen: list[str]


def read_sentences(data: Path, asked: int) -> Sentences:
    """Every sentence of ``data/cn-abstracts``; ``asked`` of abstracts that lend nothing else."""
    abstracts = []
    for path in sorted((data / "cn-abstracts").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            record = json.loads(line) if line.strip() else {}
            title, abstract = record.get("title"), record.get("abstract")
            if isinstance(title, str) and isinstance(abstract, str):
                abstracts.append((title, abstract))
    random.Random(_SEED).shuffle(abstracts)  # noqa: S311 - not a secret
    kept = len(abstracts) // 2
    unseen: list[str] = []
    while kept < len(abstracts) and len(unseen) < asked:
        unseen += list(_sentences(abstracts.pop()[1]))
    known = [one for _, abstract in abstracts for one in _sentences(abstract)]
    return Sentences(abstracts, list(dict.fromkeys(known)), unseen[:asked])


def trained_encoder(sentences: Sentences) -> LsaEncoder:
    """The static encoder, trained on titles with their abstracts and on halves of abstracts."""
    texts = [f"{title}\n{abstract}" for title, abstract in sentences.pairs]
    start = LsaKind().fit(texts[:_FIT])
    if not isinstance(start, LsaEncoder):
        raise SystemExit("too few abstracts to train on")
    halves = [(text[: len(text) // 2], text[len(text) // 2 :]) for _, text in sentences.pairs]
    return train_static(start, [*sentences.pairs, *halves])


def mixed_texts(known: list[str], count: int) -> Iterator[str]:
    """The sentences themselves, then mixtures: the first half of one and the second of another."""
    yield from known[:count]
    chosen = random.Random(_SEED)  # noqa: S311 - not a secret
    for _ in range(count - len(known)):
        first, second = chosen.choice(known), chosen.choice(known)
        yield first[: len(first) // 2] + second[len(second) // 2 :]


def encoded(encoder: LsaEncoder, texts: Iterator[str], count: int) -> Vectors:
    """Unit vectors, shape (count, dimension)."""
    vectors = np.empty((count, encoder.dimension), np.float32)
    batch: list[str] = []
    done = 0
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH or done + len(batch) == count:
            vectors[done : done + len(batch)] = encoder.encode(batch)
            done += len(batch)
            batch = []
    return vectors[:done]


def _sentences(abstract: str) -> Iterator[str]:
    for one in _SENTENCE_END.split(abstract):
        if len(one.strip()) >= _SHORTEST:
            yield one.strip()
