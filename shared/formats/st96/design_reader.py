"""Reads an ST.96 DesignApplication: the first design's views, description, classes, parties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.formats.application_parts import PartReader
from shared.formats.dates import read_date
from shared.formats.st96.bibliographic_reader import locarno
from shared.formats.st96.parties_reader import applicants, inventors
from shared.formats.xml_text import Element
from shared.model.application import Application, BibliographicData, ReadingNote
from shared.model.claim_language import FiledClaim, build_claims
from shared.model.claims import Claim
from shared.model.design import DesignPapers, DesignView
from shared.model.drawings import ImageFile
from shared.model.identification import (
    ApplicationKind,
    DocumentId,
    DocumentStage,
    PriorityClaim,
)
from shared.model.parties import Agency
from shared.model.source import Location
from shared.model.view_names import view_kind


def read_design(root: Element, reader: PartReader) -> Application:
    """The application; further designs of the bag add their views, numbered by design."""
    designs = [*_designs(root)]
    first = designs[0] if designs else root
    office = (
        root.value("ReceivingOfficeCode")
        or root.value("RegistrationOfficeCode")
        or root.value("ApplicationNumber", "IPOfficeCode")
        or "XX"
    )
    published = first.find("PublicationBag", "Publication")
    registered = first.value("RegistrationNumber")
    titles = first.find("DesignTitleText")
    name = None if titles is None else reader.unit(titles, "design/product-name")
    stage = DocumentStage.FILING if published is None else DocumentStage.PUBLICATION
    symbols = [
        symbol
        for group in first.descendants("LocarnoClassificationBag")
        for symbol in locarno(group)
    ]
    data = BibliographicData(
        office_code=office,
        application_number=root.value("ApplicationNumber", "ApplicationNumberText"),
        filing_date=read_date(root.value("ApplicationDate")),
        publication=_publication(published, office),
        grant=None
        if registered is None
        else DocumentId(
            office_code=office,
            document_number=registered,
            publication_date=read_date(first.value("RegistrationDate")),
        ),
        priority_claims=tuple(_priorities(first)),
        applicants=applicants(root) or applicants(first),
        inventors=inventors(first, "DesignerBag", "Designer"),
        agency=_agency(first),
        invention_title=None if name is None else name.model_copy(update={"id": "title"}),
        classifications=tuple(
            symbol.model_copy(update={"main": place == 0}) for place, symbol in enumerate(symbols)
        ),
    )
    explanation = [
        reader.unit(each, f"design/explanation{place}")
        for place, each in enumerate(first.elements("DesignDescriptionText"), start=1)
    ]
    return Application(
        stage=stage,
        kind=ApplicationKind.DESIGN,
        kind_basis="publication" if published is not None else "request",
        language=reader.language,
        bibliographic=data,
        claims=_claims(first, reader),
        design=DesignPapers(
            product_name=name,
            views=tuple(_views(designs, reader)),
            brief_explanation=tuple(explanation),
            locarno_stated=symbols[0].symbol if symbols else None,
        ),
        reading_notes=_notes(designs, reader),
    )


def _designs(root: Element) -> Iterator[Element]:
    for bag in root.elements("DesignBag"):
        yield from bag.elements("Design")


def _views(designs: list[Element], reader: PartReader) -> Iterator[DesignView]:
    place = 0
    for number, design in enumerate(designs, start=1):
        for view in design.descendants("View"):
            place += 1
            label = view.value("ViewTypeCategory")
            yield DesignView(
                id=f"view/{place}",
                position=place,
                design_number=number,
                kind=view_kind(label),
                label=label,
                image=_image(view, reader),
                location=Location(
                    file=reader.file, start=view.start, end=view.end, element=view.path
                ),
            )


def _image(view: Element, reader: PartReader) -> ImageFile:
    """The picture; a view keeps in elements what an image keeps in attributes."""
    attributes: dict[str, Any] = {"file": view.value("FileName") or ""}
    for name, attribute in (("HeightMeasure", "he"), ("WidthMeasure", "wi")):
        measure = view.find(name)
        if measure is not None and measure.attributes.get("com:measureUnitCode") == "Mm":
            attributes[attribute] = measure.value() or ""
    attributes["img-format"] = view.value("ViewFileFormatCategory") or ""
    attributes["img-content"] = (view.value("RepresentationFormCategory") or "").lower()
    element = Element("img", attributes, view, view.start, view.line)
    return reader.images.image(element, millimetres=True)


def _claims(design: Element, reader: PartReader) -> tuple[Claim, ...] | None:
    texts = [*design.descendants("DesignClaimText")]
    if not texts:
        return None
    filed = [
        FiledClaim(unit=reader.unit(text, f"claims/{place}"), number=place)
        for place, text in enumerate(texts, start=1)
    ]
    return build_claims(filed, reader.language)


def _publication(element: Element | None, office: str) -> DocumentId | None:
    number = None if element is None else element.value("PublicationIdentifier")
    if element is None or number is None:
        return None
    return DocumentId(
        office_code=office,
        document_number=number,
        publication_date=read_date(element.value("PublicationDate")),
    )


def _priorities(design: Element) -> Iterator[PriorityClaim]:
    bag = design.find("PriorityBag")
    for place, each in enumerate(() if bag is None else bag.elements("Priority"), start=1):
        yield PriorityClaim(
            sequence=place,
            office_code=each.value("PriorityCountryCode"),
            application_number=each.value("ApplicationNumber", "ApplicationNumberText"),
            filing_date=read_date(each.value("PriorityApplicationFilingDate")),
        )


def _agency(design: Element) -> Agency | None:
    representative = design.find("RepresentativeBag", "Representative", "Contact", "Name")
    name = None if representative is None else representative.value()
    return None if name is None else Agency(name=name)


def _notes(designs: list[Element], reader: PartReader) -> tuple[ReadingNote, ...]:
    if len(designs) < 2:
        return ()
    return (
        ReadingNote(
            code="several-designs",
            message_en="The application holds several designs; data and texts are the first "
            "one's, views are of all.",
            message_zh="申请包含多项外观设计；著录数据和文字取自第一项，视图包括全部各项。",
            location=Location(file=reader.file, element=designs[1].path),
        ),
    )
