"""The draft notice of correction: complete, in the order of the papers, the same every time."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import html
from typer.testing import CliRunner

from services.formal_check.api.convert import check_report
from services.formal_check.cli import commands
from services.formal_check.domain.engine import check
from services.formal_check.domain.notice import Notice, NoticeTerms, draft_notice
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.engines.case_builder import build_case
from services.formal_check.engines.notice_docx import notice_docx
from services.formal_check.engines.notice_html import notice_html
from shared.contracts.formal_check import CheckReport, Severity
from shared.model.case_file import CaseFile
from shared.model.time_limits import Service

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


def notice_of(**facts: object) -> tuple[CheckReport, Notice]:
    case_file = build_case({**FACTS, **facts}).case_file
    report = report_of(case_file)
    return report, draft_notice(report, case_file, NoticeTerms(date(2026, 3, 2)))


def test_every_error_and_warning_is_listed_once() -> None:
    report, notice = notice_of()
    listed = [defect for part in notice.parts for group in part.groups for defect in group.defects]
    wanted = [one for one in report.findings if one.severity is not Severity.NOTICE]
    assert sorted(one.code for one in listed) == sorted(one.code for one in wanted)
    assert [one.number for one in listed] == list(range(1, len(listed) + 1))
    assert notice.defects == len(listed) > 0
    assert all(one.basis.zh for one in listed)


def test_defects_stand_under_their_document() -> None:
    _, notice = notice_of()
    groups = {group.document.zh: group for part in notice.parts for group in part.groups}
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
    assert notice.limit.end == last_day
    assert str(last_day) in notice.closing[1].zh


def test_header_comes_from_the_bibliographic_data() -> None:
    _, notice = notice_of()
    header = {name.zh: value for name, value in notice.header}
    assert header["申请号"] == "202610000001.9"
    assert header["申请人"] == "某某公司"
    assert header["发明创造名称"] == "装置"
    assert header["专利代理机构"] == ""


def test_documents_say_the_same_and_are_the_same_every_time() -> None:
    _, notice = notice_of()
    as_docx, as_html = notice_docx(notice), notice_html(notice)
    assert as_docx == notice_docx(notice)
    assert as_html == notice_html(notice)
    document = docx.Document(io.BytesIO(as_docx))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    page = html.document_fromstring(as_html.decode("utf-8"))
    shown = [
        element.text or ""
        for element in page.iter("h1", "h2", "h3", "p", "div")
        if (element.text or "").strip()
    ]
    assert lines == shown
    assert document.tables[0].cell(0, 1).text == "202610000001.9"
    assert "补正通知书" in lines[0]
    assert any("\ufffd" in line for line in lines)
    assert page.find(".//b") is None


def test_in_english() -> None:
    _, notice = notice_of()
    page = notice_html(notice, "en").decode("utf-8")
    assert "Notice of correction (draft)" in page
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
