"""Declared disclosures are told to the search."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from gateway.examination.date_limit import declared_disclosures
from shared.model.application import Application, BibliographicData
from shared.model.case_file import CaseFile, ProcedurePaper, RequestForm
from shared.model.identification import ApplicationKind, DocumentStage

APPLICATION = Application(
    stage=DocumentStage.FILING,
    kind=ApplicationKind.INVENTION,
    bibliographic=BibliographicData(office_code="CN"),
)


@pytest.mark.parametrize(
    ("further", "days"),
    [
        ({}, ()),
        ({"grace_period": [{"category": "exhibition", "disclosed_on": "2024-01-05"}]}, (5,)),
        ({"grace_period": [{"category": "exhibition"}]}, ()),
        ({"grace_period": "neither list nor flag"}, ()),
        ({"grace_period": False}, ()),
    ],
)
def test_of_the_request(further: dict[str, JsonValue], days: tuple[int, ...]) -> None:
    request = RequestForm(form_code="110101", further=further)
    found = declared_disclosures(CaseFile(application=APPLICATION, request=request))
    assert found == tuple(date(2024, 1, day) for day in days)


def test_of_a_later_declaration() -> None:
    paper = ProcedurePaper(
        kind="grace_period_declaration", details={"disclosed_on": "2024-02-03", "category": "leak"}
    )
    assert declared_disclosures(CaseFile(application=APPLICATION, papers=(paper,))) == (
        date(2024, 2, 3),
    )
    assert declared_disclosures(CaseFile(application=APPLICATION)) == ()
