"""Pages in a browser: HTTP Basic on pages only, own dossiers only."""

from __future__ import annotations

import base64

import pytest

from gateway.auth import presented_key
from gateway.browser import is_page
from gateway.report import render_index
from shared.contracts.common import Role
from tests.gateway.conftest import ClientOf
from tests.gateway.report.test_report import HOSTILE


def scope(path: str, authorization: str, method: str = "GET", **headers: str) -> dict[str, object]:
    return {
        "type": "http",
        "method": method,
        "path": path.partition("?")[0],
        "query_string": path.partition("?")[2].encode(),
        "headers": [
            (b"authorization", authorization.encode()),
            *((name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()),
        ],
    }


def basic(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/v1/examinations/0a1b/report",
        "/v1/image-searches/0a1b?format=html",
        "/workbench/searches",
        "/workbench/searches/0a1b",
        "/workbench/documents/CN1A?collection=published",
    ],
)
def test_pages_take_the_key_as_password(path: str) -> None:
    assert presented_key(scope(path, basic("anyone:zs_key"))) == "zs_key"


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/v1/examinations", "GET"),
        ("/v1/examinations", "POST"),
        ("/", "POST"),
        ("/v1/keys", "GET"),
        ("/v1/image-searches/0a1b", "GET"),
        ("/v1/image-searches/0a1b?format=html", "DELETE"),
        ("/v1/searches", "POST"),
        ("/workbench/searches", "POST"),
        ("/workbench/documents/CN1A", "POST"),
        ("/workbench/nowhere", "GET"),
        ("/v1/image-searches/0a1b/views/1/image?format=html", "GET"),
    ],
)
def test_nothing_else_takes_a_password(path: str, method: str) -> None:
    given = scope(path, basic("anyone:zs_key"), method)
    assert not is_page(given)
    assert presented_key(given) == ""


FROM_HERE = [
    {"sec_fetch_site": "same-origin", "origin": "null", "host": "a"},
    {"origin": "https://office.example:8443", "host": "office.example:8443"},
]
FROM_ELSEWHERE = [
    {},
    {"sec_fetch_site": "cross-site", "origin": "https://a", "host": "a"},
    {"sec_fetch_site": "same-site", "origin": "https://a", "host": "a"},
    {"sec_fetch_site": "none"},
    {"origin": "null", "host": "a"},
    {"origin": "https://evil.example", "host": "a"},
    {"origin": "https://", "host": ""},
    {"origin": "https://a.evil.example", "host": "a"},
    {"host": "a"},
]


@pytest.mark.parametrize("path", ["examinations", "searches", "image-searches"])
@pytest.mark.parametrize(
    ("headers", "counts"),
    [(one, True) for one in FROM_HERE] + [(one, False) for one in FROM_ELSEWHERE],
)
def test_a_form_counts_from_an_own_page_only(
    path: str, headers: dict[str, str], counts: bool
) -> None:
    sent = scope(f"/workbench/{path}", basic("anyone:zs_key"), "POST", **headers)
    assert presented_key(sent) == ("zs_key" if counts else "")
    assert is_page(sent) is counts
    api = scope("/v1/searches", basic("anyone:zs_key"), "POST", **headers)
    assert presented_key(api) == ""


@pytest.mark.parametrize("text", ["Basic", "Basic %%%", "Basic /w==", "Basic " + "é"])
def test_broken_passwords_are_no_key(text: str) -> None:
    assert presented_key(scope("/", text)) == ""


def test_a_browser_sees_its_own_list(client_of: ClientOf) -> None:
    client = client_of(Role.APPLICANT)
    key = client.headers.pop("authorization").removeprefix("Bearer ")
    assert client.get("/").headers["www-authenticate"] == 'Basic realm="Zhishen", charset="UTF-8"'
    page = client.get("/", auth=("anyone", key))
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert client.get("/v1/examinations", auth=("anyone", key)).status_code == 401


def test_an_empty_list_says_what_to_do() -> None:
    page = render_index((), None)
    assert "No dossiers yet" in page
    assert HOSTILE not in page
