"""Marks of list pages as opaque text."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime

from gateway.errors import InvalidCursorError
from gateway.store.dossiers import PageMark


def encode_mark(mark: PageMark) -> str:
    """The mark as the text of ``next_cursor``."""
    text = f"{mark.created_at.astimezone(UTC).isoformat()} {mark.id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_mark(text: str) -> PageMark:
    """The mark of a cursor. Raises ``InvalidCursorError``."""
    try:
        decoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        time, _, dossier_id = decoded.partition(" ")
        created_at = datetime.fromisoformat(time)
    except (ValueError, binascii.Error):
        raise _invalid() from None
    if created_at.tzinfo is None or not dossier_id:
        raise _invalid()
    return PageMark(created_at, dossier_id)


def _invalid() -> InvalidCursorError:
    return InvalidCursorError(
        "The cursor is not one that this list gave. Begin without a cursor.",
        "游标无效，请不带游标重新开始。",
        pointer="query:cursor",
    )
