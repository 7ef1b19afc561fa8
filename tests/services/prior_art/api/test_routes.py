"""The API: what it answers, and what it keeps from whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.prior_art.app import create_app
from shared.contracts.common import Role
from shared.contracts.prior_art import PriorArtDocument
from shared.web.principal import HEADER, Principal, PrincipalToken
from tests.conftest import TOKEN_SECRET, ClientFactory
from tests.services.prior_art.documents import document, many, settings
from tests.services.prior_art.domain.test_queries import SET

Open = Callable[[Role | None], TestClient]
OTHERS = [Role.APPLICANT, Role.AGENT, Role.REVIEWER, Role.OPERATOR, Role.PUBLIC]
ENGLISH = document(
    "7000001",
    "Camshaft with ball bearings",
    abstract="A camshaft has a groove that holds ball bearings.",
    office="US",
    kind="B2",
    language="en",
)


def batch(*documents: PriorArtDocument, collection: str = "published") -> dict[str, object]:
    return {
        "collection": collection,
        "documents": [one.model_dump(mode="json") for one in documents],
    }


@pytest.fixture(scope="module")
def open_as(open_client: ClientFactory, tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Clients of one running service, by role. The first call fills two collections."""
    app = create_app(settings(tmp_path_factory.mktemp("api")))
    examiner = open_client(app, "prior_art", Role.EXAMINER)
    assert examiner.post("/v1/documents", json=batch(*many(), ENGLISH)).status_code == 200
    secret = document("300000001", "机密的量子灌溉机", published=None, kind=None)
    added = examiner.post("/v1/documents", json=batch(secret, collection="pending"))
    assert added.status_code == 200
    clients: dict[Role | None, TestClient] = {Role.EXAMINER: examiner}

    def open_(role: Role | None) -> TestClient:
        # The lifespan belongs to the first client: the others share the running application.
        if role not in clients:
            clients[role] = _signed(app, role)
        return clients[role]

    return open_


def _signed(app: FastAPI, role: Role | None) -> TestClient:
    """A client that does not enter the lifespan. A token lives 60 s: each request signs its own."""
    client = TestClient(app, raise_server_exceptions=False)
    if role is not None:
        token = PrincipalToken(TOKEN_SECRET)
        principal = Principal(key_id="k", role=role)

        def sign(request: httpx.Request) -> None:
            request.headers[HEADER] = token.sign(principal, "prior_art")

        client.event_hooks = {"request": [sign], "response": []}
    return client


def test_chinese_text_finds_documents_with_evidence(open_as: Open) -> None:
    answer = open_as(Role.APPLICANT).post("/v1/searches", json={"text": "折叠式温室", "limit": 5})
    assert answer.status_code == 200
    result = answer.json()
    assert result["collection_documents"] == 81
    assert [hit["rank"] for hit in result["hits"]] == [1, 2, 3, 4, 5]
    best = result["hits"][0]
    assert best["title"] == "一种折叠式温室"
    passage = best["passages"][0]
    assert "折叠式温室" in [passage["text"][a:b] for a, b in passage["highlights"]]
    assert best["channels"]["lexical"] == 1
    components = result["versions"]["components"]
    assert {"store_sequence", "lexical_index", "dense_index", "encoder", "analyzer"} <= set(
        components
    )
    assert "legal_dates" in [gap["what"] for gap in result["not_checked"]]


def test_english_text(open_as: Open) -> None:
    result = (
        open_as(Role.AGENT).post("/v1/searches", json={"text": "camshafts, ball bearing"}).json()
    )
    assert result["hits"][0]["key"] == ENGLISH.key
    assert result["hits"][0]["passages"][0]["highlights"]


def test_same_question_same_bytes(open_as: Open) -> None:
    body = {"text": "自动控制的灌溉阀", "limit": 50}
    answers = {open_as(Role.EXAMINER).post("/v1/searches", json=body).text for _ in range(3)}
    assert len(answers) == 1


