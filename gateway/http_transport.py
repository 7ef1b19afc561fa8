"""Calls a service behind a URL with aiohttp, reusing connections."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp
from yarl import URL

from gateway.clients import AnswerSink, Headers, ServiceRequest
from gateway.errors import ServiceAnswerError, ServiceUnavailableError, refused
from gateway.http_socket import HttpSocket
from gateway.sockets import ServiceSocket

_KEEP_ALIVE_S = 2.0
"""Shorter than uvicorn's 5 s, so that no request is written to a connection about to be closed."""
_CONNECTIONS = 100


def open_session(connect_timeout_s: float) -> aiohttp.ClientSession:
    """A session for all services; the owner closes it. Call it inside the event loop."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            limit=0, limit_per_host=_CONNECTIONS, keepalive_timeout=_KEEP_ALIVE_S
        ),
        timeout=aiohttp.ClientTimeout(
            total=None, connect=connect_timeout_s, sock_connect=connect_timeout_s
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
    )


def open_socket_session(connect_timeout_s: float) -> aiohttp.ClientSession:
    """A session for conversations, whose number the gateway bounds itself."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=connect_timeout_s),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    )


class HttpTransport:
    """Transport to ``base_url`` (scheme, host, port; no path).

    Conversations last and so have a session of their own (``open_socket_session``): they must not
    use up the connections of calls.
    """

    def __init__(
        self,
        service: str,
        base_url: str,
        session: aiohttp.ClientSession,
        socket_session: aiohttp.ClientSession | None = None,
    ) -> None:
        self._service = service
        self._base_url = base_url.rstrip("/")
        self._session = session
        self._socket_session = socket_session or session

    async def send(self, request: ServiceRequest, sink: AnswerSink) -> None:
        """Send over HTTP; see ``Transport``."""
        query = f"?{request.query}" if request.query else ""
        url = URL(f"{self._base_url}{request.path}{query}", encoded=True)
        started = False
        try:
            async with self._session.request(
                request.method,
                url,
                headers=list(request.headers),
                data=request.body or None,
                allow_redirects=False,
            ) as answer:
                headers = [(name.lower(), value) for name, value in answer.headers.items()]
                started = True
                await sink.start(answer.status, headers)
                async for chunk in answer.content.iter_any():
                    await sink.write(chunk)
        except aiohttp.ClientConnectionError as error:
            if started:
                raise ServiceAnswerError.of(self._service) from error
            # A connection that never was has carried nothing.
            unsent = isinstance(
                error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
            )
            raise ServiceUnavailableError.down(self._service, unsent=unsent) from error
        except aiohttp.ClientError as error:
            raise ServiceAnswerError.of(self._service) from error

    def states(self) -> Mapping[str, str]:
        """One place, of which nothing is remembered; ``ReplicaSet`` does that."""
        return {self._base_url: "closed"}

    async def connect(self, path: str, headers: Headers, max_bytes: int) -> ServiceSocket:
        """Open a WebSocket; see ``Transport``."""
        try:
            opened = await self._socket_session.ws_connect(
                URL(f"{self._base_url}{path}", encoded=True),
                headers=list(headers),
                max_msg_size=max_bytes,
            )
        except aiohttp.WSServerHandshakeError as error:
            raise refused(self._service, error.status) from None
        except aiohttp.ClientConnectionError as error:
            raise ServiceUnavailableError.down(self._service, unsent=True) from error
        except aiohttp.ClientError as error:
            raise ServiceAnswerError.of(self._service) from error
        return HttpSocket(opened)
