"""API keys: ``zs_<id>_<secret>``.

The secret has 256 random bits and is shown once; only its SHA-256 is kept. The id is not secret:
it finds the record and names the key in logs and as the owner of dossiers.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from shared.contracts.common import Role

_KEY = re.compile(r"zs_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept."""

    id: str
    name: str
    role: Role
    digest: bytes
    """SHA-256 of the secret."""
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PresentedKey:
    """The two parts of a key that a caller sent."""

    id: str
    secret: str


def new_key(name: str, role: Role, now: datetime) -> tuple[ApiKey, str]:
    """A key to keep, and the text to hand over once."""
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    key = ApiKey(id=key_id, name=name, role=role, digest=_digest(secret), created_at=now)
    return key, f"zs_{key_id}_{secret}"


def parse_key(text: str) -> PresentedKey | None:
    """The parts of a key; ``None`` when the text is not one."""
    found = _KEY.fullmatch(text)
    return PresentedKey(found.group(1), found.group(2)) if found else None


def matches(presented: PresentedKey, kept: ApiKey | None) -> bool:
    """Whether the secret is right and the key not revoked; constant time in the secret."""
    digest = kept.digest if kept is not None else bytes(32)
    equal = hmac.compare_digest(_digest(presented.secret), digest)
    return equal and kept is not None and kept.revoked_at is None


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
