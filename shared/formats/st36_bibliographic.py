"""Bibliographic data in the element names of WIPO ST.36, as US and JP documents write them.

Both offices add their own names (``us-parties``, ``jp:applicants-agents-article``); what a name
means is the same, so one reader serves both. What the model has no field for is noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from shared.formats.classification_symbols import (
    ipc_from_text,
    ipc_symbol,
    locarno_from_text,
    uspc_from_text,
)
from shared.formats.dates import read_date
from shared.formats.st36_parties import PartiesReader
from shared.formats.text_units import unit_of
from shared.formats.xml_text import Element
from shared.model.application import BibliographicData, FieldSource, ReadingNote
from shared.model.classification import Classification, ClassificationScheme
from shared.model.identification import (
    Citation,
    DocumentId,
    ParentApplication,
    PctData,
    PriorityClaim,
)
from shared.model.source import Location, TextUnit

_RELATIONS = (
    "addition",
    "continuation",
    "continuation-in-part",
    "continuing-reissue",
    "division",
    "us-divisional-reissue",
    "reexamination",
    "us-reexamination-reissue-merger",
    "substitution",
    "us-provisional-application",
    "utility-model-basis",
    "reissue",
    "correction",
    "related-publication",
)


@dataclass
class BibliographicReader:
    """Reads one ``bibliographic-data`` element; notes and field sources collect beside."""

    file: str
    office_code: str
    language: str
    granted: bool = False
    """Whether the document is a granted patent: then its own number is the grant's."""
    notes: list[ReadingNote] = field(default_factory=list)
    sources: list[FieldSource] = field(default_factory=list)

    def read(self, element: Element) -> BibliographicData:
        """All bibliographic data that the model knows."""
        parties = PartiesReader(self.language)
        application = element.find("application-reference", "document-id")
        self._source("/bibliographic/application_number", application, "doc-number")
        self._source("/bibliographic/filing_date", application, "date")
        return BibliographicData(
            office_code=self.office_code,
            application_number=None if application is None else application.value("doc-number"),
            filing_date=None if application is None else read_date(application.value("date")),
            publication=self._document("publication", self._publication(element)),
            grant=self._document("grant", self._grant(element)),
            pct=_pct(element),
            parent=self._parent(element),
            priority_claims=tuple(self._priorities(element)),
            applicants=parties.applicants(element),
            inventors=parties.inventors(element),
            agency=parties.agency(element),
            invention_title=self._title(element),
            classifications=tuple(self._classifications(element)),
            citations=tuple(_citations(element, self.office_code)),
        )

    def note(self, code: str, en: str, zh: str, element: Element) -> None:
        """Record something that is not taken into the model."""
        place = Location(file=self.file, start=element.start, end=element.end, element=element.path)
        self.notes.append(ReadingNote(code=code, message_en=en, message_zh=zh, location=place))

    def _source(self, pointer: str, holder: Element | None, *path: str) -> None:
        found = None if holder is None else holder.find(*path)
        if found is None:
            return
        source = unit_of(found, unit=pointer, file=self.file, language=self.language).source
        if source is not None and source.text_starts:
            self.sources.append(FieldSource(pointer=pointer, source=source))

    def _publication(self, element: Element) -> Element | None:
        """The published application: this document, or the one that a grant names."""
        if not self.granted:
            return element.find("publication-reference", "document-id")
        related = element.find("us-related-documents|related-documents", "related-publication")
        return None if related is None else related.find("document-id")

    def _grant(self, element: Element) -> Element | None:
        if self.granted:
            return element.find("publication-reference", "document-id")
        return element.find("dates-of-public-availability", "printed-with-grant", "document-id")

    def _document(self, field_name: str, element: Element | None) -> DocumentId | None:
        self._source(f"/bibliographic/{field_name}/document_number", element, "doc-number")
        self._source(f"/bibliographic/{field_name}/publication_date", element, "date")
        return document_id(element, self.office_code)

    def _title(self, element: Element) -> TextUnit | None:
        title = element.find("invention-title")
        if title is None:
            return None
        return unit_of(title, unit="title", file=self.file, language=self.language)

    def _priorities(self, element: Element) -> Iterator[PriorityClaim]:
        claims = element.find("priority-claims")
        if claims is None:
            return
        for place, claim in enumerate(claims.elements("priority-claim")):
            pointer = f"/bibliographic/priority_claims/{place}"
            self._source(f"{pointer}/application_number", claim, "doc-number")
            self._source(f"{pointer}/filing_date", claim, "date")
            yield PriorityClaim(
                sequence=int_or(claim.attribute("sequence"), place + 1),
                office_code=claim.value("country"),
                application_number=claim.value("doc-number"),
                filing_date=read_date(claim.value("date")),
                scope=claim.attribute("kind", "jp:kind"),
            )

    def _parent(self, element: Element) -> ParentApplication | None:
        found: ParentApplication | None = None
        for group in element.elements("us-related-documents", "related-documents"):
            for relation in group.elements(*_RELATIONS):
                parent = relation.find("relation", "parent-doc", "document-id")
                number = None if parent is None else parent.value("doc-number")
                if relation.name == "related-publication" and self.granted:
                    continue
                if relation.name == "division" and found is None and parent and number:
                    day = read_date(parent.value("date"))
                    found = ParentApplication(application_number=number, filing_date=day)
                    continue
                self.note(
                    "related-document",
                    f"A related document ({relation.name}) is named; the model keeps the parent "
                    "of a divisional only.",
                    f"文件列出了相关文件（{relation.name}）；模型只保存分案申请的母案。",
                    relation,
                )
        return found

    def _classifications(self, element: Element) -> Iterator[Classification]:
        for item in element.elements("classifications-ipcr"):
            yield from (ipcr(each) for each in item.elements("classification-ipcr"))
        for item in element.elements("classification-ipc"):
            yield from self._printed_ipc(item)
        for item in element.elements("classifications-cpc"):
            for each in item.descendants("classification-cpc"):
                yield _parts(each, ClassificationScheme.CPC, "cpc-version-indicator")
        for item in element.elements("classification-locarno"):
            edition = item.value("edition")
            for place, text in enumerate(_texts(item, "main-classification", "further-")):
                symbol = locarno_from_text(text, edition=edition, main=place == 0)
                if symbol is not None:
                    yield symbol
        for item in element.elements("classification-national"):
            if (item.value("country") or self.office_code) != "US":
                continue
            for place, text in enumerate(_texts(item, "main-classification", "further-")):
                symbol = uspc_from_text(text, main=place == 0)
                if symbol is not None:
                    yield symbol

    def _printed_ipc(self, element: Element) -> Iterator[Classification]:
        edition = element.value("edition")
        names = ("main-clsf", "further-clsf", "main-classification", "further-classification")
        for place, each in enumerate(element.elements(*names)):
            symbol = ipc_from_text(raw_text(each), edition=edition)
            if symbol is None:
                self.note(
                    "unread-classification",
                    "An IPC symbol is not in any known form and was not taken over.",
                    "有一个IPC分类号的格式无法识别，未予采用。",
                    each,
                )
            else:
                yield symbol.model_copy(update={"main": place == 0 and "main" in each.name})


