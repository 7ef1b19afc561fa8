"""The draft notice of correction: complete, in the order of the papers, the same every time."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import html
from pydantic import SecretStr
from typer.testing import CliRunner

from services.formal_check.api.convert import check_report
from services.formal_check.api.negotiation import preferred
from services.formal_check.app import SERVICE, create_app
from services.formal_check.cli import commands
from services.formal_check.domain.engine import check
from services.formal_check.domain.notice import NoticeTerms, draft_notice
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.engines.case_builder import build_case
from services.formal_check.engines.notice_docx import notice_docx
from services.formal_check.engines.notice_html import notice_html
from services.formal_check.settings import Settings
from shared.contracts.common import Role
from shared.contracts.formal_check import CheckReport, Severity
from shared.contracts.notices import DOCX, HTML, NoticeDefect, NoticeDraft
from shared.model.case_file import CaseFile
from shared.model.time_limits import Service
from tests.conftest import TOKEN_SECRET, ClientFactory

AS_OF = date(2026, 3, 2)
SAMPLES = Path(__file__).parents[3] / "samples" / "applications"
FACTS = {
    "title": "装置",
    "request_title": "装置",
    "claims": [
        "1. 一种<b>除尘装置，其特征在于，包括喷头\x0b。",
        "3. 根据权利要求9所述的除尘装置。",
    ],
    "description": ["# 技术领域", "[0001] 如权利要求1所述的装置。", "[0001] 喷头。"],
    "abstract": "本发明公开了一种装置。",
    "bibliographic": {
        "application_number": "202610000001.9",
        "applicants": [{"name": "某某公司"}],
        "filing_date": "2026-01-05",
    },
}


def report_of(case_file: CaseFile) -> CheckReport:
    book = rule_book()
    return check_report(check(case_file, book, choose_profile(case_file, AS_OF)), book)


def notice_of(**facts: object) -> tuple[CheckReport, NoticeDraft]:
    case_file = build_case({**FACTS, **facts}).case_file
    report = report_of(case_file)
    return report, draft_notice(report, case_file, NoticeTerms(date(2026, 3, 2)))


def listed(notice: NoticeDraft) -> list[NoticeDefect]:
    groups = [*notice.groups, *(group for part in notice.for_examiner for group in part.groups)]
    return [defect for group in groups for defect in group.defects]


def test_every_error_and_warning_is_listed_once() -> None:
    report, notice = notice_of()
    defects = listed(notice)
    wanted = [one for one in report.findings if one.severity is not Severity.NOTICE]
    assert sorted(one.code for one in defects) == sorted(one.code for one in wanted)
    assert [one.number for one in defects] == list(range(1, len(defects) + 1))
    assert notice.defects == len(defects) > 0
    assert all(one.basis.zh for one in defects)


def test_defects_stand_under_their_document() -> None:
    _, notice = notice_of()
    groups = {group.document.zh: group for group in notice.groups}
    assert any(one.code == "CN-CLM-002" for one in groups["权利要求书"].defects)
    names = {one.place.zh for one in groups["权利要求书"].defects if one.place is not None}
    assert "权利要求3（第2项）的编号" in names
    places = {one.place.zh for one in groups["说明书"].defects if one.place is not None}
    assert "第[0001]段" in places


@pytest.mark.parametrize(
    ("service", "last_day"),
    [(Service.ELECTRONIC, date(2026, 5, 6)), (Service.POST, date(2026, 5, 18))],
)
def test_the_term_counts_from_receipt_and_ends_on_a_working_day(
    service: Service, last_day: date
) -> None:
    """2026-05-02 is a Labour Day holiday; 15 days of post lead to Sunday 2026-05-17."""
    case_file = build_case(FACTS).case_file
    terms = NoticeTerms(date(2026, 3, 2), 2, service)
    notice = draft_notice(report_of(case_file), case_file, terms)
    assert notice.last_day == last_day
    assert f"{last_day.year}年{last_day.month}月{last_day.day}日" in notice.closing[1].zh


def test_header_comes_from_the_bibliographic_data() -> None:
    _, notice = notice_of()
    header = {field.name.zh: field.value.zh for field in notice.header}
    assert header["申请号"] == "202610000001.9"
    assert header["申请人"] == "某某公司"
    assert header["申请日"] == "2026年1月5日"
    assert header["发明创造名称"] == "装置"
    assert notice.addressee == ("某某公司",)


def test_documents_say_the_same_and_are_the_same_every_time() -> None:
    _, notice = notice_of()
    as_docx, as_html = notice_docx(notice), notice_html(notice)
    assert as_docx == notice_docx(notice)
    assert as_html == notice_html(notice)
    document = docx.Document(io.BytesIO(as_docx))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    page = html.document_fromstring(as_html.decode("utf-8"))
    shown = [
        element.text or "" for element in page.iter("h1", "h2", "p") if (element.text or "").strip()
    ]
    assert [line for line in lines if line in shown] == shown
    cells = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    rows = [[cell.text for cell in row] for row in page.findall(".//aside/table")[-1]]
    assert cells == rows
    assert document.tables[1].cell(0, 1).text == "202610000001.9"
    assert lines[1] == "补正通知书"
    assert "草案" in document.sections[0].header.paragraphs[0].text
    assert any("\ufffd" in line for line in lines)
    assert page.find(".//b") is None


def test_in_english() -> None:
    _, notice = notice_of()
    page = notice_html(notice, "en").decode("utf-8")
    assert "Notice of correction" in page
    assert "DRAFT" in page
    assert "claim 3 (claim in place 2)" in page


def run(*arguments: str) -> int:
    return CliRunner().invoke(commands, list(arguments)).exit_code


def test_command(tmp_path: Path) -> None:
    sample = str(SAMPLES / "invention-defective")
    for name in ("notice.docx", "notice.html"):
        target = tmp_path / name
        arguments = ("check", sample, "--quiet", "--as-of", "2026-03-02", "--notice", str(target))
        assert run(*arguments) == 0
        first = target.read_bytes()
        assert run(*arguments) == 0
        assert target.read_bytes() == first
    assert run("check", sample, "--notice", str(tmp_path / "notice.pdf")) == 2
    both = (sample, str(SAMPLES / "design-defective"))
    assert run("check", *both, "--quiet", "--notice", str(tmp_path / "two.html")) == 2


def test_the_examiner_strikes_and_includes() -> None:
    report, notice = notice_of()
    stated = [defect.finding for group in notice.groups for defect in group.defects]
    judged = [one.finding for one in listed(notice) if one.finding not in stated]
    assert stated
    assert judged
    terms = NoticeTerms(
        date(2026, 3, 2), strike=frozenset(stated[:1]), include=frozenset(judged[:1])
    )
    edited = draft_notice(report, build_case(FACTS).case_file, terms)
    now = [defect.finding for group in edited.groups for defect in group.defects]
    assert sorted(now) == sorted([*stated[1:], judged[0]])
    assert stated[0] not in {one.finding for one in listed(edited)}


def test_over_http(open_client: ClientFactory) -> None:
    app = create_app(Settings(token_secret=SecretStr(TOKEN_SECRET)))
    case_file = build_case(FACTS).case_file.model_dump(mode="json")
    body = {"case_file": case_file, "as_of": "2026-03-02", "issued_on": "2026-03-02"}
    examiner = open_client(app, SERVICE, Role.EXAMINER)
    answer = examiner.post("/v1/notices", json=body)
    assert answer.headers["content-type"] == "application/json"
    draft = NoticeDraft.model_validate_json(answer.content)
    assert draft == notice_of()[1]
    page = examiner.post("/v1/notices", json=body, headers={"accept": "text/html,*/*;q=0.1"})
    assert page.headers["content-type"].startswith("text/html")
    assert page.content == notice_html(draft)
    edited = draft.model_copy(update={"addressee": ("某某代理有限公司",)})
    document = examiner.post(
        "/v1/notices", json={"draft": edited.model_dump(mode="json")}, headers={"accept": DOCX}
    )
    assert document.headers["content-type"] == DOCX
    assert (
        "某某代理有限公司" in docx.Document(io.BytesIO(document.content)).tables[0].cell(0, 0).text
    )
    assert (
        examiner.post("/v1/notices", json=body, headers={"accept": "image/png"}).status_code == 406
    )
    assert examiner.post("/v1/notices", json={}).status_code == 422
    too_late = {**body, "issued_on": "9999-12-31"}
    assert examiner.post("/v1/notices", json=too_late).status_code == 422
    agent = open_client(app, SERVICE, Role.AGENT)
    assert agent.post("/v1/notices", json=body).status_code == 403


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", HTML),
        ("application/json;q=0.1, text/*", HTML),
        (f"{DOCX}, text/html;q=0.5", DOCX),
        ("application/json;q=0, */*;q=0.5", HTML),
        ("image/png", None),
        ("text/html;q=x", None),
    ],
)
def test_negotiation(accept: str, chosen: str | None) -> None:
    assert preferred(accept, ("application/json", HTML, DOCX)) == chosen
