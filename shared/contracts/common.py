"""What all services say in the same way: bilingual messages, versions, roles, problems."""

from __future__ import annotations

from enum import StrEnum

from pydantic import ConfigDict, Field

from shared.model.base import Typed


class Wire(Typed):
    """Base of wire models: unknown fields in requests are refused with a pointer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Message(Wire):
    """A message for a person, in both languages."""

    zh: str
    en: str


class Role(StrEnum):
    """Who is asking. Secrecy follows the role (docs/security.md)."""

    APPLICANT = "applicant"
    AGENT = "agent"
    EXAMINER = "examiner"
    REVIEWER = "reviewer"
    OPERATOR = "operator"
    PUBLIC = "public"


class Versions(Wire):
    """Versions that decided a result: service, rule set, model, index … by name."""

    service: str
    zhishen: str
    components: dict[str, str] = Field(default_factory=dict)
    """E.g. ``{"rule_set": "cn-2024.01", "lexical_index": "…"}``."""


class NotChecked(Wire):
    """Something that was not looked at, and why."""

    what: str
    """Rule code, file, page or step."""
    reason: Message


class ProblemError(Wire):
    """One fault in a request (RFC 9457 extension member ``errors``)."""

    pointer: str
    """JSON pointer as URI fragment (``#/claims/0``), or ``query:NAME``, ``header:NAME``."""
    detail: str


class Problem(Wire):
    """RFC 9457 problem details. Never carries text of an application."""

    type: str
    """``urn:zhishen:problem:<name>``."""
    title: str
    status: int
    detail: str
    detail_zh: str
    request_id: str | None = None
    errors: tuple[ProblemError, ...] = ()
    file: str | None = None
    """File of the input that is at fault."""
    line: int | None = None
