"""Claims, description, drawings and abstract from elements of any Chinese XML dialect.

The dialects differ in names (``claim-text``/``ClaimText``), not in structure, so one reader takes
local names of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shared.formats.images import ImageFinder
from shared.formats.text_units import unit_of, without_prefix
from shared.formats.xml_text import Element
from shared.model.application import Abstract
from shared.model.claim_language import FiledClaim, build_claims, split_number_label
from shared.model.claims import Claim
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.drawings import Figure
from shared.model.headings import section_of_heading
from shared.model.source import Location, TextUnit

CLAIMS = ("cn-claims", "claims", "Claims")
DESCRIPTION = ("description", "Description")
DRAWINGS = ("cn-drawings", "drawings", "Drawings")
ABSTRACT = ("cn-abstract", "abstract", "Abstract")
ABSTRACT_FIGURE = ("cn-abst-figure", "cn-abstract-drawing", "AbstractFigure", "abst-figure")

_TITLE = ("invention-title", "InventionTitle")
_HEADING = ("heading", "Heading")
_PARAGRAPH = ("p", "Paragraphs")
_FIGURE = ("figure", "Figure")
_IMAGE = ("img", "Image")
_SECTIONS = {
    "technical-field": DescriptionSection.TECHNICAL_FIELD,
    "TechnicalField": DescriptionSection.TECHNICAL_FIELD,
    "background-art": DescriptionSection.BACKGROUND_ART,
    "BackgroundArt": DescriptionSection.BACKGROUND_ART,
    "disclosure": DescriptionSection.SUMMARY,
    "Disclosure": DescriptionSection.SUMMARY,
    "summary-of-invention": DescriptionSection.SUMMARY,
    "description-of-drawings": DescriptionSection.DRAWINGS_DESCRIPTION,
    "description-of-drawing": DescriptionSection.DRAWINGS_DESCRIPTION,
    "brief-description-of-drawings": DescriptionSection.DRAWINGS_DESCRIPTION,
    "DrawingsDescription": DescriptionSection.DRAWINGS_DESCRIPTION,
    "mode-for-invention": DescriptionSection.EMBODIMENTS,
    "InventionMode": DescriptionSection.EMBODIMENTS,
    "best-mode": DescriptionSection.EMBODIMENTS,
    "BestMode": DescriptionSection.EMBODIMENTS,
    "embodiments": DescriptionSection.EMBODIMENTS,
    "description-of-embodiments": DescriptionSection.EMBODIMENTS,
    "detailed-description": DescriptionSection.EMBODIMENTS,
    "industrial-applicability": DescriptionSection.OTHER,
    "IndustrialApplicability": DescriptionSection.OTHER,
}
_DIGITS = re.compile(r"\d{1,6}")
_FIGURE_NUMBER = re.compile(r"(?:图|圖|図|附图|fig(?:ure|\.)?)\s*(\d{1,4})", re.IGNORECASE)


@dataclass(frozen=True)
class PartReader:
    """What it takes to read parts of one document."""

    file: str
    images: ImageFinder
    language: str = "zh"
    millimetres: bool = False
    """Whether ``wi`` and ``he`` of pictures are lengths."""

    def unit(self, element: Element, unit: str) -> TextUnit:
        """An element's text as a unit."""
        return unit_of(element, unit=unit, file=self.file, language=self.language)

    def joined(self, elements: Sequence[Element], unit: str) -> TextUnit:
        """The text of one or more elements as one unit, each on its own line."""
        first, *others = elements
        return unit_of(first, unit=unit, file=self.file, language=self.language, others=others)

    def figure(self, element: Element, position: int) -> Figure:
        """One ``figure``, or an ``img`` that stands alone."""
        images = [element] if element.name in _IMAGE else list(element.descendants(*_IMAGE))
        label = element.attribute("figure-labels", "figureLabels", "pictureName")
        found = _FIGURE_NUMBER.search(label or "")
        number = int(found[1]) if found else _number(element.attribute("num"))
        return Figure(
            id=element.attribute("id") or f"figure/{position}",
            position=position,
            number=number,
            label=label,
            images=tuple(
                self.images.image(image, millimetres=self.millimetres) for image in images
            ),
            location=Location(
                file=self.file, start=element.start, end=element.end, element=element.path
            ),
        )


@dataclass(frozen=True)
class Part:
    """One part of a document. An application's part may be spread over several documents."""

    reader: PartReader
    element: Element


def read_claims(parts: Sequence[Part]) -> tuple[Claim, ...] | None:
    """The claims, counted through all parts; ``None`` without any part."""
    filed: list[FiledClaim] = []
    for part in parts:
        for element in part.element.descendants("claim", "Claim"):
            filed.append(_filed_claim(part.reader, element, len(filed) + 1))
    return build_claims(filed, parts[0].reader.language) if parts else None


