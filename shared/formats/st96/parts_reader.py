"""Reads an application from ST.96 ApplicationBody and BibliographicData documents."""

from __future__ import annotations

from collections.abc import Sequence

from shared.formats.application_parts import PartReader
from shared.formats.decoding import root_element
from shared.formats.images import ImageFinder
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.st96.bibliographic_reader import BibliographicReader, stated_kind
from shared.formats.st96.body_reader import Body, read_body
from shared.formats.st96.names import rename_tree
from shared.formats.xml_text import Element, parse_xml
from shared.model.application import (
    Application,
    BibliographicData,
    FieldSource,
    FiledDocument,
)
from shared.model.case_file import CaseFile
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute

FORMAT = "st96"

_ROOTS = frozenset({"ApplicationBody", "BibliographicData"})
_EMPTY = Body(None, None, None, None, None)


def recognises(_name: str, head: bytes) -> bool:
    """Whether the root element is an ST.96 ApplicationBody or BibliographicData."""
    root = root_element(head)
    return root is not None and root.split(":")[-1] in _ROOTS and b"/ST96/" in head


def read_papers(papers: Sequence[FiledFile], files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """Read the documents of one application. Raises ``ReadError``."""
    data = BibliographicData(office_code="XX")
    kind = None
    body = _EMPTY
    language: str | None = None
    sources: list[FieldSource] = []
    documents: list[FiledDocument] = []
    roots = [(paper, parse_xml(paper.read(), paper.name, limits).root) for paper in papers]
    for _, root in roots:
        language = language or root.attribute("com:languageCode", "languageCode")
    language = language or "zh"
    for paper, root in roots:
        images = ImageFinder(paper.name, files, limits)
        reader = PartReader(paper.name, images, language, millimetres=True)
        part = "bibliographic_data"
        if root.name == "BibliographicData":
            data, kind, found = read_bibliographic(root, paper.name, language)
            sources.extend(found)
        else:
            part = "application_body"
            rename_tree(root)
            body = read_body(root, reader)
            if data.office_code == "XX":
                office = root.attribute("receivingOffice") or "XX"
                data = data.model_copy(update={"office_code": office})
        documents.append(FiledDocument(file=paper.name, part=part, format=FORMAT))
    filing = body.claims is not None and body.description is not None
    published = data.publication is not None or data.grant is not None
    stage = DocumentStage.FILING if filing else DocumentStage.EXCERPT
    application = Application(
        stage=DocumentStage.PUBLICATION if published else stage,
        kind=kind,
        kind_basis=None if kind is None else "publication" if published else "request",
        route=FilingRoute.NATIONAL if data.pct is None else FilingRoute.PCT_NATIONAL_PHASE,
        language=language,
        bibliographic=data,
        claims=body.claims,
        claims_heading=body.claims_heading,
        description=body.description,
        abstract=body.abstract,
        drawings=body.drawings,
        documents=tuple(documents),
        field_sources=tuple(sources),
    )
    return CaseFile(application=application)


def read_bibliographic(
    root: Element, file: str, language: str
) -> tuple[BibliographicData, ApplicationKind | None, list[FieldSource]]:
    """The data, the kind it states and the places of its values."""
    kind = stated_kind(root)
    reader = BibliographicReader(file, language)
    return reader.read(root), kind, reader.sources
