"""Facts are read leniently, typed, and never quoted when they are wrong."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.case_file import DatedEvent, ProcedurePaper
from shared.model.facts.comparing import name_key, name_keys, number_key
from shared.model.facts.divisional import TermSet
from shared.model.facts.grace import Disclosure, disclosure_of, shown
from shared.model.facts.priority import PriorityCopy, PriorityWithdrawal
from shared.model.facts.reading import kind_key, read_details, read_events, read_papers
from shared.model.facts.stated import MistypedFactError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["applicants", "在先申请日", "filing_date", "office", "application_number"]
)


def test_chinese_and_english_names_of_kinds_and_details() -> None:
    papers = (
        ProcedurePaper(
            kind="《在先申请文件副本》", details={"在先申请人": "甲", "在先申请日": "2025年3月1日"}
        ),
        ProcedurePaper(kind="Priority Copy", details={"applicants": ["甲", "乙"]}),
        ProcedurePaper(kind="something else", details={"applicants": 3}),
    )
    first, second = read_papers(papers, PriorityCopy)
    assert first.pointer == "/papers/0"
    assert first.details.applicants == ("甲",)
    assert first.details.filing_date == date(2025, 3, 1)
    assert second.details.applicants == ("甲", "乙")


def test_left_out_is_unknown_and_empty_is_stated() -> None:
    left_out = read_details(PriorityWithdrawal, {}, "/x")
    empty = read_details(PriorityWithdrawal, {"signed_by": []}, "/x")
    null = read_details(PriorityWithdrawal, {"签字或盖章": None}, "/x")
    assert not left_out.states("signed_by")
    assert not left_out.empty("signed_by")
    assert empty.empty("signed_by")
    assert null.empty("signed_by")


def test_a_wrong_value_is_named_and_not_quoted() -> None:
    with pytest.raises(MistypedFactError) as caught:
        read_details(PriorityCopy, {"filing_date": "secret"}, "/papers/0/details")
    assert caught.value.name.startswith("/papers/0/details")
    assert "secret" not in str(caught.value)


def test_events() -> None:
    event = DatedEvent(
        kind="期限计算", occurred_on=date(2026, 1, 1), details={"起算日": "20251231"}
    )
    (read,) = read_events((event,), TermSet)
    assert (read.pointer, read.details.counted_from) == ("/events/0", date(2025, 12, 31))


@given(st.dictionaries(st.text() | FIELDS, JSON, max_size=5))
def test_any_details_are_read_or_refused(details: dict[str, object]) -> None:
    with contextlib.suppress(MistypedFactError):  # any other exception fails the test
        read_details(PriorityCopy, details, "/papers/0/details")  # type: ignore[arg-type]


def test_comparing() -> None:
    assert name_key("Ｂ， Inc.") == name_key("b inc")
    assert name_keys(["甲 公司", ""]) == {"甲公司"}
    assert number_key("202411792145.X") == number_key("CN 202411792145")
    assert number_key("63/000,001") == number_key("63000001")
    assert kind_key("priority_copy") == kind_key("Priority-Copy")


def test_disclosures() -> None:
    assert disclosure_of("国际展览会") is Disclosure.EXHIBITION
    assert disclosure_of("LEAK") is Disclosure.LEAK
    assert disclosure_of("?") is None
    assert shown(("展出日期", "Place")) == {"date", "place"}
