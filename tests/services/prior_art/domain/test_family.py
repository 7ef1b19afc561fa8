"""Families are told by filings in common, never by titles."""

from __future__ import annotations

import pytest

from services.prior_art.domain.family import family_ids, group_by_family
from shared.model.identification import PriorityClaim
from tests.services.prior_art.documents import document


def test_what_ties_a_document_to_its_family() -> None:
    plain = document("1", application_number="2014104087625")
    assert family_ids(plain) == ("CN201410408762",)
    claimed = plain.model_copy(
        update={
            "priority_claims": (
                PriorityClaim(sequence=1, office_code="US", application_number="61/123,456"),
                PriorityClaim(sequence=2, office_code="CN"),
            ),
            "family_id": "55",
        }
    )
    assert family_ids(claimed) == ("CN201410408762", "US61123456", "family:55")
    assert family_ids(document("1", "水泵")) != family_ids(document("2", "水泵"))


@pytest.mark.parametrize(
    ("ids", "groups"),
    [
        ({"a": ["1"], "b": ["2"], "c": ["1"]}, [("a", "c"), ("b",)]),
        ({"a": ["1"], "b": ["2"], "c": ["1", "2"]}, [("a", "b", "c")]),
        ({"a": ["1"], "b": ["2"], "c": ["2", "3"], "d": ["3", "1"]}, [("a", "b", "c", "d")]),
        ({"a": ["1"], "b": ["2"]}, [("a",), ("b",)]),
    ],
)
def test_groups_keep_the_rank(ids: dict[str, list[str]], groups: list[tuple[str, ...]]) -> None:
    assert group_by_family(list(ids), ids) == groups
