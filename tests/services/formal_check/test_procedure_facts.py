"""Facts that anyone may have written: whatever stands in their details, no rule fails internally."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from services.formal_check.domain.engine import check
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import RULE_MODULES
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.engines.case_builder import build_case
from shared.model.case_file import CaseFile
from shared.model.facts import examination, fees, notices, post_grant, procedure
from shared.model.facts.reading import Fact
from shared.model.identification import ApplicationKind

MODULES = (examination, fees, notices, post_grant, procedure)
READING_FACTS = frozenset({Input.EVENTS, Input.FEES, Input.PAPERS})
BOOK = RuleBook(
    rule for module in RULE_MODULES for rule in module.RULES if rule.reads & READING_FACTS
)
AS_OF = date(2026, 3, 2)
ODD_VALUES: tuple[Any, ...] = (
    *(None, [], [None], True, -1, 10**30, float("nan"), {"a": [1]}),
    *("2026-02-31", "%", "\ud800", "甲" * 5000, "1e999999"),
)

LEGIBLE_VALUES = ("9999-12-31", "", 10**6)
"""These are read in one field or another."""


def _models() -> list[type[Fact]]:
    found = {
        model
        for module in MODULES
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, Fact) and model is not Fact
    }
    return sorted(found, key=lambda model: model.__name__)


@pytest.mark.parametrize("model", _models(), ids=lambda model: model.__name__)
def test_odd_details_never_fail_internally(model: type[Fact]) -> None:
    kind = min(model.KINDS, default="申请费")
    names = [
        alias
        for name, field in model.model_fields.items()
        for alias in (name, *getattr(field.validation_alias, "choices", ())[:1])
    ]
    assert names or model.KINDS
    for value in ODD_VALUES:
        _check(kind, dict.fromkeys(names, value))
    for value in LEGIBLE_VALUES:
        for name in model.model_fields:
            _check(kind, {name: value})


@lru_cache
def _filed() -> CaseFile:
    facts = {
        "kind": "utility_model",
        "filing_date": date(2023, 5, 31),
        "title": "水杯",
        "request": {"declared_description_pages": 5},
    }
    return build_case(facts).case_file


def _check(kind: str, details: dict[str, Any]) -> None:
    paper = {"kind": kind, "received_on": "2026-02-28", "details": details}
    event = {"kind": kind, "occurred_on": "2026-02-28", "details": details}
    fee = {"kind": "年费", "amount": "900", "paid_on": "2026-02-28", "details": details}
    facts = {"papers": [paper, paper], "events": [event, event], "fees": [fee]}
    request = {"request": {"form_code": "110101", "further": details}}
    try:
        given = CaseFile.model_validate({"application": _filed().application, **facts, **request})
    except ValueError:
        return  # the case file itself refuses it: nothing to check
    others = [_as(given, "invention"), _as(given, "design")] if "9999-12-31" in str(details) else []
    for case_file in (given, *others):
        result = check(case_file, BOOK, choose_profile(case_file, AS_OF))
        failed = {one.code: one.internal_error for one in result.outcomes if one.internal_error}
        assert not failed, (kind, details)


def _as(case_file: CaseFile, kind: str) -> CaseFile:
    application = case_file.application.model_copy(update={"kind": ApplicationKind(kind)})
    return case_file.model_copy(update={"application": application})
