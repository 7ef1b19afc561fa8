"""Hard proxies of a prior-art search, made from published abstracts and stripped to their text.

A patent's own title, or the first half of its abstract, asks for the second half of its abstract
from which the title is removed: no sentence is shared, the answer is certain, nobody has to judge.

What may leak is cut off here. A :class:`Proxy` holds texts and nothing else; ``appno`` decides on
which side a query falls and is then forgotten, ``year``, ``kind_digit``, ``subclass`` and whatever
else a record carries are never read, and proxies are ordered by a digest of their text, so that the
order of records says nothing either.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.prior_art.domain.proxies import HardProxy, hard_proxy

TUNING_SHARE = 3
"""Of ten."""


@dataclass(frozen=True)
class Proxy(HardProxy):
    """One document, the two queries that ask for it, and nothing else of its record."""

    tuning: bool
    """Whether its queries may be learned from; the others are reported."""


@dataclass(frozen=True)
class Queries:
    """The queries of one proxy task: ``texts[i]`` asks for the document ``targets[i]``."""

    texts: tuple[str, ...]
    targets: tuple[int, ...]


@dataclass(frozen=True)
class Task:
    """One proxy task over the common documents."""

    name: str
    """``hard_title`` or ``hard_half``."""
    documents: tuple[str, ...]
    tuning: Queries
    reported: Queries


def read_proxies(data_dir: Path) -> list[Proxy]:
    """The proxies of every JSON Lines file of ``cn-abstracts``, told by their keys.

    A record with application number, title and abstract counts once. Lines that are no such record
    are passed over: the folder holds other collections too.
    """
    found: dict[str, Proxy] = {}
    for path in sorted((data_dir / "cn-abstracts").glob("*")):
        if not path.is_file():
            continue
        for record in _records(path):
            values = [record.get(key) for key in ("appno", "title", "abstract")]
            number, title, abstract = (value if isinstance(value, str) else "" for value in values)
            proxy = make_proxy(number, title, abstract) if number else None
            if proxy is not None:
                found.setdefault(number, proxy)
    return sorted(found.values(), key=_digest)


def make_proxy(application_number: str, title: str, abstract: str) -> Proxy | None:
    """The proxy of a record; ``None`` if its title or abstract is too short."""
    made = hard_proxy(title, abstract)
    if made is None:
        return None
    return Proxy(made.title, made.first_half, made.second_half, is_tuning(application_number))


def is_tuning(application_number: str) -> bool:
    """Whether sha256 of the number, modulo ten, is below three.

    The leading eight bytes of the digest are taken: the records at hand were themselves chosen by
    the whole digest modulo ten, and none of theirs is below three.
    """
    digest = hashlib.sha256(application_number.encode()).digest()
    return int.from_bytes(digest[:8], "big") % 10 < TUNING_SHARE


def tasks(proxies: Sequence[Proxy]) -> list[Task]:
    """The two proxy tasks."""
    documents = tuple(proxy.second_half for proxy in proxies)

    def task(name: str, texts: Sequence[str]) -> Task:
        return Task(name, documents, _side(texts, proxies, True), _side(texts, proxies, False))

    return [
        task("hard_title", [proxy.title for proxy in proxies]),
        task("hard_half", [proxy.first_half for proxy in proxies]),
    ]


def _side(texts: Sequence[str], proxies: Sequence[Proxy], tuning: bool) -> Queries:
    chosen = [i for i, proxy in enumerate(proxies) if proxy.tuning is tuning]
    return Queries(tuple(texts[i] for i in chosen), tuple(chosen))


def _digest(proxy: Proxy) -> tuple[bytes, bool]:
    text = "\0".join((proxy.title, proxy.first_half, proxy.second_half))
    return hashlib.sha256(text.encode()).digest(), proxy.tuning


def _records(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:
                continue
            if isinstance(record, dict):
                yield record
