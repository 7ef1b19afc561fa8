"""Live hints under load: ``hints.…`` of ``zhishen eval gateway``.

150 editors at a time, each with a typical application (10 claims, 8 pages) open through the gateway
over a WebSocket, each typing one edit a second for a minute: words are put into a paragraph or a claim
and taken out again. formal_check runs in two processes. The time of an edit is from sending it to the
answer with what it changed, at the editor.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from evaluation.gateway_processes import Running, processes
from shared.contracts.common import Role
from shared.contracts.formal_check import DraftLine, DraftTexts
from shared.contracts.gateway import HintTicket
from shared.contracts.hint_session import Edit, EditUnits, OpenSession, ReplaceText
from shared.model.identification import ApplicationKind

SESSIONS = 150
SECONDS = 60
PROCESSES = 2
OPENING_S = 30.0
"""Sessions open one after the other before the first edit. Shorter than the server's patience with a
client that does not read (a ping each 20 s, 20 s for the answer): who waits here reads nothing."""
ANSWER_S = 30.0
CHARACTERS_PER_PAGE = 900
_PARTS = ("壳体", "盖板", "转轴", "弹簧", "滑块", "导轨", "螺母", "电机", "齿轮", "支架")
_TYPED = "还包括设于所述壳体内侧的缓冲垫"


@dataclass
class _Tally:
    times_s: list[float] = field(default_factory=list)
    opening_s: list[float] = field(default_factory=list)
    errors: int = 0


def measure(folder: Path) -> dict[str, float]:
    """``hints.errors``, ``hints.p50_ms``, ``hints.p99_ms`` and what they come from."""
    with processes(folder) as started:
        services = [started.service("formal_check") for _ in range(PROCESSES)]
        gateway = started.gateway(
            {
                "ZHISHEN_GATEWAY_MODE": "separate",
                "ZHISHEN_GATEWAY_FORMAL_CHECK_URL": ",".join(one.url for one in services),
            }
        )
        keys = [started.key(Role.APPLICANT) for _ in range(SESSIONS // 10)]
        tally = asyncio.run(_edit_all(gateway, keys))
    times_ms = sorted(1000 * one for one in tally.times_s)
    return {
        "hints.sessions": float(SESSIONS),
        "hints.edits": float(len(times_ms)),
        "hints.errors": float(tally.errors),
        "hints.p50_ms": statistics.median(times_ms),
        "hints.p99_ms": times_ms[int(0.99 * (len(times_ms) - 1))],
        "hints.max_ms": times_ms[-1],
        "hints.open_p50_ms": 1000 * statistics.median(tally.opening_s),
    }


async def _edit_all(gateway: Running, keys: Sequence[str]) -> _Tally:
    tally = _Tally()
    begin = time.perf_counter() + OPENING_S
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(
            *(
                _editor(session, gateway.url, keys[number % len(keys)], number, begin, tally)
                for number in range(SESSIONS)
            )
        )
    return tally


async def _editor(
    session: aiohttp.ClientSession, url: str, key: str, number: int, begin: float, tally: _Tally
) -> None:
    """One person: opens, then types once a second, never at the same moment as another."""
    await asyncio.sleep(0.9 * OPENING_S * number / SESSIONS)
    try:
        async with session.post(
            f"{url}/v1/hints/tickets", headers={"authorization": f"Bearer {key}"}
        ) as answer:
            ticket = HintTicket.model_validate_json(await answer.read())
        async with session.ws_connect(
            f"{url}{ticket.path}", protocols=ticket.protocols, max_msg_size=0
        ) as socket:
            opened_at = time.perf_counter()
            message = OpenSession(type="open", texts=typical(number))
            await socket.send_str(message.model_dump_json(exclude_none=True))
            opened = await socket.receive_json(timeout=ANSWER_S)
            tally.opening_s.append(time.perf_counter() - opened_at)
            if opened["type"] != "opened":
                raise aiohttp.ClientError
            units = {one["unit"]: one["length"] for one in opened["units"]}
            typist = _Typist(units, random.Random(number))  # noqa: S311 - not a secret
            for second in range(SECONDS):
                at = begin + second + number / SESSIONS
                await asyncio.sleep(max(0.0, at - time.perf_counter()))
                await _type(socket, typist, tally)
    except (aiohttp.ClientError, TimeoutError, TypeError, ValueError):
        tally.errors += 1


async def _type(socket: aiohttp.ClientWebSocketResponse, typist: _Typist, tally: _Tally) -> None:
    begin = time.perf_counter()
    edit = EditUnits(type="edit", edits=(typist.next(),))
    await socket.send_str(edit.model_dump_json(exclude_none=True))
    answer = await socket.receive_json(timeout=ANSWER_S)
    tally.times_s.append(time.perf_counter() - begin)
    tally.errors += answer["type"] != "changes"


class _Typist:
    """Types a phrase into a unit, a few characters at a time, then deletes it and moves on."""

    def __init__(self, units: dict[str, int], chance: random.Random) -> None:
        self._units = {unit: length for unit, length in units.items() if length > 20}
        self._chance = chance
        self._unit = ""
        self._at = self._typed = 0

    def next(self) -> Edit:
        """The next edit."""
        if not self._unit:
            self._unit = self._chance.choice(sorted(self._units))
            self._at = self._chance.randrange(10, self._units[self._unit])
            self._typed = 0
        unit, start = self._unit, self._at + self._typed
        if self._typed >= len(_TYPED):
            self._unit = ""
            return ReplaceText(op="replace", unit=unit, start=self._at, end=start, replacement="")
        piece = _TYPED[self._typed : self._typed + self._chance.randint(1, 3)]
        self._typed += len(piece)
        return ReplaceText(op="replace", unit=unit, start=start, end=start, replacement=piece)


def typical(number: int) -> DraftTexts:
    """A typical application, a little different for every editor."""
    name = f"一种{_PARTS[number % 10]}夹持装置"
    listed = "、".join(f"{part}({sign})" for sign, part in enumerate(_PARTS, 1))
    first = f"1. {name}，其特征在于，包括{listed}，所述壳体(1)与所述盖板(2)铰接。"
    claims = [first]
    for claim in range(2, 11):
        one, two = _PARTS[claim % 10], _PARTS[(claim + 3) % 10]
        claims.append(
            f"{claim}. 根据权利要求{claim - 1}所述的{name[2:]}，其特征在于，所述{one}({claim % 10 + 1})与"
            f"所述{two}({(claim + 3) % 10 + 1})之间的距离为{claim}mm。"
        )
    lines = [
        DraftLine(text="技术领域", heading=True),
        DraftLine(text=f"本发明涉及机械加工技术领域，具体涉及{name}。"),
        DraftLine(text="背景技术", heading=True),
        DraftLine(text="现有的夹持装置结构复杂，工件容易松动。"),
        DraftLine(text="发明内容", heading=True),
        DraftLine(text=f"本发明要解决的技术问题是工件容易松动，提供{name}。"),
        DraftLine(text="附图说明", heading=True),
        DraftLine(text="图1为夹持装置的结构示意图。"),
        DraftLine(text="具体实施方式", heading=True),
    ]
    length = embodiment = 0
    while length < 8 * CHARACTERS_PER_PAGE:
        embodiment += 1
        one, two = _PARTS[embodiment % 10], _PARTS[(embodiment + 3) % 10]
        text = (
            f"在第{embodiment}种实施方式中，如图1所示，{one}{embodiment % 10 + 1}与{two}"
            f"{(embodiment + 3) % 10 + 1}之间的距离为{embodiment}mm，安装时先将工件放入壳体1内，"
            "再通过盖板2将其夹紧，从而避免工件在加工过程中松动。"
        )
        lines.append(DraftLine(text=text))
        length += len(text)
    return DraftTexts(
        kind=ApplicationKind.INVENTION,
        title=name,
        abstract=(
            f"本发明公开了{name}，属于机械加工技术领域，包括壳体(1)和盖板(2)，用于夹紧工件。",
        ),
        claims=tuple(claims),
        description=tuple(lines),
        figures=("图1",),
    )
