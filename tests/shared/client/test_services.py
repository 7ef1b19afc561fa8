"""Calls of each group through both clients, against the embedded gateway with the real services.

Only the engine of ocr is a stub: it needs no model.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from gateway.app import create_app
from gateway.clients import ServiceName
from gateway.connections import Clients, clients_over
from gateway.embedded import run_services, service_application
from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from services.ocr.app import create_app as create_ocr
from services.ocr.engines.messages import EngineSpec
from services.ocr.settings import Settings as OcrSettings
from shared.client import ClientError, ConnectionFailedError, ProblemError, ZhishenClient
from shared.client.operations import ocr
from shared.contracts.applications import ApplicationState
from shared.contracts.common import Role
from shared.contracts.design_image import DesignData, DesignViewData, RefitRequest
from shared.contracts.formal_check import (
    CheckRequest,
    ComparisonRequest,
    DraftTexts,
    HintRequest,
)
from shared.contracts.gateway import ExaminationRequest
from shared.contracts.ocr import RecognitionOptions, RecognitionState
from shared.contracts.prior_art import (
    DocumentBatch,
    DocumentPassage,
    NewCollection,
    PassageKind,
    PriorArtDocument,
    SearchRequest,
)
from shared.contracts.prior_art_report import DocumentCorrection, SearchReportRequest
from shared.contracts.rechecks import ItemState, RecheckRequest
from shared.model.case_file import CaseFile
from tests.gateway import fake_services
from tests.gateway.fake_services import SECRET
from tests.gateway.filed import invention
from tests.services.design_image.drawings import drawing, encoded
from tests.services.ocr import files
from tests.shared.client.test_batch import Caller
from tests.shared.client.test_client import CLAIMS

STUB = EngineSpec(name="stub", factory="tests.services.ocr.stub_engines:create")
PNG = b"\x89PNG"
CUP = PriorArtDocument(
    office_code="CN",
    document_number="1",
    kind_code="A",
    title="水杯盖",
    claims=(DocumentPassage(kind=PassageKind.CLAIM, number="1", text="1. 一种水杯盖。"),),
)


class Callers(NamedTuple):
    """One client for each role."""

    examiner: Caller
    operator: Caller


def _service(service: ServiceName, settings: Settings, secret: SecretStr) -> FastAPI:
    if service is ServiceName.OCR:
        own = OcrSettings(token_secret=secret, data_dir=settings.data_dir)
        return create_ocr(own, (STUB,))
    return service_application(service, settings, secret)


@asynccontextmanager
async def _embedded(settings: Settings) -> AsyncGenerator[Clients, None]:
    async with run_services(settings, SECRET, _service) as transports:
        yield clients_over(transports, settings, SECRET)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[Role, str]]]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("gateway"), recheck_processes=1)
    keys: dict[Role, str] = {}
    for role in (Role.EXAMINER, Role.OPERATOR):
        key, keys[role] = new_key(role.value, role, datetime.now(UTC))
        KeyStore(open_database(settings.store_url)).add(key)
    with fake_services.served(create_app(settings, _embedded)) as port:
        yield f"http://127.0.0.1:{port}", keys


@pytest.fixture(params=[False, True], ids=["plain", "async"])
def call(request: pytest.FixtureRequest, gateway: tuple[str, dict[Role, str]]) -> Callers:
    url, keys = gateway
    return Callers(
        Caller((url, keys[Role.EXAMINER]), request.param),
        Caller((url, keys[Role.OPERATOR]), request.param),
    )


def test_formal_check(call: Callers) -> None:
    case_file = CaseFile(application=invention())
    report = call.examiner("check", CheckRequest(case_file=case_file, as_of=date(2026, 1, 1)))
    compared = call.examiner("compare_reports", ComparisonRequest(before=report, after=report))
    assert compared.unchanged == report.findings
    assert not compared.new
    texts = DraftTexts(kind="invention", claims=("1. 一种水杯，例如保温杯",))
    hints = call.examiner("hints", HintRequest(changed=("claims",), texts=texts))
    assert hints.findings
    code = report.outcomes[0].code
    assert call.examiner("rule", code, as_of=date(2026, 1, 1)).code == code
    every = call.examiner("rules").rules
    in_force = call.examiner("rules", as_of=date(2026, 1, 1)).rules
    assert 0 < len(in_force) < len(every)


def test_documents_and_collections(call: Callers) -> None:
    made = call.examiner("make_collection", "cups", NewCollection())
    assert made.name == "cups"
    assert call.operator("collection", "cups").documents == 0
    batch = DocumentBatch(collection="cups", documents=(CUP,))
    assert call.operator("add_documents", batch).added == 1
    assert "cups" in {one.name for one in call.examiner("collections")}

    assert call.examiner("document", CUP.key, "cups") == CUP
    assert call.examiner("document_claim", CUP.key, "1", "cups").text == CUP.claims[0].text
    assert call.examiner("document_passage", CUP.key, 0, "cups").text == CUP.title
    assert call.examiner("document_citations", CUP.key, "cups").backward == ()
    assert call.examiner("document_family", CUP.key, "cups").members == ()

    mended = CUP.model_copy(update={"title": "杯盖"})
    correction = DocumentCorrection(collection="cups", document=mended, reason="title")
    entry = call.operator("correct_document", correction)
    assert call.operator("document_corrections", "cups", limit=1) == (entry,)
    assert call.operator("collection_quality", "cups").documents == 1
    assert "<html" in call.operator("collection_quality_page", "cups")

    assert call.operator("remove_document", CUP.key, "cups") is None
    with pytest.raises(ProblemError) as caught:
        call.examiner("document", CUP.key, "cups")
    assert caught.value.problem.status == 404


def test_from_search_to_report(call: Callers) -> None:
    call.operator("add_documents", DocumentBatch(documents=(CUP,)))
    found = call.examiner("search", SearchRequest(text="水杯盖"))
    assert call.examiner("recorded_search", found.search_id).result == found
    assert call.examiner("replay_search", found.search_id) == found.model_dump_json().encode()
    request = SearchReportRequest(
        application=invention(), search_ids=(found.search_id,), completed_on=date(2026, 1, 1)
    )
    report = call.examiner("make_search_report", request)
    assert call.examiner("recorded_search_report", report.report_id) == report
    assert call.examiner("search_report", report.report_id, "docx").startswith(b"PK")


def test_designs_and_image_searches(call: Callers, tmp_path: Path) -> None:
    views = [tmp_path / "front.png", tmp_path / "top.png"]
    for seed, path in enumerate(views):
        path.write_bytes(encoded(drawing(seed)))
    design = DesignData(
        design_id="CN301234567S",
        views=tuple(DesignViewData(file=path.name) for path in views),
    )
    assert call.operator("add_design", design, views).views == 2
    record = call.examiner("design", design.design_id)
    picture = call.examiner("design_view", design.design_id, record.views[0].view_id)
    assert picture.startswith(PNG)

    found = call.examiner("search_images", views[:1])
    assert found.hits[0].design_id == design.design_id
    assert call.examiner("recorded_image_search", found.search_id).result == found
    replayed = call.examiner("replay_image_search", found.search_id)
    assert replayed == found.model_dump_json().encode()
    assert "<html" in call.examiner("image_search_page", found.search_id)
    assert call.examiner("query_view", found.search_id, 0).startswith(PNG)
    explained = call.examiner("explain_hit", found.search_id, design.design_id)
    assert explained.hit == found.hits[0]
    for kind in ("lines", "overlay", "heat-map"):
        shown = call.examiner("match_picture", found.search_id, design.design_id, 0, kind)
        assert shown.startswith(PNG)

    assert call.operator("descriptor_model").views == 2
    assert call.operator("refit_descriptor_model", RefitRequest(same_model=True)).views == 2
    assert call.operator("remove_design", design.design_id) is None
    with pytest.raises(ClientError, match="no file"):
        call.examiner("search_images", [tmp_path / "missing.png"])


def test_recognition_at_once_and_later(
    call: Callers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "POLL_S", 0.05)
    page = tmp_path / "page.tiff"
    page.write_bytes(files.tiff_of_widths([300]))
    engines = call.examiner("engines")
    assert [one.name for one in engines.engines] == ["stub"]
    at_once = call.examiner("recognise", page, RecognitionOptions(file="named.tiff"))
    assert at_once.file == "named.tiff"
    assert call.examiner("recognised_document", page, "pdf").startswith(b"%PDF")

    job = call.examiner("start_recognition", page)
    assert job.result is None
    result = call.examiner("finished_recognition", job.id)
    assert result.pages == at_once.pages
    assert call.examiner("recognition", job.id).state is RecognitionState.COMPLETE
    assert call.examiner("forget_recognition", job.id) is None
    with pytest.raises(ProblemError) as caught:
        call.examiner("recognition", job.id)
    assert caught.value.problem.status == 404

    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    failing = call.examiner("start_recognition", broken)
    with pytest.raises(ProblemError):
        call.examiner("finished_recognition", failing.id)


def test_a_recognition_that_goes_on_is_not_waited_for_longer_than_asked() -> None:
    job: Any = ocr.RecognitionJob(id="1", state=RecognitionState.RUNNING, pages_done=0, pages=2)
    assert ocr.settled(job, 1.0, 2.0) is None
    with pytest.raises(ConnectionFailedError, match="goes on"):
        ocr.settled(job, 2.0, 2.0)


def test_papers_and_events_of_a_recheck(call: Callers, tmp_path: Path) -> None:
    case_file = CaseFile(application=invention())
    asked = ExaminationRequest(case_file=case_file, files={"a.txt": b"YQ=="})
    record = call.examiner("file_application", asked)
    papers = call.examiner("application_papers", record.id, 1).items
    contents = [call.examiner("application_paper", record.id, 1, one.position) for one in papers]
    assert [len(content) for content in contents] == [one.size for one in papers]
    listed = call.examiner("applications", ApplicationState.FILED, kind=record.kind)
    assert record.id in {one.id for one in listed}

    job = call.examiner("start_recheck", RecheckRequest()).job
    told = call.examiner("follow_recheck", job.id)
    assert told[-1] == call.examiner("recheck", job.id)
    assert told[-1].progress.waiting == 0
    done = call.examiner("recheck_items", job.id, state=ItemState.DONE)
    assert len(done) == told[-1].progress.done > 0
    with pytest.raises(ProblemError):
        call.examiner("follow_recheck", "0" * 32)


def test_quality_and_status(call: Callers) -> None:
    assert call.examiner("quality").applications >= 0
    names = {one.name for one in call.operator("status").services}
    assert {service.value for service in ServiceName} == names
    with pytest.raises(ProblemError) as caught:
        call.examiner("status")
    assert caught.value.problem.status == 403


def test_examples_of_the_documentation_run(
    gateway: tuple[str, dict[Role, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Path("docs/python-client.md").read_text(encoding="utf-8")
    url, key = gateway[0], gateway[1][Role.EXAMINER]
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ocr, "POLL_S", 0.05)
    for name in ("2018103922220.zip", "package.zip"):
        with zipfile.ZipFile(name, "w") as archive:
            archive.writestr("100001.xml", CLAIMS)
    for name in ("front.png", "query.png"):
        Path(name).write_bytes(encoded(drawing(0)))
    for name in ("scan.pdf", "book.pdf"):
        Path(name).write_bytes(files.text_pdf(["Cup"]))
    with ZhishenClient(url, key) as client:
        for example in examples:
            code = example.replace("https://zhishen.example", url).replace("zs_…", key)
            exec(code, {"client": client, "Path": Path})
    assert Path("report.html").read_text(encoding="utf-8").lower().startswith("<!doctype html")
    assert Path("searchable.pdf").read_bytes().startswith(b"%PDF")
