"""WIPO ST.36 documents: European publications (``ep-patent-document``) and generic ones.

European bibliographic data stands under INID numbers (``SDOBI``); other offices use the ST.36
names. A European patent carries its claims in three languages: those in the language of the
document are read, the others are translations (Art. 14(6) EPC).
"""

from __future__ import annotations

from collections.abc import Sequence

from shared.formats.application_parts import (
    ABSTRACT,
    CLAIMS,
    DESCRIPTION,
    DRAWINGS,
    Part,
    PartReader,
    read_abstract,
    read_description,
    read_drawings,
)
from shared.formats.decoding import root_element
from shared.formats.images import ImageFinder
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.sdobi import SdobiReader
from shared.formats.single_document import parse_single
from shared.formats.st36_bibliographic import BibliographicReader
from shared.formats.st36_claims import read_published_claims
from shared.formats.xml_text import Element
from shared.model.application import (
    Application,
    BibliographicData,
    FieldSource,
    FiledDocument,
    ReadingNote,
)
from shared.model.case_file import CaseFile
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute
from shared.model.source import Location

FORMAT = "st36"

_ROOTS = frozenset(
    {
        "ep-patent-document",
        "wo-patent-document",
        "wo-published-application",
        "kr-patent-document",
        "patent-document",
        "application-body",
    }
)


def recognises(_name: str, head: bytes) -> bool:
    """Whether the root element is a European or generic ST.36 document."""
    return root_element(head) in _ROOTS


def read(document: FiledFile, files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """The document; images are looked up in ``files``. Raises ``ReadError``."""
    root = parse_single(document, limits).root
    language = (root.attribute("lang") or "en").lower()
    office = root.attribute("country") or ("EP" if root.name.startswith("ep-") else "WO")
    images = ImageFinder(document.name, files, limits)
    reader = PartReader(document.name, images, language, millimetres=True)
    notes: list[ReadingNote] = []

    def parts(names: tuple[str, ...]) -> list[Part]:
        found = [*root.elements(*names)]
        chosen = [e for e in found if (e.attribute("lang") or language).lower() == language]
        notes.extend(_translation(document.name, each) for each in found if each not in chosen)
        return [Part(reader, each) for each in chosen or found[:1]]

    data, sources, more_notes = _bibliographic(root, document.name, office, language)
    notes.extend(more_notes)
    published = root.name != "application-body"
    application = Application(
        stage=DocumentStage.PUBLICATION if published else DocumentStage.EXCERPT,
        kind=ApplicationKind.INVENTION if published else None,
        kind_basis="publication" if published else None,
        route=FilingRoute.NATIONAL if data.pct is None else FilingRoute.PCT_NATIONAL_PHASE,
        language=language,
        bibliographic=data,
        claims=read_published_claims(parts(CLAIMS)),
        description=read_description(parts(DESCRIPTION)),
        abstract=read_abstract(parts(ABSTRACT), ()),
        drawings=read_drawings(parts(DRAWINGS)),
        documents=(FiledDocument(file=document.name, part="publication", format=FORMAT),),
        field_sources=tuple(sources),
        reading_notes=tuple(notes),
    )
    return CaseFile(application=application)


def _bibliographic(
    root: Element, file: str, office: str, language: str
) -> tuple[BibliographicData, Sequence[FieldSource], Sequence[ReadingNote]]:
    if (inid := root.find("SDOBI")) is not None:
        european = SdobiReader(file, office, language)
        return european.read(inid), european.sources, ()
    named = root.find("bibliographic-data|wo-bibliographic-data|kr-bibliographic-data")
    if named is None:
        return BibliographicData(office_code=office), (), ()
    generic = BibliographicReader(file, office, language)
    return generic.read(named), generic.sources, generic.notes


def _translation(file: str, element: Element) -> ReadingNote:
    place = Location(file=file, start=element.start, end=element.end, element=element.path)
    return ReadingNote(
        code="translation",
        message_en=f"'{element.name}' in another language of the document is not read.",
        message_zh=f"“{element.name}”的其他语言译文未读取。",
        location=place,
    )
