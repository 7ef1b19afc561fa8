"""Several replicas of a service that keeps data start only over one database."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack

import pytest
from fastapi import FastAPI

from gateway.errors import ConfigurationError
from gateway.http_transport import open_session
from gateway.resilience.truth import require_shared_truth
from shared.web.health import truth_of
from tests.gateway.fake_services import served

POSTGRES = "postgresql+psycopg://zhishen:secret@database/zhishen"


def replica(truth: str) -> FastAPI:
    app = FastAPI()

    @app.get("/readyz")
    async def readyz() -> dict[str, str]:
        return {"status": "ready", "truth": truth}

    return app


def ask(*truths: str) -> None:
    async def run(urls: list[str]) -> None:
        async with open_session(1.0) as session:
            await require_shared_truth("prior_art", urls, session, wait_s=0.2)

    with ExitStack() as stack:
        ports = [stack.enter_context(served(replica(truth))) for truth in truths]
        asyncio.run(run([f"http://127.0.0.1:{port}" for port in ports]))


def test_replicas_over_one_database_are_taken() -> None:
    ask(truth_of(POSTGRES), truth_of(POSTGRES.replace("secret", "other")))


@pytest.mark.parametrize(
    "truths",
    [
        (truth_of(None), truth_of(None)),
        (truth_of(POSTGRES), truth_of("sqlite:///a")),
        (truth_of(POSTGRES), truth_of(POSTGRES + "2")),
        (truth_of(POSTGRES, "a"), truth_of(POSTGRES, "b")),
    ],
)
def test_others_are_refused(truths: tuple[str, str]) -> None:
    with pytest.raises(ConfigurationError, match="one PostgreSQL database"):
        ask(*truths)


def test_a_replica_that_does_not_answer_is_not_taken_on_trust() -> None:
    async def run() -> None:
        async with open_session(0.2) as session:
            urls = ["http://127.0.0.1:1", "http://127.0.0.1:2"]
            await require_shared_truth("prior_art", urls, session, wait_s=0.1)

    with pytest.raises(ConfigurationError, match="Start the replicas first"):
        asyncio.run(run())


def test_the_truth_names_neither_host_nor_password() -> None:
    assert "secret" not in truth_of(POSTGRES)
    assert "database" not in truth_of(POSTGRES)
