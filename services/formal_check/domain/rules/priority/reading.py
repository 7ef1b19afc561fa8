"""Priority as the papers claim it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import inapplicable, known, papers, unknown
from services.formal_check.domain.profile import ALL_KINDS, FILING, NATIONAL
from services.formal_check.domain.rule import rule
from shared.model.facts.application_record import ApplicationRecord, record_of
from shared.model.identification import PriorityClaim

CLAIMS = "/bibliographic/priority_claims"

priority_rule = partial(rule, kinds=ALL_KINDS, profiles=FILING, routes=NATIONAL, languages=None)
"""A rule on claiming priority in a national application."""


def priority_claims(case: Case) -> tuple[PriorityClaim, ...]:
    """The claims of priority; the rule does not apply where there are none."""
    found = case.bibliographic.priority_claims
    if not found:
        inapplicable("没有要求优先权", "No priority is claimed")
    return found


def numbered(case: Case, *, domestic: bool) -> Iterator[tuple[int, PriorityClaim, str]]:
    """Claims with their numbers: of China, or of other offices."""
    found = [
        (index, claim, claim.application_number)
        for index, claim in enumerate(priority_claims(case))
        if (claim.office_code == "CN") is domestic and claim.application_number
    ]
    if not found:
        inapplicable(
            f"没有写明申请号的{'本国' if domestic else '外国'}优先权",
            f"No {'domestic' if domestic else 'foreign'} priority with a number is claimed",
        )
    yield from found


def earliest_priority(case: Case) -> date | None:
    """The earliest date of the claimed priorities; ``None`` if there is none."""
    days = [claim.filing_date for claim in case.bibliographic.priority_claims if claim.filing_date]
    return min(days, default=None)


def record_of_parent(case: Case, number: str) -> ApplicationRecord:
    """The record of the parent. Not checked where it is not among the papers."""
    papers(case, ApplicationRecord)
    found = record_of(case.papers, number)
    return known(found, "原申请的记录", "the record of the parent").details


def domestic_records(case: Case) -> Iterator[tuple[int, str, ApplicationRecord]]:
    """Domestic claims with the record of the earlier application."""
    papers(case, ApplicationRecord)
    missing = False
    for index, _, number in numbered(case, domestic=True):
        record = record_of(case.papers, number)
        if record is None:
            missing = True
            continue
        yield index, number, record.details
    if missing:
        unknown("在先申请的记录", "the record of the earlier application")
