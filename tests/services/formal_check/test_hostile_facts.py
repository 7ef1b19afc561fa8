"""Whatever stands in the details of papers, events and requests, no rule crashes."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.formal_check.domain.engine import check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.engines.case_builder import build_case
from shared.model.facts.reading import Fact

AS_OF = date(2026, 3, 2)
DAYS = [date(1900, 1, 1), date(2025, 12, 31), date(2026, 1, 5), date(9999, 12, 31)]


def _models(model: type[Fact] = Fact) -> list[type[Fact]]:
    found = [model]
    for each in model.__subclasses__():
        found.extend(_models(each))
    return found


MODELS = sorted(_models(), key=lambda model: model.__qualname__)
FIELDS = sorted({name for model in MODELS for name in model.model_fields})
SIMPLE: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers(-5, 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        [
            *("", "是", "2026-01-05", "9999-12-31", "2026年13月40日", "法22.3", "权利要求1-3"),
            *("证据1", "invalidation", "patentee", "granted", "CGMCC No.1", "驳回决定", "电子"),
        ]
    )
    | st.text(max_size=8)
)
VALUES = st.recursive(
    SIMPLE,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4)
    ),
    max_leaves=8,
)
DETAILS = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6)


def _stated(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Papers or events of known kinds whose details bear the names that these kinds have."""

    def of(model: type[Fact]) -> st.SearchStrategy[dict[str, Any]]:
        details = st.dictionaries(st.sampled_from(sorted(model.model_fields)), VALUES, max_size=6)
        return st.fixed_dictionaries(
            {
                "kind": st.sampled_from(sorted(model.KINDS)),
                "details": details if model.model_fields else st.just({}),
                **members,
            }
        )

    models = [model for model in MODELS if model.KINDS]
    return st.lists(st.sampled_from(models).flatmap(of), max_size=5)


PAPERS = _stated(received_on=st.none() | st.sampled_from(DAYS))
EVENTS = _stated(occurred_on=st.sampled_from(DAYS))


@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(
    papers=PAPERS,
    events=EVENTS,
    further=DETAILS,
    kind=st.sampled_from(["invention", "utility_model", "design"]),
    filed=st.sampled_from([None, *DAYS]),
)
def test_arbitrary_facts(
    papers: list[dict[str, Any]],
    events: list[dict[str, Any]],
    further: dict[str, Any],
    kind: str,
    filed: date | None,
) -> None:
    facts = {
        "kind": kind,
        "filing_date": filed,
        "claims": ["1. 一种装置。"],
        "papers": papers,
        "events": events,
        "fees": [],
        "request": {"further": further},
        "sequence_listings": [],
    }
    case_file = build_case(facts).case_file
    result = check(case_file, rule_book(), choose_profile(case_file, AS_OF))
    failed = {o.code: o.internal_error for o in result.outcomes if o.internal_error}
    assert failed == {}
