"""How the client for ordinary programs asks: one call, page after page, an event stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Self

import httpx

from shared.client.operation import Operation, Page, T, progress_data, unreachable


class Caller:
    """A gateway, the key for it, and connections to it."""

    def __init__(
        self, url: str, key: str, *, timeout_s: float = 900.0, http: httpx.Client | None = None
    ) -> None:
        self._url = url.rstrip("/")
        self._headers = {"authorization": f"Bearer {key}"}
        self._http = http or httpx.Client(timeout=httpx.Timeout(timeout_s, connect=10.0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _run(self, operation: Operation[T]) -> T:
        try:
            answer = self._http.send(self._request(operation))
        except httpx.TransportError as error:
            raise unreachable(error) from error
        return operation.result(answer)

    def _pages(self, page: Callable[[str | None], Operation[Page[T]]]) -> Iterator[T]:
        """All items of a list, fetched page by page."""
        cursor: str | None = None
        while True:
            answer = self._run(page(cursor))
            yield from answer.items
            cursor = answer.next_cursor
            if cursor is None:
                return

    def _events(self, operation: Operation[T]) -> Iterator[T]:
        """The ``progress`` events of a stream, as they come."""
        try:
            answer = self._http.send(self._request(operation), stream=True)
            try:
                if not answer.is_success:
                    answer.read()
                    operation.result(answer)
                event = ""
                for line in answer.iter_lines():
                    event, data = progress_data(event, line)
                    if data is not None:
                        yield operation.value(data, answer.status_code)
            finally:
                answer.close()
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
