"""The API with a stub engine: pages, options, roles, hostile files, misbehaving pages."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from pydantic import SecretStr

from services.ocr.app import create_app
from services.ocr.engines.messages import EngineSpec
from services.ocr.settings import Settings
from shared.contracts.common import Role
from shared.contracts.ocr import EngineList, Recognition, RecognitionJob
from tests.conftest import TOKEN_SECRET, ClientFactory
from tests.services.ocr import files
from tests.services.ocr.stub_engines import CRASH_WIDTH, FAIL_WIDTH, HANG_WIDTH, MEMORY_WIDTH

STUBS = (
    EngineSpec(name="stub", factory="tests.services.ocr.stub_engines:create"),
    EngineSpec(name="missing", factory="tests.services.ocr.stub_engines:unavailable"),
)


@pytest.fixture(autouse=True, scope="module")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Asynchronous recognitions are kept in a folder of this run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHISHEN_DATA_DIR", str(tmp_path_factory.mktemp("var")))
        yield


def settings(**changes: object) -> Settings:
    values = {
        "token_secret": SecretStr(TOKEN_SECRET),
        "max_pages": 50,
        "page_timeout_s": 3.0,
        "worker_memory_mb": 3000,
    }
    return Settings(**(values | changes))


@pytest.fixture(scope="module")
def client(open_client: ClientFactory) -> TestClient:
    return open_client(create_app(settings(), STUBS), "ocr", Role.AGENT)


def send(client: TestClient, data: bytes, **options: object) -> Response:
    form = {"options": json.dumps(options)} if options else None
    return client.post("/v1/recognitions", files={"file": ("page.bin", data)}, data=form)


def test_every_page_of_a_tiff_is_read(client: TestClient) -> None:
    answer = send(client, files.tiff_of_widths([300, 310]))
    assert answer.status_code == 200
    result = Recognition.model_validate_json(answer.content)
    assert result.media_type == "image/tiff"
    assert [page.page for page in result.pages] == [1, 2]
    first = result.pages[0]
    assert (first.width, first.height, first.dpi, first.rotation) == (300, 200, 300.0, 0)
    assert first.kind == "text"
    assert len(first.lines) == 3
    assert first.text == "\n".join(line.text for line in first.lines)
    assert result.not_checked == ()
    assert result.versions.components["engine"] == "stub"
    assert result.versions.components["stub"] == "1"
    assert result.versions.components["preprocessing"]


MODES = {
    "PNG": ["1", "L", "P", "RGB", "RGBA", "I;16"],
    "JPEG": ["L", "RGB", "CMYK"],
    "TIFF": ["1", "L", "P", "RGB", "RGBA", "CMYK", "I;16"],
}
"""What each format can hold."""


@pytest.mark.parametrize(
    ("media", "mode"), [(media, mode) for media, modes in MODES.items() for mode in modes]
)
def test_pixel_modes_are_read(client: TestClient, media: str, mode: str) -> None:
    image = files.page_image()
    if mode == "I;16":
        image = image.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    answer = send(client, files.encoded(image.convert(mode), media))
    assert answer.status_code == 200
    page = answer.json()["pages"][0]
    assert (page["kind"], len(page["lines"])) == ("text", 3)


def test_pdf_pages_and_blank(client: TestClient) -> None:
    answer = send(client, files.pdf_with_pages(2), file="scan.pdf")
    result = Recognition.model_validate_json(answer.content)
    assert (result.file, result.media_type) == ("scan.pdf", "application/pdf")
    assert [page.kind for page in result.pages] == ["blank", "blank"]


def test_same_bytes_same_answer(client: TestClient) -> None:
    data = files.tiff_of_widths([300, 310])
    assert send(client, data).content == send(client, data).content


def test_kind_given_by_the_caller(client: TestClient) -> None:
    page = send(client, files.encoded(files.page_image()), kind="drawing").json()["pages"][0]
    assert page["kind"] == "drawing"


@pytest.mark.parametrize(
    ("options", "pointer"),
    [("{", "#/options"), ('{"kind": "novel"}', "#/options/kind"), ('{"x": 1}', "#/options/x")],
)
def test_wrong_options_are_pointed_at(client: TestClient, options: str, pointer: str) -> None:
    answer = client.post(
        "/v1/recognitions",
        files={"file": ("a", files.encoded(files.page_image()))},
        data={"options": options},
    )
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_engines_are_listed_and_chosen(client: TestClient) -> None:
    listed = EngineList.model_validate_json(client.get("/v1/engines").content)
    assert listed.default == "stub"
    assert [(engine.name, engine.available) for engine in listed.engines] == [
        ("stub", True),
        ("missing", False),
    ]
    assert listed.engines[1].reason is not None
    page = files.encoded(files.page_image())
    unavailable = send(client, page, engine="missing")
    assert unavailable.status_code == 501
    assert unavailable.json()["detail_zh"] == "未安装。"
    unknown = send(client, page, engine="abbyy")
    assert unknown.status_code == 422
    assert unknown.json()["type"] == "urn:zhishen:problem:unknown-engine"


def test_roles(open_client: ClientFactory) -> None:
    app = create_app(settings(), STUBS)
    page = files.encoded(files.page_image())
    assert send(open_client(app, "ocr", None), page).status_code == 401
    for role, status in [(Role.APPLICANT, 200), (Role.OPERATOR, 403), (Role.PUBLIC, 403)]:
        assert send(open_client(app, "ocr", role), page).status_code == status


PNG = files.encoded(files.page_image(800))
TIFF = files.tiff_of_widths([300, 310])
PDF = files.pdf_with_pages(3)
HOSTILE: dict[str, tuple[Callable[[], bytes], int, str]] = {
    "empty": (lambda: b"", 415, "unsupported-media"),
    "plain text": (lambda: "权利要求书".encode(), 415, "unsupported-media"),
    "zip without a page": (lambda: files.zip_file({"a.txt": b"text"}), 415, "unsupported-media"),
    "zip bomb": (
        lambda: files.zip_file({"a.png": PNG[:8] + bytes(70 * 1024 * 1024)}),
        413,
        "page-too-large",
    ),
    "zip that climbs": (lambda: files.zip_file({"../a.png": PNG}), 422, "unreadable-image"),
    "zip cut short": (lambda: files.zip_file({"a.png": PNG})[:-30], 422, "unreadable-image"),
    "zip in a zip": (
        lambda: files.zip_file({"a.zip": files.zip_file({"a.png": PNG})}),
        422,
        "unreadable-image",
    ),
    "zip of 60 files": (
        lambda: files.zip_file({f"{i}.png": PNG for i in range(60)}),
        413,
        "page-too-large",
    ),
    "html": (lambda: b"<html><img src=x></html>", 415, "unsupported-media"),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "unsupported-media"),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\nquit\n", 415, "unsupported-media"),
    "animated gif": (files.animated_gif, 415, "unsupported-media"),
    "animated png": (files.animated_png, 415, "unsupported-media"),
    "bmp": (lambda: files.encoded(files.page_image(), "BMP"), 415, "unsupported-media"),
    "encrypted pdf": (files.encrypted_pdf, 422, "encrypted-pdf"),
    "truncated pdf": (lambda: PDF[: len(PDF) // 4], 422, "unreadable-image"),
    "pdf header only": (lambda: b"%PDF-1.7\n", 422, "unreadable-image"),
    "pdf of too many pages": (lambda: files.pdf_with_pages(51), 413, "page-too-large"),
    "truncated png": (lambda: PNG[: len(PNG) // 2], 422, "unreadable-image"),
    "png magic only": (lambda: PNG[:8], 422, "unreadable-image"),
    "png with a wrong checksum": (
        lambda: PNG[:40] + bytes([PNG[40] ^ 255]) + PNG[41:],
        422,
        "unreadable-image",
    ),
    "png of no size": (lambda: files.png_of_size(0, 0), 422, "unreadable-image"),
    "png bomb": (files.png_bomb, 413, "page-too-large"),
    "60,000 pixels wide": (lambda: files.png_of_size(60_000, 10), 413, "page-too-large"),
    "too few pixels": (lambda: files.png_of_size(5_000, 5_000), 422, "unreadable-image"),
    "truncated jpeg": (
        lambda: files.encoded(files.page_image(), "JPEG")[:900],
        422,
        "unreadable-image",
    ),
    "jpeg magic only": (lambda: b"\xff\xd8\xff\xe0", 422, "unreadable-image"),
    "truncated tiff": (lambda: TIFF[: len(TIFF) // 3], 422, "unreadable-image"),
    "tiff without directory": (lambda: b"II*\x00\xff\xff\xff\x7f", 422, "unreadable-image"),
    "tiff of too many pages": (lambda: files.tiff_chain(2_000), 413, "page-too-large"),
    "noise after a magic": (
        lambda: b"II*\x00" + bytes(range(256)) * 40,
        422,
        "unreadable-image",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_get_their_problem(client: TestClient, name: str) -> None:
    make, status, problem = HOSTILE[name]
    data = make()
    begin = time.monotonic()
    answer = send(client, data)
    assert (answer.status_code, answer.json()["type"]) == (
        status,
        f"urn:zhishen:problem:{problem}",
    )
    assert answer.json()["detail_zh"]
    assert time.monotonic() - begin < 5  # nothing waits for a limit to strike


def test_there_are_at_least_25_kinds_of_hostile_files() -> None:
    assert len(HOSTILE) >= 25


def test_zip_of_pages_is_one_document(client: TestClient) -> None:
    members = {"2.tif": TIFF, "1.png": PNG, "3.png": PNG[:100], "readme.txt": b"text"}
    result = Recognition.model_validate_json(send(client, files.zip_file(members)).content)
    assert result.media_type == "application/zip"
    assert [(page.page, page.width, page.problem is None) for page in result.pages] == [
        (1, 800, True),
        (2, 300, True),
        (3, 310, True),
        (4, 0, False),
    ]


@pytest.mark.parametrize(
    ("accept", "query", "media_type", "beginning"),
    [
        ("application/pdf", "", "application/pdf", b"%PDF-"),
        ("*/*", "?format=html", "text/html; charset=utf-8", b"<!DOCTYPE html>"),
        ("application/alto+xml;q=0.9, text/plain", "", "application/alto+xml", b"<?xml"),
        ("text/vnd.hocr+html", "", "application/xhtml+xml", b"<?xml"),
        ("text/plain", "", "application/json", b"{"),
    ],
)
def test_results_are_written_as_asked(
    client: TestClient, accept: str, query: str, media_type: str, beginning: bytes
) -> None:
    answer = client.post(
        f"/v1/recognitions{query}", files={"file": ("a.png", PNG)}, headers={"accept": accept}
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.content.startswith(beginning)


def test_asynchronous_recognition(client: TestClient, open_client: ClientFactory) -> None:
    answer = client.post(
        "/v1/recognitions", files={"file": ("a.tif", TIFF)}, headers={"Prefer": "respond-async"}
    )
    assert answer.status_code == 202
    assert answer.headers["preference-applied"] == "respond-async"
    place = answer.headers["location"]
    deadline = time.monotonic() + 60
    while (job := RecognitionJob.model_validate_json(client.get(place).content)).result is None:
        assert job.problem is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert (job.state, job.pages_done, job.pages) == ("complete", 2, 2)
    assert [page.page for page in job.result.pages] == [1, 2]
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == 404
    assert client.get("/v1/recognitions/none").json()["type"] == "urn:zhishen:problem:not-found"
    assert client.get("/readyz").json()["truth"].startswith("shared:")


def test_a_failed_asynchronous_recognition_has_its_problem(client: TestClient) -> None:
    answer = client.post(
        "/v1/recognitions", files={"file": ("a", b"text")}, headers={"Prefer": "respond-async"}
    )
    deadline = time.monotonic() + 60
    while (job := client.get(answer.headers["location"]).json())["state"] != "failed":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert job["problem"]["type"] == "urn:zhishen:problem:unsupported-media"


def test_too_many_waiting_jobs_are_refused(open_client: ClientFactory) -> None:
    slow = open_client(create_app(settings(waiting_jobs=1), STUBS), "ocr", Role.AGENT)
    hang = files.tiff_of_widths([HANG_WIDTH])
    ask = {"files": {"file": ("a", hang)}, "headers": {"Prefer": "respond-async"}}
    assert slow.post("/v1/recognitions", **ask).status_code == 202
    answer = slow.post("/v1/recognitions", **ask)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


def test_cyclic_tiff_ends(client: TestClient) -> None:
    result = send(client, files.tiff_chain(3, cyclic=True)).json()
    assert [page["page"] for page in result["pages"]] == [1, 2, 3]


def test_a_misbehaving_page_is_reported_and_the_document_goes_on(client: TestClient) -> None:
    widths = [300, CRASH_WIDTH, MEMORY_WIDTH, FAIL_WIDTH, HANG_WIDTH, 310]
    answer = send(client, files.tiff_of_widths(widths))
    assert answer.status_code == 200
    assert "text of an application" not in answer.text
    result = Recognition.model_validate_json(answer.content)
    problems = [
        page.problem.type.rsplit(":")[-1] if page.problem else None for page in result.pages
    ]
    assert problems == [None, "page-crashed", "page-memory", "page-failed", "page-timeout", None]
    assert [item.what for item in result.not_checked] == ["page 2", "page 3", "page 4", "page 5"]
    assert all(page.kind is None and page.lines == () for page in result.pages if page.problem)
    assert send(client, files.encoded(files.page_image())).status_code == 200


def test_overload_is_503_with_retry_after(open_client: ClientFactory) -> None:
    app = create_app(settings(concurrent_documents=1), STUBS)
    client = open_client(app, "ocr", Role.EXAMINER)
    recogniser = app.state.recogniser
    assert recogniser._places.acquire(blocking=False)
    try:
        answer = send(client, files.encoded(files.page_image()))
    finally:
        recogniser._places.release()
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:zhishen:problem:overloaded"
    assert int(answer.headers["retry-after"]) > 0
    assert send(client, files.encoded(files.page_image())).status_code == 200
