"""Who is named in the request."""

from __future__ import annotations

from functools import partial

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.profile import ALL_KINDS, FILING
from services.formal_check.domain.rule import rule
from shared.model.parties import Applicant, Inventor

request_rule = partial(rule, kinds=ALL_KINDS, profiles=FILING)
"""A rule on requests of any kind; publications do not carry the request."""


def applicants_of(case: Case) -> tuple[Applicant, ...]:
    """The applicants. Not checked where none is named."""
    found = case.bibliographic.applicants
    if not found:
        raise NotChecked("未提供申请人，未检查。", "Not checked: no applicant was given.")
    return found


def inventors_of(case: Case) -> tuple[Inventor, ...]:
    """The inventors, likewise."""
    found = case.bibliographic.inventors
    if not found:
        raise NotChecked("未提供发明人，未检查。", "Not checked: no inventor was given.")
    return found
