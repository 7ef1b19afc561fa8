"""What the authorisation matrix plants in a gateway: papers with words that give a leak away.

Each path parameter of the API needs a line in ``plant``: which values exist, and who may see them.
It is written down here a second time on purpose, beside the gateway's own tables.
"""

from __future__ import annotations

import base64
import io
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import httpx
from PIL import Image

from shared.contracts.common import Role
from shared.contracts.gateway import ExaminationRequest
from shared.contracts.prior_art import DocumentBatch, DocumentPassage, PassageKind, PriorArtDocument
from shared.model.application import Abstract, Application, BibliographicData
from shared.model.case_file import CaseFile
from shared.model.drawings import Figure, ImageFile
from shared.model.identification import ApplicationKind, DocumentStage
from shared.model.parties import Applicant
from shared.model.source import TextUnit

OWNER = "owner"
"""Name of the caller whose papers are planted."""
EVERYBODY = frozenset(Role)
EXAMINERS = frozenset({Role.EXAMINER})
OFFICE = frozenset({Role.EXAMINER, Role.REVIEWER})
_RECHECK_S = 60.0
JSON = {"content-type": "application/json"}


@dataclass(frozen=True)
class Subject:
    """A value of a path parameter."""

    value: str
    seen_by: frozenset[Role]
    owner: str | None = None
    """Name of the caller who sees it whatever the role."""
    query: str = ""


@dataclass(frozen=True)
class Secret:
    """A word that only these may read, wherever it stands in an answer."""

    word: str
    seen_by: frozenset[Role]
    owner: str | None = None


@dataclass(frozen=True)
class Probe:
    """A request beside those of the OpenAPI document, and for whom its object exists."""

    method: str
    template: str
    body: bytes
    seen_by: frozenset[Role] = EVERYBODY


@dataclass
class Planted:
    """What the matrix asks for and looks out for."""

    subjects: Mapping[str, Sequence[Subject]] = field(default_factory=dict)
    """By name of the path parameter, or ``documents.number`` where one word means two things."""
    secrets: Sequence[Secret] = ()
    probes: Sequence[Probe] = ()


def plant(owner: httpx.Client, examiner: httpx.Client) -> Planted:
    """Plant with the keys of an applicant and an examiner. Raises where that fails."""
    word, hidden_word = f"zq{secrets.token_hex(6)}", f"zq{secrets.token_hex(6)}"
    number, filed_number = (f"1101011990010{day}{secrets.randbelow(9000) + 1000}" for day in "12")
    hidden = f"h{secrets.token_hex(6)}"
    dossier_id = _created(owner, "/v1/examinations", _examination(word, number)).json()["id"]
    application_number = f"20241{secrets.randbelow(10**7):07}"
    application = _examination(word, filed_number, application_number)
    application_id = _created(owner, "/v1/applications", application).json()["id"]
    job_id = _rechecked(examiner)
    _done(examiner.put(f"/v1/collections/{hidden}", json={"unpublished": True}))
    for collection, title in ((hidden, f"水杯盖{hidden_word}"), ("published", "水杯盖")):
        batch = DocumentBatch(collection=collection, documents=(_document(title),))
        _created(examiner, "/v1/documents", batch.model_dump_json().encode())
    asked, asked_by_examiner = f"zq{secrets.token_hex(6)}", f"zq{secrets.token_hex(6)}"
    search_id = _searched(owner, asked)
    examiners_search_id = _searched(examiner, asked_by_examiner)
    image_search_id, examiners_image_search_id = map(_searched_by_image, (owner, examiner))
    search = f'{{"text": "水杯盖", "collection": "{hidden}"}}'.encode()
    return Planted(
        subjects={
            "dossier_id": (
                Subject(dossier_id, OFFICE, OWNER),
                Subject(secrets.token_hex(16), frozenset()),
            ),
            "application_id": (
                Subject(application_id, OFFICE, OWNER),
                Subject(secrets.token_hex(16), frozenset()),
            ),
            "number": (Subject("1", EVERYBODY), Subject("9", frozenset())),
            "documents.number": (Subject("1", EVERYBODY), Subject("9", frozenset())),
            "place": (Subject("0", EVERYBODY), Subject("9", frozenset())),
            "search_id": (
                Subject(search_id, frozenset(), OWNER),
                Subject(examiners_search_id, EXAMINERS),
            ),
            "image-searches.search_id": (
                Subject(image_search_id, frozenset(), OWNER),
                Subject(examiners_image_search_id, EXAMINERS),
            ),
            "picture": (Subject("lines", EVERYBODY),),
            "image-searches.number": (Subject("0", EVERYBODY), Subject("9", frozenset())),
            "report_id": (Subject("none", frozenset()),),
            "position": (Subject("1", EVERYBODY), Subject("9", frozenset())),
            "check": (
                Subject("formal_check", EVERYBODY),
                Subject("prior_art", frozenset()),  # not part of the re-check
            ),
            "job_id": (
                Subject(job_id, OFFICE | {Role.OPERATOR}),
                Subject(secrets.token_hex(16), frozenset()),
            ),
            "action": (Subject("cancel", EVERYBODY),),
            "identifier": (Subject(secrets.token_hex(16), frozenset()),),
            "code": (Subject("CN-CLM-001", EVERYBODY),),
            "key": (
                Subject("CN1A", EVERYBODY),
                Subject("CN1A", EXAMINERS, query=f"collection={hidden}"),
            ),
            "name": (Subject("published", EVERYBODY), Subject(hidden, EXAMINERS)),
            "design_id": (Subject("none", frozenset()),),
            "view_id": (Subject("none", frozenset()),),
        },
        secrets=(
            Secret(word, OFFICE, OWNER),
            Secret(number, EXAMINERS),
            Secret(filed_number, EXAMINERS, OWNER),  # its own papers, as it filed them
            Secret(application_number, OFFICE, OWNER),
            Secret(hidden_word, EXAMINERS),
            Secret(hidden, EXAMINERS),
            Secret(asked, frozenset(), OWNER),  # a search is as secret as what was asked
            Secret(asked_by_examiner, EXAMINERS),
        ),
        probes=(
            Probe("POST", "/v1/searches", '{"text": "水杯盖"}'.encode()),
            Probe("POST", "/v1/searches", search, EXAMINERS),
            Probe(
                "POST",
                "/v1/documents",
                DocumentBatch(collection=hidden, documents=(_document("杯"),))
                .model_dump_json()
                .encode(),
                EXAMINERS,
            ),
        ),
    )


