"""The JSON examples of the pages on facts are read by the request reader and by the typed facts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shared.formats import read_files
from shared.model.facts.agency import PowerOfAttorney
from shared.model.facts.application_record import record_of
from shared.model.facts.bibliographic_change import ChangeEvidence, ChangeForm, item_of, reason_of
from shared.model.facts.filing_papers import FilingStatements
from shared.model.facts.grace import GraceStatements
from shared.model.facts.pct import (
    EntryStatement,
    InternationalPublication,
    protection_of,
    relies_on,
)
from shared.model.facts.priority import PriorityCopy
from shared.model.facts.reading import read_details, read_papers

PAGES = Path(__file__).parents[4] / "docs" / "facts"
EXAMPLE = re.compile(r"```json\n(.*?)```", re.DOTALL)


def _example(page: str) -> bytes:
    found = EXAMPLE.search((PAGES / page).read_text(encoding="utf-8"))
    assert found is not None
    json.loads(found[1])
    return found[1].encode()


@pytest.mark.parametrize(
    "page",
    [
        *("priority-and-divisionals.md", "agency-and-papers.md", "national-phase.md"),
        "bibliographic-change.md",
    ],
)
def test_examples_are_read(page: str) -> None:
    case_file = read_files({"request.json": _example(page)}).case_file
    assert case_file.request is not None
    papers = case_file.papers or ()
    assert papers
    if page.startswith("priority"):
        assert case_file.request.further["priorities/0/das_code"] == "A1B2"
        assert len(read_papers(papers, PriorityCopy)) == 1
        assert record_of(papers, "202510000001") is not None
        stated = read_details(GraceStatements, case_file.request.further, "/request/further")
        assert stated.grace_period is not None
    elif page.startswith("agency"):
        assert read_papers(papers, PowerOfAttorney)[0].details.agency_sealed is True
        lists = read_details(FilingStatements, case_file.request.further, "/request/further")
        assert lists.file_list is not None
    elif page.startswith("national"):
        statement = read_papers(papers, EntryStatement)[0].details
        assert protection_of(statement) == {"invention"}
        assert relies_on(statement, "34")
        assert read_papers(papers, InternationalPublication)[0].details.deposit is False
    else:
        (form,) = read_papers(papers, ChangeForm)
        (change,) = form.details.changes or ()
        assert (item_of(change), reason_of(change)) == ("applicant", "assignment")
        assert read_papers(papers, ChangeEvidence)[0].details.original is True
