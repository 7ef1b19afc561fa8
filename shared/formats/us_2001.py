"""US full text of 2001-2004: ``patent-application-publication`` and ``PATDOC`` grants.

Both dialects are brought to the names of ST.36 while the tree is read, so that the same part
readers serve all US documents; element paths and places remain those of the file. Internal
subsets that declare image files (NDATA) are harmless and accepted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from shared.formats.application_parts import (
    ABSTRACT,
    CLAIMS,
    DESCRIPTION,
    DRAWINGS,
    Part,
    PartReader,
    read_abstract,
    read_claims_heading,
    read_description,
    read_drawings,
)
from shared.formats.decoding import root_element
from shared.formats.images import ImageFinder
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.sdobi import SdobiReader
from shared.formats.single_document import parse_single
from shared.formats.st36_claims import read_published_claims
from shared.formats.us import design_papers, split_front_page, with_figure
from shared.formats.us_2001_bibliographic import PublicationReader
from shared.formats.xml_text import Element
from shared.model.application import Application, BibliographicData, FiledDocument
from shared.model.case_file import CaseFile
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute

FORMAT = "us-full-text-2001"

_OFFICE = "US"
_LANGUAGE = "en"
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+(PATDOC|patent-application-publication)\b")

_NAMES: Mapping[str, Mapping[str, str]] = {
    "patent-application-publication": {
        "subdoc-abstract": "abstract",
        "subdoc-description": "description",
        "subdoc-claims": "claims",
        "subdoc-drawings": "drawings",
        "paragraph": "p",
        "image": "img",
        "math-cwu": "maths",
        "table-cwu": "tables",
        "chemistry-cwu": "chemistry",
        "biological-sequence-cwu": "tables",
        "program-listing-cwu": "tables",
    },
    "PATDOC": {
        "SDOAB": "abstract",
        "SDODE": "description",
        "SDOCL": "claims",
        "SDODR": "drawings",
        "BRFSUM": "summary-of-invention",
        "DRWDESC": "description-of-drawings",
        "DETDESC": "detailed-description",
        "PARA": "p",
        "H": "heading",
        "CLM": "claim",
        "CLMSTEP": "claim-text",
        "CLREF": "claim-ref",
        "EMI": "img",
        "MATH-US": "maths",
        "TABLE-US": "tables",
        "CHEM-US": "chemistry",
    },
}
_ATTRIBUTES = {"lvl": "level", "depends_on": "idref", "imf": "img-format"}
_SHEET = re.compile(r"-D(\d{5})\b")


def recognises(_name: str, head: bytes) -> bool:
    """Whether the document is a US publication or grant of 2001-2004."""
    return root_element(head) in _NAMES or _DOCTYPE.search(head) is not None


def read(document: FiledFile, files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """The publication in ``document``; images are looked up in ``files``. Raises ``ReadError``."""
    root = parse_single(document, limits).root
    _rename(root, _NAMES.get(root.name, {}))
    images = ImageFinder(document.name, files, limits)
    reader = PartReader(document.name, images, _LANGUAGE, millimetres=True)

    def parts(names: tuple[str, ...]) -> list[Part]:
        return [Part(reader, element) for element in root.elements(*names)]

    inid = SdobiReader(document.name, _OFFICE, _LANGUAGE)
    named = PublicationReader(document.name)
    head = root.find("SDOBI|subdoc-bibliographic-information")
    data = BibliographicData(office_code=_OFFICE)
    if head is not None:
        data = inid.read(head) if head.name == "SDOBI" else named.read(head)
    kind = _kind(data)
    front, sheets = split_front_page(read_drawings(parts(DRAWINGS)))
    claims = parts(CLAIMS)
    application = Application(
        stage=DocumentStage.PUBLICATION,
        kind=kind,
        kind_basis=None if kind is None else "publication",
        route=FilingRoute.NATIONAL if data.pct is None else FilingRoute.PCT_NATIONAL_PHASE,
        language=_LANGUAGE,
        bibliographic=data,
        claims=read_published_claims(claims),
        claims_heading=read_claims_heading(claims),
        description=read_description(parts(DESCRIPTION)),
        abstract=with_figure(read_abstract(parts(ABSTRACT), ()), front),
        drawings=sheets,
        design=design_papers(data, sheets or ()) if kind is ApplicationKind.DESIGN else None,
        documents=(FiledDocument(file=document.name, part="publication", format=FORMAT),),
        field_sources=(*inid.sources, *named.sources),
        reading_notes=tuple(named.notes),
    )
    return CaseFile(application=application)


def _kind(data: BibliographicData) -> ApplicationKind | None:
    """By kind code: ``S`` is a design, ``P`` a plant (which the model does not know)."""
    document = data.grant or data.publication
    code = "" if document is None else (document.kind_code or "")
    if code.startswith("P"):
        return None
    return ApplicationKind.DESIGN if code.startswith("S") else ApplicationKind.INVENTION


def _rename(root: Element, names: Mapping[str, str]) -> None:
    """Give elements and attributes their ST.36 names, paragraph numbers their attribute."""
    stack = [root]
    while stack:
        element = stack.pop()
        children = [*element.elements()]
        stack.extend(children)
        element.name = names.get(element.name, element.name)
        lowered = {key.lower(): value for key, value in element.attributes.items()}
        element.attributes = {_ATTRIBUTES.get(key, key): value for key, value in lowered.items()}
        if element.name == "p":
            _take_number(element, children)
        elif element.name == "img" and (sheet := _SHEET.search(element.attributes.get("file", ""))):
            element.attributes["num"] = sheet[1]
        elif element.name == "figure" and "num" not in element.attributes:
            sheets = [_SHEET.search(child.attributes.get("file", "")) for child in children]
            element.attributes["num"] = next((sheet[1] for sheet in sheets if sheet), "")
        elif element.name == "dependent-claim-reference":
            for child in children:  # its text is part of the sentence, not a line of the claim
                child.name = "reference-text"


def _take_number(paragraph: Element, children: list[Element]) -> None:
    """``<number>[0001]</number>`` is the paragraph's number, not its text."""
    number = next((child for child in children if child.name == "number"), None)
    if number is None:
        return
    paragraph.attributes["num"] = (number.value() or "").strip("[]")
    paragraph.children = [child for child in paragraph.children if child is not number]
