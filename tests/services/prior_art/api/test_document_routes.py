"""Parts of documents, citations, families, data quality and corrections."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from services.prior_art.app import create_app
from services.prior_art.domain.quality import is_garbled
from shared.contracts.common import Role
from shared.contracts.prior_art import PriorArtDocument
from shared.model.classification import Classification, ClassificationScheme
from shared.model.identification import Citation, DocumentId, PriorityClaim
from tests.conftest import ClientFactory
from tests.services.prior_art.documents import document, settings

CITED = document("111111", "被引用的水泵", application_number="2001100000019")
CITING = document(
    "222222",
    "引用他人的水泵",
    abstract="一种水泵。",
    claims=("一种水泵。", "根据权利要求1的水泵。"),
    paragraphs=("第一段。",),
).model_copy(
    update={
        "citations": (
            Citation(document=DocumentId(office_code="CN", document_number="111111"), category="X"),
            Citation(text="某教科书，第3页"),
        )
    }
)
RELATIVE = document("333333", "Pump", office="US", kind="A1").model_copy(
    update={
        "priority_claims": (
            PriorityClaim(sequence=1, office_code="CN", application_number="200110000001.9"),
        )
    }
)
BAD = document("444444", "一种水泵", published=None).model_copy(
    update={
        "abstract": "锟斤拷锟斤拷锟斤拷",
        "filing_date": date(2020, 1, 1),
        "priority_claims": (PriorityClaim(sequence=1, filing_date=date(2021, 1, 1)),),
        "classifications": (Classification(scheme=ClassificationScheme.IPC, symbol="A1B"),),
    }
)
COPY = CITED.model_copy(update={"document_number": "555555"})


@pytest.fixture(scope="module")
def client(open_client: ClientFactory, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    app = create_app(settings(tmp_path_factory.mktemp("documents")))
    made = open_client(app, "prior_art", Role.EXAMINER)
    documents = [CITED, CITING, RELATIVE, BAD, COPY]
    body = {"documents": [one.model_dump(mode="json") for one in documents]}
    assert made.post("/v1/documents", json=body).json()["added"] == 5
    return made


def test_claims_and_passages_by_number(client: TestClient) -> None:
    claim = client.get(f"/v1/documents/{CITING.key}/claims/2").json()
    assert (claim["text"], claim["passage"]) == ("根据权利要求1的水泵。", 3)
    passage = client.get(f"/v1/documents/{CITING.key}/passages/4").json()
    assert (passage["kind"], passage["number"], passage["text"]) == (
        "description",
        "0001",
        "第一段。",
    )
    for path in ("claims/9", "passages/99"):
        assert client.get(f"/v1/documents/{CITING.key}/{path}").status_code == 404
    assert client.get("/v1/documents/CN0/claims/1").status_code == 404


def test_citations_in_both_directions(client: TestClient) -> None:
    told = client.get(f"/v1/documents/{CITING.key}/citations").json()
    assert told["backward"] == [
        {"number": "CN111111", "category": "X", "keys": [CITED.key]},
        {"number": "某教科书，第3页", "category": None, "keys": []},
    ]
    assert told["forward"] == []
    assert client.get(f"/v1/documents/{CITED.key}/citations").json()["forward"] == [CITING.key]


def test_family(client: TestClient) -> None:
    told = client.get(f"/v1/documents/{CITED.key}/family").json()
    assert told["members"] == [COPY.key, RELATIVE.key]
    assert told["ids"] == ["CN200110000001"]
    assert client.get(f"/v1/documents/{CITING.key}/family").json()["members"] == []


def test_quality_names_faults_and_keys_but_no_text(client: TestClient) -> None:
    answer = client.get("/v1/collections/published/quality")
    told = answer.json()
    issues = {one["code"]: one for one in told["issues"]}
    assert told["documents"] == 5
    for code in (
        "no_publication_date",
        "dates_in_disorder",
        "unknown_symbol",
        "garbled_text",
    ):
        assert issues[code]["examples"] == [BAD.key], code
    assert issues["duplicate_text"]["examples"] == [COPY.key]
    assert issues["no_filing_date"]["documents"] == 4
    assert "水泵" not in answer.text
    page = client.get("/v1/collections/published/quality", params={"format": "html"})
    assert "garbled_text" in page.text
    assert BAD.key in page.text
    assert client.get("/v1/collections/absent/quality").status_code == 404


def test_a_correction_is_logged(client: TestClient) -> None:
    right = BAD.model_copy(update={"publication_date": date(2022, 1, 1), "priority_claims": ()})
    body = {"document": right.model_dump(mode="json"), "reason": "核对原件"}
    entry = client.post("/v1/document-corrections", json=body).json()
    assert entry["fields"] == ["publication_date", "priority_claims"]
    assert entry["corrected_by"] == "test"
    assert client.get("/v1/document-corrections").json() == [entry]
    read = PriorArtDocument.model_validate(client.get(f"/v1/documents/{BAD.key}").json())
    assert read == right
    again = client.post("/v1/document-corrections", json=body).json()
    assert again["fields"] == []
    assert len(client.get("/v1/document-corrections").json()) == 1
    absent = {**body, "document": document("999999").model_dump(mode="json")}
    assert client.post("/v1/document-corrections", json=absent).status_code == 404
    assert (
        client.post("/v1/document-corrections", json={**body, "collection": "no"}).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("一种水泵，包括壳体。" * 20, False),
        ("锟斤拷锟斤拷锟斤拷", True),
        ("\ufffd\ufffd\ufffd水泵", True),
        ("R&D 5&deg;C", False),
        ("Ã¤Ã¶Ã¼ Pumpe", True),
        ("Müller à la café: größe", False),
    ],
)
def test_garbled(text: str, *, garbled: bool) -> None:
    assert is_garbled(text) is garbled


@pytest.mark.parametrize("below", ["citations", "family", "claims/1", "passages/0"])
def test_what_is_below_a_document_is_no_document(client: TestClient, below: str) -> None:
    answer = client.delete(f"/v1/documents/{CITED.key}/{below}")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


def test_a_key_may_have_slashes(client: TestClient) -> None:
    slashed = document("1/22-333", "一种带斜线的文献")
    body = {"documents": [slashed.model_dump(mode="json")]}
    assert client.post("/v1/documents", json=body).json()["added"] == 1
    assert client.get(f"/v1/documents/{slashed.key}").json()["document_number"] == "1/22-333"
    assert client.get(f"/v1/documents/{slashed.key}/citations").status_code == 200
    assert client.delete(f"/v1/documents/{slashed.key}").status_code == 204


def test_a_number_in_quotes_is_no_number(client: TestClient) -> None:
    document_data = RELATIVE.model_dump(mode="json")
    document_data["priority_claims"][0]["sequence"] = "1"
    assert client.post("/v1/documents", json={"documents": [document_data]}).status_code == 422
