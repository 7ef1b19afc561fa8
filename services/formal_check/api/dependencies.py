"""What routes get from the application."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated

from fastapi import Depends, Request

from services.formal_check.domain.rule_book import RuleBook

_OFFICE_TIME = timezone(timedelta(hours=8))


async def rule_book_of(request: Request) -> RuleBook:
    """The rule book that the lifespan built."""
    found = request.app.state.rule_book
    assert isinstance(found, RuleBook)  # noqa: S101 - narrows the type
    return found


def today() -> date:
    """Today at the office (China Standard Time)."""
    return datetime.now(UTC).astimezone(_OFFICE_TIME).date()


async def _current_day() -> date:
    return today()


CurrentRuleBook = Annotated[RuleBook, Depends(rule_book_of)]
Today = Annotated[date, Depends(_current_day)]
