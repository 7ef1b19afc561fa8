"""RFC 9457 problem details: the one shape of every error."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Scope

from shared.contracts.common import Problem, ProblemError
from shared.errors import ZhishenError

MEDIA_TYPE = "application/problem+json"
ErrorStatus = Mapping[type[ZhishenError], int]
"""HTTP status per exception class; subclasses inherit."""

_GENERIC: dict[int, tuple[str, str, str, str]] = {
    400: ("bad-request", "Bad request", "The request cannot be understood.", "无法理解该请求。"),
    401: ("unauthenticated", "Not authenticated", "Send a valid key.", "请提供有效的密钥。"),
    403: (
        "forbidden",
        "Not allowed",
        "This key's role may not do this.",
        "该密钥的角色无权执行此操作。",
    ),
    404: ("not-found", "Not found", "There is nothing at this address.", "该地址下没有内容。"),
    405: (
        "method-not-allowed",
        "Method not allowed",
        "This address does not take this method.",
        "该地址不支持此方法。",
    ),
    413: ("too-large", "Too large", "The request body is too large.", "请求内容过大。"),
    503: (
        "overloaded",
        "Too much to do",
        "More requests are being answered than this process takes. Try again in a moment.",
        "当前请求过多，请稍后重试。",
    ),
    500: (
        "internal",
        "Internal error",
        "Something failed on our side. Report the request id.",
        "服务内部错误，请报告请求编号。",
    ),
}


class ProblemResponse(Response):
    """A problem as an HTTP response."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(
            problem.model_dump_json(exclude_none=True), status_code=problem.status, headers=headers
        )
        self.problem = problem


def generic_problem(
    status: int, request_id: str | None = None, detail: str | None = None
) -> Problem:
    """The problem for a bare HTTP status."""
    name, title, en, zh = _GENERIC.get(
        status, ("http-error", "HTTP error", "The request failed.", "请求失败。")
    )
    return Problem(
        type=f"urn:zhishen:problem:{name}",
        title=title,
        status=status,
        detail=detail or en,
        detail_zh=zh,
        request_id=request_id,
    )


def error_problem(error: ZhishenError, status: int, request_id: str | None = None) -> Problem:
    """The problem for one of our own exceptions."""
    errors = (ProblemError(pointer=error.pointer, detail=error.en),) if error.pointer else ()
    return Problem(
        type=error.problem_type,
        title=error.title,
        status=status,
        detail=error.en,
        detail_zh=error.zh,
        request_id=request_id,
        errors=errors,
        file=error.file,
        line=error.line,
    )


def validation_problem(
    errors: Sequence[Mapping[str, Any]], request_id: str | None = None
) -> Problem:
    """The problem for a body that does not fit its model. ``errors`` are pydantic's.

    pydantic's own messages may quote the input: only place and kind of each fault are told.
    """
    return Problem(
        type="urn:zhishen:problem:invalid-request",
        title="Invalid request",
        status=422,
        detail="The request has the faults listed in 'errors'.",
        detail_zh="请求存在“errors”中列出的错误。",
        request_id=request_id,
        errors=tuple(
            ProblemError(pointer=_pointer(tuple(item["loc"])), detail=_safe_message(item))
            for item in errors[:50]
        ),
    )


def status_of(error: ZhishenError, statuses: ErrorStatus) -> int:
    """The HTTP status of one of our own exceptions."""
    for kind in type(error).__mro__:
        if kind in statuses:
            return statuses[kind]
    return 400


def own_error_response(
    error: ZhishenError, statuses: ErrorStatus, request_id: str | None = None
) -> ProblemResponse:
    """The answer to one of our own exceptions, with ``Retry-After`` where later may do."""
    status = status_of(error, statuses)
    headers = (
        {"Retry-After": str(math.ceil(error.retry_after_s or 5))} if status in (429, 503) else None
    )
    return ProblemResponse(error_problem(error, status, request_id), headers=headers)


def request_id_of(scope: Scope) -> str | None:
    """The request id that the frame gave this request."""
    state = scope.get("state") or {}
    value = state.get("request_id")
    return value if isinstance(value, str) else None


def _pointer(location: tuple[int | str, ...]) -> str:
    place, *rest = location or ("body",)
    path = "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in rest)
    if place == "body":
        return f"#/{path}" if rest else "#"
    return f"{place}:{path}"


def install(app: FastAPI, statuses: ErrorStatus) -> None:
    """Install the handlers of validation, our own and HTTP errors.

    Anything else is answered by the frame's middleware (``shared.web.middleware``).
    """

    async def on_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - narrows the type
        problem = validation_problem(error.errors(), request_id_of(request.scope))
        return ProblemResponse(problem)

    async def on_own(request: Request, error: Exception) -> Response:
        assert isinstance(error, ZhishenError)  # noqa: S101 - narrows the type
        return own_error_response(error, statuses, request_id_of(request.scope))

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - narrows the type
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(_methods_at(app, request.scope))
        return ProblemResponse(
            generic_problem(error.status_code, request_id_of(request.scope)), headers=headers
        )

    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(ZhishenError, on_own)
    app.add_exception_handler(HTTPException, on_http)


def _methods_at(app: FastAPI, scope: Scope) -> list[str]:
    """Every method of this address: Starlette names those of the first route that has it."""
    methods = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
    return [
        method
        for method in methods
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in app.routes)
    ]


def _safe_message(item: Mapping[str, object]) -> str:
    kind = str(item["type"])
    context = item.get("ctx")
    limits = ""
    if isinstance(context, dict):
        known = ("ge", "gt", "le", "lt", "min_length", "max_length", "expected")
        limits = ", ".join(f"{name} {context[name]}" for name in known if name in context)
    return kind.replace("_", " ") + (f" ({limits})" if limits else "")
