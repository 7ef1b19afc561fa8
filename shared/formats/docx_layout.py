"""How a Word document is laid out: page, margins, fonts, and leftovers of editing.

Counted are things that the office's editor refuses to convert (tracked changes, text boxes,
floating objects, nested tables, automatic numbers) and what the page looks like (ECMA-376 Part 1,
sections 17.6 and 17.13).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shared.formats.xml_text import Element
from shared.model.layout import DocumentLayout

_TWIPS_PER_MM = 1440 / 25.4
_CHANGES = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange"}
)
_HAN_FONT = ("w:eastAsia",)
_MAX_FONTS = 50
_PAGE_BREAKING = frozenset({"nextPage", "oddPage", "evenPage"})


def document_layout(
    document: Element,
    *,
    settings: Element | None = None,
    styles: Element | None = None,
    headers_and_footers: Iterable[Element] = (),
) -> DocumentLayout:
    """The layout of a document from the roots of its parts."""
    counts = dict.fromkeys(("changes", "boxes", "floating", "nested", "numbers", "breaks"), 0)
    fonts: set[str] = set()
    sections: list[Element] = []
    numbering = _numbering_styles(styles)
    for element, in_table, in_fallback in _walk(document):
        if in_fallback:
            continue
        name = element.name
        if name in _CHANGES:
            counts["changes"] += 1
        elif name == "txbxContent":
            counts["boxes"] += 1
        elif name == "anchor":
            counts["floating"] += 1
        elif name == "tbl" and in_table:
            counts["nested"] += 1
        elif name == "p":
            counts["numbers"] += _is_numbered(element, numbering)
        elif (name == "br" and element.attributes.get("w:type") == "page") or (
            name == "pageBreakBefore" and _is_on(element)
        ):
            counts["breaks"] += 1
        elif name == "sectPr":
            sections.append(element)
        elif name == "rFonts":
            fonts.update(_fonts(element))
    if styles is not None:
        fonts.update(_default_fonts(styles))
    counts["breaks"] += sum(
        (_attribute(section.find("type"), "w:val") or "nextPage") in _PAGE_BREAKING
        for section in sections[:-1]
    )
    protection = None if settings is None else settings.find("documentProtection")
    return DocumentLayout(
        **_page(sections[-1] if sections else None),
        fonts=tuple(sorted(fonts)[:_MAX_FONTS]),
        tracked_changes=counts["changes"],
        text_boxes=counts["boxes"],
        floating_objects=counts["floating"],
        nested_tables=counts["nested"],
        automatic_numbers=counts["numbers"],
        protected=None
        if settings is None
        else protection is not None and protection.attributes.get("w:enforcement") in ("1", "true"),
        page_breaks=counts["breaks"],
        page_number_field=any(_has_page_field(root) for root in headers_and_footers),
    )


def _numbering_styles(styles: Element | None) -> frozenset[str]:
    """Ids of the paragraph styles that number their paragraphs; ``""`` is the default style."""
    lists: dict[str, str | None] = {}
    based_on: dict[str, str] = {}
    default = ""
    for style in () if styles is None else styles.elements("style"):
        name = style.attributes.get("w:styleId", "")
        lists[name] = _list_id(style.find("pPr"))
        based_on[name] = _attribute(style.find("basedOn"), "w:val") or ""
        if style.attributes.get("w:default") == "1" and (
            style.attributes.get("w:type", "paragraph") == "paragraph"
        ):
            default = name
    found = set()
    for name in lists:
        at, seen = name, set[str]()
        while at in lists and at not in seen and lists[at] is None:
            seen.add(at)
            at = based_on[at]
        if lists.get(at) not in (None, "0"):
            found.add(name)
    return frozenset(found | ({""} if default in found else set()))


def _is_numbered(paragraph: Element, numbering: frozenset[str]) -> bool:
    """Whether Word numbers the paragraph: by itself or through its style; list 0 switches it off."""
    properties = paragraph.find("pPr")
    own = _list_id(properties)
    if own is not None:
        return own != "0"
    style = None if properties is None else properties.find("pStyle")
    return (_attribute(style, "w:val") or "") in numbering


def _list_id(properties: Element | None) -> str | None:
    numbering = None if properties is None else properties.find("numPr")
    return None if numbering is None else _attribute(numbering.find("numId"), "w:val")


def _walk(root: Element) -> Iterator[tuple[Element, bool, bool]]:
    """Every element, whether a table holds it, and whether it only repeats another (Fallback)."""
    stack = [(child, False, False) for child in reversed([*root.elements()])]
    while stack:
        element, in_table, in_fallback = stack.pop()
        yield element, in_table, in_fallback
        inside = in_table or element.name == "tbl"
        repeated = in_fallback or element.name == "Fallback"
        stack.extend((child, inside, repeated) for child in reversed([*element.elements()]))


def _fonts(element: Element) -> Iterator[str]:
    for name in _HAN_FONT:
        font = element.attributes.get(name, "").strip()
        if font and len(font) <= 60:
            yield font


def _default_fonts(styles: Element) -> Iterator[str]:
    """Fonts of the document's defaults and of its default paragraph style."""
    defaults = styles.find("docDefaults")
    holders = [] if defaults is None else [defaults]
    holders += [s for s in styles.elements("style") if s.attributes.get("w:default") == "1"]
    for holder in holders:
        for element in holder.descendants("rFonts"):
            yield from _fonts(element)


def _page(section: Element | None) -> dict[str, float | None]:
    size = None if section is None else section.find("pgSz")
    margins = None if section is None else section.find("pgMar")
    return {
        "page_width_mm": _millimetres(size, "w:w"),
        "page_height_mm": _millimetres(size, "w:h"),
        "margin_top_mm": _millimetres(margins, "w:top"),
        "margin_right_mm": _millimetres(margins, "w:right"),
        "margin_bottom_mm": _millimetres(margins, "w:bottom"),
        "margin_left_mm": _millimetres(margins, "w:left"),
    }


def _millimetres(element: Element | None, name: str) -> float | None:
    stated = (_attribute(element, name) or "").removeprefix("-")
    if not stated.isdecimal() or len(stated) > 7:
        return None
    return round(int(stated) / _TWIPS_PER_MM, 1)


def _has_page_field(root: Element) -> bool:
    instructions = [field.attributes.get("w:instr", "") for field in root.descendants("fldSimple")]
    instructions += [
        "".join(run[0] for run in instruction.runs())
        for instruction in root.descendants("instrText")
    ]
    return any("PAGE" in instruction.upper().split() for instruction in instructions)


def _attribute(element: Element | None, name: str) -> str | None:
    return None if element is None else element.attributes.get(name)


def _is_on(element: Element) -> bool:
    return element.attributes.get("w:val", "1") not in ("0", "false", "off")
