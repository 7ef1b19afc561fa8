"""What formal_check refuses.

FormalCheckError
└── UnknownRuleError    no rule has this code
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
