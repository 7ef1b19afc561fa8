"""The content models of WIPO ST.26 (DTD V1_3), as far as a listing has to follow them.

The DTD itself is never fetched. Names and order come from the standard's Annex II.
"""

from __future__ import annotations

from collections.abc import Iterator

from shared.formats.xml_text import Element
from shared.model.facts.sequence_listing import StructureFault
from shared.model.source import Location

ROOT = "ST26SequenceListing"
MOST_FAULTS = 100
"""Faults kept of one listing."""

Content = tuple[tuple[str, str], ...]
"""Child elements in order, each with ``1`` (once), ``?``, ``+`` or ``*``."""

_CONTENT: dict[str, Content] = {
    ROOT: (
        ("ApplicationIdentification", "?"),
        ("ApplicantFileReference", "?"),
        ("EarliestPriorityApplicationIdentification", "?"),
        ("ApplicantName", "1"),
        ("ApplicantNameLatin", "?"),
        ("InventorName", "?"),
        ("InventorNameLatin", "?"),
        ("InventionTitle", "+"),
        ("SequenceTotalQuantity", "1"),
        ("SequenceData", "+"),
    ),
    "SequenceData": (("INSDSeq", "1"),),
    "INSDSeq": (
        ("INSDSeq_length", "1"),
        ("INSDSeq_moltype", "1"),
        ("INSDSeq_division", "1"),
        ("INSDSeq_other-seqids", "?"),
        ("INSDSeq_feature-table", "?"),
        ("INSDSeq_sequence", "1"),
    ),
    "INSDSeq_feature-table": (("INSDFeature", "+"),),
    "INSDFeature": (
        ("INSDFeature_key", "1"),
        ("INSDFeature_location", "1"),
        ("INSDFeature_quals", "?"),
    ),
    "INSDFeature_quals": (("INSDQualifier", "*"),),
    "INSDQualifier": (
        ("INSDQualifier_name", "1"),
        ("INSDQualifier_value", "?"),
        ("NonEnglishQualifier_value", "?"),
    ),
}
"""``ApplicantName`` is optional in the DTD and mandatory in the standard's text."""
_ATTRIBUTES = {ROOT: ("dtdVersion",), "SequenceData": ("sequenceIDNumber",)}


def structure_faults(root: Element, file: str) -> Iterator[StructureFault]:
    """Every departure from the content models, in document order."""
    if root.find("ApplicationIdentification|ApplicantFileReference") is None:
        yield _fault("missing", "ApplicantFileReference", root, file)
    stack = [root]
    while stack:
        element = stack.pop()
        for name in _ATTRIBUTES.get(element.name, ()):
            if element.attribute(name) is None:
                yield _fault("missing", f"@{name}", element, file)
        content = _CONTENT.get(element.name)
        if content is not None:
            yield from _content_faults(element, content, file)
            stack.extend(list(element.elements())[::-1])


def _content_faults(element: Element, content: Content, file: str) -> Iterator[StructureFault]:
    places = {name: place for place, (name, _) in enumerate(content)}
    often = dict(content)
    seen: set[str] = set()
    reached = 0
    for child in element.elements():
        place = places.get(child.name)
        repeated = child.name in seen and often.get(child.name) in ("1", "?")
        if place is None or repeated:
            yield _fault("unexpected", child.name, child, file)
            continue
        if place < reached:
            yield _fault("order", child.name, child, file)
        reached = max(reached, place)
        seen.add(child.name)
    for name, count in content:
        if count in ("1", "+") and name not in seen:
            yield _fault("missing", name, element, file)


def _fault(kind: str, name: str, element: Element, file: str) -> StructureFault:
    return StructureFault.model_validate(
        {"kind": kind, "name": name, "location": element_place(element, file)}
    )


def element_place(element: Element, file: str) -> Location:
    """The place of an element, without its text, which may be long."""
    return Location(file=file, start=element.start, end=element.start, element=element.path)
