"""Several replicas of a service that keeps something must keep it in one place.

A write reaches one replica. Where each has a database file of its own, the others would go on
answering without it: a search that misses a document, without a word. So every replica is asked at
start where its truth is, and the gateway does not start with two answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import aiohttp
from pydantic import ValidationError

from gateway.errors import ConfigurationError
from shared.web.health import Health

WAIT_S = 60.0
"""How long replicas may take to start: gateway and services often start together."""
_PAUSE_S = 0.5
_ANSWER_BYTES = 10_000


async def require_shared_truth(
    service: str, urls: Sequence[str], session: aiohttp.ClientSession, wait_s: float = WAIT_S
) -> None:
    """Return if one URL is given, or if all replicas keep their truth in the same database.

    Raises ``ConfigurationError``, also when a replica does not answer within ``wait_s``.
    """
    if len(urls) < 2:
        return
    truths = await asyncio.gather(*(_truth(service, url, session, wait_s) for url in urls))
    if len(set(truths)) > 1 or not truths[0].startswith("shared:"):
        raise ConfigurationError(
            f"Several URLs are given for the service '{service}', but its replicas do not keep their "
            "data in one PostgreSQL database. Give them the same database, or one URL only.",
            f"服务“{service}”配置了多个地址，但各副本未使用同一 PostgreSQL 数据库；"
            "请为其配置同一数据库，或仅保留一个地址。",
        )


async def _truth(service: str, url: str, session: aiohttp.ClientSession, wait_s: float) -> str:
    until = asyncio.get_running_loop().time() + wait_s
    while True:
        try:
            async with asyncio.timeout(5), session.get(f"{url}/readyz") as answer:
                health = Health.model_validate_json(await answer.content.read(_ANSWER_BYTES))
            if health.status != "loading":
                return health.truth
        except (aiohttp.ClientError, TimeoutError, ValidationError):
            pass  # not up yet
        if asyncio.get_running_loop().time() >= until:
            raise ConfigurationError(
                f"A replica of the service '{service}' did not say within {wait_s:g} s where it keeps "
                "its data. Start the replicas first.",
                f"服务“{service}”的一个副本在 {wait_s:g} 秒内未报告数据位置，请先启动各副本。",
            )
        await asyncio.sleep(_PAUSE_S)
