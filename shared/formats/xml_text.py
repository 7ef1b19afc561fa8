"""XML to a light tree in which every piece of text knows its place in the decoded file.

expat reads the document once, as UTF-8 made from the decoded text; its byte index is turned into
code points on the way. Refused: entity declarations that could be expanded, external entities,
and documents beyond ``ReadLimits``. A DOCTYPE is accepted and its DTD never fetched; named
characters that such a DTD would declare (``&alpha;``, ``&agr;``) are known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from shared.formats.decoding import decode_xml
from shared.formats.errors import (
    ForbiddenConstructError,
    LimitExceededError,
    MalformedDocumentError,
)
from shared.formats.limits import ReadLimits
from shared.formats.named_characters import named_character

TextRun = tuple[str, int, int]
"""Text and the code points ``start:end`` of the decoded file it stands for."""

_TAG = re.compile(r"""<(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_REFERENCE = re.compile(r"&#?[A-Za-z0-9.:_-]{1,60};")
_MARKUP = re.compile(r"<!\[CDATA\[|\]\]>|<!--.*?-->|<[^>]*>", re.DOTALL)


class Element:
    """An element: names as in the file, children in order, its place in the decoded file."""

    __slots__ = (
        "attributes",
        "children",
        "end",
        "line",
        "name",
        "ordinal",
        "parent",
        "start",
        "tag",
    )

    def __init__(
        self, tag: str, attributes: dict[str, str], parent: Element | None, start: int, line: int
    ) -> None:
        self.tag = tag
        self.name = tag[tag.find(":") + 1 :]
        """Local name, without prefix: dialects differ in prefixes, not in names."""
        self.attributes = attributes
        self.parent = parent
        self.start = start
        self.end = start
        """One past the end tag."""
        self.line = line
        self.ordinal = 1
        """1-based place among the siblings of the same name."""
        self.children: list[Element | TextRun] = []

    def elements(self, *names: str) -> Iterator[Element]:
        """Child elements with one of these local names; all if none is given."""
        for child in self.children:
            if isinstance(child, Element) and (not names or child.name in names):
                yield child

    def find(self, *path: str) -> Element | None:
        """The first descendant along a path of local names (``a|b`` for alternatives)."""
        element: Element | None = self
        for step in path:
            if element is None:
                return None
            element = next(element.elements(*step.split("|")), None)
        return element

    def descendants(self, *names: str) -> Iterator[Element]:
        """Descendants with one of these local names, in document order; not inside a match."""
        stack = list(self.elements())[::-1]
        while stack:
            element = stack.pop()
            if element.name in names:
                yield element
            else:
                stack.extend(list(element.elements())[::-1])

    def runs(self) -> Iterator[TextRun]:
        """All text below, in document order."""
        stack: list[Element | TextRun] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Element):
                stack.extend(reversed(node.children))
            else:
                yield node

    def value(self, *path: str) -> str | None:
        """The text below ``path`` with white space collapsed; ``None`` if absent or empty."""
        element = self.find(*path)
        if element is None:
            return None
        return " ".join("".join(run[0] for run in element.runs()).split()) or None

    def attribute(self, *names: str) -> str | None:
        """The first of these attributes that is present and not blank, stripped."""
        for name in names:
            value = self.attributes.get(name, "").strip()
            if value:
                return value
        return None

    @property
    def path(self) -> str:
        """Element path for a reader, e.g. ``/cn-application-body/cn-claims/claim[2]``."""
        steps: list[str] = []
        element: Element | None = self
        while element is not None:
            steps.append(element.tag + (f"[{element.ordinal}]" if element.ordinal > 1 else ""))
            element = element.parent
        return "/" + "/".join(reversed(steps))


class XmlDocument:
    """A parsed document: its name, decoded text and root element."""

    __slots__ = ("file", "root", "text")

    def __init__(self, file: str, text: str, root: Element) -> None:
        self.file = file
        self.text = text
        self.root = root


def parse_xml(data: bytes, file: str, limits: ReadLimits) -> XmlDocument:
    """Read an XML document.

    Raises ``MalformedDocumentError``, ``ForbiddenConstructError`` or ``LimitExceededError`` with
    file and line.
    """
    text = decode_xml(data, file, limits)
    return XmlDocument(file, text, _TreeBuilder(text, file, limits).build())


def plain_text(markup: str) -> str:
    """A slice of an XML file as a reader sees it: tags removed, references resolved.

    White space stays; compare without it, for line breaks of typesetting are noise.
    """

    def resolve(match: re.Match[str]) -> str:
        name = match[0][1:-1]
        if name.startswith("#"):
            code = int(name[2:], 16) if name[1:2] in "xX" else int(name[1:])
            return chr(code)
        return named_character(name) or match[0]

    return _REFERENCE.sub(resolve, _MARKUP.sub("", markup))


