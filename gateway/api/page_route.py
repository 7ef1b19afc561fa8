"""Routes of pages: what goes wrong is shown as a page to a browser, as a problem to a program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from gateway.api.errors import ERROR_STATUS
from gateway.api.pages import PAGE_HEADERS
from gateway.examination.ports import ServiceFailureError
from shared.errors import ZhishenError
from shared.web.problems import (
    ProblemResponse,
    generic_problem,
    own_error_response,
    request_id_of,
    validation_problem,
)


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
                HTTPException,
            ) as error:
                return _failure(error, request)

        return shown


def _failure(error: Exception, request: Request) -> Response:
    answer = _answer(error, request_id_of(request.scope))
    if "text/html" not in request.headers.get("accept", ""):
        return answer
    from gateway.report import render_problem  # templates load when a page is asked for

    page = HTMLResponse(render_problem(answer.problem), answer.status_code, PAGE_HEADERS)
    if "retry-after" in answer.headers:
        page.headers["retry-after"] = answer.headers["retry-after"]
    return page


def _answer(error: Exception, request_id: str | None) -> ProblemResponse:
    if isinstance(error, ZhishenError):
        return own_error_response(error, ERROR_STATUS, request_id)
    if isinstance(error, ServiceFailureError):
        later = {"retry-after": "5"} if error.problem.status in (429, 503) else None
        return ProblemResponse(error.problem, headers=later)
    if isinstance(error, RequestValidationError):
        return ProblemResponse(validation_problem(error.errors(), request_id))
    assert isinstance(error, HTTPException)  # noqa: S101 - narrows the type
    return ProblemResponse(generic_problem(error.status_code, request_id))
