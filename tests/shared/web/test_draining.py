"""A process that was told to stop says so, goes on for a while, and finishes what it began."""

from __future__ import annotations

import asyncio
import signal

import uvicorn
from fastapi import FastAPI

from shared.web.health import HealthState
from shared.web.run import DrainingServer


def test_the_first_signal_turns_readiness_red_and_the_second_stops() -> None:
    async def run() -> None:
        health = HealthState()
        server = DrainingServer(uvicorn.Config(FastAPI()), health, drain_s=60.0)
        server.handle_exit(signal.SIGTERM, None)
        assert health.draining
        assert not await server.on_tick(1)
        server.handle_exit(signal.SIGTERM, None)
        assert server.should_exit

    asyncio.run(run())


def test_it_stops_when_the_time_is_over() -> None:
    async def run() -> None:
        server = DrainingServer(uvicorn.Config(FastAPI()), HealthState(), drain_s=0.01)
        server.handle_exit(signal.SIGTERM, None)
        await asyncio.sleep(0.02)
        assert await server.on_tick(1)

    asyncio.run(run())
