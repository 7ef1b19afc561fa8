"""The service over HTTP."""

from __future__ import annotations

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
from services.design_image.settings import Settings
from shared.contracts.common import Role
from tests.conftest import TOKEN_SECRET, ClientFactory
from tests.services.design_image.drawings import drawing, encoded, rotated

Files = Mapping[str, bytes]


def settings(folder: Path) -> Settings:
    return Settings(data_dir=folder, token_secret=SecretStr(TOKEN_SECRET))


@pytest.fixture(scope="module")
def client(open_client: ClientFactory, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    opened = open_client(create_app(settings(tmp_path_factory.mktemp("api"))), "design_image")
    for seed in range(4):
        answer = post_design(
            opened,
            {"design_id": f"CN30{seed}S", "locarno_class": "6-1", "publication_date": "2021-05-04"},
            {"front.png": encoded(drawing(seed)), "back.jpg": encoded(drawing(seed + 50), "JPEG")},
        )
        assert answer.status_code == 201, answer.text
    return opened


def parts(files: Files) -> list[tuple[str, tuple[str, bytes]]]:
    return [("views", (name, data)) for name, data in files.items()]


def post_design(client: TestClient, facts: dict[str, Any], files: Files) -> Response:
    data = {"views": [{"file": name} for name in files], **facts}
    return client.post("/v1/designs", data={"design": json.dumps(data)}, files=parts(files))


def post_search(client: TestClient, files: Files, query: dict[str, Any] | None = None) -> Response:
    data = None if query is None else {"query": json.dumps(query)}
    return client.post("/v1/image-searches", data=data, files=parts(files))


def test_search_explains_its_hits(client: TestClient) -> None:
    query = {"query.png": encoded(rotated(drawing(2), 90)), "b.png": encoded(drawing(52))}
    answer = post_search(client, query)
    assert answer.status_code == 200, answer.text
    result = answer.json()
    assert result["collection_designs"] == 4
    assert result["collection_views"] == 8
    assert result["query_views"] == 2
    best = result["hits"][0]
    assert best["design_id"] == "CN302S"
    assert best["locarno_class"] == "06-01"
    assert best["near_duplicate"] is True
    assert [(m["query_view"], m["view_id"]) for m in best["matches"]] == [(0, "1"), (1, "2")]
    assert all(m["inliers"] > 20 for m in best["matches"])
    assert [hit["rank"] for hit in result["hits"]] == [1, 2, 3, 4]
    components = result["versions"]["components"]
    assert set(components) == {"descriptor_model", "vector_index", "collection_change"}
    assert result["not_checked"] == []


def test_filter_and_limit(client: TestClient) -> None:
    files = {"q.png": encoded(drawing(1))}
    assert len(post_search(client, files, {"limit": 2}).json()["hits"]) == 2
    early = {"filter": {"published_before": "2021-05-04"}}
    assert post_search(client, files, early).json()["hits"] == []
    excluded = {"filter": {"exclude": ["CN301S"], "locarno": ["06"]}}
    assert "CN301S" not in post_search(client, files, excluded).text.split('"hits"')[1]


def test_design_and_its_pictures(client: TestClient) -> None:
    record = client.get("/v1/designs/CN301S").json()
    assert [view["file"] for view in record["views"]] == ["front.png", "back.jpg"]
    view_id = record["views"][0]["view_id"]
    picture = client.get(f"/v1/designs/CN301S/views/{view_id}/image")
    assert picture.headers["content-type"] == "image/png"
    decoded = cv2.imdecode(np.frombuffer(picture.content, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert decoded is not None
    assert decoded.shape == (384, 384)
    for path in ("/v1/designs/NONE", "/v1/designs/CN301S/views/9/image",
                 "/v1/designs/CN301S/views/%C2%B2/image", "/v1/designs/CN301S/views/a/image"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:zhishen:problem:unknown-design"


def test_replace_and_delete(client: TestClient) -> None:
    files = {"a.png": encoded(drawing(90))}
    first = post_design(client, {"design_id": "CN309S"}, files).json()
    assert (first["views"], first["replaced"]) == (1, False)
    assert post_design(client, {"design_id": "CN309S"}, files).json()["replaced"] is True
    assert client.delete("/v1/designs/CN309S").status_code == 204
    assert client.delete("/v1/designs/CN309S").status_code == 404
    assert "CN309S" not in post_search(client, files).text


def test_sheet_is_cut_into_views(client: TestClient) -> None:
    sheet = np.full((2339, 1654), 255, dtype=np.uint8)
    sheet[150:850, 400:1100] = drawing(70)
    sheet[1300:2000, 400:1100] = drawing(71)
    cv2.putText(sheet, "FIG. 1", (650, 1000), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 3)
    data = encoded(sheet, "TIFF", dpi=(200, 200))
    design = {"design_id": "CN308S", "views": [{"file": "s.tif", "sheet": True}]}
    assert post_design(client, design, {"s.tif": data}).json()["views"] == 2
    found = post_search(client, {"s.tif": data}, {"sheets": True}).json()
    assert found["query_views"] == 2
    assert found["hits"][0]["design_id"] == "CN308S"
    client.delete("/v1/designs/CN308S")


@pytest.mark.parametrize(
    ("name", "data", "status", "kind"),
    [
        ("a.png", b"GIF89a" + b"\0" * 30, 415, "picture-type"),
        ("a.png", b"", 415, "picture-type"),
        ("a.png", encoded(drawing(1))[:900], 422, "picture-broken"),
        ("a.png", encoded(np.zeros((1, 60_000), np.uint8)), 413, "picture-too-large"),
        ("a.png", encoded(np.full((90, 90), 255, np.uint8)), 422, "picture-empty"),
    ],
)
def test_bad_pictures_are_named(
    client: TestClient, name: str, data: bytes, status: int, kind: str
) -> None:
    files = {"good.png": encoded(drawing(1)), name: data}
    for answer in (post_search(client, files), post_design(client, {"design_id": "X"}, files)):
        assert answer.status_code == status
        problem = answer.json()
        assert problem["type"] == f"urn:zhishen:problem:{kind}"
        assert problem["file"] == name
        assert problem["errors"][0]["pointer"] == "#/views/1"
    assert client.get("/v1/designs/X").status_code == 404


@pytest.mark.parametrize(
    ("design", "pointer"),
    [
        ("{", "#/design"),
        ('{"views": []}', "#/design/design_id"),
        ('{"design_id": "a/b", "views": [{"file": "a.png"}]}', "#/design/design_id"),
        ('{"design_id": "a", "views": [{"file": "b.png"}]}', "#/views/0"),
        ('{"design_id": "a", "views": [{"file": "a.png"}, {"file": "b"}]}', "#/design/views/1/file"),
        ('{"design_id": "a", "locarno_class": "99-1", "views": [{"file": "a.png"}]}',
         "#/design/locarno_class"),
    ],
)  # fmt: skip
def test_bad_facts_have_pointers(client: TestClient, design: str, pointer: str) -> None:
    files = parts({"a.png": encoded(drawing(1))})
    answer = client.post("/v1/designs", data={"design": design}, files=files)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_bad_query_has_a_pointer(client: TestClient) -> None:
    files = {"a.png": encoded(drawing(1))}
    answer = post_search(client, files, {"filter": {"locarno": ["06", "chair"]}})
    assert answer.json()["errors"][0]["pointer"] == "#/query/filter/locarno/1"
    assert "chair" not in answer.text
    assert post_search(client, files, {"limit": 0}).status_code == 422
    assert post_search(client, {}).status_code == 422


def test_views_beyond_ten_are_told(client: TestClient) -> None:
    files = {f"{n}.png": encoded(drawing(n, side=350)) for n in range(12)}
    result = post_search(client, files).json()
    assert result["query_views"] == 10
    assert [gap["what"] for gap in result["not_checked"]] == ["10.png", "11.png"]


@pytest.mark.parametrize(
    ("role", "may_add", "may_search"),
    [
        (None, 401, 401),
        (Role.APPLICANT, 403, 200),
        (Role.AGENT, 403, 200),
        (Role.OPERATOR, 201, 403),
        (Role.PUBLIC, 403, 403),
        (Role.EXAMINER, 201, 200),
    ],
)
def test_roles(
    open_client: ClientFactory, tmp_path: Path, role: Role | None, may_add: int, may_search: int
) -> None:
    client = open_client(create_app(settings(tmp_path)), "design_image", role)
    files = {"a.png": encoded(drawing(1, side=350))}
    assert post_design(client, {"design_id": "A"}, files).status_code == may_add
    assert post_search(client, files).status_code == may_search
