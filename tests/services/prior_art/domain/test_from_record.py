"""Records of JSON Lines as documents."""

from __future__ import annotations

import pytest

from services.prior_art.domain.from_record import RecordError, document_from_record
from tests.services.prior_art.documents import document


def test_simple_abstract_form() -> None:
    read = document_from_record(
        {
            "appno": "CN96121602.6",
            "title": "升降结构",
            "abstract": "一种升降结构，\r\n包括油压缸。",
            "subclass": "A01B",
            "kind_digit": "1",
            "year": "1996",
        },
        "a.jsonl:1",
    )
    assert read.key == "CN96121602.6"
    assert read.application_number == "CN96121602.6"
    assert read.publication_date is None
    assert read.abstract == "一种升降结构，包括油压缸。"
    assert [one.symbol for one in read.classifications] == ["A01B"]
    assert read.source == "a.jsonl:1"


def test_chinese_field_names_and_claim_numbers() -> None:
    read = document_from_record(
        {
            "公开号": "CN101141661A",
            "主IPC分类号-小组": "H04Q3/00(2006.01)I",
            "标题": "语音播放方法",
            "公开日": "2008年3月12日",
            "首项权利要求": "1、一种方法，其特征在于：播放。",
        },
        "b",
    )
    assert read.key == "CN101141661A"
    assert str(read.publication_date) == "2008-03-12"
    assert read.claims[0].number == "1"
    assert read.claims[0].text.startswith("一种方法")
    assert read.classifications[0].symbol.startswith("H04Q 3")


def test_an_identifier_without_office() -> None:
    read = document_from_record({"id": "tcm-0001", "abstract": "中药。"}, "c")
    assert read.key == "XXtcm-0001"
    assert read.title == ""


def test_own_form_round_trip() -> None:
    made = document("104223352", claims=("一种泵。",)).model_copy(update={"source": "feed"})
    assert document_from_record(made.model_dump(mode="json"), "d") == made


@pytest.mark.parametrize(
    "record",
    [
        [],
        "text",
        {},
        {"title": "无号码"},
        {"document_number": "1", "unknown_field": 1},
        {"document_number": "1", "office_code": "CN", "title": 5},
    ],
)
def test_what_cannot_be_taken_says_why_without_quoting(record: object) -> None:
    with pytest.raises(RecordError) as told:
        document_from_record(record, "e")
    assert told.value.reason.zh
    assert "无号码" not in told.value.reason.zh
