"""Live hints: give the texts as they are, get the findings as they stand.

    with ZhishenClient(url, key) as client, client.hint_session() as session:
        findings = session.update(DraftTexts(kind="invention", claims=("1. 一种…",)))

The texts are the truth: after a lost connection a new session begins with them, so no edit is
lost. Only differences travel. The protocol: docs/formal-check.md.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from pydantic import TypeAdapter, ValidationError
from websockets.asyncio.client import ClientConnection as AsyncConnection
from websockets.asyncio.client import connect as connect_asynchronously
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from shared.client.draft_edits import Mirror, edits_to, mirror_of
from shared.client.errors import ConnectionFailedError, ProblemError, UnexpectedAnswerError
from shared.contracts.formal_check import DraftTexts, Finding
from shared.contracts.gateway import HintTicket
from shared.contracts.hint_session import (
    EditUnits,
    OpenSession,
    SessionChanges,
    SessionOpened,
    SessionRefused,
)

ATTEMPTS = 4
"""Connections that one update may need before it is given up."""
_FIRST_DELAY_S = 0.25
_LARGEST_EDIT = 900_000
_LARGEST_ANSWER = 64 * 1024 * 1024
_ANSWER_S = 60.0
_ANSWER: TypeAdapter[SessionOpened | SessionChanges | SessionRefused] = TypeAdapter(
    SessionOpened | SessionChanges | SessionRefused
)
_LOST = (WebSocketException, OSError, TimeoutError)


class Exchange:
    """What is said in a session and what it comes to; how it travels is not its business."""

    def __init__(self, as_of: date | None, governing_date: date | None) -> None:
        self._as_of = as_of
        self._governing_date = governing_date
        self._mirror: Mirror | None = None
        self._expected: Mirror | None = None
        self._findings: dict[str, Finding] = {}
        self._units = 0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """As the server told them last."""
        return tuple(self._findings.values())

    def forget(self) -> None:
        """The connection is gone, and what the server had with it."""
        self._mirror = None

    def message(self, texts: DraftTexts) -> str | None:
        """What to send for ``texts``: empty for nothing, ``None`` for a new session."""
        if self._mirror is None:
            self._expected = mirror_of(texts)
            opening = OpenSession(
                type="open",
                texts=texts,
                as_of=self._as_of,
                governing_date=self._governing_date,
            )
            return opening.model_dump_json()
        change = edits_to(self._mirror, texts, self._new_id)
        if change is None:
            return None
        edits, self._expected = change
        if not edits:
            return ""
        message = EditUnits(type="edit", edits=edits).model_dump_json()
        return None if len(message.encode()) > _LARGEST_EDIT else message

    def take(self, answer: str | bytes) -> bool:
        """Take an answer; false when a new session has to be opened.

        Raises ``ProblemError`` for texts that are refused, ``UnexpectedAnswerError``.
        """
        try:
            told = _ANSWER.validate_json(answer)
        except ValidationError:
            raise _unexpected() from None
        if isinstance(told, SessionRefused):
            if self._mirror is None:
                raise ProblemError(told.problem)
            return False
        self._mirror = self._expected
        if isinstance(told, SessionOpened):
            self._findings = {one.id: one for one in told.findings}
        else:
            for gone in told.cleared:
                self._findings.pop(gone, None)
            self._findings.update({one.id: one for one in (*told.added, *told.moved)})
        return True

    def _new_id(self) -> str:
        self._units += 1
        return f"new-{self._units}"


class HintSession:
    """A session of the ordinary client (``ZhishenClient.hint_session``)."""

    def __init__(self, url: str, ticket: Callable[[], HintTicket], exchange: Exchange) -> None:
        self._url = url
        self._ticket = ticket
        self._exchange = exchange
        self._connection: ClientConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the session."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._exchange.forget()

    def update(self, texts: DraftTexts) -> tuple[Finding, ...]:
        """The findings of ``texts``. Raises ``ClientError``."""
        for attempt in range(ATTEMPTS):
            try:
                if self._said(texts):
                    return self._exchange.findings
            except _LOST:
                time.sleep(_FIRST_DELAY_S * 2**attempt)
            self.close()
        raise _lost()

    def _said(self, texts: DraftTexts) -> bool:
        if self._connection is None:
            ticket = self._ticket()
            self._connection = connect(
                _socket_url(self._url, ticket),
                subprotocols=[Subprotocol(one) for one in ticket.protocols],
                compression=None,
                max_size=_LARGEST_ANSWER,
            )
        message = self._exchange.message(texts)
        if message is None:
            return False
        if message:
            self._connection.send(message)
            return self._exchange.take(self._connection.recv(_ANSWER_S))
        return True


class AsyncHintSession:
    """A session of the client for asyncio (``AsyncZhishenClient.hint_session``)."""

    def __init__(
        self, url: str, ticket: Callable[[], Awaitable[HintTicket]], exchange: Exchange
    ) -> None:
        self._url = url
        self._ticket = ticket
        self._exchange = exchange
        self._connection: AsyncConnection | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End the session."""
        if self._connection is not None:
            await self._connection.close()
        self._connection = None
        self._exchange.forget()

    async def update(self, texts: DraftTexts) -> tuple[Finding, ...]:
        """The findings of ``texts``. Raises ``ClientError``."""
        for attempt in range(ATTEMPTS):
            try:
                if await self._said(texts):
                    return self._exchange.findings
            except _LOST:
                await asyncio.sleep(_FIRST_DELAY_S * 2**attempt)
            await self.close()
        raise _lost()

    async def _said(self, texts: DraftTexts) -> bool:
        if self._connection is None:
            ticket = await self._ticket()
            self._connection = await connect_asynchronously(
                _socket_url(self._url, ticket),
                subprotocols=[Subprotocol(one) for one in ticket.protocols],
                compression=None,
                max_size=_LARGEST_ANSWER,
            )
        message = self._exchange.message(texts)
        if message is None:
            return False
        if message:
            await self._connection.send(message)
            return self._exchange.take(await asyncio.wait_for(self._connection.recv(), _ANSWER_S))
        return True


def _socket_url(url: str, ticket: HintTicket) -> str:
    parts = urlsplit(url)
    scheme = "ws" if parts.scheme == "http" else "wss"
    return urlunsplit((scheme, parts.netloc, parts.path.rstrip("/") + ticket.path, "", ""))


def _lost() -> ConnectionFailedError:
    return ConnectionFailedError(
        "The hint session was lost and could not be opened again. The texts are unharmed: update "
        "again later.",
        "提示会话中断且无法重新建立；文稿未受影响，请稍后再次更新。",
    )


def _unexpected() -> UnexpectedAnswerError:
    return UnexpectedAnswerError(
        "The answer is not one of this version's hint session. Check that client and gateway have "
        "the same version.",
        "应答不符合本版本提示会话的约定，请检查客户端与网关的版本是否一致。",
    )
