"""Rate limits: counted per key and group of routes, told in headers."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gateway.app import create_app
from gateway.limits.rate import Rate, RateLimiter
from gateway.settings import Settings
from shared.contracts.common import Role
from tests.gateway import fake_services
from tests.gateway.conftest import MakeKey

LIGHT, HEAVY = Rate("default", per_s=2, burst=4), Rate("heavy", per_s=0.5, burst=1)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def limiter(clock: Clock) -> RateLimiter:
    return RateLimiter(LIGHT, HEAVY, {"rules", "checks", "examinations"}, clock)


def admitted(one: RateLimiter, *request: str) -> bool:
    taken = one.take(*request)
    assert taken is not None
    return taken.wait_s == 0


def test_a_bucket_empties_and_fills() -> None:
    clock = Clock()
    one = limiter(clock)
    asked = ("key", "GET", "/v1/rules/CN-CLM-001")
    assert [admitted(one, *asked) for _ in range(5)] == [True] * 4 + [False]
    refused = one.take(*asked)
    assert refused is not None
    assert refused.wait_s == 0.5
    clock.now = 0.5
    assert [admitted(one, *asked) for _ in range(2)] == [True, False]
    clock.now = 100.0
    assert sum(admitted(one, *asked) for _ in range(9)) == 4


def test_keys_methods_and_groups_count_apart() -> None:
    one = limiter(Clock())
    for request in (
        ("a", "GET", "/v1/rules"),
        ("b", "GET", "/v1/rules"),
        ("a", "POST", "/v1/checks"),
    ):
        assert [admitted(one, *request) for _ in range(5)] == [True] * 4 + [False]
    assert [admitted(one, "a", "POST", "/v1/examinations") for _ in range(2)] == [True, False]


def test_made_up_addresses_share_a_bucket() -> None:
    one = limiter(Clock())
    paths = ["/v1/x", "/v1/y/z", "/", "/v2/x", "/nowhere"]
    assert [admitted(one, "a", "GET", path) for path in paths] == [True] * 4 + [False]


def test_what_does_not_limit() -> None:
    one = RateLimiter(None, None, {"rules"})
    assert one.take("a", "GET", "/v1/rules") is None


@pytest.fixture
def client(tmp_path: Path, make_key: MakeKey) -> TestClient:
    settings = Settings(data_dir=tmp_path, rate_limit_per_s=0.01, rate_limit_burst=2)
    return TestClient(create_app(settings, fake_services.embedded))


def test_what_is_too_much_is_429(client: TestClient, make_key: MakeKey) -> None:
    with client:
        mine, other = (
            {"x-api-key": make_key(Role.AGENT)},
            {"x-api-key": make_key(Role.AGENT)},
        )
        first = client.get("/v1/rules", headers=mine)
        assert first.headers["ratelimit-policy"] == '"default";q=2;w=200'
        assert first.headers["ratelimit"] == '"default";r=1;t=100'
        client.get("/v1/rules", headers=mine)
        refused = client.get("/v1/rules", headers=mine)
        assert refused.status_code == 429
        assert 90 < int(refused.headers["retry-after"]) <= 100
        assert refused.headers["ratelimit"].startswith('"default";r=0')
        assert refused.json()["type"] == "urn:zhishen:problem:too-many-requests"
        assert refused.headers["x-content-type-options"] == "nosniff"
        assert client.get("/v1/rules", headers=other).status_code == 200
        assert client.get("/v1/engines", headers=mine).status_code != 429
        assert client.get("/livez").status_code == 200
        assert "ratelimit" not in client.get("/v1/rules").headers  # 401: no key, no bucket
