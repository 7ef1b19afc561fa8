"""``Idempotency-Key``: a POST that is sent again is answered again, not carried out again.

After draft-ietf-httpapi-idempotency-key-header-07: the same key with the same request gets the same
answer for a day; with another request 422; while the first is being answered 409. Answers that ask
to try again (5xx, 401, 403, 408, 429) are not kept.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.errors import GatewayError, IdempotencyKeyError
from gateway.store.idempotency import (
    IdempotencyStore,
    KeptAnswer,
    RequestIdentity,
    Unanswered,
)
from shared.web.principal import Principal
from shared.web.problems import ProblemResponse, error_problem, generic_problem, request_id_of

_KEY = re.compile(rb"[\x21-\x7e]{1,255}")
_BOUNDARY = re.compile(rb'boundary="?([^";,]{1,70})"?')
_KEPT_HEADERS = frozenset({b"content-type", b"location", b"content-disposition", b"link", b"etag"})
_NOT_KEPT = frozenset({401, 403, 408, 429})
_LARGEST_KEPT = 16 * 1024 * 1024
WITHOUT_KEY = frozenset({"/v1/checks", "/v1/hints", "/v1/comparisons", "/v1/hints/tickets"})
"""Here the key is of no use: nothing is created, or nothing may be handed out twice."""


@dataclass(frozen=True)
class _AnsweredRoute:
    """Stands for the route of an answer that was given before, in logs and audit."""

    path: str


class IdempotencyMiddleware:
    """Pure ASGI, inside authentication and audit. A request without the header passes untouched."""

    def __init__(self, app: ASGIApp, *, store: Callable[[Scope], IdempotencyStore]) -> None:
        self._app = app
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] in WITHOUT_KEY:
            await self._app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        given = headers.get(b"idempotency-key")
        principal = (scope.get("state") or {}).get("principal")
        if given is None or not isinstance(principal, Principal):
            await self._app(scope, receive, send)
        elif not _KEY.fullmatch(given):
            await _refuse(IdempotencyKeyError.malformed(), 422, scope, receive, send)
        else:
            await self._once(scope, receive, send, given, principal)

    async def _once(
        self, scope: Scope, receive: Receive, send: Send, key: bytes, principal: Principal
    ) -> None:
        try:
            body = await _whole(receive)
        except HTTPException as error:  # too large; raised outside the application's handlers
            problem = generic_problem(error.status_code, request_id_of(scope))
            await ProblemResponse(problem)(scope, receive, send)
            return
        if body is None:
            return
        store = self._store(scope)
        request = RequestIdentity(
            principal.key_id, hashlib.sha256(key).digest(), fingerprint(scope, body)
        )
        known = await asyncio.to_thread(store.begin, request, datetime.now(UTC))
        if isinstance(known, KeptAnswer):
            scope["route"] = _AnsweredRoute(known.template)
            await _send_again(known, send)
        elif isinstance(known, Unanswered):
            refusal = IdempotencyKeyError.in_use() if known.same else IdempotencyKeyError.other()
            await _refuse(refusal, 409 if known.same else 422, scope, receive, send)
        else:
            await self._carry_out(scope, _Replay(body, receive), send, request, store)

    async def _carry_out(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        request: RequestIdentity,
        store: IdempotencyStore,
    ) -> None:
        answer = _Gathered()
        kept = False
        try:
            await self._app(scope, receive, answer.take)
            found = answer.kept(getattr(scope.get("route"), "path", ""))
            if found is not None:
                await asyncio.to_thread(store.finish, request, found)
                kept = True
        finally:
            if not kept:
                await asyncio.to_thread(store.give_up, request)
        for message in answer.messages:
            await send(message)


def fingerprint(scope: Scope, body: bytes) -> bytes:
    """Digest of a request. A form sent again has another boundary and is the same form."""
    media_type = dict(scope["headers"]).get(b"content-type", b"")
    found = _BOUNDARY.search(media_type) if media_type.startswith(b"multipart/") else None
    if found is not None:
        body = body.replace(b"--" + found[1], b"--")
        media_type = media_type.split(b";")[0]
    parts = (scope["path"].encode(), scope["query_string"], media_type, body)
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).digest()


@dataclass
class _Gathered:
    """An answer, held back until it is kept."""

    messages: list[Message] = field(default_factory=list)

    async def take(self, message: Message) -> None:
        self.messages.append(message)

    def kept(self, template: str) -> KeptAnswer | None:
        """The answer to keep; ``None`` for one that may come out differently next time."""
        if not self.messages:
            return None
        start, *rest = self.messages
        status = start["status"]
        body = b"".join(message.get("body", b"") for message in rest)
        if status >= 500 or status in _NOT_KEPT or len(body) > _LARGEST_KEPT:
            return None
        headers = tuple(
            (name.decode("ascii"), value.decode("latin-1"))
            for name, value in start["headers"]
            if name in _KEPT_HEADERS
        )
        return KeptAnswer(template, status, headers, body)


class _Replay:
    """The body once more, then what the connection still says."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


async def _whole(receive: Receive) -> bytes | None:
    """The body, which the frame bounds; ``None`` when the caller left."""
    chunks = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(chunks)


async def _send_again(answer: KeptAnswer, send: Send) -> None:
    headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in answer.headers]
    headers.append((b"content-length", str(len(answer.body)).encode()))
    headers.append((b"idempotent-replayed", b"true"))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})


async def _refuse(
    error: GatewayError, status: int, scope: Scope, receive: Receive, send: Send
) -> None:
    headers = {"Retry-After": "5"} if status == 409 else None
    problem = error_problem(error, status, request_id_of(scope))
    await ProblemResponse(problem, headers=headers)(scope, receive, send)
