"""Recorded searches are secret and replay byte for byte; the steps lead to a report."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient
from lxml import etree

from services.prior_art.app import create_app
from shared.contracts.common import Role
from shared.contracts.prior_art_report import SearchReport
from tests.conftest import ClientFactory
from tests.services.prior_art.documents import many, settings
from tests.services.prior_art.filings import AROUND, KEYS, application

APPLICATION = application().model_dump(mode="json")
QUESTION = {"application": APPLICATION, "legal_dates": {}, "chart": True, "limit": 20}


class Callers:
    """Clients of one running service by key and role; the first enters the lifespan."""

    def __init__(self, open_client: ClientFactory, folder: Path) -> None:
        self._app = create_app(settings(folder))
        self._open = open_client
        self._known: dict[tuple[str, Role], TestClient] = {}
        self("examiner", Role.EXAMINER)

    def __call__(self, key: str, role: Role) -> TestClient:
        if (key, role) not in self._known:
            if not self._known:
                self._known[key, role] = self._open(self._app, "prior_art", role, key)
            else:
                self._known[key, role] = signed(self._app, role, key)
        return self._known[key, role]


def signed(app: Any, role: Role, key: str) -> TestClient:  # noqa: ANN401 - FastAPI's application
    from shared.web.principal import HEADER, Principal, PrincipalToken
    from tests.conftest import TOKEN_SECRET

    client = TestClient(app, raise_server_exceptions=False)
    token = PrincipalToken(TOKEN_SECRET)

    def sign(request: Any) -> None:  # noqa: ANN401 - httpx's request
        request.headers[HEADER] = token.sign(Principal(key_id=key, role=role), "prior_art")

    client.event_hooks = {"request": [sign], "response": []}
    return client


@pytest.fixture(scope="module")
def callers(open_client: ClientFactory, tmp_path_factory: pytest.TempPathFactory) -> Callers:
    made = Callers(open_client, tmp_path_factory.mktemp("records"))
    put(made("examiner", Role.EXAMINER), *AROUND.values(), *many(40))
    return made


def put(client: TestClient, *documents: Any) -> None:  # noqa: ANN401
    body = {"documents": [one.model_dump(mode="json") for one in documents]}
    assert client.post("/v1/documents", json=body).status_code == 200


def test_a_search_replays_byte_for_byte(callers: Callers) -> None:
    examiner = callers("examiner", Role.EXAMINER)
    asked = examiner.post("/v1/searches", json=QUESTION)
    known = asked.json()["search_id"]
    assert re.fullmatch(r"[0-9a-f]{32}", known)
    again = examiner.post(f"/v1/searches/{known}/replay")
    assert again.content == asked.content
    assert again.headers["zhishen-replay"] == "verified"
    recorded = examiner.get(f"/v1/searches/{known}").json()
    assert recorded["result"] == asked.json()
    assert recorded["request"]["application"]["bibliographic"]["filing_date"] == "2020-06-01"
    assert again.headers["etag"] == f'"{recorded["result_sha256"]}"'
    # What came later changes nothing of it, and it is said that the state has moved on.
    put(examiner, AROUND["all"].model_copy(update={"document_number": "7777"}))
    later = examiner.post(f"/v1/searches/{known}/replay")
    assert later.content == asked.content
    assert later.headers["zhishen-replay"] == "state-changed"


def test_a_recorded_search_is_as_secret_as_its_query(callers: Callers) -> None:
    agent = callers("agent-1", Role.AGENT)
    known = agent.post("/v1/searches", json={"text": "秘密的发明"}).json()["search_id"]
    assert agent.get(f"/v1/searches/{known}").status_code == 200
    others = [("agent-2", Role.AGENT), ("examiner", Role.EXAMINER), ("op", Role.OPERATOR)]
    absent = agent.get("/v1/searches/" + "0" * 32).json()
    for key, role in [*others, ("agent-1", Role.PUBLIC)]:
        for method, path in (("GET", ""), ("POST", "/replay")):
            answer = callers(key, role).request(method, f"/v1/searches/{known}{path}")
            assert answer.status_code == 404
            assert answer.json()["detail"] == absent["detail"]
    # Who asks the same has the same answer, and a record of their own.
    same = callers("agent-2", Role.AGENT).post("/v1/searches", json={"text": "秘密的发明"})
    assert same.json()["search_id"] == known
    assert callers("agent-2", Role.AGENT).get(f"/v1/searches/{known}").status_code == 200
    assert callers("examiner", Role.EXAMINER).get(f"/v1/searches/{known}").status_code == 404
    own = callers("examiner", Role.EXAMINER).post("/v1/searches", json={"text": "水泵"})
    colleague = callers("examiner-2", Role.EXAMINER)
    assert colleague.get(f"/v1/searches/{own.json()['search_id']}").status_code == 200


@pytest.fixture(scope="module")
def report(callers: Callers) -> dict[str, Any]:
    """The steps: features, confirmed elements, search, confirmed hits, report."""
    examiner = callers("examiner", Role.EXAMINER)
    proposed = examiner.post("/v1/search-features", json={"application": APPLICATION}).json()
    elements = {one["id"]: one for one in proposed["elements"]}
    assert "太阳能电机" in elements["1.2"]["text"]
    assert elements["1.2"]["terms"]
    confirmed = [{"id": "1.2", "expressions": ["太阳能电机", "光伏马达"]}]
    body = {**QUESTION, "elements": confirmed, "filter": {"ipc": ["A01B"]}}
    searched = examiner.post("/v1/searches", json=body).json()
    boolean = examiner.post("/v1/searches", json={"boolean": "DESC=防堵塞刀片"}).json()
    made = examiner.post(
        "/v1/search-reports",
        json={
            "application": APPLICATION,
            "search_ids": [searched["search_id"], boolean["search_id"]],
            "citations": [
                {
                    "document": KEYS["all"],
                    "category": "X",
                    "claims": [1, 2],
                    "passages": "说明书第[0001]段 <b>&",
                },
                {"document": KEYS["interval"], "category": "PY", "claims": [1]},
                {"document": KEYS["conflicting"], "category": "E", "claims": [1]},
                {"document": KEYS["sensor"], "category": "R", "claims": [1]},
            ],
            "examiner": "王审查",
            "completed_on": "2024-05-06",
        },
    )
    assert made.status_code == 201, made.text
    told: dict[str, Any] = made.json()
    return told


def test_a_report_says_what_was_searched_and_found(report: dict[str, Any]) -> None:
    assert report["claims"] == [1, 2, 3]
    assert report["earliest_priority_date"] == "2019-06-03"
    assert report["fields_searched"] == ["A01B"]
    assert report["elements"][0]["expressions"] == ["太阳能电机", "光伏马达"]
    assert [step["boolean"] for step in report["strategy"]] == [None, "DESC=防堵塞刀片"]
    assert report["strategy"][0]["filters"] == [
        "ipc: A01B",
        "legal_dates CN: claims 1-3: 2019-06-03 / 2020-06-01",
    ]
    assert [one["category"] for one in report["citations"]] == ["X", "PY", "E", "R"]
    assert report["citations"][0]["publication_date"] == "2015-01-01"
    assert "中间文件" in report["citations"][1]["message"]["zh"]


def test_the_report_as_page_document_and_st96(
    callers: Callers, report: dict[str, Any], data_dir: Path
) -> None:
    examiner = callers("examiner-2", Role.EXAMINER)
    path = f"/v1/search-reports/{report['report_id']}"
    assert examiner.get(path).json() == report
    page = examiner.get(path, params={"format": "html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "检索报告" in page.text
    assert "&lt;b&gt;&amp;" in page.text
    assert "<script" not in page.text
    word = examiner.get(path, params={"format": "docx"})
    read = docx.Document(io.BytesIO(word.content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    assert "PY" in cells
    assert "说明书第[0001]段 <b>&" in cells
    assert examiner.get(path, params={"format": "docx"}).content == word.content
    xml = examiner.get(path, params={"format": "st96"}).content
    schema = etree.XMLSchema(
        etree.parse(data_dir / "schemas" / "st96-v6.0" / "SearchReport_V6_0.xsd")
    )
    schema.assertValid(etree.fromstring(xml))
    assert "<pat:CitationCategoryCode>P</pat:CitationCategoryCode>" in xml.decode()


def test_the_smallest_report_is_valid_too(data_dir: Path) -> None:
    from services.prior_art.engines.reports.st96 import to_st96

    empty = SearchReport.model_validate(
        {
            "report_id": "r",
            "versions": {"service": "prior_art", "zhishen": "0"},
            "application_number": None,
            "office_code": "CN",
            "title": "",
            "applicants": (),
            "filing_date": None,
            "earliest_priority_date": None,
            "claims": (),
            "fields_searched": (),
            "elements": (),
            "strategy": (),
            "citations": (),
            "examiner": "",
            "completed_on": "2024-01-01",
            "remarks": "",
        }
    )
    schema = etree.XMLSchema(
        etree.parse(data_dir / "schemas" / "st96-v6.0" / "SearchReport_V6_0.xsd")
    )
    schema.assertValid(etree.fromstring(to_st96(empty)))


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"search_ids": ["0" * 32]}, 404),
        ({"citations": [{"document": "CN0A", "category": "X", "claims": [1]}]}, 404),
        ({"citations": [{"document": KEYS["all"], "category": "X", "claims": [9]}]}, 422),
        ({"citations": [{"document": KEYS["all"], "category": "Z", "claims": [1]}]}, 422),
        ({"claims": [7]}, 422),
    ],
)
def test_what_cannot_be_reported(callers: Callers, change: dict[str, Any], status: int) -> None:
    examiner = callers("examiner", Role.EXAMINER)
    known = examiner.post("/v1/searches", json={"text": "水泵"}).json()["search_id"]
    body = {"application": APPLICATION, "search_ids": [known], "completed_on": "2024-05-06"}
    assert examiner.post("/v1/search-reports", json={**body, **change}).status_code == status
    agent = callers("agent-1", Role.AGENT)
    assert agent.post("/v1/search-reports", json=body).status_code == 403
