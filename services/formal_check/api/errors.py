"""HTTP status of each exception."""

from __future__ import annotations

from services.formal_check.domain.errors import (
    FormalCheckError,
    NotAcceptableError,
    UnknownRuleError,
)
from shared.errors import ZhishenError

ERROR_STATUS: dict[type[ZhishenError], int] = {
    FormalCheckError: 422,
    UnknownRuleError: 404,
    NotAcceptableError: 406,
}
