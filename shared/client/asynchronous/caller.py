"""How the client for asyncio programs asks: one call, page after page, an event stream."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Self

import httpx

from shared.client.operation import Operation, Page, T, progress_data, unreachable


class AsyncCaller:
    """A gateway, the key for it, and connections to it."""

    def __init__(
        self, url: str, key: str, *, timeout_s: float = 900.0, http: httpx.AsyncClient | None = None
    ) -> None:
        self._url = url.rstrip("/")
        self._headers = {"authorization": f"Bearer {key}"}
        self._http = http or httpx.AsyncClient(timeout=httpx.Timeout(timeout_s, connect=10.0))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _run(self, operation: Operation[T]) -> T:
        try:
            answer = await self._http.send(self._request(operation))
        except httpx.TransportError as error:
            raise unreachable(error) from error
        return operation.result(answer)

    async def _pages(self, page: Callable[[str | None], Operation[Page[T]]]) -> AsyncIterator[T]:
        """All items of a list, fetched page by page."""
        cursor: str | None = None
        while True:
            answer = await self._run(page(cursor))
            for item in answer.items:
                yield item
            cursor = answer.next_cursor
            if cursor is None:
                return

    async def _events(self, operation: Operation[T]) -> AsyncIterator[T]:
        """The ``progress`` events of a stream, as they come."""
        try:
            answer = await self._http.send(self._request(operation), stream=True)
            try:
                if not answer.is_success:
                    await answer.aread()
                    operation.result(answer)
                event = ""
                async for line in answer.aiter_lines():
                    event, data = progress_data(event, line)
                    if data is not None:
                        yield operation.value(data, answer.status_code)
            finally:
                await answer.aclose()
        except httpx.TransportError as error:
            raise unreachable(error) from error

    def _request(self, operation: Operation[T]) -> httpx.Request:
        return self._http.build_request(
            operation.method,
            self._url + operation.path,
            headers={**self._headers, **operation.headers},
            params=dict(operation.query),
            content=operation.content,
            files=operation.files,
        )
