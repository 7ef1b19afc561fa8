"""How a rule says that it gave no verdict.

    Abstention
    ├── NotChecked     its input is missing: a fact nobody has given
    ├── NotApplicable  the requirement does not concern this application
    └── Undecidable    the input is there, yet the question cannot be decided from it

They are control flow between a rule and the engine, never seen by a user as an error.
"""

from __future__ import annotations

from shared.contracts.common import Message
from shared.contracts.formal_check import Outcome


class Abstention(Exception):  # noqa: N818 - not an error
    """A rule's reason for giving no verdict, in both languages."""

    outcome: Outcome

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Message(zh=zh, en=en)


class NotChecked(Abstention):
    """The input is missing."""

    outcome = Outcome.NOT_CHECKED


class NotApplicable(Abstention):
    """The requirement does not concern this application."""

    outcome = Outcome.NOT_APPLICABLE


class Undecidable(Abstention):
    """The input does not suffice to decide."""

    outcome = Outcome.UNDECIDABLE
