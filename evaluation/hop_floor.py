"""``python -m evaluation.hop_floor``: the least that a hop costs with the same server and client.

One ASGI function under uvicorn that sends a call on with aiohttp and answers what comes: no keys, no
limits, no audit, no logs, no metrics. What a gateway needs beyond it is the gateway's own work.
"""

from __future__ import annotations

import aiohttp
import uvicorn
from starlette.types import Receive, Scope, Send

from gateway.settings import Settings

_PASSED = frozenset({b"content-type", b"x-zhishen-principal"})


class Floor:
    """Sends every call on to ``url``."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call; a lifespan is not served."""
        if scope["type"] != "http":
            raise RuntimeError("only HTTP")
        if self._session is None:
            self._session = aiohttp.ClientSession(auto_decompress=False)
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        headers = {
            name.decode("ascii"): value.decode("latin-1")
            for name, value in scope["headers"]
            if name in _PASSED
        }
        async with self._session.request(
            scope["method"], self._url + scope["path"], data=body or None, headers=headers
        ) as answer:
            content = await answer.read()
            given = [(name.lower(), value) for name, value in answer.raw_headers]
        await send({"type": "http.response.start", "status": answer.status, "headers": given})
        await send({"type": "http.response.body", "body": content})


if __name__ == "__main__":
    settings = Settings()
    uvicorn.run(
        Floor(settings.formal_check_url),
        port=settings.port,
        log_config=None,
        access_log=False,
        lifespan="off",
    )
