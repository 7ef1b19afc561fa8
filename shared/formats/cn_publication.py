"""Chinese publications: ``cn-patent-document`` and ``PatentDocumentAndRelated``.

One document, with the pictures in its folder. A file that holds only bibliographic data or an
abstract leaves the other parts ``None``.
"""

from __future__ import annotations

from shared.formats.application_parts import (
    ABSTRACT,
    ABSTRACT_FIGURE,
    CLAIMS,
    DESCRIPTION,
    DRAWINGS,
    Part,
    PartReader,
    read_abstract,
    read_claims,
    read_claims_heading,
    read_description,
    read_drawings,
)
from shared.formats.cn_bibliographic import application_kind, bibliographic_data
from shared.formats.decoding import root_element
from shared.formats.images import ImageFinder
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.xml_text import Element, parse_xml
from shared.model.application import Application, BibliographicData, FiledDocument
from shared.model.case_file import CaseFile
from shared.model.design import DesignPapers, DesignView
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute
from shared.model.kind import kind_by_kind_code
from shared.model.view_names import view_kind

FORMAT = "cn-publication"
_ROOTS = ("cn-patent-document", "PatentDocumentAndRelated")


def recognises(_name: str, head: bytes) -> bool:
    """Whether the document's root element is one of the two dialects'."""
    root = root_element(head)
    return root is not None and root.split(":")[-1] in _ROOTS


def read(document: FiledFile, files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """Read one publication. Raises ``ReadError``."""
    xml = parse_xml(document.read(), document.name, limits)
    root = xml.root
    holder = root.find("cn-bibliographic-data|BibliographicData|DesignBibliographicData")
    bibliographic = (
        BibliographicData(office_code="CN")
        if holder is None
        else bibliographic_data(holder, xml.file)
    )
    body = root.find("application-body") or root
    reader = PartReader(xml.file, ImageFinder(xml.file, files, limits))

    def parts(names: tuple[str, ...], *places: Element | None) -> list[Part]:
        return [
            Part(reader, element)
            for place in places
            if place is not None
            for element in place.elements(*names)
            if (element.attribute("lang") or "zh").lower()[:2] in ("zh", "cn")
        ]

    claims = parts(CLAIMS, body)
    # The older dialect keeps the abstract and its figure among the bibliographic data.
    abstracts = parts(ABSTRACT, root, holder, body if body is not root else None)
    figures = [
        *parts(ABSTRACT_FIGURE, root, holder),
        *parts(ABSTRACT_FIGURE, *(part.element for part in abstracts)),
    ]
    kind = _kind(holder, bibliographic)
    application = Application(
        stage=DocumentStage.PUBLICATION,
        kind=kind,
        kind_basis="publication" if kind is not None else None,
        route=FilingRoute.NATIONAL if bibliographic.pct is None else FilingRoute.PCT_NATIONAL_PHASE,
        bibliographic=bibliographic,
        claims=read_claims(claims),
        claims_heading=read_claims_heading(claims),
        description=read_description(parts(DESCRIPTION, body)),
        abstract=read_abstract(abstracts, figures),
        drawings=read_drawings(parts(DRAWINGS, body)),
        design=_design(root, bibliographic, reader) if kind is ApplicationKind.DESIGN else None,
        documents=(FiledDocument(file=xml.file, part="publication", format=FORMAT),),
    )
    return CaseFile(application=application)


def _kind(holder: Element | None, bibliographic: BibliographicData) -> ApplicationKind | None:
    stated = None if holder is None else application_kind(holder)
    if stated is not None:
        return stated
    if holder is not None and holder.name == "DesignBibliographicData":
        return ApplicationKind.DESIGN
    document = bibliographic.grant or bibliographic.publication
    return None if document is None else kind_by_kind_code("CN", document.kind_code)


def _design(root: Element, bibliographic: BibliographicData, reader: PartReader) -> DesignPapers:
    """Pictures and brief explanation of a published design."""
    views: list[DesignView] = []
    for holder in root.elements("DesignPicture", "Drawings", "drawings", "cn-drawings"):
        for element in holder.descendants("Picture", "Figure", "figure", "Image", "img"):
            before = len(views)
            figure = reader.figure(element, before + 1)
            views.extend(
                DesignView(
                    id=f"view/{before + offset}",
                    position=before + offset,
                    label=figure.label,
                    kind=view_kind(figure.label),
                    image=image,
                    location=figure.location,
                )
                for offset, image in enumerate(figure.images, 1)
            )
    explanation = [
        reader.unit(element, f"design/explanation{position}")
        for holder in root.elements("DesignBriefExplanation")
        for position, element in enumerate(holder.elements("Paragraphs", "p"), 1)
    ]
    locarno = next(
        (item.symbol for item in bibliographic.classifications if item.scheme == "LOCARNO"), None
    )
    return DesignPapers(
        views=tuple(views), brief_explanation=tuple(explanation), locarno_stated=locarno
    )
