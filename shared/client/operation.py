"""A call of the public API as a value: how it is asked, and what its answer becomes.

Both clients run these; they differ only in how bytes travel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from shared.client.errors import ConnectionFailedError, ProblemError, UnexpectedAnswerError
from shared.contracts.common import Problem

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
Answer = TypeVar("Answer", covariant=True)
Item = TypeVar("Item", covariant=True)
JSON_BODY = {"content-type": "application/json"}
Query = dict[str, str | int]
Files = Sequence[tuple[str, tuple[str | None, bytes, str]]]
"""Parts of a form: field, and name (``None``: no file), content and media type."""


@dataclass(frozen=True, slots=True)
class Operation(Generic[Answer]):
    """One call. ``read`` turns the body of a good answer into the result."""

    method: str
    path: str
    read: Callable[[bytes], Answer]
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str | int] = field(default_factory=dict)
    content: bytes | None = None
    files: Files | None = None

    def result(self, answer: httpx.Response) -> Answer:
        """The result of a whole answer. Raises ``ProblemError``, ``UnexpectedAnswerError``."""
        if answer.is_success:
            return self.value(answer.content, answer.status_code)
        try:
            problem = Problem.model_validate_json(answer.content)
        except ValidationError:
            raise _unexpected(answer.status_code) from None
        wait = answer.headers.get("retry-after", "")
        raise ProblemError(problem, float(wait) if wait.isdigit() else None)

    def value(self, content: bytes, status: int) -> Answer:
        """What the bytes of a good answer, or of one event of a stream, say."""
        try:
            return self.read(content)
        except ValidationError:
            raise _unexpected(status) from None


class Page(Protocol[Item]):
    """A page of a list."""

    @property
    def items(self) -> Sequence[Item]: ...

    @property
    def next_cursor(self) -> str | None:
        """Of the next page; ``None`` on the last one."""


def unreachable(error: httpx.TransportError) -> ConnectionFailedError:
    """Our error for one of the transport's."""
    if isinstance(error, httpx.TimeoutException):
        return ConnectionFailedError(
            "The gateway did not answer in time. Ask for a longer time or try again later.",
            "网关未在限定时间内应答，请延长超时时间或稍后重试。",
        )
    return ConnectionFailedError(
        "The gateway cannot be reached. Check its URL and whether it is running.",
        "无法连接网关，请检查其地址以及是否已启动。",
    )


def progress_data(event: str, line: str) -> tuple[str, bytes | None]:
    """The event that a line of Server-Sent Events belongs to, and its data if it is ``progress``."""
    name, _, value = line.partition(": ")
    if name == "event":
        return value, None
    return event, value.encode() if name == "data" and event == "progress" else None


def got(path: str, answer: type[M], query: Query | None = None) -> Operation[M]:
    """Read a model."""
    return Operation("GET", path, answer.model_validate_json, query=query or {})


def posted(path: str, request: BaseModel, answer: type[M]) -> Operation[M]:
    """Send a model, read another."""
    body = request.model_dump_json().encode()
    return Operation("POST", path, answer.model_validate_json, headers=JSON_BODY, content=body)


def deleted(path: str, query: Query | None = None) -> Operation[None]:
    """Take something away; there is nothing to read."""
    return Operation("DELETE", path, lambda _: None, query=query or {})


def page_query(cursor: str | None, limit: int) -> Query:
    """Which page of a list."""
    return given(cursor=cursor) | {"limit": limit}


def given(**parameters: str | date | None) -> Query:
    """Those query parameters that are not ``None``."""
    return {name: str(value) for name, value in parameters.items() if value is not None}


def json_part(name: str, model: BaseModel) -> tuple[str, tuple[None, bytes, str]]:
    """A model as a field of a form."""
    return (name, (None, model.model_dump_json().encode(), "application/json"))


def file_parts(name: str, files: Sequence[tuple[str, bytes]]) -> Files:
    """Files as fields of a form."""
    return [(name, (file, data, "application/octet-stream")) for file, data in files]


def package_parts(files: Mapping[str, bytes]) -> Files:
    """A package as fields of a form: its files by relative name."""
    return file_parts("package", list(files.items()))


def path_part(text: str) -> str:
    """``text`` as one part of a path."""
    return quote(text, safe="")


def _unexpected(status: int) -> UnexpectedAnswerError:
    return UnexpectedAnswerError(
        f"The answer (status {status}) is not one of this version's gateway. Check the URL, and "
        "that client and gateway have the same version.",
        f"应答（状态 {status}）不符合本版本网关的约定，请检查地址及客户端与网关的版本是否一致。",
    )