class _TreeBuilder:
    """One run of expat over a document."""

    def __init__(self, text: str, file: str, limits: ReadLimits) -> None:
        self._text = text
        self._file = file
        self._limits = limits
        self._data = text.encode("utf-8", "surrogatepass")
        self._byte = 0
        self._offset = 0
        self._depth = 0
        self._count = 0
        self._in_cdata = False
        self._root: Element | None = None
        self._open: Element | None = None
        self._ordinals: list[dict[str, int]] = [{}]
        self._parser = expat.ParserCreate("utf-8")

    def build(self) -> Element:
        parser = self._parser
        parser.buffer_text = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler = self._start_cdata
        parser.EndCdataSectionHandler = self._end_cdata
        parser.EntityDeclHandler = self._entity_declaration
        parser.ExternalEntityRefHandler = self._external_entity
        parser.SkippedEntityHandler = self._skipped_entity
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        try:
            parser.Parse(self._data, True)
        except expat.ExpatError as error:
            cause = expat.ErrorString(error.code)
            raise MalformedDocumentError(
                f"The XML is broken in line {error.lineno}: {cause}. Correct the file or export "
                "it again.",
                f"XML 第 {error.lineno} 行有错误：{cause}。请更正文件或重新导出。",
                file=self._file,
                line=error.lineno,
            ) from None
        assert self._root is not None  # noqa: S101 - expat refuses a document without root
        return self._root

    def _here(self) -> int:
        """Code-point offset of the current event."""
        byte = self._parser.CurrentByteIndex
        if byte >= self._byte:
            self._offset += len(self._data[self._byte : byte].decode("utf-8", "surrogatepass"))
        else:
            self._offset = len(self._data[:byte].decode("utf-8", "surrogatepass"))
        self._byte = byte
        return self._offset

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._depth += 1
        if self._count > self._limits.xml_elements:
            raise self._too_much("elements", "元素过多", self._limits.xml_elements)
        if self._depth > self._limits.xml_depth:
            raise self._too_much("nested levels", "嵌套过深", self._limits.xml_depth)
        if sum(map(len, attributes.values())) > self._limits.xml_attribute_characters:
            limit = self._limits.xml_attribute_characters
            raise self._too_much("attribute characters", "属性过长", limit)
        line = self._parser.CurrentLineNumber
        element = Element(tag, attributes, self._open, self._here(), line)
        seen = self._ordinals[-1]
        seen[tag] = element.ordinal = seen.get(tag, 0) + 1
        self._ordinals.append({})
        if self._open is None:
            self._root = element
        else:
            self._open.children.append(element)
        self._open = element

    def _end(self, _tag: str) -> None:
        element = self._open
        assert element is not None  # noqa: S101 - expat matches start and end tags
        self._depth -= 1
        self._ordinals.pop()
        here = self._here()
        if self._text.startswith("</", here):
            element.end = self._text.index(">", here) + 1
        else:  # an empty-element tag; a quoted attribute may hold ">"
            match = _TAG.match(self._text, element.start)
            element.end = match.end() if match is not None else here
        self._open = element.parent

    def _characters(self, data: str) -> None:
        if self._open is None:
            return
        start = self._here()
        first = self._text[start]
        if first == "&" and not self._in_cdata:
            end = self._text.index(";", start) + 1
        elif data == "\n" and self._text.startswith("\r\n", start):
            end = start + 2
        else:
            end = start + len(data)
        self._open.children.append((data, start, end))

    def _start_cdata(self) -> None:
        self._in_cdata = True

    def _end_cdata(self) -> None:
        self._in_cdata = False

    def _skipped_entity(self, name: str, is_parameter: bool) -> None:
        if is_parameter or self._open is None:
            return
        value = named_character(name)
        line = self._parser.CurrentLineNumber
        if value is None:
            raise MalformedDocumentError(
                f"The named character '&{name[:40]};' in line {line} is not defined. Write the "
                "character itself.",
                f"第 {line} 行的命名字符“&{name[:40]};”没有定义，请直接书写该字符。",
                file=self._file,
                line=line,
            )
        start = self._here()
        self._open.children.append((value, start, start + len(name) + 2))

    def _entity_declaration(self, *declaration: object) -> None:
        _name, _is_parameter, value, _base, _system_id, _public_id, notation = declaration
        if notation is not None and value is None:
            return  # an unparsed entity names a file (US grants of 2001-2004); it never expands
        line = self._parser.CurrentLineNumber
        raise ForbiddenConstructError(
            f"The document declares an entity in line {line}. Entity declarations are refused; "
            "remove them from the DOCTYPE.",
            f"文件第 {line} 行声明了实体。出于安全考虑不接受实体声明，请从 DOCTYPE 中删除。",
            file=self._file,
            line=line,
        )

    def _external_entity(self, *_reference: object) -> int:
        line = self._parser.CurrentLineNumber
        raise ForbiddenConstructError(
            f"The document refers to an external entity in line {line}. It is not fetched.",
            f"文件第 {line} 行引用了外部实体，不予读取。",
            file=self._file,
            line=line,
        )

    def _too_much(self, what: str, what_zh: str, limit: int) -> LimitExceededError:
        line = self._parser.CurrentLineNumber
        return LimitExceededError(
            f"The XML has too many {what} (line {line}); {limit} are accepted.",
            f"XML {what_zh}（第 {line} 行），上限为 {limit}。",
            file=self._file,
            line=line,
        )
