"""The form of a prior-art search, as the request that the API takes."""

from __future__ import annotations

import json
import re

from fastapi import UploadFile
from pydantic import BaseModel, ConfigDict, Field

from gateway.errors import InvalidFormError
from gateway.examination.date_limit import date_limit, declared_disclosures, own_document_keys
from shared.contracts.prior_art import SearchFilter, SearchRequest
from shared.contracts.prior_art_legal import LegalDates
from shared.model.case_file import CaseFile

MOST_CLAIMS = 1_000
_ID = r"^[0-9a-f]{0,64}$"
_CLAIMS = re.compile(r"(\d{1,4})(?:\s*[-–~～至到]\s*(\d{1,4}))?")
_BETWEEN = re.compile(r"[\s,，、;；]+")


class SearchForm(BaseModel):
    """Fields as a browser sends them: what was left empty is an empty text."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    search: str = Field(default="", pattern=_ID)
    """A recorded search to go on from: its application or text is kept unless given anew."""
    dossier: str = Field(default="", pattern=_ID)
    """A dossier whose application is searched by."""
    package: UploadFile | None = None
    """An application to search by."""
    text: str = Field(default="", max_length=200_000)
    boolean: str = Field(default="", max_length=10_000)
    claims: str = Field(default="", max_length=1_000)
    """``1, 3-5``."""
    published_before: str = Field(default="", max_length=10)
    ipc: str = Field(default="", max_length=1_000)
    """Symbols with commas between."""
    collection: str = Field(default="published", max_length=100)
    more_like: list[str] = Field(default=[], max_length=20)
    less_like: list[str] = Field(default=[], max_length=20)
    limit: int = Field(default=10, ge=1, le=200)


def searched_by(case_file: CaseFile) -> SearchRequest:
    """Search by an application for what counts in law against it, as an examination does."""
    application = case_file.application
    dated = date_limit(application.bibliographic) is not None
    return SearchRequest(
        application=application,
        legal_dates=LegalDates(disclosures=declared_disclosures(case_file)) if dated else None,
        chart=bool(application.claims),
        filter=SearchFilter(exclude=own_document_keys(application.bibliographic)),
    )


def search_request(form: SearchForm, before: SearchRequest | None) -> SearchRequest:
    """The request of a form; ``before`` is what it goes on from.

    Raises ``InvalidFormError`` for claims that are no numbers, ``pydantic.ValidationError`` (places
    as in ``SearchRequest``) for the rest.
    """
    base = before or SearchRequest()
    limits = json.loads(base.filter.model_dump_json())
    limits["published_before"] = form.published_before or None
    limits["ipc"] = [one.strip() for one in re.split("[,，;；]", form.ipc) if one.strip()]
    given = {
        "collection": form.collection,
        "boolean": form.boolean.strip() or None,
        "claims": claim_numbers(form.claims),
        "more_like": form.more_like,
        "less_like": form.less_like,
        "limit": form.limit,
        "filter": limits,
    }
    if form.text.strip() and base.application is None:
        given["text"] = form.text
    request = SearchRequest.model_validate_json(json.dumps(given))
    kept: dict[str, object] = {
        "application": base.application,
        "legal_dates": base.legal_dates,
        "chart": base.chart,
    }
    if request.text is None:
        kept |= {"text": base.text, "document": base.document, "elements": base.elements}
    request = request.model_copy(update=kept)
    subject = (request.text, request.application, request.document, request.boolean)
    if not request.elements and all(one is None for one in subject):
        raise InvalidFormError.nothing_to_search()
    return request


def claim_numbers(text: str) -> tuple[int, ...]:
    """``1, 3-5`` as numbers, in this order. Raises ``InvalidFormError``."""
    found: dict[int, None] = {}
    for piece in _BETWEEN.split(re.sub(r"\s*([-–~～至到])\s*", r"\1", text.strip())):
        if not piece:
            continue
        match = _CLAIMS.fullmatch(piece)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not 1 <= first <= last or len(found) + last - first >= MOST_CLAIMS:
            raise InvalidFormError.claims()
        found |= dict.fromkeys(range(first, last + 1))
    return tuple(found)
