"""A WebSocket conversation with an application in this process: ASGI messages, no sockets."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Scope

from gateway.sockets import FAILED, Closing

_QUEUED = 4
"""Messages on their way to the application; the sender then waits."""
_END_S = 5.0


class AsgiSocket:
    """The caller's end. The application runs in a task of its own until either side ends."""

    def __init__(self, app: ASGIApp, scope: Scope) -> None:
        self._to_app: asyncio.Queue[Message] = asyncio.Queue(_QUEUED)
        # The service answers what it was sent, message by message: what waits here is as bounded.
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()
        self._closing: Closing | None = None
        self._task = asyncio.create_task(self._run(app, scope))

    async def _run(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self._to_app.get, self._from_app.put)
        finally:
            # Comes last, so it counts only where the application did not close.
            self._from_app.put_nowait({"type": "websocket.close", "code": FAILED})

    async def accepted(self) -> int | None:
        """Shake hands: ``None`` when the application accepts, else the HTTP status it refused with."""
        try:
            await self._to_app.put({"type": "websocket.connect"})
            message = await self._from_app.get()
        except asyncio.CancelledError:
            self._task.cancel()
            raise
        if message["type"] == "websocket.accept":
            return None
        await self._end()
        return int(message.get("status", 403))

    async def send(self, text: str) -> None:
        """See ``ServiceSocket``."""
        if self._closing is None and not self._task.done():
            await self._to_app.put({"type": "websocket.receive", "text": text})

    async def receive(self) -> str | Closing:
        """See ``ServiceSocket``."""
        if self._closing is None:
            message = await self._from_app.get()
            if message["type"] == "websocket.send":
                text = message.get("text")
                return str(message["bytes"].decode() if text is None else text)
            self._closing = Closing(message.get("code", 1000), message.get("reason") or "")
        return self._closing

    async def close(self, closing: Closing) -> None:
        """See ``ServiceSocket``."""
        if self._closing is None:
            self._closing = closing
        while not self._to_app.empty():
            self._to_app.get_nowait()  # the caller is gone: what it still said does not matter
        self._to_app.put_nowait(
            {"type": "websocket.disconnect", "code": closing.code, "reason": closing.reason}
        )
        await self._end()

    async def _end(self) -> None:
        """Wait for the application to leave, then make it."""
        _, pending = await asyncio.wait([self._task], timeout=_END_S)
        if pending:
            self._task.cancel()
            await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.exception()  # the service's frame has logged it
