"""Storage that fails is not a fault of the request: 503 and when to come again, not 500."""

from __future__ import annotations

import errno
import sqlite3
import sys

from shared.contracts.common import Problem

RETRY_AFTER_S = 5
_FULL = (errno.ENOSPC, errno.EDQUOT)


def storage_problem(error: BaseException, request_id: str | None) -> Problem | None:
    """The problem for a full disk or a database that is locked or away; ``None`` for other errors.

    Nothing was kept: every write is one transaction, and files are moved into place when whole.
    """
    if isinstance(error, OSError) and error.errno in _FULL:
        return _full(request_id)
    if isinstance(error, sqlite3.OperationalError):
        return _full(request_id) if "is full" in str(error) else _unavailable(request_id)
    exceptions = sys.modules.get("sqlalchemy.exc")  # not there in a service without a database
    if exceptions is None:
        return None
    if isinstance(error, exceptions.OperationalError) and "is full" in str(error.orig):
        return _full(request_id)
    if isinstance(
        error, (exceptions.OperationalError, exceptions.InterfaceError, exceptions.TimeoutError)
    ):
        return _unavailable(request_id)
    return None


def _unavailable(request_id: str | None) -> Problem:
    return Problem(
        type="urn:zhishen:problem:storage-unavailable",
        title="Storage unavailable",
        status=503,
        detail="The database is locked or cannot be reached. Nothing was changed. Try again.",
        detail_zh="数据库被锁定或无法访问，未作任何更改，请稍后重试。",
        request_id=request_id,
    )


def _full(request_id: str | None) -> Problem:
    return Problem(
        type="urn:zhishen:problem:storage-full",
        title="Storage full",
        status=503,
        detail="There is no room left to keep anything. Nothing was changed. Tell the operator.",
        detail_zh="存储空间已满，未作任何更改，请联系运维人员。",
        request_id=request_id,
    )
