"""A Word document as lines of a manuscript, with places in ``word/document.xml``.

Read are paragraphs and tables of the body: inserted text counts, deleted text does not, of
alternative content the first choice. A line break inside a paragraph begins a new line. Pictures
are named by their part (``word/media/image1.png``), formulas (OMML) are objects with their text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from shared.formats.archive import open_archive
from shared.formats.docx_layout import document_layout
from shared.formats.docx_numbering import Numbering
from shared.formats.errors import MalformedDocumentError
from shared.formats.images import header_facts
from shared.formats.limits import ReadLimits
from shared.formats.manuscript_lines import Line, LineObject
from shared.formats.package import FiledFile
from shared.formats.xml_text import Element, TextRun, parse_xml
from shared.model.drawings import ImageFile
from shared.model.layout import DocumentLayout

BODY = "word/document.xml"
_HEADER_OR_FOOTER = re.compile(r"!/word/(?:header|footer)\d{0,3}\.xml$")
_MAX_HEADERS = 24
_SKIPPED = frozenset(
    {"pPr", "rPr", "delText", "instrText", "del", "moveFrom", "Fallback", "sectPr", "tblPr",
     "tblGrid", "trPr", "tcPr", "footnoteReference", "commentReference", "sdtPr", "fldData"}
)  # fmt: skip
_CHARACTERS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_EMU_PER_MM = 36_000


@dataclass
class _Style:
    based_on: str | None
    list_id: str | None
    list_level: int
    outline: int | None


class DocxReader:
    """Reads one document. Members outside the body are used only where it names them."""

    def __init__(self, file: FiledFile, limits: ReadLimits) -> None:
        self._limits = limits
        self._name = file.name
        self.members = open_archive(file.read(), file.name, limits)
        """All parts of the document by full name (``x.docx!/word/document.xml``)."""
        self._targets = self._relationships()
        self._styles = self._read_styles()
        self._numbering = Numbering.of(self._root("word/numbering.xml"))

    def lines(self) -> list[Line]:
        """The lines of the body that hold text or a picture."""
        return [line for line in self._blocks(self._body()) if line.text or line.objects]

    def rows(self) -> Iterator[list[list[Line]]]:
        """The body row by row, each of cells with their lines of text.

        A paragraph outside tables is a row of one cell; a table within a cell is a line of it.
        """
        stack = [*self._body().elements()][::-1]
        while stack:
            element = stack.pop()
            if element.name == "tbl":
                for row in element.descendants("tr"):
                    cells = row.descendants("tc")
                    yield [[line for line in self._blocks(cell) if line.text] for cell in cells]
            elif element.name == "p":
                yield [[line for line in self._paragraph(element) if line.text]]
            elif element.name not in _SKIPPED:
                stack.extend([*element.elements()][::-1])

    def _body(self) -> Element:
        root = self._root(BODY)
        body = None if root is None else root.find("body")
        if body is None:
            raise MalformedDocumentError(
                "The file is no Word document: it has no body. Save it as DOCX again.",
                "该文件不是有效的Word文档：缺少正文。请重新另存为DOCX。",
                file=self._name,
            )
        return body

    def layout(self) -> DocumentLayout:
        """Pages, fonts and leftovers of editing."""
        root = self._root(BODY)
        if root is None:
            return DocumentLayout()
        names = [name for name in self.members if _HEADER_OR_FOOTER.search(name)][:_MAX_HEADERS]
        return document_layout(
            root,
            settings=self._root("word/settings.xml"),
            styles=self._root("word/styles.xml"),
            headers_and_footers=[
                parse_xml(self.members[name].read(), name, self._limits).root for name in names
            ],
        )

    def _blocks(self, parent: Element) -> Iterator[Line]:
        """Lines of paragraphs and tables, through containers of any kind."""
        stack = [*parent.elements()][::-1]
        while stack:
            element = stack.pop()
            if element.name == "p":
                yield from self._paragraph(element)
            elif element.name == "tbl":
                yield self._table(element)
            elif element.name not in _SKIPPED:
                stack.extend([*element.elements()][::-1])

    def _paragraph(self, element: Element) -> Iterator[Line]:
        properties = element.find("pPr")
        style = self._styles.get(_val(properties, "pStyle") or "")
        number = self._auto_number(properties, style)
        collected = _Collected()
        boxes: list[Element] = []
        self._collect(element, collected, boxes)
        for place, (runs, objects) in enumerate(collected.lines()):
            yield Line(
                file=self._part(BODY),
                element=element.path,
                runs=tuple(runs),
                objects=tuple(objects),
                auto_number=number if place == 0 else "",
                heading_level=self._outline(properties, style),
            )
        for box in boxes:
            yield from self._blocks(box)

    def _collect(self, element: Element, into: _Collected, boxes: list[Element]) -> None:
        stack: list[Element | TextRun] = list(reversed(element.children))
        while stack:
            node = stack.pop()
            if not isinstance(node, Element):
                if node[0].strip() == "" and "\n" in node[0]:
                    continue
                into.runs.append(node)
            elif node.name == "br" or node.name == "cr":
                into.new_line()
            elif node.name in _CHARACTERS:
                into.runs.append((_CHARACTERS[node.name], node.start, node.end))
            elif node.name == "txbxContent":
                boxes.append(node)
            elif node.name in ("blip", "imagedata"):
                image = self._image(node)
                into.objects.append(LineObject("image", node.start, node.end, image))
            else:
                if node.name == "oMath":
                    into.objects.append(LineObject("mathematics", node.start, node.end))
                if node.name not in _SKIPPED:
                    stack.extend(reversed(node.children))

    def _table(self, element: Element) -> Line:
        """A table as one line: a line of text per row, cells apart by a space."""
        runs: list[TextRun | None] = []
        objects = [LineObject("table", element.start, element.end)]
        for row in element.descendants("tr"):
            if runs:
                runs.append(None)
            for place, cell in enumerate(row.descendants("tc")):
                if place:
                    runs.append((" ", cell.start, cell.start))
                for number, paragraph in enumerate(cell.descendants("p")):
                    if number:
                        runs.append((" ", paragraph.start, paragraph.start))
                    collected = _Collected()
                    self._collect(paragraph, collected, [])
                    for line_runs, line_objects in collected.lines():
                        runs.extend(line_runs)
                        objects.extend(line_objects)
        return Line(
            file=self._part(BODY),
            element=element.path,
            runs=tuple(runs),
            objects=tuple(objects),
        )

    def _image(self, element: Element) -> ImageFile | None:
        target = self._targets.get(element.attribute("r:embed", "r:link", "r:id") or "")
        if target is None:
            return None
        found = self.members.get(self._part(target))
        header = {} if found is None else header_facts(found, self._limits)
        extent = _extent(element)
        return ImageFile(
            name=posixpath.basename(target),
            path=None if found is None else found.name,
            width_mm=None if extent is None else extent[0],
            height_mm=None if extent is None else extent[1],
            stated_format=posixpath.splitext(target)[1].lstrip(".").lower() or None,
            sha256=None if found is None else found.sha256,
            **header,
        )

    def _auto_number(self, properties: Element | None, style: _Style | None) -> str:
        direct = None if properties is None else properties.find("numPr")
        list_id = _val(direct, "numId")
        level = _val(direct, "ilvl")
        seen = 0
        while style is not None and list_id is None and seen < 20:
            list_id = style.list_id
            level = level or str(style.list_level)
            style = self._styles.get(style.based_on or "")
            seen += 1
        if list_id is None or list_id == "0":
            return ""
        return self._numbering.next(list_id, int(level) if level and level.isdecimal() else 0)

    def _outline(self, properties: Element | None, style: _Style | None) -> int | None:
        direct = _val(properties, "outlineLvl")
        if direct is not None and direct.isdecimal():
            return int(direct) + 1 if int(direct) < 9 else None
        seen = 0
        while style is not None and seen < 20:
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else None
            style = self._styles.get(style.based_on or "")
            seen += 1
        return None

    def _read_styles(self) -> dict[str, _Style]:
        root = self._root("word/styles.xml")
        styles: dict[str, _Style] = {}
        for style in () if root is None else root.elements("style"):
            properties = style.find("pPr")
            numbering = None if properties is None else properties.find("numPr")
            level = _val(numbering, "ilvl") or "0"
            outline = _val(properties, "outlineLvl")
            styles[style.attributes.get("w:styleId", "")] = _Style(
                based_on=_val(style, "basedOn"),
                list_id=_val(numbering, "numId"),
                list_level=int(level) if level.isdecimal() else 0,
                outline=int(outline) if outline is not None and outline.isdecimal() else None,
            )
        return styles

    def _relationships(self) -> dict[str, str]:
        root = self._root("word/_rels/document.xml.rels")
        found: dict[str, str] = {}
        for each in () if root is None else root.elements("Relationship"):
            if each.attributes.get("TargetMode") != "External":
                target = each.attributes.get("Target", "")
                path = posixpath.normpath(posixpath.join("word", target)).lstrip("/")
                found[each.attributes.get("Id", "")] = path
        return found

    def _root(self, part: str) -> Element | None:
        member = self.members.get(self._part(part))
        if member is None:
            return None
        return parse_xml(member.read(), member.name, self._limits).root

    def _part(self, path: str) -> str:
        return f"{self._name}!/{path}"


@dataclass
class _Collected:
    """Runs and objects of a paragraph, split at line breaks."""

    runs: list[TextRun] = field(default_factory=list)
    objects: list[LineObject] = field(default_factory=list)
    _done: list[tuple[list[TextRun], list[LineObject]]] = field(default_factory=list)

    def new_line(self) -> None:
        self._done.append((self.runs, self.objects))
        self.runs, self.objects = [], []

    def lines(self) -> Iterator[tuple[list[TextRun], list[LineObject]]]:
        yield from (*self._done, (self.runs, self.objects))


def _val(element: Element | None, name: str) -> str | None:
    found = None if element is None else element.find(name)
    return None if found is None else found.attributes.get("w:val")


def _extent(element: Element) -> tuple[float, float] | None:
    """Width and height in millimetres of the drawing that shows a picture."""
    holder: Element | None = element
    while holder is not None and holder.name not in ("inline", "anchor"):
        holder = holder.parent
    extent = None if holder is None else holder.find("extent")
    if extent is None:
        return None
    sizes = (extent.attributes.get("cx", ""), extent.attributes.get("cy", ""))
    if not all(size.isdecimal() and 0 < len(size) < 12 for size in sizes):
        return None
    width, height = (round(int(size) / _EMU_PER_MM, 2) for size in sizes)
    return width, height
