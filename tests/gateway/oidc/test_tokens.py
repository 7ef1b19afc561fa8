"""Bearer tokens of an identity provider: what counts, and everything that does not."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi.testclient import TestClient

from gateway.app import create_app
from gateway.errors import IdentityProviderError
from gateway.oidc.provider_keys import ProviderKeys
from gateway.oidc.tokens import TokenRules, TokenVerifier, key_id_of
from gateway.settings import Settings
from shared.contracts.common import Role
from tests.gateway import fake_services
from tests.gateway.oidc.issuer import AUDIENCE, Issuer, running_issuer

ROLES = {"patent-operator": Role.OPERATOR, "patent-examiner": Role.EXAMINER}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with running_issuer() as running:
        yield running


@pytest.fixture(scope="module")
def client(issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("oidc"),
        oidc_issuer=issuer.url,
        oidc_audience=AUDIENCE,
        oidc_role_claim="realm_access.roles",
        oidc_roles=ROLES,
    )
    with TestClient(create_app(settings, fake_services.embedded)) as opened:
        yield opened


def asked(client: TestClient, token: str) -> Any:  # noqa: ANN401
    return client.get("/v1/rules", headers={"authorization": f"Bearer {token}"})


@pytest.mark.parametrize("kid", ["rsa-1", "ec-1"])
def test_a_good_token_has_a_role_and_a_lasting_id(
    client: TestClient, issuer: Issuer, kid: str
) -> None:
    told = asked(client, issuer.token(kid)).json()
    assert told["role"] == "examiner"
    assert told["key"] == key_id_of(issuer.url, "person-1")
    assert "person" not in told["key"]
    assert asked(client, issuer.token(kid, sub="person-2")).json()["key"] != told["key"]


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1},
        {"exp": None},
        {"nbf": 2**40},
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "another-service"},
        {"aud": None},
        {"sub": None},
        {"sub": ""},
        {"realm_access": {"roles": ["nobody-here"]}},
        {"realm_access": {"roles": [1, {"a": "patent-examiner"}]}},
        {"realm_access": None},
        {"realm_access": "patent-examiner"},
    ],
)
def test_claims_that_do_not_count(
    client: TestClient, issuer: Issuer, changes: dict[str, object]
) -> None:
    assert asked(client, issuer.token(**changes)).status_code == 401


def test_forgeries(client: TestClient, issuer: Issuer) -> None:
    claims = issuer.claims()
    public = issuer.rsa.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    def signed_with_public_key() -> str:
        import hashlib
        import hmac

        text = f"{part({'alg': 'HS256', 'kid': 'rsa-1'})}.{part(claims)}"
        mac = hmac.new(public, text.encode(), hashlib.sha256).digest()
        return f"{text}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"

    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    good = issuer.token()
    forged = [
        f"{part({'alg': 'none', 'kid': 'rsa-1'})}.{part(claims)}.",
        signed_with_public_key(),
        jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": "rsa-1"}),
        jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": "unknown"}),
        jwt.encode(claims, issuer.rsa, algorithm="RS256"),  # names no key
        jwt.encode(claims, issuer.rsa, algorithm="RS512", headers={"kid": "rsa-1"}),  # not allowed
        jwt.encode(claims, issuer.rsa, algorithm="PS256", headers={"kid": "rsa-1"}),  # another use
        good[:-4] + ("aaaa" if good[-4:] != "aaaa" else "bbbb"),
        "a.b.c",
        "..",
        issuer.token(padding="x" * 9000),
    ]
    for token in forged:
        assert asked(client, token).status_code == 401, token[:60]


def test_keys_go_on_counting_beside_tokens(client: TestClient, issuer: Issuer) -> None:
    # Wherever a key may stand a token may: pages take it as a password.
    page = client.get("/", auth=("anybody", issuer.token()))
    assert page.status_code == 200
    assert asked(client, "zs_000000000000_" + "a" * 43).status_code == 401


def test_a_hint_session_ends_with_its_token(client: TestClient, issuer: Issuer) -> None:
    token = issuer.token(sub="typist")
    answer = client.post("/v1/hints/tickets", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 201
    state = client.app.state.gateway  # type: ignore[attr-defined]
    from datetime import UTC, datetime, timedelta

    holder = state.tickets.redeem(answer.json()["ticket"], datetime.now(UTC))
    assert holder.principal.key_id == key_id_of(issuer.url, "typist")
    assert timedelta(0) < holder.ends_at - datetime.now(UTC) < timedelta(seconds=331)


def rules(issuer: Issuer) -> TokenRules:
    return TokenRules(
        issuer=issuer.url,
        audience=AUDIENCE,
        algorithms=("RS256",),
        role_claim="realm_access.roles",
        roles=ROLES,
        leeway_s=0,
    )


def test_keys_are_fetched_once_and_again_when_they_change() -> None:
    async def play() -> None:
        with running_issuer() as issuer:
            now = [0.0]
            keys = ProviderKeys(issuer.url, None, clock=lambda: now[0])
            verifier = TokenVerifier(rules(issuer), keys)
            assert await verifier.bearer(issuer.token()) is not None
            asked_once = issuer.requests
            for number in range(5):  # made-up key ids do not make us ask
                assert await verifier.bearer(issuer.token(f"rsa-x{number}")) is None
            assert issuer.requests == asked_once
            issuer.rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            issuer.published = [issuer._public("rsa-2")]
            now[0] = 31.0
            assert await verifier.bearer(issuer.token("rsa-2")) is not None
            assert await verifier.bearer(issuer.token("rsa-1")) is None
            issuer.down = True
            now[0] = 2 * 3600.0  # kept while the provider is away
            assert await verifier.bearer(issuer.token("rsa-2", jti="new")) is not None
            now[0] = 26 * 3600.0
            with pytest.raises(IdentityProviderError):
                await verifier.bearer(issuer.token("rsa-2", jti="newer"))

    asyncio.run(play())


def test_a_remembered_token_ends_in_time() -> None:
    async def play() -> None:
        with running_issuer() as issuer:
            now = [0.0]
            verifier = TokenVerifier(
                rules(issuer), ProviderKeys(issuer.url, f"{issuer.url}/keys"), lambda: now[0]
            )
            import time

            now[0] = time.time()
            token = issuer.token(exp=int(now[0]) + 2)
            assert await verifier.bearer(token) is not None
            now[0] += 3
            await asyncio.sleep(2.1)
            assert await verifier.bearer(token) is None

    asyncio.run(play())


def test_without_the_provider_keys_count_and_tokens_are_503(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path,
        oidc_issuer="http://127.0.0.1:9",
        oidc_audience=AUDIENCE,
        oidc_roles=ROLES,
    )
    with (
        running_issuer() as issuer,
        TestClient(create_app(settings, fake_services.embedded)) as client,
    ):
        answer = asked(client, issuer.token())
        assert answer.status_code == 503
        assert answer.json()["type"] == "urn:zhishen:problem:identity-provider"
        assert answer.headers["retry-after"]
        assert asked(client, "wrong").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"oidc_audience": None},
        {"oidc_roles": {}},
        {"oidc_roles": {"all": "public"}},
        {"oidc_issuer": "http://idp.example"},
        {"oidc_jwks_url": "http://idp.example/keys"},
        {"oidc_algorithms": ["HS256"]},
        {"oidc_algorithms": ["none"]},
    ],
)
def test_settings_that_would_be_open(wrong: dict[str, Any]) -> None:
    good: dict[str, Any] = {
        "oidc_issuer": "https://idp.example",
        "oidc_audience": "a",
        "oidc_roles": {"x": "agent"},
    }
    Settings(**good)
    with pytest.raises(ValueError, match="oidc"):
        Settings(**{**good, **wrong})
