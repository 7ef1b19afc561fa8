"""Reads the request form and the papers of a design from our documented JSON.

A companion of a filing package: what the form states goes into bibliographic data, ``RequestForm``,
``DesignPapers``, events, fees and papers of the case file. Alone, with its pictures, it is a design
application. Schema and examples: docs/request-json.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from shared.formats.errors import AmbiguousInputError
from shared.formats.images import header_facts
from shared.formats.json_errors import invalid_json
from shared.formats.json_places import (
    load_object,
    string_unit,
    top_level_keys,
    value_places,
)
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.plain_text import decode_text, text_head
from shared.formats.request_schema import FORMS, GivenRequest, GivenView, unknown_names
from shared.formats.request_values import bibliographic_overrides
from shared.model.application import Application, BibliographicData, FieldSource, FiledDocument
from shared.model.case_file import CaseFile, DatedEvent, FeePayment, ProcedurePaper, RequestForm
from shared.model.design import DesignPapers, DesignView, ViewKind
from shared.model.drawings import ImageFile
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute
from shared.model.source import Location, TextUnit
from shared.model.view_names import view_kind

FORMAT = "zhishen-request"

_DESIGN_NUMBER = re.compile(r"(?:设计|design)\s*(\d{1,2})", re.IGNORECASE)
_MODEL_NAMES = {"priorities": "priority_claims"}
_PLACED = ("applicants", "inventors", "contact_person", "agency", "priorities", "parent", "pct",
           "application_number", "filing_date")  # fmt: skip
_PLACED_IN_CASE = ("events", "fees", "papers")
_PLACED_IN_REQUEST = (
    "declared_claim_count",
    "declared_description_pages",
    "abstract_figure_number",
    "signed_by",
)


@dataclass(frozen=True)
class RequestData:
    """What a request form states."""

    form_code: str
    kind: ApplicationKind
    bibliographic: Mapping[str, Any]
    """Fields of ``BibliographicData`` that the form states."""
    request: RequestForm
    design: DesignPapers | None
    """For form 130101: images are named, not yet looked up."""
    route: FilingRoute | None
    """As stated, or the national phase where the form names an international application."""
    events: tuple[DatedEvent, ...] | None
    fees: tuple[FeePayment, ...] | None
    papers: tuple[ProcedurePaper, ...] | None
    field_sources: tuple[FieldSource, ...]


def recognises(_name: str, head: bytes) -> bool:
    """Whether the document is an object with a ``form_code``."""
    text = text_head(head)
    return (
        text is not None and text.lstrip().startswith("{") and "form_code" in top_level_keys(text)
    )


def read_request(name: str, data: bytes, limits: ReadLimits | None = None) -> RequestData:
    """Read a request form.

    Raises:
        MalformedDocumentError: with file and JSON pointer, or the line of a syntax error.

    """
    text = decode_text(data, name, limits or ReadLimits())
    loaded = load_object(text, name)
    try:
        given = GivenRequest.model_validate(loaded)
    except ValidationError as error:
        raise invalid_json(error, name) from None
    return request_data(given, PlacedValues(text, name, value_places(text)))


def request_data(given: GivenRequest, units: PlacedValues) -> RequestData:
    """What a form states, with the places of its values."""
    overrides = bibliographic_overrides(given)
    title = units.unit("/title", "title")
    if title is not None:
        overrides["invention_title"] = title
    return RequestData(
        form_code=given.form_code,
        kind=FORMS[given.form_code],
        bibliographic=overrides,
        request=_request_form(given),
        route=given.route or (FilingRoute.PCT_NATIONAL_PHASE if given.pct is not None else None),
        design=_design(given, units) if FORMS[given.form_code] is ApplicationKind.DESIGN else None,
        events=_converted(given.events, DatedEvent),
        fees=_converted(given.fees, FeePayment),
        papers=_converted(given.papers, ProcedurePaper),
        field_sources=units.field_sources(),
    )


def amend(
    case_file: CaseFile | None, paper: FiledFile, files: FiledFiles, limits: ReadLimits
) -> CaseFile:
    """Add what the form states; the form goes before names and wording. Raises ``ReadError``."""
    data = read_request(paper.name, paper.read(), limits)
    return amended(case_file, data, paper, files, limits, FORMAT)


def amended(
    case_file: CaseFile | None,
    data: RequestData,
    paper: FiledFile,
    files: FiledFiles,
    limits: ReadLimits,
    form_format: str,
) -> CaseFile:
    """``case_file`` with ``data`` of the form ``paper``. Raises ``AmbiguousInputError``."""
    if case_file is not None and case_file.request is not None:
        raise AmbiguousInputError(
            "The input holds two request forms; keep one.",
            "输入中有两份请求书，请只保留一份。",
            file=paper.name,
        )
    application = (
        Application(
            stage=DocumentStage.FILING,
            kind=None,
            bibliographic=BibliographicData(office_code="CN"),
        )
        if case_file is None
        else case_file.application
    )
    design = None if data.design is None else _with_pictures(data.design, paper, files, limits)
    document = FiledDocument(file=paper.name, part="request", format=form_format)
    application = application.model_copy(
        update={
            "kind": data.kind,
            "kind_basis": "request",
            "route": data.route or application.route,
            "bibliographic": application.bibliographic.model_copy(update=dict(data.bibliographic)),
            "design": design if design is not None else application.design,
            "documents": (*application.documents, document),
            "field_sources": (*application.field_sources, *data.field_sources),
        }
    )
    facts = {
        "request": data.request,
        "events": data.events,
        "fees": data.fees,
        "papers": data.papers,
    }
    stated = {name: value for name, value in facts.items() if value is not None}
    if case_file is None:
        return CaseFile(application=application, **stated)
    return case_file.model_copy(update={"application": application, **stated})


@dataclass(frozen=True)
class PlacedValues:
    """Values of a form with their places, by JSON pointer."""

    text: str
    file: str
    places: Mapping[str, tuple[int, int]]

    def unit(self, pointer: str, identifier: str) -> TextUnit | None:
        """The string at a pointer as a text unit; ``None`` if there is none."""
        place = self.places.get(pointer)
        if place is None:
            return None
        return self.built(pointer, place, identifier)

    def built(self, pointer: str, place: tuple[int, int], identifier: str) -> TextUnit:
        """The text at a place as a unit: here a JSON string with its escapes."""
        return string_unit(self.text, self.file, pointer, place, identifier, "zh")

    def field_sources(self) -> tuple[FieldSource, ...]:
        """The places of stated values, by pointer into the application, or into the case file."""
        found: list[FieldSource] = []
        for pointer, place in self.places.items():
            name, slash, rest = pointer[1:].partition("/")
            if name in _PLACED:
                target = f"/bibliographic/{_MODEL_NAMES.get(name, name)}{slash}{rest}"
            elif name in _PLACED_IN_REQUEST:
                target = f"/request{pointer}"
            elif name in _PLACED_IN_CASE:
                target = pointer
            elif name not in GivenRequest.model_fields:
                target = f"/request/further{pointer}"
            else:
                continue
            source = self.built(pointer, place, pointer).source
            if source is not None and source.text_starts:
                found.append(FieldSource(pointer=target, source=source))
        return tuple(found)


def _request_form(given: GivenRequest) -> RequestForm:
    names = (
        "title",
        "declared_claim_count",
        "declared_description_pages",
        "abstract_figure_number",
        "substantive_examination_requested",
        "early_publication_requested",
        "same_day_application_declared",
        "secrecy_requested",
        "signed_by",
    )
    return RequestForm(
        form_code=given.form_code,
        further=unknown_names(given),
        **{name: getattr(given, name) for name in names},
    )


def _converted(given: tuple[Any, ...] | None, kind: type[Any]) -> Any:  # noqa: ANN401
    if given is None:
        return None
    return tuple(kind(**{n: getattr(item, n) for n in type(item).model_fields}) for item in given)


def _design(given: GivenRequest, units: PlacedValues) -> DesignPapers:
    explanation = [
        units.unit(f"/brief_explanation/{place}", f"design/explanation{place + 1}")
        for place in range(len(given.brief_explanation))
    ]
    whole = units.unit("/brief_explanation", "design/explanation1")
    name = units.unit("/product_name", "design/product-name")
    return DesignPapers(
        product_name=name or units.unit("/title", "design/product-name"),
        views=tuple(
            _view(view, place, _label_place(units, place))
            for place, view in enumerate(given.views, start=1)
        ),
        brief_explanation=(whole,) if whole is not None else tuple(u for u in explanation if u),
        locarno_stated=given.locarno,
        partial=given.partial,
    )


def _label_place(units: PlacedValues, position: int) -> Location | None:
    """Where the form labels the view, else names its kind or its file."""
    for member in ("label", "kind", "file"):
        stated = units.unit(f"/views/{position - 1}/{member}", f"view/{position}")
        if stated is not None:
            place = stated.locate()
            return Location(
                file=place.file,
                start=place.start,
                end=place.end,
                text=place.text,
                element=f"design/{position}",
            )
    return None


def _view(given: GivenView, position: int, location: Location | None) -> DesignView:
    kind = ViewKind.OTHER
    if given.kind is not None:
        known = given.kind.lower() in {item.value for item in ViewKind}
        kind = ViewKind(given.kind.lower()) if known else view_kind(given.kind)
    elif given.label is not None:
        kind = view_kind(given.label)
    label = given.label or given.kind
    number = _DESIGN_NUMBER.search(label or "")
    return DesignView(
        id=f"view/{position}",
        position=position,
        design_number=given.design_number or (max(int(number[1]), 1) if number else 1),
        kind=kind,
        label=label,
        image=ImageFile(name=given.file),
        location=location,
    )


def _with_pictures(
    design: DesignPapers, paper: FiledFile, files: FiledFiles, limits: ReadLimits
) -> DesignPapers:
    views: list[DesignView] = []
    for view in design.views:
        found = files.beside(paper.name, view.image.name)
        if found is not None:
            place = header_facts(found, limits) | {"path": found.name, "sha256": found.sha256}
            view = view.model_copy(update={"image": view.image.model_copy(update=place)})
        views.append(view)
    return design.model_copy(update={"views": tuple(views)})
