"""The workbench: examining and searching by hand, in a browser (docs/workbench.md).

A form does what the API's route does and leads on to the page of what it made; nothing of a query
stands in an address. Which requests of a browser count is decided in :mod:`gateway.browser`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Path, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError

import shared.web.document_key  # noqa: F401 - registers {key:document}
from gateway.access import authorise
from gateway.api.examinations import examine_and_keep, find_shown
from gateway.api.page_route import PageRoute
from gateway.api.pages import PAGE_HEADERS
from gateway.api.state import GatewayState, State
from gateway.api.uploads import REQUEST_BODY, invalid_body, receive
from gateway.errors import InvalidFormError
from gateway.examination.ports import ServiceFailureError, Upload
from gateway.service_calls import ServiceCalls
from gateway.workbench.search_form import SearchForm, search_request, searched_by
from shared.contracts.design_image import DesignFilter, ImageSearchRequest
from shared.contracts.prior_art import SearchRequest
from shared.model.case_file import CaseFile
from shared.web.principal import CurrentPrincipal, Principal
from shared.web.problems import request_id_of

router = APIRouter(
    prefix="/workbench",
    tags=["pages"],
    dependencies=[Depends(authorise)],
    route_class=PageRoute,
)
_SEE_OTHER = 303
_SearchId = Annotated[str, Path(pattern="^[0-9a-f]{1,64}$")]


@router.post(
    "/examinations",
    status_code=_SEE_OTHER,
    response_class=RedirectResponse,
    openapi_extra={"requestBody": REQUEST_BODY},
    summary="Examine a package from a page",
)
async def create_examination(
    request: Request, state: State, principal: CurrentPrincipal
) -> RedirectResponse:
    """As ``POST /v1/examinations``; leads on to the report."""
    dossier = await examine_and_keep(await receive(request, state), request, state, principal)
    return RedirectResponse(f"/v1/examinations/{dossier.id}/report", _SEE_OTHER)


@router.get("/searches", response_class=HTMLResponse, summary="Form of a prior-art search")
async def search_form(request: Request, state: State, principal: CurrentPrincipal) -> HTMLResponse:
    """An empty form, with the collections that the caller may search."""
    from gateway.report import render_search  # templates load when a page is asked for

    collections = await _calls(request, state, principal).collections()
    return HTMLResponse(render_search(None, collections), headers=PAGE_HEADERS)


@router.post(
    "/searches",
    status_code=_SEE_OTHER,
    response_class=RedirectResponse,
    summary="Search prior art from a page",
)
async def create_search(
    request: Request,
    state: State,
    principal: CurrentPrincipal,
    form: Annotated[SearchForm, Form(media_type="multipart/form-data")],
) -> RedirectResponse:
    """As ``POST /v1/searches``; leads on to the page of the recorded search."""
    calls = _calls(request, state, principal)
    before = await _subject(form, state, calls, principal)
    try:
        asked = search_request(form, before)
    except ValidationError as error:
        raise invalid_body(error) from None
    found = await calls.search(asked)
    return RedirectResponse(f"/workbench/searches/{found.search_id}", _SEE_OTHER)


@router.get(
    "/searches/{search_id}", response_class=HTMLResponse, summary="A recorded search, as a page"
)
async def show_search(
    search_id: _SearchId, request: Request, state: State, principal: CurrentPrincipal
) -> HTMLResponse:
    """What was found, and a form to refine the search."""
    from gateway.report import render_search  # templates load when a page is asked for

    calls = _calls(request, state, principal)
    recorded = await calls.recorded_search(search_id)
    collections = await calls.collections()
    return HTMLResponse(render_search(recorded, collections), headers=PAGE_HEADERS)


@router.get(
    "/documents/{key:document}", response_class=HTMLResponse, summary="A document, as a page"
)
async def show_document(
    key: str,
    request: Request,
    state: State,
    principal: CurrentPrincipal,
    collection: Annotated[str, Query(max_length=100)] = "published",
) -> HTMLResponse:
    """Bibliographic data, abstract, claims and paragraphs with their numbers."""
    from gateway.report import render_document  # templates load when a page is asked for

    document = await _calls(request, state, principal).document(key, collection)
    return HTMLResponse(render_document(document, collection), headers=PAGE_HEADERS)


@router.get("/image-searches", response_class=HTMLResponse, summary="Form of a design search")
async def image_search_form() -> HTMLResponse:
    """An empty form."""
    from gateway.report import render_image_search  # templates load when a page is asked for

    return HTMLResponse(render_image_search(), headers=PAGE_HEADERS)


@router.post(
    "/image-searches",
    status_code=_SEE_OTHER,
    response_class=RedirectResponse,
    summary="Search earlier designs from a page",
)
async def create_image_search(
    request: Request,
    state: State,
    principal: CurrentPrincipal,
    views: Annotated[list[UploadFile], File(max_length=10)],
    locarno: Annotated[str, Form(max_length=300)] = "",
    critical_date: Annotated[str, Form(max_length=10)] = "",
    text: Annotated[str, Form(max_length=200)] = "",
) -> RedirectResponse:
    """As ``POST /v1/image-searches``; leads on to the page of the recorded search."""
    pictures = [
        Upload(one.filename, one.content_type or "application/octet-stream", await one.read())
        for one in views
        if one.filename
    ]
    if not pictures:
        raise InvalidFormError.no_picture()
    classes = tuple(locarno.replace("，", ",").replace(",", " ").split())
    try:
        limits = DesignFilter.model_validate(
            {"critical_date": critical_date or None, "locarno": classes}
        )
    except ValidationError as error:
        raise invalid_body(error) from None
    asked = ImageSearchRequest(filter=limits, text=text.strip() or None)
    found = await _calls(request, state, principal).search_images(asked, pictures)
    return RedirectResponse(f"/v1/image-searches/{found.search_id}?format=html", _SEE_OTHER)


def _calls(request: Request, state: GatewayState, principal: Principal) -> ServiceCalls:
    return ServiceCalls(state.clients, principal, request_id_of(request.scope))


async def _subject(
    form: SearchForm, state: GatewayState, calls: ServiceCalls, principal: Principal
) -> SearchRequest | None:
    """What the form goes on from: a package, a recorded search or a dossier."""
    if form.package is not None and form.package.filename:
        data = await form.package.read()
        received = await state.intake.read({form.package.filename: data})
        return searched_by(received.filed.case_file)
    if form.search:
        return (await calls.recorded_search(form.search)).request
    if not form.dossier:
        return None
    dossier = find_shown(state.dossiers, form.dossier, principal)  # as this caller sees it
    made = dossier.sections.prior_art.result
    if made is not None and made.search_id:
        try:  # It knows of disclosures that the request form declared, the dossier does not.
            return (await calls.recorded_search(made.search_id)).request
        except ServiceFailureError as failure:
            if not failure.refused:
                raise
    return searched_by(CaseFile(application=dossier.application))
