"""Keys: parsing, matching, the ring's memory."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gateway.auth import REMEMBERED_S, KeyRing
from gateway.keys import ApiKey, matches, new_key, parse_key
from shared.contracts.common import Role
from shared.web.principal import Principal

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_key_has_256_random_bits_and_is_kept_as_digest() -> None:
    key, text = new_key("n", Role.AGENT, NOW)
    presented = parse_key(text)
    assert presented is not None
    assert presented.id == key.id
    assert len(presented.secret) == 43
    assert presented.secret.encode() not in key.digest
    assert matches(presented, key)
    assert new_key("n", Role.AGENT, NOW)[1] != text


def test_wrong_revoked_or_missing_keys_do_not_match() -> None:
    key, text = new_key("n", Role.AGENT, NOW)
    presented = parse_key(text)
    assert presented is not None
    assert not matches(replace(presented, secret="A" * 43), key)
    assert not matches(presented, replace(key, revoked_at=NOW))
    assert not matches(presented, None)


@pytest.mark.parametrize(
    "text", ["", "zs_", "zs_0_x", "Bearer x", "zs_" + "0" * 12 + "_" + "é" * 43]
)
def test_other_texts_are_no_keys(text: str) -> None:
    assert parse_key(text) is None


def test_ring_forgets_a_revoked_key_in_time() -> None:
    key, text = new_key("n", Role.REVIEWER, NOW)
    kept: dict[str, ApiKey] = {key.id: key}
    looked_up: list[str] = []
    now = [100.0]

    def find(key_id: str) -> ApiKey | None:
        looked_up.append(key_id)
        return kept.get(key_id)

    ring = KeyRing(find, clock=lambda: now[0])

    def ask(presented: str) -> Principal | None:
        return asyncio.run(ring.principal(presented))

    assert ask(text) == Principal(key_id=key.id, role=Role.REVIEWER)
    assert ask(text) is not None
    assert len(looked_up) == 1
    kept[key.id] = replace(key, revoked_at=NOW)
    now[0] += REMEMBERED_S
    assert ask(text) is None
    stranger = new_key("n", Role.REVIEWER, NOW)[1]
    assert ask(stranger) is None
    assert ask(stranger) is None
    assert len(looked_up) == 4