def test_filters_and_documents_without_date(open_as: Open) -> None:
    wanted = {"published_before": "2004-01-01", "ipc": ["A01B"], "office_codes": ["CN"]}
    body = {"text": "装置 壳体 发明", "filter": wanted, "limit": 200}
    result = open_as(Role.EXAMINER).post("/v1/searches", json=body).json()
    assert result["hits"]
    for hit in result["hits"]:
        assert hit["publication_date"] < "2004-01-01"
        assert hit["classifications"][0]["symbol"].startswith("A01B")
        assert hit["key"].startswith("CN")
    gaps = {gap["what"]: gap["reason"]["en"] for gap in result["not_checked"]}
    assert gaps["documents_without_publication_date"].split()[0].isdigit()


def test_like_a_document_but_not_itself(open_as: Open) -> None:
    key = many()[3].key
    result = open_as(Role.EXAMINER).post("/v1/searches", json={"document": key}).json()
    assert result["hits"]
    assert key not in [hit["key"] for hit in result["hits"]]


def test_an_application_asks_in_several_ways_and_never_finds_itself(open_as: Open) -> None:
    examiner = open_as(Role.EXAMINER)
    own = document(
        "104223352", "一种水泵", abstract="公开一种水泵。", application_number="2014104087625"
    )
    assert examiner.post("/v1/documents", json=batch(own)).json()["added"] == 1
    assert (
        examiner.post("/v1/searches", json={"text": "公开一种水泵"}).json()["hits"][0]["key"]
        == own.key
    )
    body = {"application": SET.model_dump(mode="json"), "limit": 100}
    result = examiner.post("/v1/searches", json=body).json()
    assert [query["name"] for query in result["queries"]] == [
        "title and abstract",
        "claim 1",
        "claim 3",
    ]
    assert result["hits"]
    assert own.key not in [hit["key"] for hit in result["hits"]]
    one_claim = examiner.post("/v1/searches", json={**body, "claims": [2]}).json()
    assert [query["name"] for query in one_claim["queries"]] == ["claim 2", "essence"]
    assert examiner.delete(f"/v1/documents/{own.key}").status_code == 204


def test_documents_come_back_as_they_went_in_and_go_when_deleted(open_as: Open) -> None:
    examiner = open_as(Role.EXAMINER)
    made = document("200000001", "短命的独特文献", claims=("一种独特文献。",))
    assert examiner.post("/v1/documents", json=batch(made)).json()["added"] == 1
    assert examiner.post("/v1/documents", json=batch(made)).json()["unchanged"] == 1
    read = open_as(Role.APPLICANT).get(f"/v1/documents/{made.key}")
    assert PriorArtDocument.model_validate(read.json()) == made
    found = examiner.post("/v1/searches", json={"text": "短命的独特文献"}).json()
    assert found["hits"][0]["key"] == made.key
    assert examiner.delete(f"/v1/documents/{made.key}").status_code == 204
    assert examiner.get(f"/v1/documents/{made.key}").status_code == 404
    assert examiner.delete(f"/v1/documents/{made.key}").status_code == 404
    found = examiner.post("/v1/searches", json={"text": "短命的独特文献"}).json()
    assert made.key not in [hit["key"] for hit in found["hits"]]


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"text": " ，。"}, 422, "#/text"),
        ({}, 422, "#"),
        ({"text": "水泵", "document": "CN1A"}, 422, "#"),
        ({"text": "水泵", "claims": [1]}, 422, "#/claims"),
        ({"text": "水泵", "filter": {"ipc": ["A01B", "Z9"]}}, 422, "#/filter/ipc/1"),
        ({"text": "水泵", "limit": 0}, 422, "#/limit"),
        ({"text": "水泵", "unknown": 1}, 422, "#/unknown"),
        ({"text": "水泵", "collection": "nowhere"}, 404, "#/collection"),
        ({"text": "水泵", "collection": "No such \u0000"}, 404, "#/collection"),
        ({"document": "CN0A"}, 404, "#/document"),
        ({"document": "\u0000"}, 404, "#/document"),
    ],
)
def test_problems_point_at_the_fault(
    open_as: Open, body: dict[str, object], status: int, pointer: str
) -> None:
    answer = open_as(Role.EXAMINER).post("/v1/searches", json=body)
    assert answer.status_code == status
    problem = answer.json()
    assert problem["errors"][0]["pointer"] == pointer
    assert "水泵" not in answer.text
    assert problem["detail_zh"]


