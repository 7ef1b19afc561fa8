"""Hypothesis strategies for applications, as a reader could have made them."""

from __future__ import annotations

import string
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from shared.model.application import Abstract, Application, BibliographicData
from shared.model.claim_language import FiledClaim, build_claims
from shared.model.classification import Classification, ClassificationScheme
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.drawings import Figure, ImageFile
from shared.model.identification import (
    ApplicationKind,
    Citation,
    DocumentId,
    DocumentStage,
    ParentApplication,
    PctData,
    PriorityClaim,
)
from shared.model.parties import (
    Agency,
    Applicant,
    ContactPerson,
    Inventor,
    PatentAttorney,
    PostalAddress,
)
from shared.model.source import TextUnit

_SIGNS = (
    "一种水杯装置包括其中所述的杯体和盖设有玻璃温度℃μΩ①（）；，。、<>&\"'%[]" + string.ascii_letters
)
_NUMBERS = string.digits + "./-"

words = st.text(_SIGNS, min_size=1, max_size=20)
texts = st.lists(words, min_size=1, max_size=4).map(" ".join)
lines = st.lists(texts, min_size=1, max_size=3).map("\n".join)
numbers = st.text(_NUMBERS, min_size=1, max_size=16)
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
countries = st.sampled_from(["CN", "US", "JP", "DE", "KR", "TW"])
offices = st.sampled_from(["CN", "US", "EP", "WO", "JP"])


T = TypeVar("T")


