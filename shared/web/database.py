"""Whether a database answers, for ``/readyz`` of the parts that have one."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from shared.web.health import DependencyState


def database_state(read: Callable[[], object]) -> DependencyState:
    """``ok`` when a small read succeeds."""
    try:
        read()
    except (SQLAlchemyError, OSError):
        return DependencyState.FAILED
    return DependencyState.OK
