"""Hint sessions of the Python clients against a gateway behind a real socket."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from gateway.app import create_app
from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.client import AsyncZhishenClient, ProblemError, ZhishenClient
from shared.client.hints import HintSession
from shared.contracts.common import Role
from shared.contracts.formal_check import DraftTexts, Finding
from shared.model.identification import ApplicationKind
from tests.gateway.fake_services import served
from tests.gateway.hints.test_hint_sessions import embedded

AS_OF = date(2026, 3, 2)


def texts(*claims: str, **other: object) -> DraftTexts:
    return DraftTexts(kind=ApplicationKind.INVENTION, claims=claims, **other)  # type: ignore[arg-type]


STEPS = (
    texts("1. 一种装置，其特征在于，包括包括壳体"),
    texts("1. 一种装置，其特征在于，包括壳体。"),
    texts("1. 一种装置，其特征在于，包括壳体。", "2. 根据权利要求9所述的装置。"),
    texts("1. 一种装置，其特征在于，包括壳体。", title="装置"),  # a new part: a new session
    texts("1. 一种装置，其特征在于，包括壳体。", title="一种装置"),
)


@pytest.fixture(scope="module")
def url_and_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("hints"))
    engine = open_database(settings.store_url)
    key, text = new_key("test", Role.AGENT, datetime.now(UTC))
    KeyStore(engine).add(key)
    engine.dispose()
    with served(create_app(settings, embedded)) as port:
        yield f"http://127.0.0.1:{port}", text


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return sorted((one.code, one.location.text) for one in findings)


def fresh(url_and_key: tuple[str, str], given: DraftTexts) -> list[tuple[str, str]]:
    """What a new session finds."""
    with ZhishenClient(*url_and_key) as client, client.hint_session(as_of=AS_OF) as session:
        return codes(session.update(given))


def test_findings_follow_the_texts(url_and_key: tuple[str, str]) -> None:
    with ZhishenClient(*url_and_key) as client, client.hint_session(as_of=AS_OF) as session:
        for step in STEPS:
            assert codes(session.update(step)) == fresh(url_and_key, step)
        assert session.update(STEPS[-1]) == session.update(STEPS[-1])


def test_a_lost_connection_loses_no_edit(url_and_key: tuple[str, str]) -> None:
    with ZhishenClient(*url_and_key) as client, client.hint_session(as_of=AS_OF) as session:
        session.update(STEPS[0])
        _cut(session)
        assert codes(session.update(STEPS[2])) == fresh(url_and_key, STEPS[2])


def _cut(session: HintSession) -> None:
    connection = session._connection
    assert connection is not None
    connection.socket.close()


def test_asynchronously(url_and_key: tuple[str, str]) -> None:
    async def play() -> list[list[tuple[str, str]]]:
        async with (
            AsyncZhishenClient(*url_and_key) as client,
            client.hint_session(as_of=AS_OF) as session,
        ):
            return [codes(await session.update(step)) for step in STEPS]

    assert asyncio.run(play()) == [fresh(url_and_key, step) for step in STEPS]


def test_a_wrong_key_is_a_problem(url_and_key: tuple[str, str]) -> None:
    with ZhishenClient(url_and_key[0], "zs_x") as client, client.hint_session() as session:
        with pytest.raises(ProblemError) as caught:
            session.update(STEPS[0])
        assert caught.value.problem.status == 401
