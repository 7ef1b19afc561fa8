"""Failures of a service, the same for both transports."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from fastapi import FastAPI
from starlette.responses import Response, StreamingResponse

from gateway.asgi_transport import AsgiTransport
from gateway.clients import ServiceClient, ServiceName, ServiceRequest
from gateway.errors import ServiceAnswerError, ServiceUnavailableError
from gateway.http_transport import HttpTransport, open_session
from shared.web.principal import PrincipalToken
from tests.conftest import TOKEN_SECRET
from tests.gateway.fake_services import served

OpenClient = Callable[[FastAPI], AbstractAsyncContextManager[ServiceClient]]


def _client(
    transport: AsgiTransport | HttpTransport, timeout_s: float = 20, max_answer_bytes: int = 100
) -> ServiceClient:
    return ServiceClient(
        ServiceName.OCR,
        transport,
        PrincipalToken(TOKEN_SECRET),
        timeout_s=timeout_s,
        max_answer_bytes=max_answer_bytes,
    )


@asynccontextmanager
async def _embedded(app: FastAPI, timeout_s: float = 20) -> AsyncGenerator[ServiceClient, None]:
    yield _client(AsgiTransport("ocr", app), timeout_s)


@asynccontextmanager
async def _separate(app: FastAPI, timeout_s: float = 20) -> AsyncGenerator[ServiceClient, None]:
    with served(app) as port:
        async with open_session(2.0) as session:
            yield _client(HttpTransport("ocr", f"http://127.0.0.1:{port}", session), timeout_s)


BOTH = pytest.mark.parametrize("open_client", [_embedded, _separate])


def service() -> FastAPI:
    app = FastAPI()

    @app.get("/slow")
    async def slow() -> None:
        await asyncio.sleep(30)

    @app.get("/large")
    async def large() -> Response:
        return Response(b"x" * 101)

    @app.get("/broken")
    async def broken() -> Response:
        def pieces() -> Iterator[bytes]:
            yield b"begin"
            raise RuntimeError("broken")

        return StreamingResponse(pieces())

    @app.post("/echo")
    async def echo(body: dict[str, int]) -> dict[str, int]:
        return body

    return app


def call(open_client: OpenClient, request: ServiceRequest) -> bytes:
    async def run() -> bytes:
        async with open_client(service()) as client:
            return (await client.call(request, None)).body

    return asyncio.run(run())


@BOTH
def test_answer_that_breaks_off_is_not_taken_for_complete(open_client: OpenClient) -> None:
    with pytest.raises(ServiceAnswerError):
        call(open_client, ServiceRequest("GET", "/broken"))


@BOTH
def test_too_large_an_answer_is_refused(open_client: OpenClient) -> None:
    with pytest.raises(ServiceAnswerError):
        call(open_client, ServiceRequest("GET", "/large"))


@BOTH
def test_body_streams_in_pieces(open_client: OpenClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for piece in (b'{"a"', b": 1", b"}"):
            yield piece

    headers = [("content-type", "application/json")]
    request = ServiceRequest("POST", "/echo", headers=headers, body=pieces())
    assert call(open_client, request) == b'{"a":1}'


@BOTH
def test_fault_of_the_body_is_not_the_services(open_client: OpenClient) -> None:
    class CallerLeftError(Exception):
        pass

    async def pieces() -> AsyncIterator[bytes]:
        yield b"{"
        raise CallerLeftError

    headers = [("content-type", "application/json")]
    with pytest.raises(CallerLeftError):
        call(open_client, ServiceRequest("POST", "/echo", headers=headers, body=pieces()))


@pytest.mark.parametrize("open_client", [_embedded, _separate])
def test_slow_service_is_unavailable(
    open_client: Callable[[FastAPI, float], AbstractAsyncContextManager[ServiceClient]],
) -> None:
    async def run() -> None:
        async with open_client(service(), 0.3) as client:
            await client.call(ServiceRequest("GET", "/slow"), None)

    with pytest.raises(ServiceUnavailableError, match="did not answer"):
        asyncio.run(run())


def test_service_that_is_down_heals_without_a_new_client() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    async def run() -> None:
        async with open_session(2.0) as session:
            client = _client(HttpTransport("ocr", f"http://127.0.0.1:{port}", session))
            request = ServiceRequest("GET", "/none")
            for _ in range(2):
                with pytest.raises(ServiceUnavailableError, match="cannot be reached"):
                    await client.call(request, None)
                with served(service(), port):
                    assert (await client.call(request, None)).status == 404

    asyncio.run(run())
