"""Every constellation of dates has the status that the law gives it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.prior_art.domain.errors import InvalidQueryError
from services.prior_art.domain.legal.claim_dates import ClaimDate, Finding, Subject, claim_dates
from services.prior_art.domain.legal.jurisdictions import date_law
from services.prior_art.domain.legal.letters import Coverage, suggested_letter
from services.prior_art.domain.legal.status import DocumentDates, Judgement, Status, judge
from services.prior_art.domain.legal.windows import DateWindow, windows_for
from shared.model.identification import PriorityClaim

CASES = yaml.safe_load(
    (Path(__file__).parent / "date_constellations.yaml").read_text(encoding="utf-8")
)


def subject_of(case: dict[str, Any]) -> Subject:
    return Subject(
        filing_date=case.get("filed"),
        priorities=tuple(
            PriorityClaim(sequence=i, filing_date=day)
            for i, day in enumerate(case.get("priorities", ()), start=1)
        ),
        applicants=frozenset(case.get("applicants", ())),
        inventors=frozenset(case.get("inventors", ())),
        disclosures=frozenset(case.get("disclosures", ())),
    )


def document_of(facts: dict[str, Any]) -> DocumentDates:
    return DocumentDates(
        office_code=facts.get("office", "CN"),
        kind_code=facts.get("kind", "A"),
        publication_date=facts.get("published"),
        filing_date=facts.get("filed"),
        priority_dates=tuple(facts.get("priorities", ())),
        applicants=frozenset(facts.get("applicants", ())),
        inventors=frozenset(facts.get("inventors", ())),
        unpublished=facts.get("unpublished", False),
    )


def judged(case: dict[str, Any]) -> Judgement:
    subject = subject_of(case)
    findings = (
        [Finding(1, tuple(case["holds"]), case.get("partial", False))] if "holds" in case else []
    )
    (claim,) = claim_dates(subject, [1], findings)
    law = date_law(case.get("office", "CN"))
    return judge(document_of(case["document"]), claim, subject, law)


def test_there_are_enough_constellations() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] + str(case) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_constellation(case: dict[str, Any]) -> None:
    judgement = judged(case)
    assert judgement.status == case["status"]
    if "reason" in case:
        assert judgement.reason == case["reason"]
    if "flags" in case:
        assert set(judgement.flags) == set(case["flags"])
    if "letter" in case:
        assert suggested_letter(judgement, Coverage.ALL) == case["letter"]


@pytest.mark.parametrize(
    ("status", "coverage", "letter"),
    [
        ("prior art", Coverage.COMBINATION, "Y"),
        ("prior art", Coverage.PART, "A"),
        ("interval", Coverage.COMBINATION, "PY"),
        ("interval", Coverage.PART, "PA"),
        ("conflicting", Coverage.COMBINATION, None),  # novelty only
        ("conflicting", Coverage.PART, None),
    ],
)
def test_letters_of_less_than_everything(
    status: str, coverage: Coverage, letter: str | None
) -> None:
    published = {
        "prior art": date(2019, 1, 1),
        "interval": date(2020, 1, 1),
        "conflicting": date(2021, 1, 1),
    }
    case = {
        "filed": date(2020, 6, 1),
        "priorities": [date(2019, 6, 3)],
        "document": {"published": published[status], "filed": date(2018, 1, 1)},
    }
    assert suggested_letter(judged(case), coverage) == letter


def test_each_claim_has_its_own_date() -> None:
    subject = subject_of({"filed": date(2020, 6, 1), "priorities": [date(2019, 6, 3)]})
    first, second, third = claim_dates(subject, [1, 2, 3], [Finding(1, (1,)), Finding(2, ())])
    assert (first.earliest, first.latest) == (date(2019, 6, 3),) * 2
    assert (second.earliest, second.latest) == (date(2020, 6, 1),) * 2
    assert (third.earliest, third.latest) == (date(2019, 6, 3), date(2020, 6, 1))
    assert not third.settled


def test_what_cannot_be_asked() -> None:
    subject = subject_of({"filed": date(2020, 6, 1), "priorities": [date(2019, 6, 3)]})
    with pytest.raises(InvalidQueryError) as caught:
        claim_dates(subject, [1], [Finding(1, (2,))])
    assert caught.value.pointer == "#/legal_dates/priority_findings/0/priorities"
    with pytest.raises(InvalidQueryError):
        date_law("ZZ")


DAYS = st.dates(date(2008, 1, 1), date(2011, 12, 31))
DOCUMENTS = st.builds(
    DocumentDates,
    office_code=st.sampled_from(["CN", "WO", "US"]),
    kind_code=st.sampled_from(["A", "B", "U", None]),
    publication_date=st.none() | DAYS,
    filing_date=st.none() | DAYS,
    priority_dates=st.lists(DAYS, max_size=2).map(tuple),
    applicants=st.sampled_from([frozenset(), frozenset({"甲"}), frozenset({"甲", "乙"})]),
    unpublished=st.booleans(),
)
CLAIMS = st.lists(
    st.builds(lambda a, b: ClaimDate(1, min(a, b), max(a, b)), DAYS, DAYS), min_size=1, max_size=3
)


def admits(window: DateWindow, document: DocumentDates) -> bool:
    applicants = "\x1f".join(sorted(document.applicants)) or None
    return (
        (window.published is None or window.published.admit(document.publication_date))
        and (window.filed is None or window.filed.admit(document.filing_date))
        and (window.earliest is None or window.earliest.admit(document.earliest))
        and (not window.office_codes or document.office_code in window.office_codes)
        and (window.not_applicants is None or window.not_applicants != applicants)
    )


@given(DOCUMENTS, CLAIMS, st.sampled_from([frozenset(), frozenset({"甲"})]))
@hypothesis_settings(max_examples=600, deadline=None)
def test_windows_admit_exactly_what_counts(
    document: DocumentDates, claims: list[ClaimDate], applicants: frozenset[str]
) -> None:
    subject = Subject(None, applicants=applicants)
    law = date_law("CN")
    statuses = {judge(document, claim, subject, law).status for claim in claims}
    windows = windows_for(
        claims,
        law,
        applicants="\x1f".join(sorted(applicants)) or None,
        unpublished=document.unpublished,
    )
    admitted = any(admits(one, document) for one in (*windows.citable, *windows.review))
    counts = statuses != {Status.LATER}
    assert admitted or not counts, (document, claims, applicants)
    if admitted and not counts:
        # Only what the older law on own applications decides claim by claim may be let through.
        assert applicants == document.applicants
