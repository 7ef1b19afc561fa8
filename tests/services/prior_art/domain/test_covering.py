"""One document that discloses everything, the smallest set that does, and what is left."""

from __future__ import annotations

from services.prior_art.domain.covering import Candidate, cover
from services.prior_art.domain.legal.status import Judgement, Reason, Status

PRIOR = Judgement(Status.PRIOR_ART, Reason.PUBLISHED_BEFORE)
BETWEEN = Judgement(Status.INTERMEDIATE, Reason.PUBLISHED_IN_PRIORITY_INTERVAL)
EARLIER = Judgement(Status.CONFLICTING, Reason.FILED_BEFORE_PUBLISHED_AFTER)
LATER = Judgement(Status.LATER, Reason.FILED_LATER)
ELEMENTS = ["1", "2", "3", "4"]


def candidate(key: str, disclosed: str, judgement: Judgement = PRIOR) -> Candidate:
    found = frozenset(disclosed)
    return Candidate(key, judgement, found, found)


def told(*candidates: Candidate) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.letter, one.keys) for one in cover(ELEMENTS, candidates).suggestions]


def test_two_are_preferred_to_three_and_the_better_ranked_of_two() -> None:
    found = told(
        candidate("a", "12"), candidate("b", "3"), candidate("c", "4"), candidate("d", "34")
    )
    assert found == [("Y", ("a", "d")), ("A", ("b",)), ("A", ("c",))]


def test_three_where_two_do_not_suffice() -> None:
    found = told(candidate("a", "12"), candidate("b", "3"), candidate("c", "4"))
    assert found == [("Y", ("a", "b", "c"))]


def test_conflicting_applications_are_never_combined() -> None:
    found = told(
        candidate("a", "12"), candidate("e", "34", EARLIER), candidate("f", "1234", EARLIER)
    )
    assert found == [("E", ("f",)), ("A", ("a",))]


def test_a_document_of_the_interval_makes_the_combination_depend_on_the_priority() -> None:
    assert told(candidate("a", "12"), candidate("p", "34", BETWEEN)) == [("PY", ("a", "p"))]
    assert told(candidate("p", "1234", BETWEEN)) == [("PX", ("p",))]


def test_what_nothing_discloses_is_named() -> None:
    covering = cover(ELEMENTS, [candidate("a", "12"), candidate("l", "34", LATER)])
    assert covering.uncovered == ("3", "4")
    assert cover(ELEMENTS, []).uncovered == tuple(ELEMENTS)
    assert cover([], [candidate("a", "1")]).suggestions == ()
