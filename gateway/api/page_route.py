"""Routes of pages: what goes wrong is shown as a page to a browser, as a problem to a program."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from gateway.api.errors import ERROR_STATUS
from gateway.api.pages import PAGE_HEADERS
from gateway.examination.ports import ServiceFailureError
from shared.contracts.common import Problem
from shared.errors import ZhishenError
from shared.web.problems import (
    ProblemResponse,
    error_problem,
    generic_problem,
    request_id_of,
    status_of,
    validation_problem,
)

_Handler = Callable[[Request], Awaitable[Response]]


class PageRoute(APIRoute):
    """A route whose failures can be read in a browser."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """FastAPI's handler within ours."""
        answer = super().get_route_handler()

        async def shown(request: Request) -> Response:
            try:
                return await answer(request)
            except (
                ZhishenError,
                ServiceFailureError,
                RequestValidationError,
                ValidationError,
                HTTPException,
            ) as error:
                return _failure(error, request)

        return shown


def _failure(error: Exception, request: Request) -> Response:
    problem = _problem(error, request_id_of(request.scope))
    headers = {"retry-after": "5"} if problem.status in (429, 503) else {}
    if "text/html" not in request.headers.get("accept", ""):
        return ProblemResponse(problem, headers=headers)
    from gateway.report import render_problem  # templates load when a page is asked for

    page = render_problem(problem)
    return HTMLResponse(page, status_code=problem.status, headers={**PAGE_HEADERS, **headers})


def _problem(error: Exception, request_id: str | None) -> Problem:
    if isinstance(error, ServiceFailureError):
        return error.problem
    if isinstance(error, ZhishenError):
        return error_problem(error, status_of(error, ERROR_STATUS), request_id)
    if isinstance(error, HTTPException):
        return generic_problem(error.status_code, request_id)
    if isinstance(error, RequestValidationError):
        return validation_problem(error.errors(), request_id)
    assert isinstance(error, ValidationError)  # noqa: S101 - narrows the type
    found = error.errors(include_input=False, include_url=False)
    return validation_problem(
        [{**item, "loc": ("body", *item["loc"])} for item in found], request_id
    )
