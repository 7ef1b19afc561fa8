"""Audits calls as their answers begin: pure ASGI, inside authentication."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.audit.entry import AuditEntry
from gateway.audit.log import AuditLog
from gateway.audit.policy import When, when
from gateway.errors import AuditUnavailableError
from shared.web.principal import Principal
from shared.web.problems import ProblemResponse, error_problem, request_id_of

_IDENTIFIER = re.compile(r"[A-Za-z0-9._:-]{1,100}")
_SESSION_OPENED = 101


class AuditMiddleware:
    """Makes an entry of every call whose caller is known, before or soon after it is answered.

    Where an entry that must come first cannot be written, the answer is 503 instead.
    """

    def __init__(self, app: ASGIApp, *, log: Callable[[Scope], AuditLog]) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        principal = (scope.get("state") or {}).get("principal")
        if not isinstance(principal, Principal):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._session(scope, receive, send, principal)
        else:
            await _Call(scope, send, principal, self._log(scope)).run(self._app, receive)

    async def _session(
        self, scope: Scope, receive: Receive, send: Send, principal: Principal
    ) -> None:
        log, opened, messages = self._log(scope), False, 0

        async def audited(message: Message) -> None:
            nonlocal opened
            if message["type"] == "websocket.accept":
                await log.record(entry_of(scope, principal, _SESSION_OPENED))
                opened = True
            await send(message)

        async def counted() -> Message:
            nonlocal messages
            message = await receive()
            messages += message["type"] == "websocket.receive"
            return message

        try:
            await self._app(scope, counted, audited)
        finally:
            if opened:
                log.note(entry_of(scope, principal, 200, count=messages))


class _Call:
    def __init__(self, scope: Scope, send: Send, principal: Principal, log: AuditLog) -> None:
        self._scope = scope
        self._send = send
        self._principal = principal
        self._log = log
        self._begun = False
        self._refused = False

    async def run(self, app: ASGIApp, receive: Receive) -> None:
        """Call ``app``; a call that fails is audited too."""
        try:
            await app(self._scope, receive, self.send)
        except Exception:
            if not self._begun:
                with contextlib.suppress(AuditUnavailableError):  # the first fault says more
                    await self._audit(500, ())
            raise

    async def send(self, message: Message) -> None:
        """Pass on what the application sends, audited first."""
        if self._refused:
            return
        if message["type"] == "http.response.start":
            self._begun = True
            try:
                await self._audit(message["status"], message.get("headers", ()))
            except AuditUnavailableError as error:
                self._refused = True
                problem = error_problem(error, 503, request_id_of(self._scope))
                await ProblemResponse(problem, headers={"Retry-After": "5"})(
                    self._scope, _nothing, self._send
                )
                return
        await self._send(message)

    async def _audit(self, status: int, headers: Iterable[tuple[bytes, bytes]]) -> None:
        template = getattr(self._scope.get("route"), "path", None)
        if template is None:
            return  # no such address: nothing was done or read
        moment = when(self._scope["method"], template)
        if moment is When.NEVER:
            return
        location = next((value for name, value in headers if name == b"location"), b"")
        entry = entry_of(self._scope, self._principal, status, location=location.decode("latin-1"))
        if moment is When.BEFORE:
            await self._log.record(entry)
        else:
            self._log.note(entry)


def entry_of(
    scope: Scope, principal: Principal, status: int, *, location: str = "", count: int = 1
) -> AuditEntry:
    """The entry of a call: its route, never its path; identifiers, never what a caller made up."""
    method = scope.get("method", "WEBSOCKET")
    template = getattr(scope.get("route"), "path", "unmatched")
    named = [str(value) for value in (scope.get("path_params") or {}).values()]
    if not named and location:
        named = [location.rsplit("/", 1)[-1]]
    return AuditEntry(
        at=datetime.now(UTC),
        key_id=principal.key_id,
        role=principal.role.value,
        action=f"{method} {template}",
        object=" ".join(one if _IDENTIFIER.fullmatch(one) else "?" for one in named),
        status=status,
        request_id=request_id_of(scope) or "",
        count=count,
    )


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
