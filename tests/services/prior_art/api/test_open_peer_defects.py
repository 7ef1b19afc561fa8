"""Defects of PQAI, read in its source, each shown to be absent here (docs/prior-art.md)."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from services.prior_art.app import create_app
from shared.contracts.common import Role
from tests.conftest import ClientFactory
from tests.services.prior_art.documents import document, settings
from tests.services.prior_art.filings import application

LATE = [
    document(
        f"{800_000 + i}",
        "灌溉水泵",
        abstract="灌溉水泵，壳体内设有太阳能电机，叶轮上设有防堵塞刀片。",
        published=date(2022, 1, 1),
    )
    for i in range(300)
]
"""Better matches than any of the others, all published too late."""
EARLY = [
    document(
        f"{900_000 + i}",
        f"水泵{i}",
        abstract="一种水泵。",
        published=date(2001, 1, 1),
        ipc=("F04B 1/02",),
    )
    for i in range(15)
]
LONG = document(
    "700001",
    "一种装置",
    published=date(2002, 1, 1),
    paragraphs=(
        *("本段与主题无关，描述背景。" * 3 for _ in range(40)),
        "磁悬浮轴承的转子由石墨烯线圈支承。",
        *("本段叙述其他内容，磁性材料众多。" * 3 for _ in range(40)),
    ),
)


@pytest.fixture(scope="module")
def client(open_client: ClientFactory, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    app = create_app(settings(tmp_path_factory.mktemp("peer")))
    made = open_client(app, "prior_art", Role.EXAMINER)
    body = {"documents": [one.model_dump(mode="json") for one in [*LATE, *EARLY, LONG]]}
    assert made.post("/v1/documents", json=body).json()["added"] == 316
    return made


def test_filters_do_not_starve_the_results(client: TestClient) -> None:
    """PQAI filters what it has found, and gives up after 1,000 vectors."""
    body = {
        "text": "灌溉水泵 太阳能电机 防堵塞刀片",
        "filter": {"published_before": "2010-01-01"},
        "limit": 10,
    }
    hits = client.post("/v1/searches", json=body).json()["hits"]
    assert len(hits) == 10
    assert all(hit["publication_date"] < "2010-01-01" for hit in hits)
    legal = {"application": application().model_dump(mode="json"), "legal_dates": {}, "limit": 15}
    assert len(client.post("/v1/searches", json=legal).json()["hits"]) == 15


def test_documents_of_one_title_are_all_found(client: TestClient) -> None:
    """PQAI drops a hit whose title an earlier one has, though it is another invention."""
    hits = client.post("/v1/searches", json={"text": "灌溉水泵", "limit": 50}).json()["hits"]
    assert len(hits) == 50
    assert {hit["title"] for hit in hits} == {"灌溉水泵"}
    assert not any(hit["family"] for hit in hits)


def test_each_claim_has_its_own_date(client: TestClient) -> None:
    """PQAI knows one date for a whole query."""
    between = document("710001", "灌溉水泵", published=date(2020, 1, 1))
    body = {"documents": [between.model_dump(mode="json")]}
    assert client.post("/v1/documents", json=body).status_code == 200
    asked = {
        "application": application().model_dump(mode="json"),
        "legal_dates": {
            "priority_findings": [{"claim": 1, "priorities": [1]}, {"claim": 2}, {"claim": 3}]
        },
        "limit": 100,
    }
    hits = client.post("/v1/searches", json=asked).json()["hits"]
    (hit,) = [hit for hit in hits if hit["key"] == between.key]
    statuses = {claim: one["status"] for one in hit["legal"] for claim in one["claims"]}
    assert statuses == {1: "needs_review", 2: "prior_art", 3: "prior_art"}


def test_elements_are_mapped_to_where_they_stand(client: TestClient) -> None:
    """PQAI maps every element to its nearest sentence, however far, of 50 characters or more, and
    says neither where that stands nor that nothing discloses the element.
    """
    claim = "一种轴承，其特征在于：所述转子由石墨烯线圈支承；所述外圈设有陶瓷涂层。"
    asked = {
        "application": application(claims=(claim,)).model_dump(mode="json"),
        "chart": True,
        "filter": {"published_before": "2010-01-01"},
        "limit": 20,
    }
    chart = client.post("/v1/searches", json=asked).json()["chart"]
    (row,) = [row for row in chart["rows"] if row["key"] == LONG.key]
    cells = {cell["element"]: cell for cell in row["cells"]}
    found = cells["1.2"]
    passage = client.get(f"/v1/documents/{LONG.key}/passages/{found['passage']}").json()
    assert passage["number"] == found["number"] == "0041"
    assert passage["text"][found["start"] : found["end"]] == found["text"]
    assert found["verdict"] == "disclosed"
    assert cells["1.3"]["verdict"] == "not_found"


def test_passages_shown_are_the_best_and_always_the_same(client: TestClient) -> None:
    """PQAI cuts the words around a snippet at random."""
    body = {"text": "磁悬浮轴承 石墨烯线圈", "limit": 1}
    answers = [client.post("/v1/searches", json=body) for _ in range(3)]
    assert len({answer.content for answer in answers}) == 1
    (hit,) = answers[0].json()["hits"]
    assert hit["key"] == LONG.key
    best = hit["passages"][0]
    assert (best["number"], best["text"]) == ("0041", "磁悬浮轴承的转子由石墨烯线圈支承。")
    marked = [best["text"][a:b] for a, b in best["highlights"]]
    assert "石墨烯线圈" in marked
