"""Suggested IPC symbols through the API: reasons, gaps, secrecy, determinism."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from services.prior_art.app import create_app
from shared.contracts.common import Role
from shared.contracts.prior_art import PriorArtDocument
from tests.conftest import ClientFactory
from tests.services.prior_art.documents import QUALITIES, document, settings
from tests.services.prior_art.filings import application

PATH = "/v1/classification-suggestions"
KINDS = {"F04D 13/00": "水泵叶轮", "A01D 34/00": "割草机刀盘", "A01G 9/14": "温室大棚膜"}


def classified() -> list[PriorArtDocument]:
    """Sixteen documents of each kind; words tell the kinds apart."""
    return [
        document(
            f"{2000 + 100 * i + j}",
            f"一种{QUALITIES[j % 8]}{thing}",
            abstract=f"本发明公开了{QUALITIES[j % 8]}{thing}，编号{j}，{thing}设有{QUALITIES[j % 5]}部件。",
            ipc=(symbol,),
        )
        for i, (symbol, thing) in enumerate(KINDS.items())
        for j in range(16)
    ]


@pytest.fixture(scope="module")
def clients(open_client: ClientFactory, tmp_path_factory: pytest.TempPathFactory) -> object:
    app = create_app(settings(tmp_path_factory.mktemp("classification")))
    examiner = open_client(app, "prior_art", Role.EXAMINER)
    body = {"documents": [one.model_dump(mode="json") for one in classified()]}
    assert examiner.post("/v1/documents", json=body).json()["added"] == 48
    return examiner, open_client(app, "prior_art", Role.APPLICANT)


@pytest.fixture
def examiner(clients: tuple[TestClient, TestClient]) -> TestClient:
    return clients[0]


def test_symbols_come_with_documents_and_words(examiner: TestClient) -> None:
    answer = examiner.post(PATH, json={"text": "便携式割草机，设有可调节的刀盘"})
    assert answer.status_code == 200
    found = answer.json()
    best = found["suggestions"][0]
    assert best["symbol"] == "A01D"
    assert 0.5 < best["score"] <= 1
    assert best["documents"][0]["rank"] == 1
    assert "割草机" in best["documents"][0]["title"]
    assert {"割草", "草机", "刀盘"} & set(best["terms"])
    assert "A01D" in best["reason"]["zh"]
    assert sum(one["score"] for one in found["suggestions"]) <= 1.001
    assert not found["not_checked"]
    assert found["versions"]["components"]["classifier"] != "none"
    again = examiner.post(PATH, json={"text": "便携式割草机，设有可调节的刀盘"})
    assert again.content == answer.content


def test_an_application_is_classified_to_main_groups(examiner: TestClient) -> None:
    body = {"application": application().model_dump(mode="json"), "level": "main_group", "limit": 1}
    found = examiner.post(PATH, json=body).json()
    assert [one["symbol"] for one in found["suggestions"]] == ["F04D 13/00"]


def test_too_little_to_learn_from_is_said(examiner: TestClient) -> None:
    assert examiner.put("/v1/collections/few", json={"unpublished": False}).status_code == 200
    asked = {"text": "割草机刀盘", "collection": "few"}
    empty = examiner.post(PATH, json=asked).json()
    assert empty["suggestions"] == []
    assert [one["what"] for one in empty["not_checked"]] == [
        "classification",
        "classification_model",
    ]
    few = [one.model_dump(mode="json") for one in classified()[14:18]]
    examiner.post("/v1/documents", json={"collection": "few", "documents": few})
    found = examiner.post(PATH, json=asked).json()
    assert found["suggestions"][0]["symbol"] == "A01D"
    assert found["suggestions"][0]["model_share"] is None
    assert [one["what"] for one in found["not_checked"]] == ["classification_model"]


def test_unpublished_collections_do_not_exist_for_applicants(
    clients: tuple[TestClient, TestClient],
) -> None:
    examiner, applicant = clients
    asked = {"text": "割草机", "collection": "pending"}
    assert examiner.post(PATH, json=asked).status_code == 200
    refused = applicant.post(PATH, json=asked)
    unknown = applicant.post(PATH, json={"text": "割草机", "collection": "never-used"})
    assert refused.status_code == unknown.status_code == 404
    assert refused.json()["detail"] == unknown.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [{}, {"text": "犁", "application": application().model_dump(mode="json")}, {"text": "，"}],
)
def test_a_request_without_one_subject_is_refused(examiner: TestClient, body: object) -> None:
    answer = examiner.post(PATH, json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
