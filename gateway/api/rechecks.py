"""Batch re-checks: started and steered by the office and by operators, who see no texts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.convertors import StringConvertor, register_url_convertor

from gateway.access import authorise
from gateway.api.page_mark import decode_mark, encode_mark
from gateway.api.pages import PAGE_HEADERS
from gateway.api.state import GatewayState, State
from gateway.errors import InvalidSelectionError
from gateway.recheck.affected import RuleSet
from gateway.recheck.export import csv_lines, json_lines
from gateway.recheck.rules import current_rule_set
from gateway.recheck.summary import summarise
from shared.contracts.applications import CheckName
from shared.contracts.common import Role
from shared.contracts.rechecks import (
    ItemState,
    RecheckItem,
    RecheckItemPage,
    RecheckJob,
    RecheckPage,
    RecheckRequest,
    RecheckStarted,
    RecheckState,
    RecheckSummary,
)
from shared.web.principal import CurrentPrincipal, Principal

router = APIRouter(prefix="/v1/rechecks", tags=["re-checks"], dependencies=[Depends(authorise)])
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
_OFFICE_TIME = timezone(timedelta(hours=8))
_EVENT_S = 1.0
_SILENCE_S = 15.0
_ENDED = (RecheckState.COMPLETED, RecheckState.CANCELLED)


class Action(StrEnum):
    """What may be asked of a job."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    RETRY = "retry"


class _ActionConvertor(StringConvertor):
    """Only these words: what else stands below a job is read, and POST is 405 there."""

    regex = "|".join(Action)


register_url_convertor("recheck_action", _ActionConvertor())


class ExportFormat(StrEnum):
    """In which form a job's items are given out."""

    CSV = "csv"
    JSONL = "jsonl"
    HTML = "html"


@router.post(
    "",
    status_code=201,
    response_model=RecheckStarted,
    responses={200: {"model": RecheckStarted, "description": "Dry run: nothing was started"}},
    summary="Start a re-check",
)
async def start(body: RecheckRequest, state: State, principal: CurrentPrincipal) -> Response:
    """Write a job over the selected applications; workers begin within seconds."""
    rules = await current_rule_set(state.clients, principal)
    _require_known(body.selection.rules, rules)
    now = datetime.now(UTC)
    if body.dry_run:
        plan = await asyncio.to_thread(state.rechecks.plan, body, rules)
        return _json(RecheckStarted(plan=plan, job=None), 200)
    as_of = body.as_of or now.astimezone(_OFFICE_TIME).date()
    plan, job = await asyncio.to_thread(
        state.rechecks.start, body, rules, principal.key_id, as_of, now
    )
    return _json(RecheckStarted(plan=plan, job=job), 201, f"/v1/rechecks/{job.id}")


