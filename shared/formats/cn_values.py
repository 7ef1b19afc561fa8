"""Values among the bibliographic data of Chinese publications, in both dialects.

Printed values count (``dataFormat="original"``), not the data base's standard form; ``0`` and
``00000000`` stand for no value.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shared.formats.dates import read_date
from shared.formats.xml_text import Element

COUNTRY = "country|WIPOST3Code"
NUMBER = "doc-number|DocNumber"
DATE = "date|Date"
KIND = "kind|Kind"
_DOCUMENT = ("document-id", "DocumentID")


def original(elements: Iterator[Element]) -> Iterator[Element]:
    """Elements as printed: without the data base's duplicates in standard form."""
    return (item for item in elements if item.attributes.get("dataFormat") != "standard")


def first(element: Element, *names: str) -> Element | None:
    """The first child with one of these names, as printed."""
    return next(original(element.elements(*names)), None)


def members(
    element: Element, containers: tuple[str, ...], names: tuple[str, ...]
) -> Iterator[Element]:
    """Members of a list that stands among the bibliographic data or among the parties.

    Never deeper: citations carry numbers and applicants of their own.
    """
    for place in (element, element.find("cn-parties|Parties|parties")):
        if place is not None:
            for container in place.elements(*containers):
                yield from original(container.elements(*names))


def stated(element: Element, name: str) -> str | None:
    """A value, whether directly inside or within a ``document-id``; blanks of the data base out."""
    holder = next(element.descendants(*_DOCUMENT), element)
    return filled(holder.value(name))


def filled(value: str | None) -> str | None:
    """The value, unless it is the data base's way of saying that there is none."""
    return None if value is None or not value.strip("0") else value


def stated_date(element: Element) -> date | None:
    """The date an element states, directly or within a ``document-id``."""
    return read_date(stated(element, DATE))


def sequence(element: Element, position: int) -> int:
    """The stated place in a list, else ``position``."""
    text = element.attribute("sequence") or ""
    return int(text) if text.isdecimal() else position
