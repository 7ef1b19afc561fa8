"""Building ST.96 elements: two namespaces, text that XML can carry, ids that are unique."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from shared.errors import ZhishenError

PAT = "http://www.wipo.int/standards/XMLSchema/ST96/Patent"
COM = "http://www.wipo.int/standards/XMLSchema/ST96/Common"
VERSION = "V6_0"

Element = etree._Element

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class St96WriteError(ZhishenError):
    """A value cannot be written as XML, e.g. a control character in a claim."""

    name = "st96-not-writable"
    title = "Not writable as ST.96"


def pat(name: str) -> str:
    """Qualified name in the Patent namespace."""
    return f"{{{PAT}}}{name}"


def com(name: str) -> str:
    """Qualified name in the Common namespace."""
    return f"{{{COM}}}{name}"


def root(name: str) -> Element:
    """A document element with both namespaces declared and the version stated."""
    return etree.Element(name, {com("st96Version"): VERSION}, nsmap={"pat": PAT, "com": COM})


def add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """Append an element; attributes are in the Common namespace.

    Raises:
        St96WriteError: the text holds a character that XML 1.0 forbids.

    """
    child = etree.SubElement(parent, name)
    for key, value in attributes.items():
        child.set(com(key), checked(value, name))
    if text is not None:
        child.text = checked(text, name)
    return child


def checked(text: str, name: str) -> str:
    """The text itself, refused when XML cannot carry it."""
    if (found := _NOT_XML.search(text)) is not None:
        local = name.rpartition("}")[2]
        code = f"U+{ord(found[0]):04X}"
        raise St96WriteError(
            f"The character {code} in {local} cannot stand in XML; remove it from the text.",
            f"{local}中的字符{code}不能写入XML；请从文本中删除。",
        )
    return text


def iso(day: date) -> str:
    """``YYYY-MM-DD`` with four digits of year."""
    return day.isoformat()