@pytest.mark.parametrize("role", OTHERS)
def test_an_unpublished_collection_does_not_exist_for_others(open_as: Open, role: Role) -> None:
    client = open_as(role)
    names = [one["name"] for one in client.get("/v1/collections").json()]
    assert names == ["published"]
    requests = [
        ("POST", "/v1/searches", {"text": "机密的量子灌溉机", "collection": "{}"}),
        ("POST", "/v1/searches", {"document": "CN300000001", "collection": "{}"}),
        ("GET", "/v1/documents/CN300000001?collection={}", None),
        ("GET", "/v1/collections/{}", None),
        ("POST", "/v1/documents", {"documents": [], "collection": "{}"}),
        ("DELETE", "/v1/documents/CN300000001?collection={}", None),
    ]
    for method, path, body in requests:
        answers = []
        for name in ("pending", "absent"):
            filled = body and {**body, "collection": name}
            answer = client.request(method, path.format(name), json=filled)
            problem = answer.json()
            problem.pop("request_id")
            answers.append((answer.status_code, problem))
        assert answers[0] == answers[1], path
        assert answers[0][0] in (403, 404)
        if method == "GET" or "searches" in path:
            assert answers[0][0] == 404
    # Neither hits nor statistics of the published collection know of it.
    result = client.post("/v1/searches", json={"text": "量子"}).json()
    assert result["hits"] == []
    assert result["collection_documents"] == 81


def test_examiners_search_the_unpublished_collection(open_as: Open) -> None:
    body = {"text": "量子灌溉", "collection": "pending"}
    result = open_as(Role.EXAMINER).post("/v1/searches", json=body).json()
    assert [hit["key"] for hit in result["hits"]] == ["CN300000001"]
    names = [one["name"] for one in open_as(Role.EXAMINER).get("/v1/collections").json()]
    assert {"pending", "published"} <= set(names)


def test_roles_that_may_not_change_a_collection(open_as: Open) -> None:
    for role in (Role.APPLICANT, Role.AGENT, Role.REVIEWER, Role.PUBLIC):
        assert open_as(role).post("/v1/documents", json=batch()).status_code == 403
        assert open_as(role).delete("/v1/documents/CN1A").status_code == 403
    assert open_as(Role.OPERATOR).post("/v1/documents", json=batch()).status_code == 200
    assert open_as(Role.OPERATOR).put("/v1/collections/x", json={}).status_code == 403
    assert open_as(None).post("/v1/searches", json={"text": "水"}).status_code == 401


def test_collections_are_made_by_examiners(open_as: Open) -> None:
    examiner = open_as(Role.EXAMINER)
    made = examiner.put("/v1/collections/conflict-2026", json={"unpublished": True})
    assert made.status_code == 200
    assert made.json()["unpublished"]
    assert examiner.put("/v1/collections/conflict-2026", json={}).status_code == 409
    assert examiner.put("/v1/collections/NOT%20A%20NAME", json={}).status_code == 422
    assert open_as(Role.OPERATOR).get("/v1/collections/conflict-2026").status_code == 404


@given(st.text(max_size=300), st.sampled_from(["text", "document", "collection"]))
@hypothesis_settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_breaks_the_search(open_as: Open, text: str, member: str) -> None:
    body = {"text": text} if member == "text" else {"text": "水泵", member: text}
    if member == "document":
        body.pop("text")
    status = open_as(Role.EXAMINER).post("/v1/searches", json=body).status_code
    assert status in (200, 404, 422)


def test_a_collection_survives_a_restart(open_client: ClientFactory, tmp_path: Path) -> None:
    first = create_app(settings(tmp_path))
    with TestClient(first):
        client = _signed(first, Role.EXAMINER)
        assert client.post("/v1/documents", json=batch(*many())).json()["added"] == 80
        before = client.post("/v1/searches", json={"text": "折叠式温室"}).json()
    second = open_client(create_app(settings(tmp_path)), "prior_art")
    assert second.post("/v1/searches", json={"text": "折叠式温室"}).json() == before
