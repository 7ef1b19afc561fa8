"""Examining and searching by forms, as a browser sends them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from shared.contracts.common import Role
from tests.gateway.api.test_examinations import IDENTITY, examine
from tests.gateway.conftest import ClientOf

SAMPLE = Path("samples/applications/invention-good")
EMPTY_FILE = {"package": ("", b"", "application/octet-stream")}


@pytest.fixture
def browser(client_of: ClientOf) -> TestClient:
    return as_browser(client_of(Role.EXAMINER))


def as_browser(client: TestClient) -> TestClient:
    """Sends its key as a password and says where a form came from; follows no redirection."""
    key = client.headers.pop("authorization").removeprefix("Bearer ")
    client.auth = ("anyone", key)  # type: ignore[assignment]
    client.headers |= {"accept": "text/html,*/*", "sec-fetch-site": "same-origin"}
    client.follow_redirects = False
    return client


def search(client: TestClient, **fields: str) -> str:
    answer = client.post("/workbench/searches", data=fields, files=EMPTY_FILE)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_package_leads_to_its_report(browser: TestClient) -> None:
    files = [
        ("package", (f"invention-good/{path.relative_to(SAMPLE)}", path.read_bytes()))
        for path in sorted(SAMPLE.rglob("*"))
        if path.is_file()
    ]
    answer = browser.post("/workbench/examinations", files=files)
    assert answer.status_code == 303, answer.text
    page = browser.get(answer.headers["location"])
    assert page.status_code == 200
    assert 'action="/workbench/searches"' in page.text
    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "same-origin"
    assert answer.headers["location"] in browser.get("/").text


def test_searched_shown_and_refined(browser: TestClient) -> None:
    place = search(browser, text="花盆", boolean="TI=花盆", limit="5")
    page = browser.get(place)
    assert page.status_code == 200
    assert "/workbench/documents/CN1A?collection=published" in page.text
    assert 'name="more_like" value="CN1A"' in page.text
    assert "pending (1)" in page.text
    again = search(browser, search=place.rpartition("/")[2], more_like="CN1A", limit="5")
    assert "花盆" in browser.get(again).text


def test_an_application_of_a_dossier_is_searched_by(client_of: ClientOf) -> None:
    examiner = client_of(Role.EXAMINER)
    dossier = examine(examiner)["id"]
    page = as_browser(examiner).get(search(examiner, dossier=dossier, claims="1"))
    assert "以申请检索" in page.text


def test_a_search_by_another_owners_dossier_records_masked_numbers(client_of: ClientOf) -> None:
    dossier = examine(client_of(Role.APPLICANT))["id"]
    reviewer = client_of(Role.REVIEWER)
    key = reviewer.headers["authorization"]
    place = search(as_browser(reviewer), dossier=dossier)
    record = client_of(None).get(
        f"/v1/searches/{place.rpartition('/')[2]}", headers={"authorization": key}
    )
    assert record.json()["request"]["application"]
    assert IDENTITY not in record.text


def test_what_is_not_ones_own_does_not_exist(client_of: ClientOf) -> None:
    examiner = client_of(Role.EXAMINER)
    dossier = examine(examiner)["id"]
    place = search(as_browser(examiner), text="花盆")
    other = as_browser(client_of(Role.APPLICANT))
    assert other.get(place).status_code == 404
    for fields in ({"dossier": dossier}, {"search": place.rpartition("/")[2]}):
        assert other.post("/workbench/searches", data=fields, files=EMPTY_FILE).status_code == 404


def test_a_document_in_full(browser: TestClient) -> None:
    page = browser.get("/workbench/documents/CN1A?collection=published")
    assert "一种&lt;b&gt;花盆&lt;/b&gt;。" in page.text
    assert browser.get("/workbench/documents/CN2A").status_code == 404


def test_a_design_search_leads_to_its_page(browser: TestClient) -> None:
    assert "critical_date" in browser.get("/workbench/image-searches").text
    view = next(Path("samples/designs_collection").glob("*.png")).read_bytes()
    answer = browser.post(
        "/workbench/image-searches",
        data={"locarno": "06-01，26", "critical_date": "2021-01-05"},
        files=[("views", ("a.png", view, "image/png"))],
    )
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("?format=html")


@pytest.mark.parametrize(
    ("path", "fields", "file", "status", "told"),
    [
        ("searches", {}, EMPTY_FILE, 422, "#/text"),
        ("searches", {"text": "花盆", "claims": "x"}, EMPTY_FILE, 422, "#/claims"),
        ("searches", {"text": "花盆", "limit": "900"}, EMPTY_FILE, 422, "#/limit"),
        (
            "searches",
            {"text": "花盆", "published_before": "x"},
            EMPTY_FILE,
            422,
            "published_before",
        ),
        ("searches", {"text": "花盆", "other": "x"}, EMPTY_FILE, 422, "#/other"),
        ("searches", {}, {"package": ("a.bin", b"\0\1\2")}, 415, "unknown-format"),
        ("examinations", {}, {"package": ("a.bin", b"\0\1\2")}, 415, "unknown-format"),
        ("examinations", {}, EMPTY_FILE, 422, "#/package"),
        ("image-searches", {}, {"views": ("", b"")}, 422, "#/views"),
        ("image-searches", {"critical_date": "x"}, {"views": ("a", b"x")}, 422, "critical_date"),
    ],
)
def test_what_is_wrong_is_told_on_a_page_or_as_a_problem(
    browser: TestClient,
    path: str,
    fields: dict[str, str],
    file: dict[str, tuple[str, bytes]],
    status: int,
    told: str,
) -> None:
    for accept, media_type in (
        ("text/html", "text/html; charset=utf-8"),
        ("*/*", "application/problem+json"),
    ):
        answer = browser.post(
            f"/workbench/{path}", data=fields, files=file, headers={"accept": accept}
        )
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == media_type
        assert told in answer.text


def test_a_program_uses_the_forms_with_its_key(client_of: ClientOf) -> None:
    agent = client_of(Role.AGENT)
    agent.follow_redirects = False
    answer = agent.post("/workbench/searches", data={"text": "花盆"})
    assert answer.status_code == 303
