"""What an examiner is told: legal dates, families, the chart, Boolean first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from services.prior_art.app import create_app
from shared.contracts.common import Role
from shared.contracts.prior_art import PriorArtDocument
from shared.model.identification import PriorityClaim
from tests.conftest import ClientFactory
from tests.services.prior_art.documents import document, many, settings
from tests.services.prior_art.filings import AROUND, KEYS, application, pump

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def client(open_client: ClientFactory, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    app = create_app(settings(tmp_path_factory.mktemp("examination")))
    made = open_client(app, "prior_art", Role.EXAMINER)
    put(made, *AROUND.values(), *many(40))
    pending = pump("P1", None, date(2019, 2, 1), "灌溉水泵", kind_code=None)
    put(
        made,
        pending,
        pump("P2", None, date(2021, 2, 1), "灌溉水泵", kind_code=None),
        collection="pending",
    )
    return made


def put(client: TestClient, *documents: PriorArtDocument, collection: str = "published") -> None:
    body = {
        "collection": collection,
        "documents": [one.model_dump(mode="json") for one in documents],
    }
    answer = client.post("/v1/documents", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["rejected"] == []


@pytest.fixture(scope="module")
def ask(client: TestClient) -> Ask:
    def ask_(**body: object) -> dict[str, Any]:
        answer = client.post("/v1/searches", json=body)
        assert answer.status_code == 200, answer.text
        result: dict[str, Any] = answer.json()
        return result

    return ask_


APPLICATION = application().model_dump(mode="json")


def statuses(hit: dict[str, Any]) -> dict[int, str]:
    return {claim: one["status"] for one in hit["legal"] for claim in one["claims"]}


def test_only_what_counts_in_law_is_found(ask: Ask) -> None:
    result = ask(application=APPLICATION, legal_dates={}, limit=100)
    found = {hit["key"]: statuses(hit) for hit in result["hits"]}
    assert found[KEYS["all"]] == {1: "prior_art", 2: "prior_art", 3: "prior_art"}
    assert set(found[KEYS["interval"]].values()) == {"intermediate"}
    assert set(found[KEYS["conflicting"]].values()) == {"conflicting"}
    assert set(found[KEYS["possibly"]].values()) == {"possibly_conflicting"}
    assert not {KEYS[name] for name in ("later", "foreign later", "own", "undated")} & set(found)
    assert not any("later" in one.values() for one in found.values())
    conflicting = next(hit for hit in result["hits"] if hit["key"] == KEYS["conflicting"])
    assert conflicting["legal"][0]["novelty_only"]
    assert "legal_dates" not in [gap["what"] for gap in result["not_checked"]]


def test_unknown_dates_are_listed_for_review(ask: Ask) -> None:
    result = ask(application=APPLICATION, legal_dates={}, limit=100)
    review = {hit["key"]: hit for hit in result["needs_review"]}
    assert set(statuses(review[KEYS["undated"]]).values()) == {"needs_review"}
    assert not set(review) & {hit["key"] for hit in result["hits"]}


def test_own_family_stands_apart_claim_by_claim(ask: Ask) -> None:
    findings = [{"claim": 1, "priorities": [1]}, {"claim": 2}]
    result = ask(application=APPLICATION, legal_dates={"priority_findings": findings})
    assert KEYS["own priority"] not in [hit["key"] for hit in result["hits"]]
    (member,) = result["own_family"]
    assert member["key"] == KEYS["own priority"]
    by_claim = {claim: one for one in member["legal"] for claim in one["claims"]}
    assert {claim: one["status"] for claim, one in by_claim.items()} == {
        1: "same_day",  # its priority holds: the very application it was claimed from
        2: "prior_art",  # its priority fails: published before the filing date
        3: "intermediate",
    }
    assert "grace_possible" in by_claim[2]["flags"]
    dates = {tuple(one["claims"]): one for one in result["legal"]["claims"]}
    assert dates[(1,)]["latest"] == "2019-06-03"
    assert dates[(2,)]["latest"] == "2020-06-01"
    assert not dates[(3,)]["settled"]


def test_pending_applications_may_conflict(ask: Ask) -> None:
    result = ask(application=APPLICATION, legal_dates={}, collection="pending")
    (hit,) = result["hits"]
    assert hit["key"] == "CNP1"
    assert hit["legal"][0]["status"] == "conflicting"
    assert hit["legal"][0]["reason"] == "filed_before_not_yet_published"


def test_chart_says_where_and_suggests(ask: Ask) -> None:
    chart = ask(application=APPLICATION, legal_dates={}, chart=True, limit=20)["chart"]
    texts = {one["id"]: one["text"] for one in chart["elements"]}
    assert "太阳能电机" in texts["1.2"]
    assert texts["2.1"].endswith("无线通信模块")
    claims = {one["claim"]: one for one in chart["claims"]}
    assert claims[3]["through"] == [1, 2]
    assert claims[3]["elements"][-1] == "3.1"
    assert set(claims[1]["elements"]) < set(claims[3]["elements"])
    rows = {row["key"]: {cell["element"]: cell for cell in row["cells"]} for row in chart["rows"]}
    cell = rows[KEYS["motor and blade"]]["1.2"]
    assert cell["verdict"] == "disclosed"
    assert (cell["kind"], cell["number"]) == ("description", "0001")
    paragraph = AROUND["motor and blade"].paragraphs[0].text
    assert cell["text"] == paragraph[cell["start"] : cell["end"]]
    assert "太阳能电机" in cell["text"]
    assert all(cell["text"][a:b] for a, b in cell["highlights"])
    assert rows[KEYS["motor and blade"]]["2.1"]["verdict"] != "disclosed"
    letters = {
        (one["claim"], one["category"], tuple(one["documents"])) for one in chart["citations"]
    }
    assert (1, "X", (KEYS["all"],)) in letters
    assert (1, "PX", (KEYS["interval"],)) in letters
    assert (1, "E", (KEYS["conflicting"],)) in letters
    assert (1, "PE", (KEYS["possibly"],)) in letters
    (combination,) = [one for one in letters if one[0] == 1 and one[1] == "Y"]
    assert set(combination[2]) == {KEYS["motor and blade"], KEYS["sensor"]}
    assert not [one for one in letters if one[0] == 3 and one[1] in ("E", "Y")]


def test_uncovered_elements_are_named(ask: Ask) -> None:
    claims = ("一种水泵，其特征在于：所述壳体内设有太阳能电机；所述泵轴涂有石墨烯薄膜。",)
    body = application(claims=claims).model_dump(mode="json")
    chart = ask(application=body, legal_dates={}, chart=True)["chart"]
    (uncovered,) = chart["uncovered"]
    assert uncovered["elements"] == ["1.3"]
    assert not [one for one in chart["citations"] if one["category"] in ("X", "Y")]


def test_boolean_selects_and_the_text_orders(ask: Ask) -> None:
    query = "DESC=太阳能电机 AND PD<2018"
    alone = ask(boolean=query, limit=100)
    assert {hit["key"] for hit in alone["hits"]} == {KEYS["all"], KEYS["motor and blade"]}
    assert alone["selected"] == 2
    assert alone["boolean"] == "(DESC=太阳能电机 AND PD<2018-01-01)"
    ordered = ask(boolean="灌溉水泵 AND PD<2018", text="防堵塞刀片 太阳能电机", limit=100)
    assert len(ordered["hits"]) == 3
    assert ordered["hits"][-1]["key"] == KEYS["sensor"]
    # What no channel finds is there all the same: selected is selected.
    everything = ask(boolean="PN=CN1*", text="绝无此词", limit=200)
    assert everything["selected"] == len(everything["hits"]) + sum(
        len(hit["family"]) for hit in everything["hits"]
    )


def test_a_wrong_boolean_query_points_at_the_character(client: TestClient) -> None:
    answer = client.post("/v1/searches", json={"boolean": "水泵 AND (壳体"})
    assert answer.status_code == 422
    problem = answer.json()
    assert "character 8" in problem["detail"]
    assert problem["errors"][0]["pointer"] == "#/boolean"


def test_families_are_one_hit(client: TestClient, ask: Ask) -> None:
    first = document("5001", "折叠式太阳灶", application_number="201010000001X")
    priority = PriorityClaim(sequence=1, office_code="CN", application_number="201010000001X")
    second = document("5002", "折叠式太阳灶支架", office="US", kind="A1").model_copy(
        update={"priority_claims": (priority,)}
    )
    other = document("5003", "折叠式太阳灶")
    put(client, first, second, other)
    hits = ask(text="折叠式太阳灶", limit=5)["hits"]
    assert hits[0]["key"] == first.key
    assert [member["key"] for member in hits[0]["family"]] == [second.key]
    assert other.key in [hit["key"] for hit in hits]
    assert second.key not in [hit["key"] for hit in hits]


def test_feedback_moves_documents(ask: Ask) -> None:
    plain = [hit["key"] for hit in ask(text="灌溉水泵", limit=50)["hits"]]
    told = ask(text="灌溉水泵", more_like=[KEYS["sensor"]], less_like=[KEYS["all"]], limit=50)
    keys = [hit["key"] for hit in told["hits"]]
    assert KEYS["all"] in plain
    assert KEYS["all"] not in keys
    assert keys.index(KEYS["sensor"]) <= plain.index(KEYS["sensor"])
    assert [query["weight"] for query in told["queries"]] == [1.0, 0.5, -0.25]


def test_confirmed_elements_replace_those_found(ask: Ask) -> None:
    elements = [{"id": "1.2", "expressions": ["太阳能电机", "光伏马达"]}]
    result = ask(application=APPLICATION, elements=elements)
    names = [query["name"] for query in result["queries"]]
    assert names[-1] == "element 1.2"
    assert names.count("element 1.2") == 1
    assert not [name for name in names if name in ("element 1", "element 2")]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#"),
        ({"text": "水", "document": "CN1A"}, "#"),
        ({"text": "水", "chart": True}, "#/chart"),
        ({"text": "水", "more_like": ["CN0A"]}, "#/more_like/0"),
        ({"text": "水", "legal_dates": {"jurisdiction": "ZZ"}}, "#/legal_dates/jurisdiction"),
        (
            {
                "application": APPLICATION,
                "legal_dates": {"priority_findings": [{"claim": 7}]},
            },
            "#/legal_dates/priority_findings/0/claim",
        ),
        (
            {
                "application": APPLICATION,
                "legal_dates": {"priority_findings": [{"claim": 1, "priorities": [9]}]},
            },
            "#/legal_dates/priority_findings/0/priorities",
        ),
    ],
)
def test_what_cannot_be_asked(client: TestClient, body: dict[str, Any], pointer: str) -> None:
    answer = client.post("/v1/searches", json=body)
    assert answer.status_code in (404, 422)
    assert answer.json()["errors"][0]["pointer"] == pointer
