"""A gateway over fake services, with a client per role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from fastapi.testclient import TestClient

from gateway.app import create_app
from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.common import Role
from tests.gateway import fake_services

ClientOf = Callable[[Role | None], TestClient]


class MakeKey(Protocol):
    def __call__(self, role: Role, name: str = ...) -> str: ...


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, max_body_bytes=fake_services.MAX_BODY)


@pytest.fixture
def make_key(settings: Settings) -> Iterator[MakeKey]:
    engine = open_database(settings.store_url)

    def make(role: Role, name: str = "test") -> str:
        key, text = new_key(name, role, datetime.now(UTC))
        KeyStore(engine).add(key)
        return text

    yield make
    engine.dispose()


@pytest.fixture
def client_of(settings: Settings, make_key: MakeKey) -> Iterator[ClientOf]:
    """One gateway; each call gives a client with a new key of the role (``None``: no key)."""
    app = create_app(settings, fake_services.embedded)
    with ExitStack() as stack:
        stack.enter_context(TestClient(app))

        def open_(role: Role | None) -> TestClient:
            client = TestClient(app, raise_server_exceptions=False)
            if role is not None:
                client.headers["authorization"] = f"Bearer {make_key(role)}"
            return client

        yield open_
