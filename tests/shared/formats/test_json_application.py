"""Our own JSON of applications and case files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shared.formats import read_path, read_upload
from shared.formats.errors import MalformedDocumentError
from shared.model.case_file import CaseFile

APPLICATION: dict[str, Any] = {
    "stage": "filing",
    "kind": "invention",
    "bibliographic": {"office_code": "CN"},
    "claims": [
        {
            "position": 1,
            "number": 1,
            "unit": {"id": "claims/1", "text": "一种水杯。"},
            "claim_type": "independent",
        }
    ],
}


def encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@pytest.mark.parametrize("wrapped", [False, True])
def test_an_application_or_a_case_file_is_read(wrapped: bool) -> None:
    value = {"application": APPLICATION} if wrapped else APPLICATION
    application = read_upload("a.json", encoded(value)).case_file.application
    unit = (application.claims or ())[0].unit
    place = unit.locate()
    assert (place.file, place.start) == ("a.json", None)
    assert place.element == ("/application" if wrapped else "") + "/claims/0/unit"
    assert application.documents[0].file == "a.json"


def test_what_we_write_we_read(data_dir: Path) -> None:
    case = read_path(data_dir / "foreign-publications" / "us_example1.xml").case_file
    again = read_upload("case.json", case.model_dump_json().encode()).case_file
    assert again == case
    assert isinstance(again, CaseFile)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"kind": "secret"}, "/kind"),
        ({"claims": [{"position": "secret"}]}, "/claims/0/position"),
        ({"nonsense": 1}, "/nonsense"),
        ({"bibliographic": {"filing_date": "secret"}}, "/bibliographic/office_code"),
    ],
)
def test_errors_point_at_the_place_and_quote_nothing(change: dict[str, Any], pointer: str) -> None:
    with pytest.raises(MalformedDocumentError) as refused:
        read_upload("a.json", encoded({**APPLICATION, **change}))
    assert refused.value.pointer == pointer
    assert refused.value.file == "a.json"
    assert "secret" not in refused.value.en + refused.value.zh


def test_ids_are_unique() -> None:
    twice = {**APPLICATION, "claims": APPLICATION["claims"] * 2}
    with pytest.raises(MalformedDocumentError, match="id"):
        read_upload("a.json", encoded(twice))


@pytest.mark.parametrize(
    ("starts", "places"), [((1, 2), (0, 1)), ((0, 0), (0, 1)), ((0, 99), (0, 1)), ((0, 1), (-5, 1))]
)
def test_source_maps_fit_their_text(starts: tuple[int, int], places: tuple[int, int]) -> None:
    claim = json.loads(json.dumps(APPLICATION["claims"][0]))
    claim["unit"]["source"] = {
        "file": "a.xml",
        "text_starts": starts,
        "file_starts": places,
        "file_ends": [place + 1 for place in places],
    }
    with pytest.raises(MalformedDocumentError, match="source map"):
        read_upload("a.json", encoded({**APPLICATION, "claims": [claim]}))


def test_syntax_errors_name_the_line() -> None:
    broken = encoded(APPLICATION).replace(b'"claims": [', b'\n"claims": [,')
    with pytest.raises(MalformedDocumentError) as refused:
        read_upload("a.json", broken)
    assert refused.value.line == 2
