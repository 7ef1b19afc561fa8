"""Japanese gazettes: ``jp-official-gazette`` (published applications, patents, utility models).

The gazette also carries written amendments; claims and description are those of the publication
itself, amendments are noted.
"""

from __future__ import annotations

import re

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
from shared.model.application import Abstract, Application, BibliographicData, FiledDocument
from shared.model.case_file import CaseFile
from shared.model.drawings import Figure
from shared.model.identification import (
    ApplicationKind,
    DocumentId,
    DocumentStage,
    FilingRoute,
)

FORMAT = "jp-gazette"

_OFFICE = "JP"
_LANGUAGE = "ja"
_KINDS = {
    "U": ApplicationKind.UTILITY_MODEL,
    "Y": ApplicationKind.UTILITY_MODEL,
    "S": ApplicationKind.DESIGN,
}
_KIND_CODE = re.compile(r"[(（]([A-Z]\d?)[)）]")
_GRANTED = frozenset({"B", "C", "Y", "S"})


def recognises(_name: str, head: bytes) -> bool:
    """Whether the document is a Japanese gazette."""
    return root_element(head) == "jp-official-gazette"


def read(document: FiledFile, files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """The publication in ``document``; images are looked up in ``files``. Raises ``ReadError``."""
    root = parse_single(document, limits).root
    images = ImageFinder(document.name, files, limits)
    reader = PartReader(document.name, images, _LANGUAGE, millimetres=True)

    def parts(names: tuple[str, ...]) -> list[Part]:
        return [Part(reader, element) for element in root.elements(*names)]

    code = (root.attribute("kind-of-st16", "kind-of-jp") or "A")[0].upper()
    head = root.find("bibliographic-data")
    bibliographic = BibliographicReader(document.name, _OFFICE, _LANGUAGE, code in _GRANTED)
    data = BibliographicData(office_code=_OFFICE) if head is None else bibliographic.read(head)
    data = _with_kind_codes(data, root)
    for group in root.elements("written-amendment-group"):
        for amendment in group.elements("written-amendment"):
            bibliographic.note(
                "written-amendment",
                "The gazette carries a written amendment; claims and description are those "
                "of the publication itself.",
                "公报附有手续补正书；此处的权利要求书和说明书为公开文本本身。",
                amendment,
            )
    drawings = read_drawings(parts(DRAWINGS))
    abstract = read_abstract(parts(ABSTRACT), ())
    application = Application(
        stage=DocumentStage.PUBLICATION,
        kind=_KINDS.get(code, ApplicationKind.INVENTION),
        kind_basis="publication",
        route=FilingRoute.NATIONAL if data.pct is None else FilingRoute.PCT_NATIONAL_PHASE,
        language=_LANGUAGE,
        bibliographic=data,
        claims=read_published_claims(parts(CLAIMS)),
        description=read_description(parts(DESCRIPTION)),
        abstract=_with_chosen(abstract, drawings or (), head),
        drawings=drawings,
        documents=(FiledDocument(file=document.name, part="publication", format=FORMAT),),
        field_sources=tuple(bibliographic.sources),
        reading_notes=tuple(bibliographic.notes),
    )
    return CaseFile(application=application)


def _with_kind_codes(data: BibliographicData, root: Element) -> BibliographicData:
    """``公開特許公報(A)`` names the gazette; the code is in its brackets or on the root element."""

    def coded(document: DocumentId | None) -> DocumentId | None:
        if document is None or document.kind_code is None:
            return document
        found = _KIND_CODE.search(document.kind_code)
        code = found[1] if found else root.attribute("kind-of-st16", "kind-of-jp")
        return document.model_copy(update={"kind_code": code})

    return data.model_copy(
        update={"publication": coded(data.publication), "grant": coded(data.grant)}
    )


def _with_chosen(
    abstract: Abstract | None, drawings: tuple[Figure, ...], head: Element | None
) -> Abstract | None:
    """The abstract with the figure that was chosen for it (選択図)."""
    stated = None if head is None else head.value("figure-to-publish", "fig-number")
    if abstract is None or stated is None:
        return abstract
    chosen = next((figure for figure in drawings if str(figure.number) == stated), None)
    return abstract.model_copy(update={"figure": chosen})
