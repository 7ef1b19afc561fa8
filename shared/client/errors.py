"""What a call can raise.

ClientError
├── ProblemError           the gateway answered with a problem
├── ConnectionFailedError  the gateway cannot be reached, or is too slow
└── UnexpectedAnswerError  what answered is not this gateway's version, or no gateway
"""

from __future__ import annotations

from shared.contracts.common import Problem
from shared.errors import ZhishenError


class ClientError(ZhishenError):
    """Base of the client's errors."""

    name = "client"
    title = "Client error"


class ProblemError(ClientError):
    """The gateway answered with a problem (RFC 9457): ``problem`` has status and places."""

    name = "problem"
    title = "Problem"

    def __init__(self, problem: Problem, retry_after_s: float | None = None) -> None:
        super().__init__(problem.detail, problem.detail_zh, file=problem.file, line=problem.line)
        self.problem = problem
        self.retry_after_s = retry_after_s
        """After how many seconds it makes sense to ask again, if the gateway said so."""

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.problem, self.retry_after_s))


class ConnectionFailedError(ClientError):
    """The gateway cannot be reached, or does not answer in time."""

    name = "connection-failed"
    title = "Connection failed"


class UnexpectedAnswerError(ClientError):
    """The answer is not what this version of the gateway gives."""

    name = "unexpected-answer"
    title = "Unexpected answer"
