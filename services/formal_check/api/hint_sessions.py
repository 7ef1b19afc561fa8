"""WebSocket ``/v1/hints/session``: live hints for an editor, differences only.

One message in, one message out, in order. What is refused is answered with a problem and changes
nothing; who goes on breaking the bounds is disconnected.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from fastapi import APIRouter, WebSocket
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocketDisconnect

from services.formal_check.api.convert import versions
from services.formal_check.api.dependencies import today
from services.formal_check.domain.drafting import DraftCase, draft_case
from services.formal_check.domain.errors import (
    FormalCheckError,
    SessionOrderError,
    TooManyEditsError,
)
from services.formal_check.domain.hint_session import HintSession
from services.formal_check.domain.rule_book import RuleBook
from shared.contracts.formal_check import RuleOutcome
from shared.contracts.hint_session import (
    CLIENT_MESSAGE,
    EditUnits,
    OpenSession,
    SessionChanges,
    SessionOpened,
    SessionRefused,
    UnitState,
)
from shared.web.principal import Filing
from shared.web.problems import error_problem, generic_problem, request_id_of, validation_problem

router = APIRouter(prefix="/v1")
_log = structlog.get_logger()

MAX_EDIT_BYTES = 1_000_000
MESSAGES_PER_S = 20.0
BURST = 40.0
MAX_REFUSED_IN_A_ROW = 50
MAX_MESSAGES = 200_000
IDLE_S = 900.0
LIFETIME_S = 8 * 3600.0

EDITS_AT_A_TIME = 2
"""Edits take a few milliseconds of processor time, which threads of one process share: more of them
at once only keep each other, and the event loop, waiting. Two, so that one long edit stops nobody."""

GOING_AWAY, POLICY, TOO_BIG, TRY_LATER = 1001, 1008, 1009, 1013


@dataclass
class OpenSessions:
    """How many sessions this process may hold, and holds."""

    limit: int
    largest_open: int
    """Bytes of the message that opens a session."""
    count: int = 0
    edits: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(EDITS_AT_A_TIME))
    """Held while an edit is checked; who comes first goes first."""


class Pace:
    """A bucket of tokens: ``MESSAGES_PER_S`` in the long run, ``BURST`` at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tokens = BURST
        self._at = clock()

    def admits(self) -> bool:
        """Take a token, if there is one."""
        now = self._clock()
        self._tokens = min(BURST, self._tokens + (now - self._at) * MESSAGES_PER_S)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


@router.websocket("/hints/session")
async def hint_session(websocket: WebSocket, _: Filing) -> None:
    """Open with the papers, send edits, get what they change among the findings."""
    sessions: OpenSessions = websocket.app.state.open_sessions
    await websocket.accept()
    if sessions.count >= sessions.limit:
        await websocket.close(TRY_LATER, "too many sessions")
        return
    sessions.count += 1
    try:
        async with asyncio.timeout(LIFETIME_S):
            await _Conversation(websocket, sessions).run()
    except TimeoutError:
        await websocket.close(GOING_AWAY, "time is over")
    except WebSocketDisconnect:
        pass
    finally:
        sessions.count -= 1


class _Conversation:
    def __init__(self, websocket: WebSocket, sessions: OpenSessions) -> None:
        self._websocket = websocket
        self._sessions = sessions
        self._book: RuleBook = websocket.app.state.rule_book
        self._request_id = request_id_of(websocket.scope)
        self._session: HintSession | None = None
        self._pace = Pace()

    async def run(self) -> None:
        """Answer until the client leaves or breaks the bounds."""
        refused = 0
        for _ in range(MAX_MESSAGES):
            async with asyncio.timeout(IDLE_S):
                message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            data = message.get("bytes") or (message.get("text") or "").encode(
                "utf-8", "surrogatepass"
            )
            if len(data) > (
                self._sessions.largest_open if self._session is None else MAX_EDIT_BYTES
            ):
                too_large = generic_problem(413, self._request_id)
                await self._refuse(SessionRefused(problem=too_large))
                await self._websocket.close(TOO_BIG, "message too large")
                return
            refusal = await self._take(data)
            refused = 0 if refusal is None else refused + 1
            if refusal is not None:
                await self._refuse(refusal)
                if refused == MAX_REFUSED_IN_A_ROW:
                    break
        await self._websocket.close(POLICY, "too many messages")

    async def _take(self, data: bytes) -> SessionRefused | None:
        """Answer one message, or say why it is refused."""
        seq: int | None = None
        try:
            if not self._pace.admits():
                raise TooManyEditsError
            message = CLIENT_MESSAGE.validate_json(data)
            seq = message.seq
            if isinstance(message, OpenSession):
                await self._open(message)
            else:
                await self._edit(message)
        except ValidationError as error:
            faults = [{**item, "loc": ("body", *item["loc"])} for item in error.errors()]
            return SessionRefused(problem=validation_problem(faults, self._request_id))
        except FormalCheckError as error:
            status = 429 if isinstance(error, TooManyEditsError) else 422
            return SessionRefused(seq=seq, problem=error_problem(error, status, self._request_id))
        return None

    async def _open(self, message: OpenSession) -> None:
        if self._session is not None:
            raise SessionOrderError
        session = await run_in_threadpool(self._begin, message)
        self._session = session
        self._log_faults(session.outcomes)
        units = session.case_file.application.text_units()
        answer = SessionOpened(
            seq=message.seq,
            versions=versions(self._book),
            profile=session.profile.wire(),
            findings=session.findings,
            units=tuple(UnitState(unit=unit.id, length=len(unit.text)) for unit in units),
        )
        await self._websocket.send_text(answer.model_dump_json())

    def _begin(self, message: OpenSession) -> HintSession:
        if message.texts is not None:
            draft = draft_case(message.texts)
        else:
            assert message.case_file is not None  # noqa: S101 - the contract asks for one of them
            draft = DraftCase(message.case_file, frozenset())
        return HintSession(draft, self._book, message.as_of or today(), message.governing_date)

    async def _edit(self, message: EditUnits) -> None:
        if self._session is None:
            raise SessionOrderError
        async with self._sessions.edits:
            changes = await run_in_threadpool(self._session.edit, message.edits)
        self._log_faults(changes.outcomes)
        lengths = {
            unit.id: len(unit.text) for unit in self._session.case_file.application.text_units()
        }
        answer = SessionChanges(
            seq=message.seq,
            added=changes.added,
            moved=changes.moved,
            cleared=changes.cleared,
            units=tuple(
                UnitState(unit=unit, length=lengths[unit])
                for unit in changes.units
                if unit in lengths
            ),
        )
        await self._websocket.send_text(answer.model_dump_json())

    async def _refuse(self, refusal: SessionRefused) -> None:
        await self._websocket.send_text(refusal.model_dump_json(exclude_none=True))

    def _log_faults(self, outcomes: tuple[RuleOutcome, ...]) -> None:
        for outcome in outcomes:
            if outcome.internal_error is not None:
                _log.error("rule.failed", code=outcome.code, error=outcome.internal_error)
