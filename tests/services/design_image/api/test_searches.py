"""Image searches over HTTP: dates apart, boxes, feedback, records, replay."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from fastapi.testclient import TestClient
from httpx import Response
from pydantic import SecretStr

from services.design_image.app import create_app
from services.design_image.domain.preferences import TEXT_GAIN
from services.design_image.settings import Settings
from shared.contracts.common import Role
from tests.conftest import TOKEN_SECRET, ClientFactory
from tests.services.design_image.drawings import drawing, encoded

Files = Mapping[str, bytes]
PROBLEM = "urn:zhishen:problem:"


def settings(folder: Path) -> Settings:
    return Settings(data_dir=folder, token_secret=SecretStr(TOKEN_SECRET))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("searches")


@pytest.fixture(scope="module")
def client(open_client: ClientFactory, folder: Path) -> TestClient:
    opened = open_client(create_app(settings(folder)), "design_image")
    for seed in range(4):
        design = {
            "design_id": f"D{seed}",
            "title": "Chair" if seed == 3 else "Lamp",
            "filing_date": f"2020-0{seed + 1}-01",
            "publication_date": f"2020-0{seed + 4}-01",
            "office_code": "CN",
            "views": [{"file": "a.png"}],
        }
        files = [("views", ("a.png", encoded(drawing(seed))))]
        answer = opened.post("/v1/designs", data={"design": json.dumps(design)}, files=files)
        assert answer.status_code == 201, answer.text
    return opened


def post_search(client: TestClient, files: Files, query: dict[str, Any] | None = None) -> Response:
    sent = [("views", (name, data)) for name, data in files.items()]
    return client.post("/v1/image-searches", data={"query": json.dumps(query or {})}, files=sent)


def ids(hits: list[dict[str, Any]]) -> list[str]:
    return [hit["design_id"] for hit in hits]


QUERY = {"q.png": encoded(drawing(1))}


def test_critical_date_puts_conflicting_designs_apart(client: TestClient) -> None:
    # D0 and D1 were published by then, D2 and D3 filed before but published on the day or later.
    result = post_search(client, QUERY, {"filter": {"critical_date": "2020-06-01"}}).json()
    assert set(ids(result["hits"])) == {"D0", "D1"}
    assert set(ids(result["conflicting"])) == {"D2", "D3"}
    early = post_search(client, QUERY, {"filter": {"critical_date": "2020-03-01"}}).json()
    assert (early["hits"], set(ids(early["conflicting"]))) == ([], {"D0", "D1"})
    assert early["conflicting"][0]["filing_date"] == "2020-02-01"
    foreign = {"critical_date": "2020-06-01", "conflict_offices": ["US"]}
    assert post_search(client, QUERY, {"filter": foreign}).json()["conflicting"] == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"filter": {"critical_date": "2020-06-01", "published_before": "2020-06-01"}},
         "#/query/filter/critical_date"),
        ({"filter": {"applicants": [" "]}}, "#/query/filter/applicants/0"),
        ({"preferred_locarno": ["chair"]}, "#/query/preferred_locarno/0"),
        ({"more_like": ["D1", "NONE"]}, "#/query/more_like/1"),
        ({"less_like": ["NONE"]}, "#/query/less_like/0"),
        ({"boxes": [{"file": 1, "left": 0, "top": 0, "right": 1, "bottom": 1}]}, "#/query/boxes/0"),
        ({"boxes": [{"file": 0, "page": 1, "left": 0, "top": 0, "right": 1, "bottom": 1}]},
         "#/query/boxes/0"),
        ({"boxes": [{"file": 0, "left": 0.5, "top": 0, "right": 0.4, "bottom": 1}]},
         "#/query/boxes/0"),
        ({"boxes": [{"file": 0, "left": 0, "top": 0, "right": 0.05, "bottom": 0.05}]},
         "#/query/boxes/0"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_has_a_pointer(
    client: TestClient, query: dict[str, Any], pointer: str
) -> None:
    answer = post_search(client, QUERY, query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_words_and_likings_are_told_apart_in_the_score(client: TestClient) -> None:
    query = {"text": "chair", "more_like": ["D2"], "less_like": ["D0"]}
    result = post_search(client, QUERY, query).json()
    gains = {hit["design_id"]: hit for hit in result["hits"]}
    assert set(gains) == {"D1", "D2", "D3"}
    assert gains["D3"]["text_gain"] == pytest.approx(TEXT_GAIN)
    assert gains["D1"]["text_gain"] == 0
    assert gains["D2"]["feedback_gain"] > gains["D1"]["feedback_gain"]


def test_box_searches_by_the_part(client: TestClient) -> None:
    # Two designs on one page: the box says which is meant.
    page = np.hstack([drawing(3), drawing(2)])
    box = {"file": 0, "page": 0, "left": 0.5, "top": 0.0, "right": 1.0, "bottom": 1.0}
    result = post_search(client, {"p.png": encoded(page)}, {"boxes": [box]}).json()
    assert result["query_views"] == 1
    assert result["queries"][0]["box"] == box
    assert result["hits"][0]["design_id"] == "D2"
    both = {"boxes": [box, {**box, "left": 0.0, "right": 0.5}]}
    assert post_search(client, {"p.png": encoded(page)}, both).json()["query_views"] == 2


def test_record_is_read_and_replayed(client: TestClient, folder: Path) -> None:
    query = {"filter": {"critical_date": "2020-06-01"}, "text": "lamp"}
    box = {"file": 0, "page": 0, "left": 0.1, "top": 0.1, "right": 0.9, "bottom": 0.9}
    kept = folder / "design_image" / "views"
    before = set(kept.rglob("*.png"))
    answer = post_search(client, {"q.png": encoded(drawing(20))}, {**query, "boxes": [box]})
    found = answer.json()
    search_id = found["search_id"]
    record = client.get(f"/v1/image-searches/{search_id}").json()
    assert record["result"] == found
    assert record["request"]["text"] == "lamp"
    assert record["result_sha256"] == hashlib.sha256(answer.content).hexdigest()
    picture = client.get(f"/v1/image-searches/{search_id}/views/0/image")
    assert hashlib.sha256(picture.content).hexdigest() == found["queries"][0]["image_sha256"]
    assert cv2.imdecode(np.frombuffer(picture.content, np.uint8), 0).shape == (384, 384)  # type: ignore[union-attr]
    assert client.get(f"/v1/image-searches/{search_id}/views/1/image").status_code == 404

    again = client.post(f"/v1/image-searches/{search_id}/replay")
    assert (again.content, again.headers["zhishen-replay"]) == (answer.content, "verified")
    client.delete("/v1/designs/D0")
    later = client.post(f"/v1/image-searches/{search_id}/replay")
    assert (later.content, later.headers["zhishen-replay"]) == (answer.content, "state-changed")
    assert (folder / "design_image" / "searches.sqlite3").is_file()
    assert set(kept.rglob("*.png")) == before, "query views may be unpublished: never put there"


def test_replay_tells_an_answer_that_differs(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_id = post_search(client, QUERY).json()["search_id"]
    monkeypatch.setattr("services.design_image.domain.ranking.RERANK_GAIN", 0.1)
    answer = client.post(f"/v1/image-searches/{search_id}/replay")
    assert answer.headers["zhishen-replay"] == "differs"


def test_records_are_for_those_who_asked(open_client: ClientFactory, tmp_path: Path) -> None:
    app = create_app(settings(tmp_path))
    agent = open_client(app, "design_image", Role.AGENT)
    search_id = post_search(agent, QUERY).json()["search_id"]
    places = [
        ("GET", f"/v1/image-searches/{search_id}"),
        ("GET", f"/v1/image-searches/{search_id}/views/0/image"),
        ("POST", f"/v1/image-searches/{search_id}/replay"),
        ("GET", f"/v1/image-searches/{search_id}?format=html"),
    ]
    assert [agent.request(*place).status_code for place in places] == [200, 200, 200, 200]
    hidden = f"/v1/image-searches/{search_id}/hits/D1"
    places += [("GET", hidden), ("GET", f"{hidden}/matches/0/lines")]
    for role, status in ((Role.EXAMINER, 404), (Role.APPLICANT, 404), (Role.OPERATOR, 403)):
        other = open_client(create_app(settings(tmp_path)), "design_image", role)
        for place in places:
            answer = other.request(*place)
            assert answer.status_code == status
            if status == 404:
                assert answer.json()["type"] == PROBLEM + "unknown-search"


def test_hit_is_explained(client: TestClient) -> None:
    turned = {"q.png": encoded(np.ascontiguousarray(np.rot90(drawing(2)[:, ::-1])))}
    found = post_search(client, turned, {"limit": 2}).json()
    assert found["hits"][0]["design_id"] == "D2"
    place = f"/v1/image-searches/{found['search_id']}/hits/D2"
    [match] = client.get(place).json()["matches"]
    hit = found["hits"][0]["matches"][0]
    assert (match["mirrored"], match["turned"]) == (True, 90)
    assert match["similarity"] == pytest.approx(hit["similarity"], abs=1e-3)
    assert match["inliers"] == hit["inliers"] == len(match["lines"])
    assert {one["channel"] for one in match["channels"]} == {
        "vlad", "dense", "hog", "gist", "zernike", "log_polar",
    }  # fmt: skip
    assert all(one["similarity"] > 0.9 for one in match["channels"])
    # Mirrored and turned by 90 degrees: a point x, y of the query lies at y, x in the design.
    lines = np.array(match["lines"])
    assert np.abs(lines[:, 2:] - lines[:, 1::-1]).max() < 12
    sizes = {"lines": (480, 960), "overlay": (480, 480), "heat-map": (480, 960)}
    for kind, size in sizes.items():
        picture = client.get(f"{place}/matches/0/{kind}")
        assert picture.headers["content-type"] == "image/png"
        decoded = cv2.imdecode(np.frombuffer(picture.content, np.uint8), cv2.IMREAD_COLOR)
        assert decoded is not None
        assert decoded.shape[:2] == size
        assert client.get(f"{place}/matches/0/{kind}").content == picture.content
        if kind == "overlay":
            coloured = (decoded.max(axis=2).astype(int) - decoded.min(axis=2) > 90).mean()
            assert coloured < 0.02, "the query lies on the design: nearly no stroke stands alone"
    for missing in ("matches/1/lines", "matches/0/photo", "matches/10/lines"):
        assert client.get(f"{place}/{missing}").status_code in (404, 422)
    assert client.get(place.replace("D2", "NONE")).status_code == 404


def test_page_shows_the_pictures(client: TestClient) -> None:
    query = {"text": "<b>chair</b>", "filter": {"critical_date": "2020-06-01"}}
    found = post_search(client, QUERY, query).json()
    page = client.get(f"/v1/image-searches/{found['search_id']}?format=html")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    hits = len(found["hits"]) + len(found["conflicting"])
    assert page.text.count("data:image/png;base64,") == 1 + 3 * hits
    assert "<script" not in page.text
    assert "<b>chair" not in page.text
    assert "possibly conflicting" in page.text
    again = client.get(f"/v1/image-searches/{found['search_id']}?format=html")
    assert again.content == page.content
