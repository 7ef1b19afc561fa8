"""A WebSocket conversation with a service behind a URL, over aiohttp."""

from __future__ import annotations

import aiohttp

from gateway.sockets import FAILED, Closing

_LOST = 1006


class HttpSocket:
    """The caller's end of an open WebSocket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def send(self, text: str) -> None:
        """See ``ServiceSocket``."""
        try:
            await self._socket.send_str(text)
        except (aiohttp.ClientConnectionError, ConnectionError):
            return

    async def receive(self) -> str | Closing:
        """See ``ServiceSocket``."""
        message = await self._socket.receive()
        if message.type is aiohttp.WSMsgType.TEXT:
            return str(message.data)
        if message.type is aiohttp.WSMsgType.BINARY:
            return bytes(message.data).decode()
        if message.type is aiohttp.WSMsgType.ERROR:
            return Closing(self._socket.close_code or FAILED)
        reason = message.extra if isinstance(message.extra, str) else ""
        return Closing(self._socket.close_code or _LOST, reason)

    async def close(self, closing: Closing) -> None:
        """See ``ServiceSocket``."""
        await self._socket.close(
            code=closing.to_pass_on().code, message=closing.to_pass_on().reason.encode()
        )
