"""US design grants as published: one XML with bibliographic data, TIFF sheets beside it.

Format: USPTO ``us-patent-grant`` v4.x (ICE). Only what a search needs is taken.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from lxml import etree

from services.design_image.domain.design import DesignFacts, ViewFacts
from services.design_image.domain.errors import InvalidDesignError, ManifestError
from services.design_image.domain.locarno import normalised
from services.design_image.engines.filed import FiledDesign, FiledView

_MAX_BYTES = 64 * 1024 * 1024
_BIBLIOGRAPHY = "us-bibliographic-data-grant"


def is_us_grant(head: bytes) -> bool:
    """Whether a file begins like a US grant."""
    return b"<us-patent-grant" in head


def read_us_grant(path: Path) -> FiledDesign:
    """A design grant with its sheets in order. Raises ``ManifestError``."""
    root = _parse(path)
    number = root.findtext(f"{_BIBLIOGRAPHY}/publication-reference/document-id/doc-number")
    folder = path.parent
    sheets = [
        str(image.get("file")) for image in root.iterfind("drawings//img") if image.get("file")
    ]
    if number is None or re.fullmatch(r"D\d+", number.strip()) is None:
        raise _fault(path, "it is not the grant of a design", "不是外观设计公告")
    if not sheets:
        raise _fault(path, "it names no drawing sheets", "未列出图纸")
    views = tuple(
        # A name with a path in it would lead out of the folder.
        FiledView(folder / Path(name).name, ViewFacts(file=Path(name).name), is_sheet=True)
        for name in dict.fromkeys(sheets)
    )
    facts = DesignFacts(
        design_id=f"USD{number.strip()[1:].zfill(7)}",
        title=_text(root.find(f"{_BIBLIOGRAPHY}/invention-title")),
        locarno_class=_locarno(root),
        filing_date=_date(root, "application-reference"),
        publication_date=_date(root, "publication-reference"),
        applicants=_applicants(root),
        office_code="US",
    )
    return FiledDesign(facts, views)


def cited_designs(path: Path) -> tuple[str, ...]:
    """US designs that the examiner cited against a grant, in order. Raises ``ManifestError``."""
    found = []
    for citation in _parse(path).iterfind(f"{_BIBLIOGRAPHY}//us-citation"):
        country = citation.findtext("patcit/document-id/country", "").strip()
        number = citation.findtext("patcit/document-id/doc-number", "").strip()
        by = citation.findtext("category", "")
        if country == "US" and re.fullmatch(r"D\d+", number) and "examiner" in by:
            found.append(f"USD{number[1:].zfill(7)}")
    return tuple(dict.fromkeys(found))


def _parse(path: Path) -> etree._Element:
    if path.stat().st_size > _MAX_BYTES:
        raise _fault(path, "it is larger than 64 MiB", "文件超过 64 MiB")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        return etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError:
        raise _fault(path, "it is not well-formed XML", "不是格式良好的 XML") from None


def _text(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    return " ".join("".join(str(part) for part in element.itertext()).split()) or None


def _locarno(root: etree._Element) -> str | None:
    symbol = root.findtext(f"{_BIBLIOGRAPHY}/classification-locarno/main-classification")
    try:
        return normalised(symbol) if symbol else None
    except InvalidDesignError:
        return None


def _date(root: etree._Element, reference: str) -> date | None:
    stated = root.findtext(f"{_BIBLIOGRAPHY}/{reference}/document-id/date")
    try:
        return date.fromisoformat(stated) if stated else None
    except ValueError:
        return None


def _applicants(root: etree._Element) -> tuple[str, ...]:
    names = []
    for book in root.iterfind(f"{_BIBLIOGRAPHY}//us-applicant/addressbook"):
        person = " ".join(
            part for part in (book.findtext("first-name"), book.findtext("last-name")) if part
        )
        name = book.findtext("orgname") or person
        if name:
            names.append(" ".join(name.split()))
    return tuple(dict.fromkeys(names))


def _fault(path: Path, en: str, zh: str) -> ManifestError:
    return ManifestError(
        f"The US grant cannot be read: {en}. Check the file.",
        f"无法读取美国公告：{zh}，请核对文件。",
        file=str(path),
    )
