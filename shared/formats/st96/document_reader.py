"""Reads ST.96 documents that hold a whole application: PatentPublication, DesignApplication."""

from __future__ import annotations

from shared.formats.application_parts import PartReader
from shared.formats.decoding import root_element
from shared.formats.images import ImageFinder
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.single_document import parse_single
from shared.formats.st96.body_reader import read_body
from shared.formats.st96.design_reader import read_design
from shared.formats.st96.names import rename_tree
from shared.formats.st96.parts_reader import read_bibliographic
from shared.formats.xml_text import Element
from shared.model.application import (
    Application,
    BibliographicData,
    FieldSource,
    FiledDocument,
)
from shared.model.case_file import CaseFile
from shared.model.identification import DocumentStage, FilingRoute

FORMAT = "st96-document"

_ROOTS = frozenset({"PatentPublication", "DesignApplication"})


def recognises(_name: str, head: bytes) -> bool:
    """Whether the root element is an ST.96 PatentPublication or DesignApplication."""
    root = root_element(head)
    return root is not None and root.split(":")[-1] in _ROOTS and b"/ST96/" in head


def read(document: FiledFile, files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """The publication or design application in ``document``. Raises ``ReadError``."""
    root = parse_single(document, limits).root
    images = ImageFinder(document.name, files, limits)
    language = (root.attribute("com:languageCode", "languageCode") or "en").lower()
    reader = PartReader(document.name, images, language, millimetres=True)
    if root.name == "DesignApplication":
        application = read_design(root, reader)
    else:
        application = _publication(root, reader, document.name)
    paper = FiledDocument(file=document.name, part="publication", format=FORMAT)
    return CaseFile(application=application.model_copy(update={"documents": (paper,)}))


def _publication(root: Element, reader: PartReader, file: str) -> Application:
    head = root.find("BibliographicData")
    data = BibliographicData(office_code=root.value("IPOfficeCode") or "XX")
    kind = None
    sources: list[FieldSource] = []
    if head is not None:
        data, kind, sources = read_bibliographic(head, file, reader.language)
    rename_tree(root)
    holder = root.find("application-body")
    body = read_body(root if holder is None else holder, reader)
    return Application(
        stage=DocumentStage.PUBLICATION,
        kind=kind,
        kind_basis=None if kind is None else "publication",
        route=FilingRoute.NATIONAL if data.pct is None else FilingRoute.PCT_NATIONAL_PHASE,
        language=reader.language,
        bibliographic=data,
        claims=body.claims,
        claims_heading=body.claims_heading,
        description=body.description,
        abstract=body.abstract,
        drawings=body.drawings,
        field_sources=tuple(sources),
    )
