"""Fixtures for all tests: real data through variables, clients with a role."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from shared.contracts.common import Role
from shared.web.principal import HEADER, Principal, PrincipalToken
from tests.postgresql import postgresql_server, postgresql_url  # noqa: F401 - fixtures

TOKEN_SECRET = "a secret of the tests, long enough to be accepted"

REQUIRED = {name for name in os.environ.get("ZHISHEN_TEST_REQUIRE", "").split(",") if name}
"""Markers whose tests may not skip here, e.g. ``neural,tesseract``."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a program that is not installed."""
    if item.get_closest_marker("tesseract") and not shutil.which("tesseract"):
        pytest.skip("the program tesseract is not installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where the machine is said to have what the test needs."""
    report = yield
    required = REQUIRED & {mark.name for mark in item.iter_markers()}
    if report.skipped and required:
        report.outcome = "failed"
        report.longrepr = f"skipped, though {', '.join(sorted(required))} is required here"
    return report


ClientFactory = Callable[..., TestClient]


def _folder(variable: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set")
    return Path(value)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The real data set."""
    return _folder("ZHISHEN_DATA")


@pytest.fixture(scope="session")
def law_dir() -> Path:
    """The law texts and the rule catalogue."""
    return _folder("ZHISHEN_LAW")


@pytest.fixture(scope="module")
def open_client() -> Iterator[ClientFactory]:
    """Opens clients of a service: lifespan entered, every call signed for a role.

    The application's settings must carry ``TOKEN_SECRET``; ``role=None`` sends no token. The
    token lives for 60 s, so each request signs its own.
    """
    with ExitStack() as stack:

        def open_(
            app: FastAPI,
            service: str,
            role: Role | None = Role.EXAMINER,
            key_id: str = "test",
        ) -> TestClient:
            client = stack.enter_context(TestClient(app, raise_server_exceptions=False))
            if role is not None:
                token = PrincipalToken(TOKEN_SECRET)
                principal = Principal(key_id=key_id, role=role)

                def sign(request: object) -> None:
                    request.headers[HEADER] = token.sign(principal, service)  # type: ignore[attr-defined]

                client.event_hooks = {"request": [sign], "response": []}
            return client

        yield open_
