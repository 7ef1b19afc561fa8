"""Bibliographic data under INID numbers: ``SDOBI`` of the EPO and of US grants of 2001-2004.

``B210`` holds what INID code (21) stands for (WIPO ST.9, ST.32). The EPO writes values directly,
the USPTO wraps them (``DNUM``, ``PDAT``, ``PARTY-US``) and writes names in capitals; ``value`` sees
through the wrappers, so only leaf names differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from shared.formats.classification_symbols import ipc_from_text, uspc_from_text
from shared.formats.dates import read_date
from shared.formats.st36_bibliographic import ipcr, raw_text
from shared.formats.text_units import unit_of
from shared.formats.xml_text import Element
from shared.model.application import BibliographicData, FieldSource
from shared.model.classification import Classification
from shared.model.identification import (
    Citation,
    DocumentId,
    ParentApplication,
    PctData,
    PriorityClaim,
)
from shared.model.parties import Agency, Applicant, Inventor, PatentAttorney, PostalAddress
from shared.model.source import TextUnit

_CITED = re.compile(r"\s*([A-Z]{2})\s*-?\s*([A-Z]\d?)\s*-?\s*([\d/][\d\s/-]*\d)\s*$")
_GRANTED = frozenset("BCES")


@dataclass
class SdobiReader:
    """Reads one ``SDOBI`` element; field sources collect beside."""

    file: str
    office_code: str
    language: str
    sources: list[FieldSource] = field(default_factory=list)

    def read(self, element: Element) -> BibliographicData:
        """All bibliographic data that the model knows."""
        document = self._document(element)
        granted = (document.kind_code or "A")[0] in _GRANTED if document else False
        number = element.find("B200", "B210")
        day = element.find("B200", "B220")
        field_name = "grant" if granted else "publication"
        self._source("/bibliographic/application_number", number)
        self._source("/bibliographic/filing_date", day)
        self._source(f"/bibliographic/{field_name}/document_number", element.find("B100", "B110"))
        return BibliographicData(
            office_code=self.office_code,
            application_number=None if number is None else number.value(),
            filing_date=None if day is None else read_date(day.value()),
            publication=self._earlier(element, document) if granted else document,
            grant=document if granted else None,
            pct=_pct(element),
            parent=_parent(element),
            priority_claims=tuple(_priorities(element)),
            applicants=tuple(
                Applicant(**party)
                for party in _parties(element, "B710", "B711") or _parties(element, "B730", "B731")
            ),
            inventors=tuple(
                Inventor(**{**party, "party_type": "person"})
                for party in _parties(element, "B720", "B721")
            ),
            agency=_agency(element),
            invention_title=self._title(element),
            classifications=tuple(_classifications(element)),
            citations=tuple(self._citations(element)),
        )

    def _document(self, element: Element) -> DocumentId | None:
        head = element.find("B100")
        number = None if head is None else head.value("B110")
        if head is None or number is None:
            return None
        return DocumentId(
            office_code=head.value("B190") or self.office_code,
            document_number=number,
            kind_code=head.value("B130"),
            publication_date=read_date(head.value("B140")),
        )

    def _earlier(self, element: Element, grant: DocumentId | None) -> DocumentId | None:
        """An EP application was published under the number of its later patent (INID 43)."""
        day = read_date(element.value("B400", "B430", "date"))
        if grant is None or day is None:
            return None
        return grant.model_copy(update={"kind_code": None, "publication_date": day})

    def _title(self, element: Element) -> TextUnit | None:
        """The title in the document's language; the EPO gives three, each after its language."""
        holder = element.find("B500", "B540")
        if holder is None:
            return None
        chosen = holder
        if holder.find("B542") is not None:
            language = ""
            titles: dict[str, Element] = {}
            for each in holder.elements("B541", "B542"):
                if each.name == "B541":
                    language = (each.value() or "").lower()
                else:
                    titles[language] = each
            chosen = titles.get(self.language) or next(iter(titles.values()))
        return unit_of(chosen, unit="title", file=self.file, language=self.language)

    def _citations(self, element: Element) -> Iterator[Citation]:
        holder = element.find("B500", "B560")
        for each in () if holder is None else holder.elements("B561", "B562"):
            examiner = True if each.find("CITED-BY-EXAMINER") is not None else None
            if each.find("PCIT") is None:
                text = each.value("text|NCIT")
                printed = _CITED.match(text or "") if each.name == "B561" else None
                cited = None
                if printed is not None:
                    cited = DocumentId(
                        office_code=printed[1],
                        document_number=re.sub(r"\s", "", printed[3]),
                        kind_code=printed[2],
                    )
                yield Citation(document=cited, text=text, cited_by_examiner=examiner)
                continue
            document = each.find("PCIT", "DOC")
            number = None if document is None else document.value("DNUM")
            cited = None
            if document is not None and number is not None:
                cited = DocumentId(
                    office_code=document.value("CTRY") or self.office_code,
                    document_number=number,
                    kind_code=document.value("KIND"),
                    publication_date=read_date(document.value("DATE")),
                )
            yield Citation(
                document=cited,
                text=each.value("PCIT", "PARTY-US", "NAM"),
                cited_by_examiner=examiner,
                classification=each.value("PCIT", "PNC"),
            )

    def _source(self, pointer: str, element: Element | None) -> None:
        if element is None:
            return
        source = unit_of(element, unit=pointer, file=self.file, language=self.language).source
        if source is not None and source.text_starts:
            self.sources.append(FieldSource(pointer=pointer, source=source))


