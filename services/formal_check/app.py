"""The formal_check application."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from services.formal_check.api import hint_sessions, notices, routes
from services.formal_check.api.errors import ERROR_STATUS
from services.formal_check.engines.overrides_file import office_rule_book
from services.formal_check.engines.rule_sources import rule_sources
from services.formal_check.settings import Settings
from shared.web import build_app

SERVICE = "formal_check"


def create_app(settings: Settings) -> FastAPI:
    """The service. The lifespan builds the rule book, which checks that it is consistent.

    It raises ``OverridesError`` where the office's own file is at fault.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        app.state.rule_book = office_rule_book(settings.overrides)
        rule_sources(app.state.rule_book)  # reads source files: now, not at the first request
        app.state.open_sessions = hint_sessions.OpenSessions(
            limit=settings.hint_sessions, largest_open=settings.max_body_bytes
        )
        yield

    return build_app(
        service=SERVICE,
        title="Zhishen formal_check",
        settings=settings,
        routers=[routes.router, notices.router, hint_sessions.router],
        lifespan=lifespan,
        error_status=ERROR_STATUS,
    )
