"""Waivers: a person of the office answers for leaving a finding aside."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shared.contracts.common import Message, Wire
from shared.model.day import Day

_Text = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]


class Waiver(Wire):
    """Leaves findings aside: who says so, why, and until when."""

    code: str = Field(pattern=r"^[A-Z]{2}-[A-Z]{1,5}-\d{1,4}$")
    finding: str | None = None
    """Id of the one finding; all findings of the code if absent."""
    granted_by: _Text
    reason: _Text
    until: Day
    """Last day on which it holds."""


class UnusedWaiver(Wire):
    """A waiver that left nothing aside, and why."""

    waiver: Waiver
    reason: Message
