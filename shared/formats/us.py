"""US full text since 2005: ``us-patent-application`` and ``us-patent-grant`` (v4.x DTDs).

In these documents a ``figure`` is a drawing sheet, so a sheet's ``num`` is not taken for a figure
number; sheet 0 repeats one drawing on the front page and becomes the abstract's figure. A design
grant gets ``DesignPapers`` whose views are the sheets.
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
from shared.formats.single_document import parse_single
from shared.formats.st36_bibliographic import BibliographicReader
from shared.formats.st36_claims import read_published_claims
from shared.formats.xml_text import Element
from shared.model.application import (
    Abstract,
    Application,
    BibliographicData,
    FiledDocument,
)
from shared.model.case_file import CaseFile
from shared.model.classification import ClassificationScheme
from shared.model.design import DesignPapers, DesignView
from shared.model.drawings import Figure
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute

FORMAT = "us-full-text"

_ROOTS = frozenset({"us-patent-application", "us-patent-grant"})
_KINDS = {
    "utility": ApplicationKind.INVENTION,
    "reissue": ApplicationKind.INVENTION,
    "sir": ApplicationKind.INVENTION,
    "design": ApplicationKind.DESIGN,
}
_OFFICE = "US"
_LANGUAGE = "en"


def recognises(_name: str, head: bytes) -> bool:
    """Whether the document is US full text since 2005."""
    return root_element(head) in _ROOTS


def read(document: FiledFile, files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """The application or grant in ``document``; images are looked up in ``files``.

    Raises ``ReadError``.
    """
    root = parse_single(document, limits).root
    images = ImageFinder(document.name, files, limits)
    reader = PartReader(document.name, images, _LANGUAGE, millimetres=True)

    def parts(names: tuple[str, ...]) -> list[Part]:
        return [Part(reader, element) for element in root.elements(*names)]

    head = root.find("us-bibliographic-data-application|us-bibliographic-data-grant")
    granted = root.name == "us-patent-grant"
    bibliographic = BibliographicReader(document.name, _OFFICE, _LANGUAGE, granted)
    data = BibliographicData(office_code=_OFFICE) if head is None else bibliographic.read(head)
    kind = None if head is None else _KINDS.get(_application_type(head))
    front, sheets = split_front_page(read_drawings(parts(DRAWINGS)))
    description = read_description(parts(DESCRIPTION))
    statement = root.find("us-claim-statement")
    design = kind is ApplicationKind.DESIGN
    application = Application(
        stage=DocumentStage.PUBLICATION,
        kind=kind,
        kind_basis=None if kind is None else "publication",
        route=FilingRoute.NATIONAL if data.pct is None else FilingRoute.PCT_NATIONAL_PHASE,
        language=_LANGUAGE,
        bibliographic=data,
        claims=read_published_claims(parts(CLAIMS)),
        claims_heading=None if statement is None else reader.unit(statement, "claims/heading"),
        description=description,
        abstract=with_figure(read_abstract(parts(ABSTRACT), ()), front),
        drawings=sheets,
        design=design_papers(data, sheets or ()) if design else None,
        documents=(FiledDocument(file=document.name, part="publication", format=FORMAT),),
        field_sources=tuple(bibliographic.sources),
        reading_notes=tuple(bibliographic.notes),
    )
    return CaseFile(application=application)


def _application_type(head: Element) -> str:
    reference = head.find("application-reference")
    return "" if reference is None else (reference.attribute("appl-type") or "").lower()


def split_front_page(
    figures: Sequence[Figure] | None,
) -> tuple[Figure | None, tuple[Figure, ...] | None]:
    """The drawing of the front page (sheet 0) and the other sheets, positions from 1.

    A sheet shows several figures, so its number is no figure number. A front page that is the
    only drawing stays a sheet.
    """
    if figures is None:
        return None, None
    front = next((figure for figure in figures if figure.number == 0), None)
    if len(figures) == 1:
        front = None
    sheets = [figure for figure in figures if figure is not front]
    return (
        None if front is None else front.model_copy(update={"number": None, "position": 1}),
        tuple(
            sheet.model_copy(update={"number": None, "position": place})
            for place, sheet in enumerate(sheets, start=1)
        ),
    )


def with_figure(abstract: Abstract | None, figure: Figure | None) -> Abstract | None:
    """The abstract with the front page's drawing; a design has no abstract to put it into."""
    return None if abstract is None else abstract.model_copy(update={"figure": figure})


def design_papers(data: BibliographicData, sheets: Sequence[Figure]) -> DesignPapers:
    """A design grant's sheets as views, its title as product name, its Locarno class."""
    title = data.invention_title
    views = [(sheet, image) for sheet in sheets for image in sheet.images]
    locarno = next(
        (c.symbol for c in data.classifications if c.scheme is ClassificationScheme.LOCARNO), None
    )
    return DesignPapers(
        product_name=None
        if title is None
        else title.model_copy(update={"id": "design/product-name"}),
        views=tuple(
            DesignView(
                id=f"view/{place}",
                position=place,
                label=sheet.label,
                image=image,
                location=sheet.location,
            )
            for place, (sheet, image) in enumerate(views, start=1)
        ),
        locarno_stated=locarno,
    )
