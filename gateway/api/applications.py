"""Pending applications: file, amend, read, and what the office sets.

An application is visible to the key that filed it and to the office; for everybody else it does
not exist. Identity numbers are shown to examiners only; papers, where they cannot be masked, to
the owner and to examiners. Operators see states, never texts.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from gateway.access import authorise, owner_seen_by
from gateway.api.page_mark import decode_mark, encode_mark
from gateway.api.state import State
from gateway.api.uploads import REQUEST_BODY, receive
from gateway.errors import ApplicationNotFoundError
from gateway.examination.masking import mask_numbers_in
from gateway.pending.filed_version import FiledVersion, filed_version
from gateway.store.applications import ApplicationFilter, ApplicationStore, Filed
from shared.contracts.applications import (
    ApplicationChange,
    ApplicationPage,
    ApplicationRecord,
    ApplicationState,
    ApplicationSummary,
    CheckName,
    PaperList,
)
from shared.contracts.common import Role
from shared.contracts.formal_check import CheckReport
from shared.contracts.prior_art import SearchResult
from shared.model.case_file import CaseFile
from shared.model.identification import ApplicationKind
from shared.web.principal import CurrentPrincipal, Principal

router = APIRouter(
    prefix="/v1/applications", tags=["applications"], dependencies=[Depends(authorise)]
)
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Number = Annotated[int, Path(ge=1, le=1_000_000)]


@router.post(
    "",
    status_code=201,
    response_model=ApplicationRecord,
    responses={
        200: {"model": ApplicationRecord, "description": "The same package was sent before"}
    },
    openapi_extra={"requestBody": REQUEST_BODY},
    summary="File an application",
)
async def create(request: Request, state: State, principal: CurrentPrincipal) -> Response:
    """Keep a package as version 1 of a pending application; nothing is checked yet."""
    version = await _version(request, state)
    now = datetime.now(UTC)
    filed = await asyncio.to_thread(state.applications.file, version, principal.key_id, now)
    return await asyncio.to_thread(_filed, state.applications, filed)


@router.get("", summary="List pending applications, newest first")
def list_applications(
    state: State,
    principal: CurrentPrincipal,
    application_state: Annotated[ApplicationState | None, Query(alias="state")] = None,
    kind: ApplicationKind | None = None,
    art_unit: Annotated[str | None, Query(max_length=60, pattern=r"^[^\x00-\x1f]+$")] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> ApplicationPage:
    """The caller's own; the office's people see all, operators all without texts."""
    owner = None if principal.role is Role.OPERATOR else owner_seen_by(principal)
    after = None if cursor is None else decode_mark(cursor)
    chosen = ApplicationFilter(application_state, kind, art_unit)
    items, mark = state.applications.page(owner, chosen, after, limit)
    return ApplicationPage(
        items=tuple(_listed(item, principal) for item in items),
        next_cursor=None if mark is None else encode_mark(mark),
    )


@router.get("/{application_id}", summary="One application")
def read(application_id: Id, state: State, principal: CurrentPrincipal) -> ApplicationRecord:
    """Its versions, deadlines and last results."""
    record = state.applications.find(application_id, owner_seen_by(principal))
    if record is None:
        raise ApplicationNotFoundError
    return record


@router.patch("/{application_id}", summary="Set state, order, art unit or deadlines")
def change(
    application_id: Id, body: ApplicationChange, state: State, principal: CurrentPrincipal
) -> ApplicationRecord:
    """What the office decides. What is left out stays as it is."""
    if not state.applications.change(application_id, body):
        raise ApplicationNotFoundError
    return read(application_id, state, principal)


@router.post(
    "/{application_id}/versions",
    status_code=201,
    response_model=ApplicationRecord,
    responses={200: {"model": ApplicationRecord, "description": "The current version is the same"}},
    openapi_extra={"requestBody": REQUEST_BODY},
    summary="File an amendment",
)
async def amend(
    application_id: Id, request: Request, state: State, principal: CurrentPrincipal
) -> Response:
    """Keep a package as the next version. Earlier versions stay."""
    owner = owner_seen_by(principal)
    if await asyncio.to_thread(state.applications.find, application_id, owner) is None:
        raise ApplicationNotFoundError
    version = await _version(request, state)
    filed = await asyncio.to_thread(
        state.applications.amend,
        application_id,
        version,
        owner,
        principal.key_id,
        datetime.now(UTC),
    )
    return await asyncio.to_thread(_filed, state.applications, filed)


@router.get("/{application_id}/versions/{number}", response_model=CaseFile, summary="One version")
def read_version(
    application_id: Id, number: Number, state: State, principal: CurrentPrincipal
) -> Response:
    """The case file that was read from the papers of a version."""
    found = state.applications.case_file(application_id, number, owner_seen_by(principal))
    if found is None:
        raise ApplicationNotFoundError
    if principal.role is not Role.EXAMINER:
        case_file = CaseFile.model_validate_json(found)
        masked = mask_numbers_in(case_file, case_file.application.bibliographic)
        found = masked.model_dump_json().encode()
    return Response(found, media_type="application/json")


@router.get("/{application_id}/versions/{number}/papers", summary="Papers of a version")
def list_papers(
    application_id: Id, number: Number, state: State, principal: CurrentPrincipal
) -> PaperList:
    """Path, digest and size of every paper."""
    papers = state.applications.papers(application_id, number, owner_seen_by(principal))
    if papers is None:
        raise ApplicationNotFoundError
    return PaperList(items=tuple(papers))


@router.get(
    "/{application_id}/versions/{number}/papers/{position}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The paper"}},
    summary="One paper",
)
def read_paper(
    application_id: Id, number: Number, position: Number, state: State, principal: CurrentPrincipal
) -> Response:
    """The bytes as filed, always as a download."""
    papers = state.applications.papers(application_id, number, owner_seen_by(principal)) or []
    paper = next((one for one in papers if one.position == position), None)
    data = None if paper is None else state.applications.paper(paper.sha256)
    if paper is None or data is None:
        raise ApplicationNotFoundError
    name = quote(paper.path.rsplit("/", 1)[-1], safe="")
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
    )


@router.get(
    "/{application_id}/results/{check}",
    response_model=CheckReport | SearchResult,
    summary="Last result of a check",
)
def read_result(
    application_id: Id, check: CheckName, state: State, principal: CurrentPrincipal
) -> Response:
    """The service's answer as it was given."""
    owner = owner_seen_by(principal)
    found = state.applications.result(application_id, check, owner)
    record = state.applications.find(application_id, owner)
    if found is None or record is None:
        raise ApplicationNotFoundError
    if principal.role is not Role.EXAMINER:
        found = _masked(found, check, record, state.applications)
    return Response(found, media_type="application/json")


def _masked(
    found: bytes, check: CheckName, record: ApplicationRecord, applications: ApplicationStore
) -> bytes:
    version = next(one.version for one in record.results if one.check is check)
    papers = applications.case_file(record.id, version, None)
    model = CheckReport if check is CheckName.FORMAL_CHECK else SearchResult
    parties = CaseFile.model_validate_json(papers or b"").application.bibliographic
    return mask_numbers_in(model.model_validate_json(found), parties).model_dump_json().encode()


async def _version(request: Request, state: State) -> FiledVersion:
    received = await receive(request, state)
    return await asyncio.to_thread(filed_version, received.filed, received.name, received.sha256)


def _filed(applications: ApplicationStore, filed: Filed) -> Response:
    record = applications.find(filed.application_id, None)
    if record is None:
        raise ApplicationNotFoundError
    return Response(
        record.model_dump_json(),
        status_code=201 if filed.new else 200,
        media_type="application/json",
        headers={"location": f"/v1/applications/{record.id}"},
    )


def _listed(item: ApplicationSummary, principal: Principal) -> ApplicationSummary:
    if principal.role is not Role.OPERATOR:
        return item
    return item.model_copy(update={"application_number": None, "title": None})
