"""Makes an ST.96 tree readable by the part readers: ST.36 names, attributes without prefixes.

ST.96 writes into elements what ST.36 writes into attributes (an image's file name and size, a claim's
and a figure's number); they are moved, so that they are not taken for text. Element paths and
places remain those of the file.
"""

from __future__ import annotations

from collections.abc import Mapping

from shared.formats.xml_text import Element
from shared.model.description import DescriptionSection

_NAMES: Mapping[str, str] = {
    "ApplicationBody": "application-body",
    "Description": "description",
    "Claims": "claims",
    "Claim": "claim",
    "ClaimText": "claim-text",
    "ClaimReference": "claim-ref",
    "Abstract": "abstract",
    "Drawings": "drawings",
    "Figure": "figure",
    "PageImage": "img",
    "Image": "img",
    "P": "p",
    "Heading": "heading",
    "InventionTitle": "invention-title",
    "LI": "li",
    "DT": "dt",
    "DD": "dd",
    "Pre": "pre",
    "Br": "pre",
    "ChemicalFormulae": "chemistry",
    "Row": "row",
    "TableRow": "row",
    "Entry": "entry",
    "TableCell": "entry",
}
SECTIONS: Mapping[str, DescriptionSection] = {
    "TechnicalField": DescriptionSection.TECHNICAL_FIELD,
    "BackgroundArt": DescriptionSection.BACKGROUND_ART,
    "Disclosure": DescriptionSection.SUMMARY,
    "InventionSummary": DescriptionSection.SUMMARY,
    "DrawingDescription": DescriptionSection.DRAWINGS_DESCRIPTION,
    "EmbodimentDescription": DescriptionSection.EMBODIMENTS,
    "BestMode": DescriptionSection.EMBODIMENTS,
    "InventionMode": DescriptionSection.EMBODIMENTS,
    "IndustrialApplicability": DescriptionSection.OTHER,
    "ReferenceSignBag": DescriptionSection.OTHER,
}
_ATTRIBUTES = {"pNumber": "num", "headingLevelCode": "level", "idrefs": "idref"}
_CONTENTS = {"Maths": "math", "Program listing": "program-listing", "Flow chart": "flowchart"}


def rename_tree(root: Element) -> None:
    """Give every element its ST.36 name and attributes, in place."""
    stack = [root]
    while stack:
        element = stack.pop()
        children = [*element.elements()]
        stack.extend(children)
        element.attributes = {
            _ATTRIBUTES.get(local, local): value
            for key, value in element.attributes.items()
            for local in (key[key.find(":") + 1 :],)
        }
        if element.name in ("Image", "PageImage"):
            _move_image(element)
            stack = [item for item in stack if item.parent is not element]
        elif element.name == "Claim":
            _move_number(element, "ClaimNumber")
            _move_label(element)
        elif element.name == "Figure":
            _move_number(element, "FigureNumber")
        element.name = _NAMES.get(element.name, element.name)


def _move_number(element: Element, name: str) -> None:
    number = element.find(name)
    element.attributes["num"] = "" if number is None else (number.value() or "")


def _move_label(claim: Element) -> None:
    """``ApplicantProvidedClaimNumberText`` is the claim's label, not its text."""
    for text in claim.elements("ClaimText"):
        label = text.find("ApplicantProvidedClaimNumberText")
        if label is not None:
            claim.attributes["label"] = label.value() or ""
            text.children = [child for child in text.children if child is not label]
            return


def _move_image(image: Element) -> None:
    for name, attribute in (
        ("FileName", "file"),
        ("ImageFormatCategory", "img-format"),
        ("HeightMeasure", "he"),
        ("WidthMeasure", "wi"),
        ("Caption", "caption"),
    ):
        value = image.value(name)
        measure = image.find(name)
        in_millimetres = (
            measure is not None and measure.attributes.get("com:measureUnitCode") == "Mm"
        )
        if value is not None and (attribute not in ("he", "wi") or in_millimetres):
            image.attributes[attribute] = value
    content = image.attributes.get("imageContentCategory")
    if content is not None:
        image.attributes["img-content"] = _CONTENTS.get(content, content.lower())
    if (orientation := image.attributes.get("orientationCategory")) is not None:
        image.attributes["orientation"] = orientation.lower()
    image.children = []
