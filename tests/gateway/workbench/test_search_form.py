"""The form of a search as the request that the API takes."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gateway.errors import InvalidFormError
from gateway.workbench.search_form import SearchForm, claim_numbers, search_request, searched_by
from shared.contracts.prior_art import SearchRequest
from shared.model.application import BibliographicData
from shared.model.case_file import CaseFile
from tests.gateway.filed import invention

DATED = BibliographicData.model_validate(
    {
        "office_code": "CN",
        "filing_date": "2026-03-02",
        "publication": {"office_code": "CN", "document_number": "1", "kind_code": "A"},
    }
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", ()),
        (" 1, 3-5 ", (1, 3, 4, 5)),
        ("2、1；1", (2, 1)),
        ("7 至 9", (7, 8, 9)),
        ("3 – 4", (3, 4)),
    ],
)
def test_claims(text: str, numbers: tuple[int, ...]) -> None:
    assert claim_numbers(text) == numbers


@pytest.mark.parametrize("text", ["a", "0", "5-3", "1-9999", "1.5", "-1", "1--2"])
def test_claims_that_are_no_numbers(text: str) -> None:
    with pytest.raises(InvalidFormError) as caught:
        claim_numbers(text)
    assert caught.value.pointer == "#/claims"


def test_words_with_limits() -> None:
    form = SearchForm(
        text="花盆", published_before="2020-01-02", ipc="A01G, G05B 19/02，", limit=5, boolean=" "
    )
    request = search_request(form, None)
    assert request.text == "花盆"
    assert request.boolean is None
    assert str(request.filter.published_before) == "2020-01-02"
    assert request.filter.ipc == ("A01G", "G05B 19/02")
    assert request.limit == 5


def test_an_application_is_searched_as_in_an_examination() -> None:
    request = searched_by(CaseFile(application=invention(bibliographic=DATED)))
    assert request.legal_dates is not None
    assert request.chart
    assert "CN1A" in request.filter.exclude


def test_going_on_keeps_the_application_and_what_it_excludes() -> None:
    before = searched_by(CaseFile(application=invention(bibliographic=DATED)))
    form = SearchForm(boolean="TI=花盆", claims="1", more_like=["CN2A"], less_like=["CN3A"])
    request = search_request(form, before)
    assert request.application == before.application
    assert request.legal_dates == before.legal_dates
    assert request.filter.exclude == before.filter.exclude
    assert (request.boolean, request.claims) == ("TI=花盆", (1,))
    assert (request.more_like, request.less_like) == (("CN2A",), ("CN3A",))


def test_new_words_take_the_place_of_old_ones() -> None:
    assert search_request(SearchForm(text="新"), SearchRequest(text="旧")).text == "新"
    assert search_request(SearchForm(), SearchRequest(text="旧")).text == "旧"
    assert search_request(SearchForm(text="新"), SearchRequest(document="CN1A")).document is None


def test_nothing_to_search_by() -> None:
    with pytest.raises(InvalidFormError):
        search_request(SearchForm(text="  ", boolean=" "), None)


@pytest.mark.parametrize("day", ["gestern", "2020-13-01"])
def test_a_day_that_is_none_is_told_by_its_place(day: str) -> None:
    with pytest.raises(ValidationError) as caught:
        search_request(SearchForm(text="花盆", published_before=day), None)
    assert caught.value.errors()[0]["loc"] == ("filter", "published_before")