def read_claims_heading(parts: Sequence[Part]) -> TextUnit | None:
    """A heading before the first claim, e.g. ``权利要求书``."""
    for part in parts:
        for heading in part.element.elements(*_HEADING):
            unit = part.reader.unit(heading, "claims/heading")
            return unit if unit.text else None
    return None


def read_description(parts: Sequence[Part]) -> Description | None:
    """Title, headings and one paragraph per ``p``, in file order; ``None`` without any part."""
    if not parts:
        return None
    collector = _DescriptionCollector()
    for part in parts:
        for node in part.element.descendants(*_TITLE, *_HEADING, *_PARAGRAPH):
            collector.take(part.reader, node)
    return collector.description()


def read_drawings(parts: Sequence[Part]) -> tuple[Figure, ...] | None:
    """All figures; ``None`` without any part."""
    if not parts:
        return None
    figures: list[Figure] = []
    for part in parts:
        for element in part.element.descendants(*_FIGURE, *_IMAGE):
            figures.append(part.reader.figure(element, len(figures) + 1))
    return tuple(figures)


def read_abstract(parts: Sequence[Part], figures: Sequence[Part]) -> Abstract | None:
    """The abstract's paragraphs and its figure; ``None`` without any part.

    Text outside any paragraph is one paragraph. ``figures`` are the abstract-figure parts.
    """
    if not parts and not figures:
        return None
    units: list[TextUnit] = []
    for part in parts:
        found = part.element.descendants(*_PARAGRAPH, *ABSTRACT_FIGURE)
        paragraphs = [item for item in found if item.name in _PARAGRAPH]
        if not paragraphs and next(part.element.descendants(*_FIGURE, *_IMAGE), None) is None:
            paragraphs = [part.element]
        for element in paragraphs:
            unit = part.reader.unit(element, f"abstract/p{len(units) + 1}")
            if unit.text or unit.inline_objects:
                units.append(unit)
    figure = next(
        (
            part.reader.figure(element, 1)
            for part in figures
            for element in part.element.descendants(*_FIGURE, *_IMAGE)
        ),
        None,
    )
    return Abstract(units=tuple(units), figure=figure)


class _DescriptionCollector:
    """Puts titles, headings and paragraphs in their places and sections."""

    def __init__(self) -> None:
        self._title: TextUnit | None = None
        self._headings: list[Heading] = []
        self._paragraphs: list[Paragraph] = []
        self._section = DescriptionSection.OTHER
        self._wrapper: Element | None = None

    def take(self, reader: PartReader, node: Element) -> None:
        if node.parent is not self._wrapper and node.parent is not None:
            self._wrapper = node.parent
            self._section = _SECTIONS.get(node.parent.name, self._section)
        if node.name in _TITLE:
            self._title = self._title or reader.unit(node, "description/title")
        elif node.name in _HEADING:
            self._heading(reader, node)
        else:
            self._paragraph(reader, node)

    def description(self) -> Description:
        return Description(
            title=self._title,
            headings=tuple(self._headings),
            paragraphs=tuple(self._paragraphs),
        )

    def _heading(self, reader: PartReader, node: Element) -> None:
        unit = reader.unit(node, f"description/h{len(self._headings) + 1}")
        opened = section_of_heading(unit.text, reader.language)
        self._section = opened or self._section
        self._headings.append(
            Heading(
                unit=unit,
                level=_number(node.attribute("level")),
                section=opened,
                before_paragraph=len(self._paragraphs),
            )
        )

    def _paragraph(self, reader: PartReader, node: Element) -> None:
        unit = reader.unit(node, f"description/p{len(self._paragraphs) + 1}")
        opened = section_of_heading(unit.text, reader.language)
        self._section = opened or self._section
        self._paragraphs.append(
            Paragraph(
                number=_paragraph_number(node),
                unit=unit,
                section=self._section,
                opens_section=opened,
            )
        )


def _filed_claim(reader: PartReader, element: Element, position: int) -> FiledClaim:
    """A claim without its label; the number is the label's, else the markup's."""
    unit = reader.unit(element, f"claims/{position}")
    stated = _number(element.attribute("num"))
    label = split_number_label(unit.text, reader.language)
    if label is None:
        return FiledClaim(unit=unit, number=stated)
    return FiledClaim(
        unit=without_prefix(unit, label.length),
        number=stated if label.number is None else label.number,
        number_label=label.label,
        number_unit=unit.head(label.length, f"claims/{position}/number"),
    )


def _number(text: str | None) -> int | None:
    found = _DIGITS.search(text or "")
    return int(found[0]) if found else None


def _paragraph_number(element: Element) -> str | None:
    """``0012`` from ``num="0012"`` or ``num="n0012"``."""
    stated = element.attribute("num")
    if stated is None:
        return None
    return stated[1:] if re.fullmatch(r"[nN]\d+", stated) else stated
