"""A bulkhead's places: bounded, in order, and none is ever lost."""

from __future__ import annotations

import asyncio

import pytest

from gateway.resilience.bulkhead import Bulkhead, BulkheadFullError


def test_places_go_to_who_waits_in_order() -> None:
    async def run() -> list[int]:
        bulkhead = Bulkhead(limit=1, waiting=10, wait_s=5.0)
        order: list[int] = []
        running = 0

        async def call(number: int) -> None:
            nonlocal running
            async with bulkhead:
                running += 1
                assert running == 1
                await asyncio.sleep(0)
                order.append(number)
                running -= 1

        await asyncio.gather(*(call(number) for number in range(5)))
        assert (bulkhead.in_use, bulkhead.waiting) == (0, 0)
        return order

    assert asyncio.run(run()) == [0, 1, 2, 3, 4]


def test_too_many_are_refused_at_once_and_who_waits_too_long_is_too() -> None:
    async def run() -> None:
        bulkhead = Bulkhead(limit=1, waiting=1, wait_s=0.01)
        async with bulkhead:
            waiting = asyncio.create_task(_enter(bulkhead))
            await asyncio.sleep(0)
            with pytest.raises(BulkheadFullError):
                await _enter(bulkhead)
            with pytest.raises(BulkheadFullError):
                await waiting
        await _enter(bulkhead)
        assert (bulkhead.in_use, bulkhead.waiting) == (0, 0)

    asyncio.run(run())


def test_a_place_given_to_a_caller_who_just_left_is_not_lost() -> None:
    async def run() -> None:
        bulkhead = Bulkhead(limit=1, waiting=2, wait_s=5.0)
        release = asyncio.Event()

        async def hold() -> None:
            async with bulkhead:
                await release.wait()

        holder = asyncio.create_task(hold())
        await asyncio.sleep(0)
        leaver, stayer = (asyncio.create_task(_enter(bulkhead)) for _ in range(2))
        await asyncio.sleep(0)
        release.set()
        await asyncio.sleep(0)  # the place is the leaver's now, who has not run yet
        leaver.cancel()
        await asyncio.gather(holder, leaver, return_exceptions=True)
        await asyncio.wait_for(stayer, 1)
        assert (bulkhead.in_use, bulkhead.waiting) == (0, 0)

    asyncio.run(run())


async def _enter(bulkhead: Bulkhead) -> None:
    async with bulkhead:
        pass
