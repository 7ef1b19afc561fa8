"""Editors that type over HTTP: 50 sessions of live hints, one edit a second each.

The service runs in a process of its own (``python -m services.formal_check``). Every editor opens a
WebSocket session with the typical application and edits one claim a second, each at its own moment
of the second; what is measured is the time from sending an edit to its answer, waiting included.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

import aiohttp
from rich.console import Console

from benchmarks.formal_check_applications import TYPICAL, application, claim
from shared.contracts.common import Role
from shared.contracts.hint_session import EditUnits, OpenSession, SetText
from shared.formats import read_files
from shared.settings import environment_with
from shared.web.principal import HEADER, Principal, PrincipalToken

EDITORS = 50
START_S = 60.0


async def type_edits(seconds: float) -> list[float]:
    """Milliseconds of every answer while ``EDITORS`` type for so long. Raises if one is refused."""
    secret = secrets.token_hex(32)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {
        "ZHISHEN_TOKEN_SECRET": secret,
        "ZHISHEN_FORMAL_CHECK_PORT": str(port),
        "ZHISHEN_FORMAL_CHECK_LOG_LEVEL": "error",
    }
    command = [sys.executable, "-m", "services.formal_check"]
    service = subprocess.Popen(command, env=environment_with(own))  # noqa: S603 - our own service
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
            await _ready(session)
            all_open = asyncio.Barrier(EDITORS)
            editors = (
                _edit(session, secret, number, seconds, all_open) for number in range(EDITORS)
            )
            return [each for times in await asyncio.gather(*editors) for each in times]
    finally:
        service.terminate()
        service.wait()


def print_answers(milliseconds: Sequence[float]) -> None:
    """The share of answers that an editor waits for."""
    hundredths = statistics.quantiles(milliseconds, n=100, method="inclusive")
    Console().print(
        f"{EDITORS} editors over HTTP, one edit a second each, {len(milliseconds)} answers: "
        f"median {hundredths[49]:.1f} ms, p95 {hundredths[94]:.1f} ms, p99 {hundredths[98]:.1f} ms, "
        f"worst {max(milliseconds):.1f} ms (wall clock; the editors share the machine)"
    )


async def _ready(session: aiohttp.ClientSession) -> None:
    deadline = time.monotonic() + START_S
    while True:
        try:
            async with session.get("/readyz") as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientConnectionError:
            pass
        if time.monotonic() > deadline:
            raise TimeoutError("the service did not start")
        await asyncio.sleep(0.2)


async def _edit(
    session: aiohttp.ClientSession,
    secret: str,
    number: int,
    seconds: float,
    all_open: asyncio.Barrier,
) -> list[float]:
    """One editor; the times of its answers in milliseconds."""
    claims, pages = TYPICAL
    moments = random.Random(number)  # noqa: S311 - when somebody types
    principal = Principal(key_id=f"editor-{number}", role=Role.AGENT)
    headers = {HEADER: PrincipalToken(secret).sign(principal, "formal_check")}
    case_file = read_files(application(claims, pages)).case_file
    times: list[float] = []
    async with session.ws_connect("/v1/hints/session", headers=headers) as editor:
        await editor.send_str(OpenSession(type="open", case_file=case_file).model_dump_json())
        await _answer(editor, "opened")
        await all_open.wait()
        await asyncio.sleep(moments.random())
        for count in range(1, int(seconds) + 1):
            which = moments.randint(1, claims)
            text = f"{which}. {claim(which).rstrip('。')}，第{count}次实验表明其工作稳定。"
            edit = SetText(
                op="set", unit=(case_file.application.claims or ())[which - 1].unit.id, text=text
            )
            message = EditUnits(type="edit", seq=count, edits=(edit,)).model_dump_json()
            begin = time.perf_counter()
            await editor.send_str(message)
            await _answer(editor, "changes")
            took = time.perf_counter() - begin
            times.append(1000 * took)
            await asyncio.sleep(max(0.0, 1 - took))
    return times


async def _answer(editor: aiohttp.ClientWebSocketResponse, expected: str) -> None:
    answer = await editor.receive_json()
    if answer["type"] != expected:
        raise RuntimeError(f"the session answered {answer['type']}")