def optional(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def unit(identifier: str, text: str) -> TextUnit:
    return TextUnit(id=identifier, text=text)


@st.composite
def claims(draw: st.DrawFn) -> tuple[FiledClaim, ...]:
    """Claims whose numbers may be wrong, and whose references may lead nowhere."""
    filed: list[FiledClaim] = []
    for place in range(1, draw(st.integers(1, 6)) + 1):
        number = draw(st.sampled_from([place, place, place, place + 1, None]))
        cited = draw(st.lists(st.integers(1, 7), max_size=2, unique=True))
        opening = f"根据权利要求{'或'.join(map(str, cited))}所述的水杯，" if cited else "一种水杯，"
        label = "" if number is None else draw(st.sampled_from(["", f"{number}.", f"{number}、"]))
        text = opening + draw(lines)
        filed.append(FiledClaim(unit(f"claims/{place}", text), number, label))
    return tuple(filed)


@st.composite
def descriptions(draw: st.DrawFn) -> Description:
    """Sections in any order, with headings of their own or without, and sub-headings."""
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    for _ in range(draw(st.integers(1, 5))):
        section = draw(st.sampled_from(DescriptionSection))
        opens = draw(st.booleans()) and section is not DescriptionSection.OTHER
        kinds = [section] if opens else []
        if draw(st.booleans()):
            kinds.append(None)
        for kind in kinds:
            place = len(headings) + 1
            headings.append(
                Heading(
                    unit=unit(f"description/h{place}", f"题{place} {draw(words)}"),
                    level=draw(optional(st.integers(1, 6))),
                    section=kind,
                    before_paragraph=len(paragraphs),
                )
            )
        for _ in range(draw(st.integers(0, 3))):
            place = len(paragraphs) + 1
            number = draw(optional(st.just(f"{place:04d}")))
            text = unit(f"description/p{place}", f"段{place} {draw(lines)}")
            paragraphs.append(Paragraph(number=number, unit=text, section=section))
    title = draw(optional(texts))
    return Description(
        title=None if title is None else unit("description/title", title),
        headings=tuple(headings),
        paragraphs=tuple(paragraphs),
    )


@st.composite
def images(draw: st.DrawFn) -> ImageFile:
    sizes = optional(st.integers(1, 40_000).map(lambda size: size / 100))
    suffix = draw(st.sampled_from(["tif", "png", "jpg"]))
    return ImageFile(
        name=f"{draw(words).strip('.')}.{suffix}",
        width_mm=draw(sizes),
        height_mm=draw(sizes),
        content=draw(optional(st.sampled_from(["drawing", "photograph", "flowchart", "maths"]))),
        orientation=draw(optional(st.sampled_from(["portrait", "landscape"]))),
    )


@st.composite
def drawings(draw: st.DrawFn) -> tuple[Figure, ...]:
    figures: list[Figure] = []
    for place in range(1, draw(st.integers(1, 4)) + 1):
        number = draw(optional(st.integers(1, 30)))
        label = None if number is None else draw(optional(st.just(f"图{number}")))
        found = tuple(draw(st.lists(images(), max_size=2)))
        figures.append(
            Figure(id=str(place), position=place, number=number, label=label, images=found)
        )
    return tuple(figures)


addresses = st.builds(
    PostalAddress,
    country_code=countries,
    postcode=optional(st.text(string.digits, min_size=6, max_size=6)),
    region=optional(words),
    city=optional(words),
    text=optional(texts),
) | st.builds(PostalAddress, text=texts)
_party_fields = {
    "name": texts,
    "original_name": optional(texts),
    "party_type": st.sampled_from(["person", "organisation", None]),
    "address": optional(addresses),
    "identifier": optional(st.text(string.digits + "X", min_size=18, max_size=18)),
    "nationality_code": optional(countries),
    "phone": optional(st.text(string.digits + "-", min_size=5, max_size=12)),
}
documents = st.builds(
    DocumentId,
    office_code=offices,
    document_number=numbers,
    kind_code=optional(st.sampled_from(["A", "B", "U", "A1"])),
    publication_date=optional(days),
)


@st.composite
def classifications(draw: st.DrawFn) -> tuple[Classification, ...]:
    """Symbols by scheme; the first of a scheme is the main one, as readers have it."""
    found: list[Classification] = []
    symbols = {
        ClassificationScheme.IPC: ["A01B 1/02", "H04N 21/4728", "G06F 17/00", "A61K"],
        ClassificationScheme.CPC: ["A01B 1/02", "Y02E 60/10"],
        ClassificationScheme.LOCARNO: ["06-01", "28-03"],
        ClassificationScheme.USPC: ["435/252.1", "D28/47"],
    }
    editions = {
        ClassificationScheme.IPC: ["2006.01", "2019.12", None],
        ClassificationScheme.CPC: ["2013.01", None],
        ClassificationScheme.LOCARNO: ["13", None],
        ClassificationScheme.USPC: [None],
    }
    for scheme in draw(st.lists(st.sampled_from(ClassificationScheme), unique=True)):
        for place in range(draw(st.integers(1, 3))):
            found.append(
                Classification(
                    scheme=scheme,
                    symbol=draw(st.sampled_from(symbols[scheme])),
                    edition=draw(st.sampled_from(editions[scheme])),
                    main=place == 0,
                )
            )
    return tuple(found)


@st.composite
def bibliographic_data(draw: st.DrawFn) -> BibliographicData:
    def sequenced(strategy: st.SearchStrategy[T], most: int = 3) -> tuple[T, ...]:
        found = draw(st.lists(strategy, max_size=most))
        return tuple(
            item.model_copy(update={"sequence": place})  # type: ignore[attr-defined]
            for place, item in enumerate(found, start=1)
        )

    title = draw(optional(texts))
    cited = documents.map(lambda document: Citation(document=document)) | texts.map(
        lambda text: Citation(text=text)
    )
    return BibliographicData(
        office_code=draw(offices),
        application_number=draw(optional(numbers)),
        filing_date=draw(optional(days)),
        publication=draw(optional(documents)),
        grant=draw(optional(documents)),
        pct=draw(
            optional(
                st.builds(
                    PctData,
                    application_number=numbers,
                    filing_date=optional(days),
                    publication_number=optional(numbers),
                    publication_date=optional(days),
                    national_phase_entry_date=optional(days),
                )
            )
        ),
        parent=draw(
            optional(
                st.builds(
                    ParentApplication,
                    application_number=numbers,
                    filing_date=optional(days),
                    submission_date=optional(days),
                )
            )
        ),
        priority_claims=sequenced(
            st.builds(
                PriorityClaim,
                sequence=st.just(1),
                office_code=optional(offices),
                application_number=optional(numbers),
                filing_date=days,
                scope=st.sampled_from(["national", "international", "regional", None]),
            )
        ),
        applicants=sequenced(st.builds(Applicant, **_party_fields)),
        inventors=sequenced(st.builds(Inventor, publish_name=st.booleans(), **_party_fields)),
        contact_person=draw(
            optional(st.builds(ContactPerson, **{**_party_fields, "nationality_code": st.none()}))
        ),
        agency=draw(
            optional(
                st.builds(
                    Agency,
                    name=texts,
                    code=optional(numbers),
                    attorneys=st.lists(
                        st.builds(
                            PatentAttorney,
                            name=texts,
                            licence_number=optional(numbers),
                            phone=optional(numbers),
                        ),
                        max_size=2,
                    ).map(tuple),
                )
            )
        ),
        invention_title=None if title is None else unit("title", title),
        classifications=draw(classifications()),
        citations=tuple(draw(st.lists(cited, max_size=3))),
    )


@st.composite
def applications(draw: st.DrawFn) -> Application:
    """A Chinese application with any of its parts missing."""
    filed = draw(optional(claims()))
    abstract = draw(optional(st.lists(lines, min_size=1, max_size=2)))
    heading = draw(optional(texts)) if filed is not None else None
    return Application(
        stage=DocumentStage.FILING,
        kind=draw(optional(st.sampled_from(ApplicationKind))),
        bibliographic=draw(bibliographic_data()),
        claims=None if filed is None else build_claims(filed, "zh"),
        claims_heading=None if heading is None else unit("claims/heading", heading),
        description=draw(optional(descriptions().filter(_holds_something))),
        abstract=None
        if abstract is None
        else Abstract(
            units=tuple(unit(f"abstract/p{n}", text) for n, text in enumerate(abstract, start=1))
        ),
        drawings=draw(optional(drawings())),
    )


def _holds_something(description: Description) -> bool:
    return bool(description.title or description.headings or description.paragraphs)
