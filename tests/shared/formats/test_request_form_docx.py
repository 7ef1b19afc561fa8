"""Request forms in Word: labels and values in cells, ticked boxes, and their places."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from shared.formats import iter_inputs, read_files, read_path, read_upload
from shared.formats.archive import open_archive
from shared.formats.errors import MalformedDocumentError
from shared.formats.limits import ReadLimits

SAMPLE = Path(__file__).parents[3] / "samples" / "applications" / "invention-good"
ROWS = (
    ("⑦发明名称", "一种带盖 & 密封的水杯", "", ""),
    ("⑧发明人", "发明人1", "张三", "□不公布姓名"),
    ("", "发明人2", "", "□不公布姓名"),
    ("⑪申请人", "申请人（1）", "姓名或名称：示例科技有限公司", "申请人类型：企业"),
    ("", "国籍或注册国家（地区）", "中国", "邮政编码：100000"),
    ("", "详细地址", "北京市示例区示例路1号", ""),
    ("⑫联系人", "姓名", "陈一", "电话：010-00000000"),
    ("⑬专利代理机构", "□声明已经与申请人签订了专利代理委托书", "名称", "某某专利代理有限公司"),
    ("", "代理师（1）", "姓名：王五", "执业证号：1100012345.6"),
    ("⑮要求优先权声明", "在先申请号", "202510000001.9", "在先申请日：2025年3月1日"),
    ("☑请求实质审查", "□请求早日公布该专利申请", "权利要求项数：5项", "传真：010-1"),
)


def form(rows: Sequence[Sequence[str]] = ROWS, title: str = "发 明 专 利 请 求 书") -> bytes:
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("请求书填写说明：请按照规定填写。□")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_cells_become_fields() -> None:
    case_file = read_upload("form.docx", form()).case_file
    facts, request = case_file.application.bibliographic, case_file.request
    assert facts.invention_title is not None
    assert facts.invention_title.text == "一种带盖 & 密封的水杯"
    assert [one.name for one in facts.inventors] == ["张三"]
    (applicant,) = facts.applicants
    assert (applicant.name, applicant.party_type) == ("示例科技有限公司", "organisation")
    assert applicant.nationality_code == "CN"
    assert applicant.address is not None
    assert (applicant.address.postcode, applicant.address.text) == (
        "100000",
        "北京市示例区示例路1号",
    )
    assert facts.contact_person is not None
    assert (facts.contact_person.name, facts.contact_person.phone) == ("陈一", "010-00000000")
    assert facts.agency is not None
    assert facts.agency.name == "某某专利代理有限公司"
    assert [one.licence_number for one in facts.agency.attorneys] == ["1100012345.6"]
    (claim,) = facts.priority_claims
    assert (claim.application_number, str(claim.filing_date)) == ("202510000001.9", "2025-03-01")
    assert request is not None
    assert request.substantive_examination_requested is True
    assert request.early_publication_requested is None
    assert request.declared_claim_count == 5
    assert request.further == {"传真": "010-1"}


def test_values_know_their_places() -> None:
    data = form()
    text = open_archive(data, "form.docx", ReadLimits())["form.docx!/word/document.xml"]
    decoded = text.read().decode()
    sources = read_upload("form.docx", data).case_file.application.field_sources
    shown = {
        one.pointer: decoded[one.source.file_starts[0] : one.source.file_ends[-1]]
        for one in sources
    }
    assert {one.source.file for one in sources} == {"form.docx!/word/document.xml"}
    assert shown["/bibliographic/applicants/0/address/postcode"] == "100000"
    assert shown["/bibliographic/agency/attorneys/0/licence_number"] == "1100012345.6"
    assert shown["/request/declared_claim_count"] == "5"


def test_beside_a_filing(tmp_path: Path) -> None:
    filing = tmp_path / "filing"
    shutil.copytree(SAMPLE, filing)
    shutil.rmtree(filing / "110101")
    (filing / "请求书.docx").write_bytes(form())
    assert list(iter_inputs(tmp_path)) == [filing]
    case_file = read_path(filing).case_file
    assert case_file.request is not None
    assert case_file.application.claims
    assert not case_file.application.reading_notes


def test_a_form_goes_beside_a_manuscript() -> None:
    document = docx.Document()
    for line in (
        "权利要求书",
        "1. 一种水杯，其特征在于，设有盖。",
        "说明书",
        "水杯",
        "技术领域",
        "涉及水杯。",
    ):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    case_file = read_files({"a.docx": stream.getvalue(), "b.docx": form()}).case_file
    assert case_file.request is not None
    assert len(case_file.application.claims or ()) == 1


def test_a_manuscript_under_the_title_of_a_request_is_no_form() -> None:
    document = docx.Document()
    for line in (
        "发明专利请求书",
        "发明名称：水杯",
        "权利要求书",
        "1. 一种水杯，其特征在于，设有盖。",
    ):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    case_file = read_upload("a.docx", stream.getvalue()).case_file
    assert case_file.request is None
    assert len(case_file.application.claims or ()) == 1


def test_wrong_values_are_refused_and_not_quoted() -> None:
    with pytest.raises(MalformedDocumentError) as caught:
        read_upload("form.docx", form([("在先申请号", "1", "在先申请日", "昨天")]))
    assert caught.value.pointer == "/priorities/0/filing_date"
    assert "昨天" not in caught.value.one_line()
