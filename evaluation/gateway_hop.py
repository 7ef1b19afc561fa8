"""What the gateway adds to a call: ``hop.…`` of ``zhishen eval gateway``.

The same small check is sent to formal_check directly (signed as the gateway signs), through a
gateway in separate mode and through an embedded one, by one client over kept connections. Latency:
the three in turn, one call at a time, so that whatever else the machine does meets all alike; the
figure is the difference of the medians. Throughput and processor time: eight calls at a time for
some seconds each, direct and through the gateway in alternating rounds; processor time is that of
the gateway's process divided by its calls. Beside it stands that of the barest hop that the same
server and client make (``evaluation.hop_floor``), measured in the same rounds.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from evaluation.gateway_processes import Processes, Running, processes
from shared.contracts.common import Role
from shared.contracts.formal_check import CheckRequest
from shared.model.application import Application, BibliographicData
from shared.model.case_file import CaseFile
from shared.model.identification import ApplicationKind, DocumentStage

WARM_UP = 100
CALLS = 600
ROUNDS = 4
ROUND_S = 4.0
AT_A_TIME = 8
PATH = "/v1/checks"


@dataclass
class _Target:
    """Where calls go. ``headers`` are made for each call: a signature holds for a minute."""

    url: str
    headers: Callable[[], Mapping[str, str]]
    times: list[float] = field(default_factory=list)
    """Seconds of single calls."""
    calls: int = 0
    busy_s: float = 0.0


def measure(folder: Path) -> dict[str, float]:
    """``hop.added_ms_p50``, ``hop.cpu_ms``, ``hop.throughput_ratio`` and what they come from."""
    with processes(folder) as started:
        service = started.service("formal_check")
        # One key makes all calls, faster than a key may: its limit is counted, but never reached.
        fast = {
            "ZHISHEN_GATEWAY_RATE_LIMIT_PER_S": "100000",
            "ZHISHEN_GATEWAY_RATE_LIMIT_BURST": "100000",
            "ZHISHEN_GATEWAY_HEAVY_RATE_LIMIT_PER_S": "100000",
            "ZHISHEN_GATEWAY_HEAVY_RATE_LIMIT_BURST": "100000",
        }
        by_url = {
            "ZHISHEN_GATEWAY_MODE": "separate",
            "ZHISHEN_GATEWAY_FORMAL_CHECK_URL": service.url,
        }
        separate = started.gateway({**fast, **by_url})
        embedded = started.gateway(fast)
        floor = started.module("evaluation.hop_floor", "ZHISHEN_GATEWAY_", by_url)
        return asyncio.run(_measure(started, service, separate, embedded, floor))


async def _measure(
    started: Processes, service: Running, separate: Running, embedded: Running, floor: Running
) -> dict[str, float]:
    key = {"authorization": f"Bearer {started.key(Role.EXAMINER)}"}
    direct = _Target(service.url, lambda: started.signed("formal_check", Role.EXAMINER))
    through = _Target(separate.url, lambda: key)
    inside = _Target(embedded.url, lambda: key)
    barest = _Target(floor.url, direct.headers)
    body = small_check()
    async with aiohttp.ClientSession(auto_decompress=False) as session:
        for number in range(WARM_UP + CALLS):
            for target in (direct, through, inside):
                begin = time.perf_counter()
                await _call(session, target, body)
                if number >= WARM_UP:
                    target.times.append(time.perf_counter() - begin)
        cpu_s = floor_cpu_s = 0.0
        for _ in range(ROUNDS):
            await _load(session, direct, body)
            before = separate.cpu_s()
            await _load(session, through, body)
            cpu_s += separate.cpu_s() - before
            before = floor.cpu_s()
            await _load(session, barest, body)
            floor_cpu_s += floor.cpu_s() - before
    direct_ms = 1000 * statistics.median(direct.times)
    rates = {target.url: target.calls / target.busy_s for target in (direct, through)}
    return {
        "hop.direct_ms_p50": direct_ms,
        "hop.added_ms_p50": 1000 * statistics.median(through.times) - direct_ms,
        "hop.embedded_added_ms_p50": 1000 * statistics.median(inside.times) - direct_ms,
        "hop.cpu_ms": 1000 * cpu_s / through.calls,
        "hop.floor_cpu_ms": 1000 * floor_cpu_s / barest.calls,
        "hop.direct_per_second": rates[direct.url],
        "hop.through_per_second": rates[through.url],
        "hop.throughput_ratio": rates[through.url] / rates[direct.url],
    }


async def _load(session: aiohttp.ClientSession, target: _Target, body: bytes) -> None:
    """``AT_A_TIME`` callers, each with one call after the other, for ``ROUND_S`` seconds."""
    begin = time.perf_counter()

    async def caller() -> None:
        while time.perf_counter() - begin < ROUND_S:
            await _call(session, target, body)
            target.calls += 1

    await asyncio.gather(*(caller() for _ in range(AT_A_TIME)))
    target.busy_s += time.perf_counter() - begin


async def _call(session: aiohttp.ClientSession, target: _Target, body: bytes) -> None:
    headers = {"content-type": "application/json", **target.headers()}
    async with session.post(target.url + PATH, data=body, headers=headers) as answer:
        await answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{target.url} answered {answer.status}")


def small_check() -> bytes:
    """The smallest check that says something: an invention of which no paper is known yet."""
    application = Application(
        kind=ApplicationKind.INVENTION,
        stage=DocumentStage.FILING,
        bibliographic=BibliographicData(office_code="CN"),
    )
    request = CheckRequest(case_file=CaseFile(application=application))
    return request.model_dump_json(exclude_unset=True).encode()
