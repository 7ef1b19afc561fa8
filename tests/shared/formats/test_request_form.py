"""Request forms typed as text: labels to fields, with the places of the values."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.formats import ReadError, iter_inputs, read_path
from shared.formats.errors import MalformedDocumentError
from shared.formats.request_form import read_form, recognises
from shared.formats.request_labels import OPENING, TOP, WITHIN
from shared.model.identification import ApplicationKind

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "samples" / "applications" / "invention-good"
DOCS = (ROOT / "docs" / "request-form.md").read_text("utf-8")
FORM = """发明专利请求书

⑦发明名称：一种带盖水杯
发明人：张三；李四
申请人（1）：示例科技有限公司
申请人类型：企业
邮政编码：31000
省、自治区、直辖市：浙江省
申请人（2）：第二示例有限公司
联系人：陈一
电话：0571-00000000
专利代理机构：某某专利代理有限公司
代理师（1）：王五
执业证号: 3310012345.6
在先申请号：202510000001.9
在先申请日：2025年3月1日
权利要求项数：5项
请求实质审查：是
声明同日申请：
电子邮箱/Email：a@b
"""


def test_labels_become_fields() -> None:
    data = read_form("form.txt", FORM.encode())
    assert data.kind is ApplicationKind.INVENTION
    facts = data.bibliographic
    assert facts["invention_title"].text == "一种带盖水杯"
    assert [one.name for one in facts["inventors"]] == ["张三", "李四"]
    first, second = facts["applicants"]
    assert (first.party_type, first.address.postcode) == ("organisation", "31000")
    assert (first.address.region, second.name) == ("浙江省", "第二示例有限公司")
    assert (facts["contact_person"].phone, first.phone) == ("0571-00000000", None)
    assert facts["agency"].attorneys[0].licence_number == "3310012345.6"
    assert str(facts["priority_claims"][0].filing_date) == "2025-03-01"
    assert data.request.declared_claim_count == 5
    assert data.request.substantive_examination_requested is True
    assert data.request.same_day_application_declared is None
    assert data.request.further == {"电子邮箱/Email": "a@b"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_values_know_their_places(encoding: str) -> None:
    data = read_form("form.txt", FORM.encode(encoding))
    shown = {
        one.pointer: FORM[one.source.file_starts[0] : one.source.file_ends[-1]]
        for one in data.field_sources
    }
    assert shown["/bibliographic/inventors/1/name"] == "李四"
    assert shown["/bibliographic/applicants/0/address/postcode"] == "31000"
    assert shown["/request/declared_claim_count"] == "5"
    assert shown["/request/further/电子邮箱~1Email"] == "a@b"


def test_recognised_by_its_first_line() -> None:
    assert recognises("any.txt", FORM.encode())
    assert not recognises("any.txt", (FORM + "\n权利要求书\n1. 一种水杯。\n").encode())
    assert not recognises("any.txt", "关于发明专利请求书的说明\n名称：甲\n".encode())
    assert not recognises("any.txt", b"\x00\x01\x02")


def test_beside_a_filing(tmp_path: Path) -> None:
    filing = tmp_path / "filing"
    shutil.copytree(SAMPLE, filing)
    shutil.rmtree(filing / "110101")
    (filing / "请求书.txt").write_text(FORM, "utf-8")
    assert list(iter_inputs(tmp_path)) == [filing]
    case_file = read_path(filing).case_file
    assert case_file.request is not None
    assert case_file.application.kind_basis == "request"
    assert case_file.application.claims
    place = {one.file: one for one in case_file.application.documents}["请求书.txt"]
    assert (place.part, place.format) == ("request", "zhishen-request-form")


def test_wrong_values_are_refused_with_their_line() -> None:
    text = "发明专利请求书\n发明名称：水杯\n申请日：昨天\n"
    with pytest.raises(MalformedDocumentError) as caught:
        read_form("form.txt", text.encode())
    assert caught.value.line == 3
    assert "昨天" not in caught.value.one_line()


def test_every_label_is_documented() -> None:
    told = set(re.split(r"[、|\s]+", DOCS))
    labels = {*TOP, *OPENING, *(label for one in WITHIN.values() for label in one)}
    assert labels <= told


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ReadError):
        read_form("form.txt", ("发明专利请求书\n申请人：甲\n" + text).encode("utf-8", "replace"))
