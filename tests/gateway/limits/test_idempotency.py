"""A POST that is sent again is answered again, not carried out again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from gateway.limits.idempotency import fingerprint
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.idempotency import IdempotencyStore, KeptAnswer, RequestIdentity, Unanswered
from shared.contracts.common import Role
from tests.gateway.audit.test_auditing import JSON, REQUEST, entries
from tests.gateway.conftest import ClientOf

NOW = datetime(2026, 1, 2, tzinfo=UTC)
ANSWER = KeptAnswer("/v1/examinations", 201, (("location", "/v1/examinations/1"),), b"body")
PATH = "/v1/examinations"


def test_the_same_key_and_body_get_the_same_answer(settings: Settings, client_of: ClientOf) -> None:
    client = client_of(Role.APPLICANT)
    headers = {**JSON, "idempotency-key": "a-1"}
    first, second = (client.post(PATH, content=REQUEST, headers=headers) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert second.headers["location"] == first.headers["location"]
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert len(client.get(PATH).json()["items"]) == 1
    told = [(one.action, one.object, one.status) for one in entries(settings)][:2]
    assert told[0] == told[1]  # an answer that is given again is audited again
    without = client.post(PATH, content=REQUEST, headers=JSON)
    assert without.json()["id"] != first.json()["id"]


def test_another_body_or_address_is_refused(client_of: ClientOf) -> None:
    client = client_of(Role.APPLICANT)
    headers = {**JSON, "idempotency-key": "a-1"}
    client.post(PATH, content=REQUEST, headers=headers)
    for answer in (
        client.post(PATH, content=REQUEST + " ", headers=headers),
        client.post("/v1/applications", content=REQUEST, headers=headers),
    ):
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "header:idempotency-key"


def test_keys_of_others_do_not_matter(client_of: ClientOf) -> None:
    headers = {**JSON, "idempotency-key": "a-1"}
    answers = [
        client_of(Role.APPLICANT).post(PATH, content=REQUEST, headers=headers) for _ in range(2)
    ]
    assert answers[0].json()["id"] != answers[1].json()["id"]


def test_a_form_sent_again_is_the_same(client_of: ClientOf) -> None:
    client = client_of(Role.APPLICANT)
    text = "权利要求书\n1. 一种装置，其特征在于，包括壳体。".encode()
    answers = [
        client.post(PATH, files={"package": ("a.txt", text)}, headers={"idempotency-key": "form-1"})
        for _ in range(2)
    ]
    assert answers[0].status_code == 201, answers[0].text
    assert answers[0].content == answers[1].content
    other = client.post(
        PATH, files={"package": ("b.txt", text)}, headers={"idempotency-key": "form-1"}
    )
    assert other.status_code == 422


def test_what_may_come_out_differently_is_not_kept(client_of: ClientOf) -> None:
    operator = client_of(Role.OPERATOR)
    headers = {**JSON, "idempotency-key": "a-1"}
    for _ in range(2):
        answer = operator.post(PATH, content=REQUEST, headers=headers)
        assert answer.status_code == 403
        assert "idempotent-replayed" not in answer.headers
    applicant = client_of(Role.APPLICANT)
    invalid = [applicant.post(PATH, content="{}", headers=headers) for _ in range(2)]
    assert [one.status_code for one in invalid] == [422, 422]
    assert invalid[1].headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "密"])
def test_a_key_is_a_key(client_of: ClientOf, key: str) -> None:
    headers = {b"content-type": b"application/json", b"idempotency-key": key.encode()}
    answer = client_of(Role.APPLICANT).post(PATH, content=REQUEST, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 422


def test_a_body_that_is_too_large_is_413(client_of: ClientOf) -> None:
    def chunks() -> object:
        yield from [b"x" * 600_000] * 2

    answer = client_of(Role.APPLICANT).post(
        PATH, content=chunks(), headers={**JSON, "idempotency-key": "a-1"}
    )
    assert answer.status_code == 413


def test_tickets_are_never_handed_out_twice(client_of: ClientOf) -> None:
    client = client_of(Role.AGENT)
    tickets = {
        client.post("/v1/hints/tickets", headers={"idempotency-key": "t-1"}).json()["ticket"]
        for _ in range(2)
    }
    assert len(tickets) == 2


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return open_database(f"sqlite:///{tmp_path}/g.sqlite3")
    return open_database(request.getfixturevalue("postgresql_url"))


def identity(fingerprint: bytes = b"f") -> RequestIdentity:
    return RequestIdentity("key", b"k", fingerprint)


def test_one_of_many_is_carried_out(engine: Engine) -> None:
    store = IdempotencyStore(engine, timedelta(minutes=11))
    together = threading.Barrier(6)

    def begin(_: int) -> object:
        together.wait()
        return store.begin(identity(), NOW)

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(begin, range(6)))
    assert results.count(None) == 1
    assert results.count(Unanswered(same=True)) == 5
    store.finish(identity(), ANSWER)
    assert store.begin(identity(), NOW) == ANSWER
    assert store.begin(identity(b"g"), NOW) == Unanswered(same=False)


def test_a_request_that_was_lost_is_carried_out_again(engine: Engine) -> None:
    store = IdempotencyStore(engine, timedelta(minutes=11))
    assert store.begin(identity(), NOW) is None
    assert store.begin(identity(), NOW + timedelta(minutes=10)) == Unanswered(same=True)
    assert store.begin(identity(), NOW + timedelta(minutes=12)) is None
    assert store.begin(identity(), NOW + timedelta(minutes=13)) == Unanswered(same=True)
    store.give_up(identity())
    assert store.begin(identity(), NOW) is None


def test_a_day_later_the_key_is_free(engine: Engine) -> None:
    store = IdempotencyStore(engine, timedelta(minutes=11))
    store.begin(identity(), NOW)
    store.finish(identity(), ANSWER)
    assert store.begin(identity(b"g"), NOW + timedelta(hours=25)) is None


def test_a_boundary_is_no_content() -> None:
    def scope(boundary: str) -> dict[str, object]:
        media_type = f"multipart/form-data; boundary={boundary}".encode()
        return {"path": "/", "query_string": b"", "headers": [(b"content-type", media_type)]}

    one = fingerprint(scope("abc"), b"--abc\r\ntext\r\n--abc--")
    assert one == fingerprint(scope("xyz"), b"--xyz\r\ntext\r\n--xyz--")
    assert one != fingerprint(scope("abc"), b"--abc\r\ntexts\r\n--abc--")
