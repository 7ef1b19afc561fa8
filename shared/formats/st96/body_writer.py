"""Writes ApplicationBody: description, claims, abstract, drawings (ST.96 V6_0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from lxml import etree

from shared.formats.st96.codes import language_code, office_code
from shared.formats.st96.elements import Element, add, checked, com, pat, root
from shared.model.application import Abstract, Application
from shared.model.claims import Claim, ClaimType
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.drawings import Figure, ImageFile
from shared.model.source import InlineObject, TextUnit

CONTAINERS = {
    DescriptionSection.TECHNICAL_FIELD: "TechnicalField",
    DescriptionSection.BACKGROUND_ART: "BackgroundArt",
    DescriptionSection.SUMMARY: "InventionSummary",
    DescriptionSection.DRAWINGS_DESCRIPTION: "DrawingDescription",
    DescriptionSection.EMBODIMENTS: "EmbodimentDescription",
}
"""ST.96 element of each section; anything else stands directly in Description."""

IMAGE_FORMATS = {
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "tif": "TIFF",
    "tiff": "TIFF",
    "png": "PNG",
    "gif": "GIF",
    "svg": "SVG",
}
_IMAGE_CONTENTS = {
    "drawing": "Drawing",
    "photograph": "Photograph",
    "character": "Character",
    "dna": "DNA",
    "chemistry": "Chemistry",
    "table": "Table",
    "maths": "Maths",
    "math": "Maths",
    "program-listing": "Program listing",
    "flowchart": "Flow chart",
    "graph": "Graph",
    "undefined": "Undefined",
}
_MAX_HEADING_LEVEL = 15


def write_body(application: Application) -> Element:
    """The ApplicationBody element; absent parts that the schema requires hold one empty ``P``."""
    body = root(pat("ApplicationBody"))
    body.set(com("languageCode"), language_code(application.language) or "zh")
    body.set(com("receivingOffice"), office_code(application.bibliographic.office_code))
    _write_description(add(body, pat("Description")), application.description)
    if application.claims_heading is not None:
        _write_text(add(body, pat("ClaimStatement")), application.claims_heading.text)
    _write_claims(add(body, pat("Claims")), application.claims or ())
    if application.abstract is not None and application.abstract.units:
        _write_abstract(add(body, pat("Abstract")), application.abstract)
    if application.drawings:
        _write_figures(add(body, pat("Drawings")), application.drawings)
    return body


def _write_description(parent: Element, description: Description | None) -> None:
    if description is None:
        add(parent, com("P"))
        return
    if description.title is not None:
        _write_text(add(parent, pat("InventionTitle")), description.title.text)
    container: Element | None = None
    section: DescriptionSection | None = None
    items = [*_in_order(description)]
    for item, following in pairwise([*items, None]):
        if isinstance(item, Heading):
            opens = item.section is not None
            if opens:
                section = item.section
                container = _open(parent, item.section)
            elif isinstance(following, Paragraph) and following.section is not section:
                section, container = None, None
            heading = add(parent if container is None else container, com("Heading"))
            if item.level is not None and 1 <= item.level <= _MAX_HEADING_LEVEL:
                heading.set(com("headingLevelCode"), f"H{item.level}")
            _write_text(heading, item.unit.text)
        elif item is not None:
            if item.section is not section:
                section = item.section
                container = _open(parent, section)
            paragraph = add(parent if container is None else container, com("P"))
            if item.number is not None:
                paragraph.set(com("pNumber"), checked(item.number, "pNumber"))
            _write_unit(paragraph, item.unit)
    if not items:
        add(parent, com("P"))


def _in_order(description: Description) -> Iterator[Heading | Paragraph]:
    headings = sorted(description.headings, key=lambda heading: heading.before_paragraph)
    place = 0
    for index, paragraph in enumerate(description.paragraphs):
        while place < len(headings) and headings[place].before_paragraph <= index:
            yield headings[place]
            place += 1
        yield paragraph
    yield from headings[place:]


def _open(parent: Element, section: DescriptionSection | None) -> Element | None:
    name = None if section is None else CONTAINERS.get(section)
    return None if name is None else add(parent, pat(name))


def _write_claims(parent: Element, claims: Sequence[Claim]) -> None:
    ids: dict[int, str] = {}
    for claim in claims:
        if claim.number is not None:
            ids.setdefault(claim.number, f"CLM-{claim.position:05d}")
    for claim in claims:
        element = add(parent, pat("Claim"), id=f"CLM-{claim.position:05d}")
        add(element, pat("ClaimNumber"), "" if claim.number is None else str(claim.number))
        independent = claim.claim_type is not ClaimType.DEPENDENT
        add(element, pat("ClaimTypeCategory"), "Independent" if independent else "Dependent")
        if claim.cancelled:
            add(element, pat("ClaimStatusCategory"), "Cancelled by applicant")
        text = add(element, pat("ClaimText"))
        if claim.number_label:
            add(text, pat("ApplicantProvidedClaimNumberText"), claim.number_label)
        marks: list[tuple[int, int, Element]] = []
        for reference in claim.references:
            mark = etree.Element(pat("ClaimReference"))
            known = dict.fromkeys(ids[n] for n in reference.claim_numbers if n in ids)
            if known:
                mark.set(com("idrefs"), " ".join(known))
            marks.append((reference.start, reference.end, mark))
        _write_unit(text, claim.unit, marks)
    if not claims:
        add(parent, com("P"))


def _write_abstract(parent: Element, abstract: Abstract) -> None:
    for unit in abstract.units:
        _write_unit(add(parent, com("P")), unit)


def _write_figures(parent: Element, figures: Sequence[Figure]) -> None:
    for figure in figures:
        images = figure.images or (ImageFile(name=""),)
        for place, image in enumerate(images, start=1):
            element = add(parent, pat("Figure"), id=f"FIG-{figure.position:05d}-{place:02d}")
            add(element, pat("FigureNumber"), "" if figure.number is None else str(figure.number))
            _write_image(add(element, com("Image")), image, figure.label)


def _write_image(parent: Element, image: ImageFile, caption: str | None = None) -> None:
    suffix = PurePosixPath(image.name).suffix.lstrip(".").lower()
    stated = (image.stated_format or suffix).lower()
    kind = IMAGE_FORMATS.get(stated) or IMAGE_FORMATS.get(suffix) or "TIFF"
    add(parent, com("ImageFormatCategory"), kind)
    add(parent, com("FileName"), image.name)
    for name, size in (("HeightMeasure", image.height_mm), ("WidthMeasure", image.width_mm)):
        if size is not None:
            add(parent, com(name), f"{size:f}".rstrip("0").rstrip("."), measureUnitCode="Mm")
    if caption is not None:
        add(parent, com("Caption"), caption)
    if (content := _IMAGE_CONTENTS.get((image.content or "").lower())) is not None:
        parent.set(com("imageContentCategory"), content)
    orientation = (image.orientation or "").capitalize()
    if orientation in {"Portrait", "Landscape"}:
        parent.set(com("orientationCategory"), orientation)


def _write_unit(
    parent: Element, unit: TextUnit, marks: Sequence[tuple[int, int, Element]] = ()
) -> None:
    """Write a unit's text with marked ranges and, at their places, the objects that have a file."""
    stops: list[tuple[int, int, Element]] = [*marks]
    stops.extend(
        (item.offset, item.offset, _inline_image(item)) for item in unit.inline_objects if item.file
    )
    place = 0
    for start, end, element in sorted(stops, key=lambda stop: (stop[0], stop[1])):
        if start < place:
            continue
        _write_text(parent, unit.text[place:start])
        parent.append(element)
        _write_text(element, unit.text[start:end])
        place = end
    _write_text(parent, unit.text[place:])


def _inline_image(item: InlineObject) -> Element:
    element = etree.Element(com("Image"))
    content = {"chemistry": "chemistry", "mathematics": "maths", "table": "table"}.get(item.kind)
    _write_image(element, ImageFile(name=item.file or "", content=content))
    return element


def _write_text(parent: Element, text: str) -> None:
    """Append text after what the element already holds; line breaks become ``Br``."""
    for index, line in enumerate(text.split("\n")):
        if index:
            add(parent, com("Br"))
        if not line:
            continue
        line = checked(line, parent.tag)
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + line
        else:
            parent.text = (parent.text or "") + line
