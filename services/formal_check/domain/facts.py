"""Typed facts as rules read them: what cannot be read is *not checked*, never a fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NoReturn, TypeVar

from services.formal_check.domain.abstention import NotApplicable, NotChecked, Undecidable
from services.formal_check.domain.case import Case
from shared.model.case_file import FeePayment
from shared.model.facts.notices import NoticeKind, read_notices
from shared.model.facts.reading import (
    EventFact,
    F,
    PaperFact,
    kind_key,
    read_details,
    read_events,
    read_papers,
)
from shared.model.facts.stated import MistypedFactError
from shared.model.time_limits import TimeLimit

T = TypeVar("T")


def papers(case: Case, model: type[F]) -> tuple[PaperFact[F], ...]:
    """Papers of the model's kinds. Not checked where no papers are given, or one is unreadable."""
    given = case.papers
    return _readable(lambda: read_papers(given, model))


def filed(case: Case, model: type[F], zh: str, en: str) -> tuple[PaperFact[F], ...]:
    """Papers of the model's kinds; where there is none, the rule does not apply and says so."""
    found = papers(case, model)
    if not found:
        inapplicable(zh, en)
    return found


def events(case: Case, model: type[F]) -> tuple[EventFact[F], ...]:
    """Events of the model's kinds, likewise."""
    given = case.events
    return _readable(lambda: read_events(given, model))


def statements(case: Case, model: type[F]) -> F:
    """Further statements of the request, likewise."""
    given = case.request.further
    return _readable(lambda: read_details(model, given, "/request/further"))


def fees(case: Case, kinds: frozenset[str]) -> tuple[FeePayment, ...]:
    """Payments of these kinds. Not checked where no payments are given."""
    return tuple(fee for fee in case.fees if kind_key(fee.kind) in kinds)


def notice_received(case: Case, kind: NoticeKind) -> date | None:
    """The latest day on which the first notice of a kind may count as received, if there is one."""
    given = case.events
    notices = _readable(lambda: read_notices(given))
    return next((notice.service_days[1] for notice in notices if notice.kind is kind), None)


def known(value: T | None, zh: str, en: str) -> T:
    """``value``; where it is unknown, the rule is not checked and says what is missing."""
    if value is None:
        unknown(zh, en)
    return value


def unknown(zh: str, en: str) -> NoReturn:
    """Give no verdict because a fact was not given."""
    raise NotChecked(f"未提供{zh}，未检查。", f"Not checked: {en} was not given.")


def inapplicable(zh: str, en: str) -> NoReturn:
    """Give no verdict because the requirement does not concern this case."""
    raise NotApplicable(f"{zh}。", f"{en}.")


def missed(limit: TimeLimit, day: date) -> bool:
    """Whether ``day`` is after the term; undecidable where an unknown holiday decides."""
    late = limit.missed(day)
    if late is None:
        raise Undecidable(
            f"期限于{limit.end}前后届满，该年度法定休假日安排未知，请人工核对。",
            f"The term ends about {limit.end}, in a year whose holidays are unknown: check it.",
        )
    return late


def _readable(read: Callable[[], T]) -> T:
    try:
        return read()
    except MistypedFactError as error:
        raise NotChecked(
            f"{error.name}应为{error.expected_zh}，未检查。",
            f"Not checked: {error.name} should be {error.expected_en}.",
        ) from None
