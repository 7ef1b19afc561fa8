"""A divisional application and its parent."""

from __future__ import annotations

from datetime import date
from functools import partial

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import inapplicable, known, statements
from services.formal_check.domain.profile import ALL_KINDS, FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.priority.reading import record_of_parent
from shared.model.facts.application_record import ApplicationRecord
from shared.model.facts.divisional import DivisionalStatements
from shared.model.identification import ParentApplication

PARENT = "/bibliographic/parent"
divisional_rule = partial(rule, kinds=ALL_KINDS, profiles=FILING, languages=None)


def parent_of(case: Case) -> ParentApplication:
    """The parent; the rule does not apply to what is no divisional."""
    parent = case.bibliographic.parent
    if parent is None:
        inapplicable("不是分案申请", "This is no divisional")
    return parent


def submission_day(case: Case) -> date:
    """The day on which the divisional was submitted."""
    return known(
        parent_of(case).submission_date, "分案申请递交日", "the divisional's submission date"
    )


def deciding_record(case: Case) -> ApplicationRecord:
    """The record by which the time of division is judged.

    A divisional divided again because the office found no unity is judged by itself, any other
    by the first application.
    """
    number = parent_of(case).application_number
    if case.has_request:
        stated = statements(case, DivisionalStatements)
        if stated.divided_on_office_action and stated.intermediate_application_number:
            number = stated.intermediate_application_number
    return record_of_parent(case, number)


def source_record(case: Case) -> ApplicationRecord:
    """The record whose applicants and inventors count: the divisional's that is divided again."""
    number = parent_of(case).application_number
    if case.has_request:
        stated = statements(case, DivisionalStatements)
        number = stated.intermediate_application_number or number
    return record_of_parent(case, number)
