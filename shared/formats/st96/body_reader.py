"""Reads ApplicationBody: description, claims, abstract, drawings (any ST.96 version)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shared.formats.application_parts import Part, PartReader, read_abstract
from shared.formats.st36_claims import marked_references
from shared.formats.st96.names import SECTIONS
from shared.formats.text_units import without_prefix
from shared.formats.xml_text import Element
from shared.model.application import Abstract
from shared.model.claim_language import FiledClaim, build_claims, split_number_label
from shared.model.claims import Claim
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.drawings import Figure
from shared.model.headings import section_of_heading
from shared.model.source import TextUnit

_LEVEL = re.compile(r"H(\d{1,2})")
_OWN_FIGURE = re.compile(r"(FIG-\d{5})-\d{2}")
"""Ids of our own writer: the images of one figure share the first part."""
_FIGURE_NUMBER = re.compile(r"\D{0,8}(\d{1,5})")
_CANCELLED = frozenset({"Cancelled by applicant", "Cancelled by examiner"})


@dataclass(frozen=True)
class Body:
    """What an ApplicationBody holds."""

    description: Description | None
    claims: tuple[Claim, ...] | None
    claims_heading: TextUnit | None
    abstract: Abstract | None
    drawings: tuple[Figure, ...] | None


def read_body(body: Element, reader: PartReader) -> Body:
    """The parts of a renamed ApplicationBody (``names.rename_tree``)."""
    description = body.find("description")
    claims = body.find("claims")
    statement = body.find("ClaimStatement")
    abstract = [Part(reader, element) for element in body.elements("abstract")]
    drawings = body.find("drawings")
    return Body(
        description=None if description is None else _description(description, reader),
        claims=None if claims is None else _claims(claims, reader),
        claims_heading=None if statement is None else reader.unit(statement, "claims/heading"),
        abstract=read_abstract(abstract, ()),
        drawings=None if drawings is None else _figures(drawings, reader),
    )


def _description(element: Element, reader: PartReader) -> Description | None:
    """The description; ``None`` when it holds nothing but a placeholder."""
    title: TextUnit | None = None
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    section = DescriptionSection.OTHER
    """Of paragraphs directly in the description: a section element ends what was before it."""
    for node in element.descendants("invention-title", "heading", "p"):
        container = _container(node, element)
        if container is not None:
            section = DescriptionSection.OTHER
        if node.name == "invention-title":
            title = title or reader.unit(node, "description/title")
        elif node.name == "heading":
            unit = reader.unit(node, f"description/h{len(headings) + 1}")
            opened = section_of_heading(unit.text, reader.language)
            if container is not None:
                first = next(container.elements(), None) is node
                opened = SECTIONS.get(container.name) if first else None
            else:
                section = opened or section
            level = _LEVEL.fullmatch(node.attribute("level") or "")
            headings.append(
                Heading(
                    unit=unit,
                    level=None if level is None else int(level[1]),
                    section=opened,
                    before_paragraph=len(paragraphs),
                )
            )
        else:
            unit = reader.unit(node, f"description/p{len(paragraphs) + 1}")
            within = section if container is None else SECTIONS[container.name]
            paragraphs.append(Paragraph(number=node.attribute("num"), unit=unit, section=within))
    if not headings and len(paragraphs) == 1 and _is_placeholder(paragraphs[0]):
        paragraphs = []
    if title is None and not headings and not paragraphs:
        return None
    return Description(title=title, headings=tuple(headings), paragraphs=tuple(paragraphs))


def _is_placeholder(paragraph: Paragraph) -> bool:
    """The empty paragraph that stands for an absent part, because the schema wants one."""
    return (
        paragraph.number is None and not paragraph.unit.text and not paragraph.unit.inline_objects
    )


def _container(node: Element, description: Element) -> Element | None:
    """The section element that holds a node; ``None`` directly in the description."""
    holder = node.parent
    while holder is not None and holder is not description:
        if holder.name in SECTIONS:
            return holder
        holder = holder.parent
    return None


def _claims(element: Element, reader: PartReader) -> tuple[Claim, ...] | None:
    """The claims; ``None`` when the part holds only an empty paragraph."""
    found = [*element.elements("claim")]
    if not found:
        return None
    filed = [_filed(each, place, reader) for place, each in enumerate(found, start=1)]
    claims = build_claims(filed, reader.language)
    return tuple(
        claim.model_copy(update={"cancelled": True})
        if each.value("ClaimStatusCategory") in _CANCELLED
        else claim
        for claim, each in zip(marked_references(claims, found), found, strict=True)
    )


def _filed(element: Element, place: int, reader: PartReader) -> FiledClaim:
    texts = [*element.elements("claim-text")] or [element]
    unit = reader.joined(texts, f"claims/{place}")
    stated = element.attributes.get("num", "")
    number = int(stated) if stated.isdecimal() and len(stated) < 7 else None
    label = element.attributes.get("label")
    if label is None:
        found = split_number_label(unit.text, reader.language)
        if found is not None and found.number is not None and found.number == number:
            return FiledClaim(
                unit=without_prefix(unit, found.length), number=number, number_label=found.label
            )
    return FiledClaim(unit=unit, number=number, number_label=label or "")


def _figures(element: Element, reader: PartReader) -> tuple[Figure, ...]:
    """Figures; page images stand for sheets without figure numbers."""
    figures: list[Figure] = []
    group: str | None = None
    for each in element.elements("figure", "img"):
        own = _OWN_FIGURE.fullmatch(each.attribute("id") or "")
        figure = reader.figure(each, len(figures) + 1)
        if own is not None and own[1] == group and figures:
            images = (*figures[-1].images, *figure.images)
            figures[-1] = figures[-1].model_copy(update={"images": images})
            continue
        group = None if own is None else own[1]
        stated = _FIGURE_NUMBER.match(each.attribute("num") or "")
        images = tuple(image for image in figure.images if image.name)
        update = {
            "number": None if stated is None else int(stated[1]),
            "label": _caption(each),
            "images": images,
        }
        figures.append(figure.model_copy(update=update))
    return tuple(figures)


def _caption(element: Element) -> str | None:
    holders: Sequence[Element] = [element, *element.elements("img")]
    return next((c for holder in holders if (c := holder.attribute("caption"))), None)
