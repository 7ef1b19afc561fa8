"""What formal_check refuses.

FormalCheckError
├── UnknownRuleError    no rule has this code
└── UnknownInputError   no part of a case file has this name
"""

from __future__ import annotations

from shared.errors import ZhishenError


class FormalCheckError(ZhishenError):
    """Base of the service's errors."""

    name = "formal-check"
    title = "Formal check"


class UnknownRuleError(FormalCheckError):
    """No rule has this code."""

    name = "unknown-rule"
    title = "Unknown rule"

    def __init__(self) -> None:
        super().__init__(
            "There is no rule with this code. GET /v1/rules lists all of them.",
            "没有该代码的规则，可通过 GET /v1/rules 查看全部规则。",
            pointer="path:code",
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (UnknownRuleError, ())


class UnknownInputError(FormalCheckError):
    """No part of a case file has this name."""

    name = "unknown-input"
    title = "Unknown input"

    def __init__(self, pointer: str) -> None:
        super().__init__(
            "There is no input with this name. The inputs of each rule in GET /v1/rules show all "
            "names, e.g. claims.",
            "没有该名称的输入项，可通过 GET /v1/rules 中各规则的输入项查看全部名称，例如 claims。",
            pointer=pointer,
        )
        self._pointer = pointer

    def __reduce__(self) -> tuple[object, ...]:
        return (UnknownInputError, (self._pointer,))
