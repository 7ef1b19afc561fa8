"""The measurement of prior_art: honest floors, and no way for a record's other fields to leak in."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from evaluation.prior_art import bootstrap_interval, evaluate, gain, training_pairs
from evaluation.prior_art_classification import classification_figures
from evaluation.prior_art_floors import Bm25, best_bm25, bigrams, ranks_of, unigrams_and_bigrams
from evaluation.prior_art_proxies import is_tuning, make_proxy, read_proxies, tasks

THINGS = [
    "水泵",
    "割草机",
    "温室大棚",
    "灌溉阀",
    "传感器",
    "烘干箱",
    "离合器",
    "滤芯",
    "喷嘴",
    "播种机",
    "收割机",
    "粉碎机",
]
ACTS = [
    "清洗",
    "加热",
    "搅拌",
    "输送",
    "切割",
    "筛选",
    "包装",
    "喷洒",
    "压实",
    "分离",
    "冷却",
    "回收",
]


def records(count: int = 90) -> list[dict[str, str]]:
    """Invented records whose halves share some words."""
    chosen = random.Random(1)
    made = []
    for i in range(count):
        thing, act, other = chosen.choice(THINGS), chosen.choice(ACTS), chosen.choice(THINGS)
        title = f"一种{act}用{thing}{i}"
        parts = [f"{chosen.choice(ACTS)}所述{chosen.choice(THINGS)}的部件" for _ in range(8)]
        abstract = f"{title}，包括{other}，{'，'.join(parts)}，{act}{thing}后得到成品。"
        made.append(
            {
                "appno": f"CN{90100000 + i}",
                "title": title,
                "abstract": abstract,
                "subclass": f"A01{chosen.choice('BCDG')}",
                "kind_digit": chosen.choice("12"),
                "year": str(1990 + i % 20),
            }
        )
    return made


def write(folder: Path, rows: list[dict[str, str]]) -> Path:
    target = folder / "cn-abstracts"
    target.mkdir(parents=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (target / "any-name.jsonl").write_text(lines, encoding="utf-8")
    return folder


def shuffled(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Other records' fields on every text; the application number stays on its side."""
    chosen = random.Random(7)
    columns = {key: [row[key] for row in rows] for key in ("subclass", "kind_digit", "year")}
    for column in columns.values():
        chosen.shuffle(column)
    sides: dict[bool, list[str]] = {True: [], False: []}
    for row in rows:
        sides[is_tuning(row["appno"])].append(row["appno"])
    for side in sides.values():
        chosen.shuffle(side)
    mixed = [
        {
            **row,
            **{key: column[i] for key, column in columns.items()},
            "appno": sides[is_tuning(row["appno"])].pop(),
        }
        for i, row in enumerate(rows)
    ]
    chosen.shuffle(mixed)
    return mixed


def retrieval_figures(folder: Path) -> dict[str, float]:
    """All but those of classification, whose labels are the shuffled subclasses themselves."""
    return {k: v for k, v in evaluate(folder).items() if not k.startswith("classification.")}


def test_nothing_but_the_text_of_a_record_is_seen(tmp_path: Path) -> None:
    rows = records()
    mixed = shuffled(rows)
    assert mixed != rows
    figures = retrieval_figures(write(tmp_path / "as-published", rows))
    assert figures == retrieval_figures(write(tmp_path / "shuffled", mixed))
    assert figures["reported_queries"] + figures["tuning_queries"] == len(rows)


def test_all_systems_are_measured_on_both_tasks(tmp_path: Path) -> None:
    figures = evaluate(write(tmp_path, records()))
    for task in ("hard_title", "hard_half"):
        for system in (
            "bm25_bigram",
            "bm25_unibigram",
            "lsa",
            "static_random",
            "static_trained",
            "default",
        ):
            assert 0 < figures[f"{task}.{system}.mrr"] <= 1
            assert (
                figures[f"{task}.{system}.r1"]
                <= figures[f"{task}.{system}.mrr"]
                <= figures[f"{task}.{system}.r10"] + 0.1
            )