def _priorities(element: Element) -> Iterator[PriorityClaim]:
    """``B310`` number, ``B320`` date, ``B330`` country, repeated in this order."""
    claims: list[dict[str, Any]] = []
    for holder in element.elements("B300"):
        for each in holder.elements("B310", "B320", "B330"):
            if each.name == "B310":
                claims.append({"application_number": each.value()})
            elif claims and each.name == "B320":
                claims[-1]["filing_date"] = read_date(each.value())
            elif claims:
                claims[-1]["office_code"] = each.value()
    yield from (PriorityClaim(sequence=n, **claim) for n, claim in enumerate(claims, start=1))


def _pct(element: Element) -> PctData | None:
    filed = element.find("B800", "B860", "B861")
    published = element.find("B800", "B870", "B871")
    if filed is None and published is None:
        return None
    return PctData(
        application_number=None if filed is None else filed.value("dnum|DNUM|DOC"),
        filing_date=None if filed is None else read_date(filed.value("date|DATE")),
        publication_number=None if published is None else published.value("dnum|DNUM|DOC"),
        publication_date=None if published is None else read_date(published.value("date|DATE")),
    )


def _parent(element: Element) -> ParentApplication | None:
    """The earlier application of a divisional (INID 62)."""
    document = element.find("B600", "B620", "parent|PARENT-US", "pdoc|PDOC")
    if document is None:
        return None
    number = document.value("dnum|DNUM", "anum|PDAT") or document.value("DOC", "DNUM")
    if number is None:
        return None
    return ParentApplication(
        application_number=number,
        filing_date=read_date(document.value("date|DATE") or document.value("DOC", "DATE")),
    )


def _parties(element: Element, group: str, one: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for holder in element.elements("B700"):
        for each in (person for g in holder.elements(group) for person in g.elements(one)):
            body = each.find("PARTY-US") or each
            person, name = _name(body)
            if name is None:
                continue
            kind = {True: "person", False: "organisation"}.get(person) if body is not each else None
            found.append(
                {
                    "sequence": len(found) + 1,
                    "name": name,
                    "party_type": kind,
                    "address": _address(body),
                    "identifier": each.value("iid"),
                }
            )
    return found


def _name(body: Element) -> tuple[bool, str | None]:
    """Whether it is a person (only told by US documents), and the name."""
    if (stated := body.value("snm")) is not None:
        return False, stated
    if (firm := body.value("NAM", "ONM")) is not None:
        return False, firm
    parts = (body.value("NAM", part) for part in ("FNM", "SNM"))
    return True, " ".join(part for part in parts if part) or None


def _address(body: Element) -> PostalAddress | None:
    address = body.find("adr|ADR")
    if address is None:
        return None
    read = PostalAddress(
        country_code=address.value("ctry|CTRY"),
        postcode=address.value("PCODE"),
        region=address.value("STATE"),
        city=address.value("city|CITY"),
        text=address.value("str|STR"),
    )
    return None if read == PostalAddress() else read


def _agency(element: Element) -> Agency | None:
    agents = [
        each
        for holder in element.elements("B700")
        for group in holder.elements("B740")
        for each in group.elements("B741")
    ]
    for agent in agents:
        body = agent.find("PARTY-US") or agent
        person, name = _name(body)
        if name is None:
            continue
        attorneys = (PatentAttorney(name=name),) if person else ()
        return Agency(name=name, code=agent.value("iid"), attorneys=attorneys)
    return None


def _classifications(element: Element) -> Iterator[Classification]:
    holder = element.find("B500")
    if holder is None:
        return
    for group in holder.elements("B510EP"):
        yield from (ipcr(each) for each in group.elements("classification-ipcr"))
    for group in holder.elements("B510"):
        edition = group.value("B516")
        for each in group.elements("B511", "B512", "B513"):
            symbol = ipc_from_text(raw_text(each), edition=edition)
            if symbol is not None:
                yield symbol.model_copy(update={"main": each.name == "B511"})
    for group in holder.elements("B520"):
        for each in group.elements("B521", "B522"):
            national = uspc_from_text(raw_text(each), main=each.name == "B521")
            if national is not None:
                yield national