def document_id(element: Element | None, office_code: str) -> DocumentId | None:
    """A ``document-id``; the office is the document's own when it names none."""
    number = None if element is None else element.value("doc-number")
    if element is None or number is None:
        return None
    return DocumentId(
        office_code=element.value("country") or office_code,
        document_number=number,
        kind_code=element.value("kind"),
        publication_date=read_date(element.value("date")),
    )


def ipcr(element: Element) -> Classification:
    """A ``classification-ipcr`` in parts or as ST.8 text."""
    text = element.find("text")
    if text is not None and (read := ipc_from_text(raw_text(text))) is not None:
        return read
    return _parts(element, ClassificationScheme.IPC, "ipc-version-indicator")


def _parts(element: Element, scheme: ClassificationScheme, version: str) -> Classification:
    day = element.value(version, "date") or ""
    names = ("section", "class", "subclass", "main-group", "subgroup")
    return Classification(
        scheme=scheme,
        symbol=ipc_symbol(*(element.value(name) or "" for name in names)),
        edition=f"{day[:4]}.{day[4:6]}" if len(day) >= 6 else None,
        main=element.parent is not None
        and (
            element.parent.name == "main-cpc"
            or (scheme is ClassificationScheme.IPC and element.value("symbol-position") == "F")
        ),
    )


def _pct(element: Element) -> PctData | None:
    filing = element.find("pct-or-regional-filing-data")
    published = element.find("pct-or-regional-publishing-data")
    if filing is None and published is None:
        return None
    application = None if filing is None else filing.find("document-id")
    publication = None if published is None else published.find("document-id")
    entry = None if filing is None else filing.value("us-371c12-date", "date")
    return PctData(
        application_number=None if application is None else application.value("doc-number"),
        filing_date=None if application is None else read_date(application.value("date")),
        publication_number=None if publication is None else publication.value("doc-number"),
        publication_date=None if publication is None else read_date(publication.value("date")),
        national_phase_entry_date=read_date(entry),
    )


def _citations(element: Element, office_code: str) -> Iterator[Citation]:
    for group in element.elements("us-references-cited", "references-cited"):
        for each in group.elements("us-citation", "citation"):
            category = each.value("category")
            examiner = None if category is None else "examiner" in category.lower()
            patent = each.find("patcit", "document-id")
            document = document_id(patent, office_code)
            other = each.find("nplcit")
            text = None if patent is None else patent.value("name")
            yield Citation(
                document=document,
                text=text if other is None else other.value(),
                cited_by_examiner=examiner if category != "cited by other" else None,
                classification=each.value("classification-national", "main-classification")
                or each.value("classification-cpc-text"),
            )


def _texts(element: Element, main: str, further: str) -> Iterator[str]:
    for each in element.elements():
        if each.name == main or each.name.startswith(further):
            yield raw_text(each)


def raw_text(element: Element) -> str:
    """Text with its columns: inner white space means something in classification symbols."""
    return "".join(run[0] for run in element.runs()).strip("\r\n")


def int_or(text: str | None, default: int) -> int:
    """The number a sequence attribute states, else the place counted."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else default
