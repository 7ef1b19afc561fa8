"""The bounds of a session that is passed on, each side played by the test."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from gateway.hints.conversation import CREDENTIAL_ENDED, Conversation
from gateway.hints.sessions import SessionBounds
from gateway.sockets import Closing

BOUNDS = SessionBounds(opening_bytes=100, message_bytes=10, messages_per_s=1e6, burst=1000)


class Client:
    """The accepted WebSocket of a client."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.heard: list[str] = []
        self.closed: tuple[int, str] | None = None

    async def accept(self, protocol: str) -> None:
        assert protocol == "zhishen.hints.v1"

    def say(self, text: str) -> None:
        self.said.put_nowait({"type": "websocket.receive", "text": text})

    async def receive(self) -> dict[str, Any]:
        return await self.said.get()

    async def send_text(self, text: str) -> None:
        self.heard.append(text)

    async def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)


class Service:
    """The gateway's end of a conversation with the service."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.answers: asyncio.Queue[str | Closing] = asyncio.Queue()
        self.closed: Closing | None = None

    async def send(self, text: str) -> None:
        self.heard.append(text)

    async def receive(self) -> str | Closing:
        return await self.answers.get()

    async def close(self, closing: Closing) -> None:
        self.closed = closing


class Play:
    """One conversation; ``stands`` is whether the caller's key still does."""

    def __init__(self, bounds: SessionBounds = BOUNDS) -> None:
        self.client, self.service, self.stands = Client(), Service(), True

        async def stands() -> bool:
            return self.stands

        conversation = Conversation(self.client, self.service, bounds, stands)  # type: ignore[arg-type]
        self.run = conversation.run


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_messages_pass_in_order_and_the_end_is_passed_on() -> None:
    async def play() -> None:
        one = Play()
        running = asyncio.create_task(one.run())
        for text in "ab":
            one.client.say(text)
            one.service.answers.put_nowait(text.upper())
        await settle()
        assert (one.service.heard, one.client.heard) == (["a", "b"], ["A", "B"])
        one.client.said.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await running
        assert one.service.closed == Closing(1000)
        assert one.client.closed is None

    asyncio.run(play())


@pytest.mark.parametrize(
    ("ending", "told"),
    [(Closing(1013, "busy"), 1013), (Closing(1006), 1012), (Closing(1005), 1012)],
)
def test_a_lost_service_asks_the_client_to_come_again(ending: Closing, told: int) -> None:
    async def play() -> None:
        one = Play()
        one.service.answers.put_nowait(ending)
        await one.run()
        assert one.client.closed is not None
        assert one.client.closed[0] == told

    asyncio.run(play())


def test_who_does_not_wait_for_answers_is_not_read() -> None:
    async def play() -> None:
        one = Play()
        running = asyncio.create_task(one.run())
        for number in range(20):
            one.client.say(str(number))
        await settle()
        assert len(one.service.heard) == BOUNDS.unanswered
        assert one.client.said.qsize() == 20 - BOUNDS.unanswered
        for _ in range(20):
            one.service.answers.put_nowait("answer")
        for _ in range(20):
            await settle()
        assert len(one.service.heard) == 20  # slowed, nothing lost
        one.service.answers.put_nowait(Closing(1000))
        await running

    asyncio.run(play())


def test_who_sends_too_fast_is_read_slowly() -> None:
    async def play() -> None:
        one = Play(SessionBounds(opening_bytes=9, messages_per_s=0.001, burst=3))
        running = asyncio.create_task(one.run())
        for number in range(6):
            one.client.say(str(number))
        await settle()
        assert one.service.heard == ["0", "1", "2"]
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert one.service.closed == Closing(1001, "the gateway stops")

    asyncio.run(play())


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        (["x" * 101], 1009),
        (["x" * 100, "y" * 11], 1009),
        (["x", "词" * 4], 1009),
        (["\ud800"], 1007),
    ],
)
def test_messages_are_bounded(messages: list[str], code: int) -> None:
    async def play() -> None:
        one = Play()
        for text in messages:
            one.client.say(text)
        await one.run()
        assert one.client.closed is not None
        assert one.client.closed[0] == code
        assert one.service.heard == messages[:-1]

    asyncio.run(play())


def test_an_idle_session_ends() -> None:
    async def play() -> None:
        one = Play(SessionBounds(opening_bytes=9, idle_s=0.01))
        await one.run()
        assert one.client.closed == (1001, "idle")

    asyncio.run(play())


def test_a_session_ends_with_the_key_that_opened_it() -> None:
    async def play() -> None:
        one = Play(SessionBounds(opening_bytes=9, credential_check_s=0.005))
        running = asyncio.create_task(one.run())
        await asyncio.sleep(0.03)
        assert not running.done()
        one.stands = False
        await running
        assert one.client.closed is not None
        assert one.client.closed[0] == CREDENTIAL_ENDED

    asyncio.run(play())


def test_a_client_that_leaves_during_the_handshake_is_let_go() -> None:
    async def play() -> None:
        one = Play()

        async def left(_: str) -> None:
            raise OSError

        one.client.accept = left  # type: ignore[method-assign]
        await one.run()
        assert one.service.closed is not None
        assert one.client.closed is None

    asyncio.run(play())