def test_subclasses_are_suggested_beside_their_floor(tmp_path: Path) -> None:
    rows = records(240)
    for row in rows:
        row["subclass"] = (
            f"A01{'BCDG'[THINGS.index(row['title'][4 + 1 :].rstrip('0123456789')) % 4]}"
        )
    figures = classification_figures(write(tmp_path, rows))
    assert figures["classification.queries"] + figures["classification.documents"] == len(rows)
    for witness in ("neighbours", "model", "both"):
        top1, top3 = (figures[f"classification.{witness}.top{n}"] for n in (1, 3))
        assert figures["classification.most_frequent.top1"] + 0.3 < top1 <= top3
    assert classification_figures(tmp_path / "nothing") == {}


def test_queries_share_no_text_with_their_document_by_construction() -> None:
    proxy = make_proxy("CN1", "折叠铁锹", "本发明的折叠铁锹由甲组成。" * 6)
    other = make_proxy("CN3", "其他的锹", "别的文字。" * 20)
    assert proxy is not None
    assert other is not None
    assert make_proxy("CN4", "锹", "别的文字。" * 20) is None
    assert "折叠铁锹" not in proxy.second_half
    assert not hasattr(proxy, "appno")
    both = tasks([proxy, other])
    assert [task.name for task in both] == ["hard_title", "hard_half"]
    for task in both:
        sides = (task.tuning.targets, task.reported.targets)
        assert sorted(sides[0] + sides[1]) == [0, 1]


def test_reported_documents_are_learned_from_by_their_searched_text_alone(tmp_path: Path) -> None:
    proxies = read_proxies(write(tmp_path, records()))
    learned = "".join(text for pair in training_pairs(proxies) for text in pair)
    for one in proxies:
        assert one.second_half in learned
        assert (one.title in learned) is one.tuning
        assert (one.first_half in learned) is one.tuning


def test_a_tie_is_never_a_gain() -> None:
    scores = np.array([[1.0, 1.0, 0.5], [0.0, 0.0, 0.0]], np.float32)
    assert ranks_of(lambda a, b: scores[a:b], [0, 2]).tolist() == [2, 3]


def test_the_interval_tells_a_gain_from_none() -> None:
    ranks = {"bm25_bigram": np.full(400, 4), "bm25_unibigram": np.full(400, 2)}
    better = gain("g", {**ranks, "default": np.full(400, 1)})
    assert better["g.mrr_low"] == better["g.mrr_high"] == 0.5
    assert better["g.mrr_relative"] == 1
    low, high = bootstrap_interval(np.array([0.5, -0.5] * 200))
    assert low < 0 < high


def test_folders_without_abstracts_give_no_figures(tmp_path: Path) -> None:
    assert evaluate(tmp_path) == {}


def test_floors_are_those_of_the_real_data(data_dir: Path) -> None:
    """BM25 over characters and pairs; .565 was measured on another sample of the same queries."""
    proxies = read_proxies(data_dir)
    if len(proxies) != 7835:
        pytest.skip("another data set")
    both = tasks(proxies)
    assert (len(both[0].tuning.texts), len(both[0].reported.texts)) == (2427, 5408)
    documents = [unigrams_and_bigrams(text) for text in both[0].documents]
    floor = Bm25.of(documents, unigrams_and_bigrams, 1.2, 0.75).ranks(both[0].reported)
    assert abs(float(np.mean(1 / floor)) - 0.571) < 0.002


def test_parameters_are_chosen_on_tuning_queries_only(tmp_path: Path) -> None:
    """Other reported queries do not change the choice."""
    proxies = read_proxies(write(tmp_path, records()))
    both = tasks(proxies)
    chosen = best_bm25(both, bigrams)
    cut = [
        type(task)(task.name, task.documents, task.tuning, type(task.reported)((), ()))
        for task in both
    ]
    assert [(one.k1, one.b) for one in chosen] == [
        (one.k1, one.b) for one in best_bm25(cut, bigrams)
    ]