@router.get("", summary="List re-checks, newest first")
def list_jobs(
    state: State,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> RecheckPage:
    """All jobs: they belong to the office."""
    after = None if cursor is None else decode_mark(cursor)
    items, mark = state.rechecks.page(after, limit)
    return RecheckPage(items=tuple(items), next_cursor=None if mark is None else encode_mark(mark))


@router.get("/{job_id}", summary="One re-check")
def read(job_id: Id, state: State) -> RecheckJob:
    """State and progress."""
    return state.rechecks.find(job_id)


@router.post(
    "/{job_id}/{action:recheck_action}", summary="Pause, resume, cancel, or retry what failed"
)
def steer(job_id: Id, action: Action, state: State) -> RecheckJob:
    """Workers stop within a batch of items; nothing that is done is done again."""
    if action is Action.RETRY:
        return state.rechecks.retry(job_id)
    return state.rechecks.steer(job_id, action.value, datetime.now(UTC))


@router.get("/{job_id}/items", summary="Results item by item")
def list_items(
    job_id: Id,
    state: State,
    principal: CurrentPrincipal,
    from_position: Annotated[int, Query(ge=0, le=1_000_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    item_state: Annotated[ItemState | None, Query(alias="state")] = None,
) -> RecheckItemPage:
    """By position; operators see neither application numbers nor documents found."""
    state.rechecks.find(job_id)
    items = state.rechecks.items(job_id, from_position, limit + 1, item_state)
    more = items[limit].position if len(items) > limit else None
    shown = tuple(_shown(item, principal) for item in items[:limit])
    return RecheckItemPage(items=shown, next_position=more)


@router.get("/{job_id}/summary", summary="Summary by rule and art unit")
def read_summary(job_id: Id, state: State, principal: CurrentPrincipal) -> RecheckSummary:
    """What became of findings, counted."""
    return summarise(state.rechecks.find(job_id), _items(state, job_id, principal))


@router.get(
    "/{job_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "Progress as it comes"}},
    summary="Progress as Server-Sent Events",
)
async def events(job_id: Id, state: State, request: Request) -> StreamingResponse:
    """``progress`` with the job whenever it changed, ``end`` when it has ended."""
    await asyncio.to_thread(state.rechecks.find, job_id)  # 404 before the stream begins
    return StreamingResponse(_events(state, job_id, request), media_type="text/event-stream")


@router.get(
    "/{job_id}/export",
    response_class=Response,
    responses={
        200: {
            "content": {"text/csv": {}, "application/x-ndjson": {}, "text/html": {}},
            "description": "All items",
        }
    },
    summary="Export a re-check",
)
def export(
    job_id: Id,
    state: State,
    principal: CurrentPrincipal,
    form: Annotated[ExportFormat, Query(alias="format")] = ExportFormat.CSV,
) -> Response:
    """CSV or JSON lines with one line for each item, or a page with charts."""
    from gateway.report import render_recheck  # templates load when a page is asked for

    job = state.rechecks.find(job_id)
    items = _items(state, job_id, principal)
    if form is ExportFormat.HTML:
        page = render_recheck(summarise(job, items))
        return Response(
            page,
            media_type="text/html",
            headers=PAGE_HEADERS,
        )
    lines, kind = (
        (csv_lines(items), "text/csv")
        if form is ExportFormat.CSV
        else (json_lines(items), "application/x-ndjson")
    )
    name = f"recheck-{job_id}.{form.value}"
    return StreamingResponse(
        lines,
        media_type=f"{kind}; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


async def _events(state: GatewayState, job_id: str, request: Request) -> AsyncIterator[str]:
    told: RecheckJob | None = None
    silence = 0.0
    while not await request.is_disconnected():
        job = await asyncio.to_thread(state.rechecks.find, job_id)
        if job != told:
            told, silence = job, 0.0
            yield f"event: progress\ndata: {job.model_dump_json()}\n\n"
            if job.state in _ENDED:
                yield f"event: end\ndata: {job.state.value}\n\n"
                return
        elif silence >= _SILENCE_S:
            silence = 0.0
            yield ": waiting\n\n"  # keeps proxies from closing a quiet connection
        await asyncio.sleep(_EVENT_S)
        silence += _EVENT_S


def _items(state: GatewayState, job_id: str, principal: Principal) -> Iterator[RecheckItem]:
    return (_shown(item, principal) for item in state.rechecks.all_items(job_id))


def _shown(item: RecheckItem, principal: Principal) -> RecheckItem:
    if principal.role is not Role.OPERATOR:
        return item
    kept = tuple(one for one in item.differences if one.check is CheckName.FORMAL_CHECK)
    return item.model_copy(update={"application_number": None, "differences": kept})


def _require_known(codes: tuple[str, ...], rules: RuleSet) -> None:
    known = {rule.code for rule in rules.rules}
    for position, code in enumerate(codes):
        if code not in known:
            raise InvalidSelectionError(pointer=f"#/selection/rules/{position}")


def _json(body: RecheckStarted, status: int, location: str | None = None) -> Response:
    return Response(
        body.model_dump_json(),
        status_code=status,
        media_type="application/json",
        headers={} if location is None else {"location": location},
    )