def _rechecked(examiner: httpx.Client) -> str:
    """A re-check of all applications that has ended."""
    job_id = str(_created(examiner, "/v1/rechecks", b"{}").json()["job"]["id"])
    until = time.monotonic() + _RECHECK_S
    while _done(examiner.get(f"/v1/rechecks/{job_id}")).json()["state"] != "completed":
        if time.monotonic() > until:
            raise TimeoutError(f"the re-check did not end within {_RECHECK_S:g} s")
        time.sleep(0.1)
    return job_id


def _examination(word: str, number: str, application_number: str | None = None) -> bytes:
    """The body of an examination; of a pending application, with a drawing, where numbered."""
    drawn = application_number is not None
    images = (ImageFile(name=f"{word}.png", path=f"{word}.png"),)
    application = Application(
        stage=DocumentStage.FILING,
        kind=ApplicationKind.INVENTION,
        bibliographic=BibliographicData(
            office_code="CN",
            application_number=application_number,
            filing_date=date(2024, 5, 1),
            invention_title=TextUnit(id="title", text=f"一种{word}装置"),
            applicants=(Applicant(name=f"申请人{word}", identifier=number),),
        ),
        drawings=(Figure(id="drawings/1", position=1, images=images),) if drawn else None,
        abstract=Abstract(units=(TextUnit(id="abstract/1", text=f"公开了{word}。"),)),
    )
    request = ExaminationRequest(
        name=f"{word}.json",
        case_file=CaseFile(application=application),
        files={images[0].name: base64.b64encode(number.encode())} if drawn else {},
    )
    return request.model_dump_json().encode()


def _document(title: str) -> PriorArtDocument:
    claim = DocumentPassage(kind=PassageKind.CLAIM, number="1", text=title)
    return PriorArtDocument(
        office_code="CN",
        document_number="1",
        kind_code="A",
        title=title,
        abstract=title,
        claims=(claim,),
    )


def _searched(client: httpx.Client, words: str) -> str:
    body = f'{{"text": "水杯盖{words}"}}'.encode()
    return str(_created(client, "/v1/searches", body).json()["search_id"])


def _searched_by_image(client: httpx.Client) -> str:
    """A search of its own for each caller: the same one would have the same identifier."""
    picture = Image.new("L", (200, 200), 255)
    picture.paste(0, (40, 40, 60 + secrets.randbelow(90), 60 + secrets.randbelow(90)))
    data = io.BytesIO()
    picture.save(data, "PNG")
    files = {"views": ("view.png", data.getvalue(), "image/png")}
    return str(_done(client.post("/v1/image-searches", files=files)).json()["search_id"])


def _created(client: httpx.Client, path: str, body: bytes) -> httpx.Response:
    return _done(client.post(path, content=body, headers=JSON))


def _done(answer: httpx.Response) -> httpx.Response:
    if not answer.is_success:
        raise RuntimeError(
            f"{answer.request.method} {answer.request.url.path}: {answer.status_code}"
        )
    return answer
