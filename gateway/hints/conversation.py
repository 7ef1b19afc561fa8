"""Passes a conversation on between a client and the service, within bounds.

Back-pressure: who sends too fast, or does not wait for answers, is read more slowly, down to not
at all; TCP then holds the sender. Nothing is dropped and nothing piles up here.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from gateway.hints.handshake import PROTOCOL
from gateway.hints.sessions import SessionBounds
from gateway.sockets import GOING_AWAY, NORMAL, TOO_BIG, Closing, ServiceSocket

CREDENTIAL_ENDED = 4401
_NOT_UTF8 = 1007
CredentialStands = Callable[[], Awaitable[bool]]


class Conversation:
    """One session; the service has been reached, the client waits for its handshake."""

    def __init__(
        self,
        client: WebSocket,
        service: ServiceSocket,
        bounds: SessionBounds,
        credential_stands: CredentialStands,
    ) -> None:
        self._client = client
        self._service = service
        self._bounds = bounds
        self._credential_stands = credential_stands
        self._room = asyncio.Semaphore(bounds.unanswered)
        self._client_left = False

    async def run(self) -> None:
        """Accept, pass messages on until one side ends, then end the other in the same way."""
        closing = Closing(GOING_AWAY, "the gateway stops")
        try:
            await self._client.accept(PROTOCOL)
            closing = await self._first_to_end()
        except OSError:  # the client left during the handshake
            self._client_left = True
        finally:
            await self._service.close(closing)
        if not self._client_left:
            passed = closing.to_pass_on()
            with suppress(WebSocketDisconnect, OSError):  # left in the same moment
                await self._client.close(passed.code, passed.reason)

    async def _first_to_end(self) -> Closing:
        sides = [
            asyncio.create_task(side)
            for side in (self._to_service(), self._to_client(), self._watch_credential())
        ]
        try:
            done, _ = await asyncio.wait(sides, return_when=asyncio.FIRST_COMPLETED)
            return next(iter(done)).result()
        finally:
            for side in sides:
                side.cancel()
            await asyncio.wait(sides)

    async def _to_service(self) -> Closing:
        pace = _Pace(self._bounds)
        bound = self._bounds.opening_bytes
        while True:
            await self._room.acquire()
            await pace.turn()
            try:
                async with asyncio.timeout(self._bounds.idle_s):
                    message = await self._client.receive()
            except TimeoutError:
                return Closing(GOING_AWAY, "idle")
            if message["type"] == "websocket.disconnect":
                self._client_left = True
                return Closing(message.get("code", NORMAL), message.get("reason") or "")
            data = message.get("bytes")
            try:
                text = message["text"] if data is None else data.decode()
                size = len(text.encode()) if data is None else len(data)
            except UnicodeError:
                return Closing(_NOT_UTF8, "not UTF-8")
            if size > bound:
                return Closing(TOO_BIG, "message too large")
            bound = self._bounds.message_bytes
            await self._service.send(text)

    async def _to_client(self) -> Closing:
        while True:
            answer = await self._service.receive()
            if isinstance(answer, Closing):
                return answer
            try:
                await self._client.send_text(answer)
            except (WebSocketDisconnect, OSError):
                self._client_left = True
                return Closing(GOING_AWAY, "the client left")
            self._room.release()

    async def _watch_credential(self) -> Closing:
        while True:
            await asyncio.sleep(self._bounds.credential_check_s)
            if not await self._credential_stands():
                return Closing(CREDENTIAL_ENDED, "the key or token no longer stands")


class _Pace:
    """A bucket of turns, ``burst`` at once, ``messages_per_s`` in the long run."""

    def __init__(self, bounds: SessionBounds) -> None:
        self._rate = bounds.messages_per_s
        self._burst = float(bounds.burst)
        self._turns = self._burst
        self._at = time.monotonic()

    async def turn(self) -> None:
        """Wait for a turn."""
        now = time.monotonic()
        self._turns = min(self._burst, self._turns + (now - self._at) * self._rate) - 1
        self._at = now
        if self._turns < 0:
            await asyncio.sleep(-self._turns / self._rate)
