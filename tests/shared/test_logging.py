"""Logs carry no content, whatever a library puts into a message or an exception."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator

import pytest
import structlog

from shared.errors import ZhishenError
from shared.logging import configure_logging


@pytest.fixture(autouse=True)
def restore() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_messages_and_exceptions_of_libraries_lose_their_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging("info", "json")
    try:
        raise ValueError("text of an application")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("failed on %s", "text of an application")
    logging.getLogger("some.library").warning("text of an application")
    error = capsys.readouterr().err
    assert "text of an application" not in error
    assert "ValueError at test_messages_and_exceptions_of_libraries_lose_their_text:" in error
    assert "WARNING some.library" in error


def test_the_server_says_where_it_listens(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info", "json")
    logging.getLogger("uvicorn.error").info("Uvicorn running on %s", "http://127.0.0.1:8000")
    assert "http://127.0.0.1:8000" in capsys.readouterr().err


class _BrokenError(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (ZhishenError("Set the secret.", "请设置密钥。"), "Set the secret."),
        (_BrokenError("text of an application"), "_BrokenError at test_"),
    ],
)
def test_a_failed_start_is_one_line(
    capsys: pytest.CaptureFixture[str], error: Exception, shown: str
) -> None:
    configure_logging("info", "json")
    try:
        raise error
    except Exception:  # noqa: BLE001 - as the server does
        logging.getLogger("uvicorn.error").error(traceback.format_exc())
    told = capsys.readouterr().err
    assert shown in told
    assert "Traceback" not in told
    assert "text of an application" not in told
