"""Retrieval of prior art measured on real abstracts: ``zhishen eval prior-art``.

Six systems side by side on the two hard proxies of :mod:`evaluation.prior_art_proxies`:
``bm25_bigram`` and ``bm25_unibigram`` (bm25s), ``lsa``, ``static_random`` (the control of a trained
encoder), ``static_trained``, and ``default``, the search of the service. Figures are of the reported
queries; whatever is chosen or learned is so on the tuning queries.

What each system may see. Every index and every statistic without labels (document frequencies,
latent semantic analysis, the two parts of one searched text as a pair) is of the searched second
halves. Titles and first halves are learned from for the tuning documents only. Keys of the service's documents are places in the order of the texts' digests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.prior_art_classification import classification_figures
from evaluation.prior_art_floors import (
    Ranks,
    best_bm25,
    bigrams,
    encoder_ranks,
    unigrams_and_bigrams,
)
from evaluation.prior_art_proxies import Proxy, Task, read_proxies, tasks
from evaluation.prior_art_service import service_ranks, tune
from services.prior_art.engines.encoders.lsa import LsaEncoder, LsaKind
from services.prior_art.engines.encoders.static import random_static, train_static
from services.prior_art.engines.proxy_collection import proxy_collection

SYSTEMS = ("bm25_bigram", "bm25_unibigram", "lsa", "static_random", "static_trained", "default")
BM25_SYSTEMS = ("bm25_bigram", "bm25_unibigram")
RESAMPLES = 2_000
_SEED = 0


def evaluate(data_dir: Path) -> dict[str, float]:
    """All figures that the folder's data allow; none without reported queries."""
    proxies = read_proxies(data_dir)
    if all(proxy.tuning for proxy in proxies):
        return {}
    return {**evaluate_proxies(proxies), **classification_figures(data_dir)}


def evaluate_proxies(proxies: Sequence[Proxy]) -> dict[str, float]:
    """The figures of some proxies: a function of their texts and sides alone."""
    both = tasks(proxies)
    ranks: dict[str, dict[str, Ranks]] = {task.name: {} for task in both}
    figures: dict[str, float] = {
        "documents": len(proxies),
        "tuning_queries": len(both[0].tuning.texts),
        "reported_queries": len(both[0].reported.texts),
    }
    for system, tokenize in (
        ("bm25_bigram", bigrams),
        ("bm25_unibigram", unigrams_and_bigrams),
    ):
        for task, chosen in zip(both, best_bm25(both, tokenize), strict=True):
            ranks[task.name][system] = chosen.ranks
            figures[f"{task.name}.{system}.k1"] = chosen.k1
            figures[f"{task.name}.{system}.b"] = chosen.b
    for system, of_tasks in _encoders(proxies, both).items():
        for task, found in zip(both, of_tasks, strict=True):
            ranks[task.name][system] = found
    with proxy_collection(both[0].documents, LsaKind()) as indexed:
        tune(indexed, both)
        for task in both:
            ranks[task.name]["default"] = service_ranks(indexed, task.reported, len(proxies))
    for task in both:
        for system in SYSTEMS:
            if system in ranks[task.name]:
                figures |= scores(f"{task.name}.{system}", ranks[task.name][system])
        figures |= gain(f"{task.name}.gain", ranks[task.name])
    return figures


def _encoders(proxies: Sequence[Proxy], both: Sequence[Task]) -> dict[str, list[Ranks]]:
    """The dense systems, each by itself; none if the documents are too few to fit on."""
    documents = both[0].documents
    lsa = LsaKind().fit(documents)
    if not isinstance(lsa, LsaEncoder):
        return {}
    encoders = {
        "lsa": lsa,
        "static_random": random_static(lsa),
        "static_trained": train_static(lsa, training_pairs(proxies)),
    }
    found = {}
    for name, encoder in encoders.items():
        vectors = encoder.encode(documents)
        found[name] = [encoder_ranks(encoder, vectors, task.reported) for task in both]
    return found


def training_pairs(proxies: Sequence[Proxy]) -> list[tuple[str, str]]:
    """Title, first half and second half of the tuning documents, by twos; and the two parts of every
    searched text, which tell nothing of any query.
    """
    labelled = [
        pair
        for one in proxies
        if one.tuning
        for pair in (
            (one.title, one.second_half),
            (one.first_half, one.second_half),
            (one.title, one.first_half.replace(one.title, "")),
        )
    ]
    searched = [one.second_half for one in proxies]
    return labelled + [(text[: len(text) // 2], text[len(text) // 2 :]) for text in searched]


def scores(prefix: str, ranks: Ranks) -> dict[str, float]:
    """Share of queries answered at the first place and among the first ten, mean reciprocal rank."""
    return {
        f"{prefix}.r1": float(np.mean(ranks <= 1)),
        f"{prefix}.r10": float(np.mean(ranks <= 10)),
        f"{prefix}.mrr": float(np.mean(1 / ranks)),
    }


def gain(prefix: str, ranks: Mapping[str, Ranks]) -> dict[str, float]:
    """What ``default`` adds to the MRR of the best BM25: difference, relative, and its interval.

    95 % percentile bootstrap over queries (paired): the same resample for both systems.
    """
    best = max(BM25_SYSTEMS, key=lambda system: float(np.mean(1 / ranks[system])))
    floor, own = 1 / ranks[best], 1 / ranks["default"]
    low, high = bootstrap_interval(own - floor)
    difference = float(np.mean(own - floor))
    return {
        f"{prefix}.mrr": difference,
        f"{prefix}.mrr_low": low,
        f"{prefix}.mrr_high": high,
        f"{prefix}.mrr_relative": difference / float(np.mean(floor)),
    }


def bootstrap_interval(differences: NDArray[np.float64]) -> tuple[float, float]:
    """95 % percentile interval of the mean, from ``RESAMPLES`` resamples with a fixed seed."""
    random = np.random.default_rng(_SEED)
    count = len(differences)
    means = [float(differences[random.integers(0, count, count)].mean()) for _ in range(RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
