"""A CNIPA e-filing package: the papers of an application as filed.

Folders ``100001-`` claims, ``100002-`` description, ``100003-`` drawings, ``100004-`` abstract,
``100005-`` abstract figure, each with one XML (root ``cn-application-body``) and its pictures; or
the same files flat. A paper is what it contains, not where it lies: one XML may hold several
parts, and a part may be spread over several files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
from shared.formats.decoding import root_element
from shared.formats.images import ImageFinder
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.xml_text import Element, parse_xml
from shared.model.application import (
    Abstract,
    Application,
    BibliographicData,
    FiledDocument,
    ReadingNote,
)
from shared.model.application_number import CnApplicationNumber, parse_cn_application_number
from shared.model.case_file import CaseFile
from shared.model.claims import Claim
from shared.model.description import Description
from shared.model.identification import DocumentStage, FilingRoute
from shared.model.kind import kind_by_wording
from shared.model.source import Location

FORMAT = "cnipa-efiling"
_ROOT = "cn-application-body"
_PARTS = {
    "claims": CLAIMS,
    "description": DESCRIPTION,
    "drawings": DRAWINGS,
    "abstract": ABSTRACT,
    "abstract_figure": ABSTRACT_FIGURE,
}
_FORM_PARTS = {
    "100001": "claims",
    "100002": "description",
    "100003": "drawings",
    "100004": "abstract",
    "100005": "abstract_figure",
}
_FORM_CODE = re.compile(r"(?<!\d)(10000[1-5])(?!\d)")
_NUMBER_IN_LABEL = re.compile(r"(?<![\d.])(?:CN|ZL)?\s?(\d{12}\.?[\dX]|\d{8}\.?[\dX])(?![\d.])")


def recognises(_name: str, head: bytes) -> bool:
    """Whether the document's root element is ``cn-application-body``."""
    root = root_element(head)
    return root is not None and root.split(":")[-1] == _ROOT


def read_papers(papers: Sequence[FiledFile], files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """Read all papers of one application. Raises ``ReadError``."""
    parts: dict[str, list[Part]] = {name: [] for name in _PARTS}
    documents: list[FiledDocument] = []
    notes: list[ReadingNote] = []
    for paper in papers:
        xml = parse_xml(paper.read(), paper.name, limits)
        reader = PartReader(paper.name, ImageFinder(paper.name, files, limits), millimetres=True)
        found = _parts_of(xml.root)
        for name, element in found:
            parts[name].append(Part(reader, element))
            documents.append(
                FiledDocument(
                    file=paper.name,
                    part=name,
                    format=FORMAT,
                    location=Location(
                        file=paper.name,
                        start=element.start,
                        end=element.end,
                        element=element.path,
                    ),
                )
            )
        notes.extend(_notes(paper.name, [name for name, _ in found]))
    # One paper by itself says nothing about the rest of the application.
    whole = not files.one_document or (parts["claims"] and parts["description"])
    stage = DocumentStage.FILING if whole else DocumentStage.EXCERPT
    return CaseFile(
        application=_application(stage, parts, documents, notes, _labels(papers, files))
    )


def _parts_of(root: Element) -> list[tuple[str, Element]]:
    """The parts a paper holds; an abstract that holds only a figure is an abstract figure."""
    found: list[tuple[str, Element]] = []
    for element in root.elements():
        if element.name == "application-body":
            found.extend(_parts_of(element))
            continue
        for part, names in _PARTS.items():
            if element.name not in names:
                continue
            figures = list(element.elements(*ABSTRACT_FIGURE)) if part == "abstract" else []
            found.extend(("abstract_figure", figure) for figure in figures)
            if not figures or any(True for _ in element.descendants("p", "Paragraphs")):
                found.append((part, element))
    return found


def _notes(file: str, found: Sequence[str]) -> list[ReadingNote]:
    """What is odd about a paper: no known part, or another one than its folder says."""
    if not found:
        return [
            ReadingNote(
                code="no-part",
                message_en="The paper holds none of claims, description, drawings or abstract.",
                message_zh="该文件不包含权利要求书、说明书、说明书附图或摘要。",
                location=Location(file=file),
            )
        ]
    code = _FORM_CODE.search(file)
    expected = _FORM_PARTS[code[1]] if code is not None else None
    if expected is None or expected in found:
        return []
    return [
        ReadingNote(
            code="part-differs-from-folder",
            message_en=f"The folder says {expected}; the paper holds {', '.join(found)}.",
            message_zh=f"文件夹代码 {code[1] if code else ''} 与文件内容不一致。",
            location=Location(file=file),
        )
    ]


def _application(
    stage: DocumentStage,
    parts: dict[str, list[Part]],
    documents: list[FiledDocument],
    notes: list[ReadingNote],
    labels: Sequence[str],
) -> Application:
    description = read_description(parts["description"])
    claims = read_claims(parts["claims"])
    abstract = read_abstract(parts["abstract"], parts["abstract_figure"])
    number = _stated_number(labels)
    kind = None if number is None else number.kind
    basis = "application_number" if kind is not None else None
    if kind is None:
        kind = kind_by_wording(_texts(description, claims, abstract))
        basis = "wording" if kind is not None else None
    return Application(
        stage=stage,
        kind=kind,
        kind_basis=basis,
        route=(number.route if number is not None else None) or FilingRoute.NATIONAL,
        bibliographic=BibliographicData(
            office_code="CN", application_number=None if number is None else number.text
        ),
        claims=claims,
        claims_heading=read_claims_heading(parts["claims"]),
        description=description,
        abstract=abstract,
        drawings=read_drawings(parts["drawings"]),
        documents=tuple(documents),
        reading_notes=tuple(notes),
    )


def _labels(papers: Sequence[FiledFile], files: FiledFiles) -> list[str]:
    """Names that may state the application number: the input's and the papers' common folders."""
    folders = [paper.folder.split("/")[:-1] for paper in papers]
    common = [step[0] for step in zip(*folders, strict=False) if len(set(step)) == 1]
    return [files.label, *common]


def _stated_number(labels: Sequence[str]) -> CnApplicationNumber | None:
    """The application number in one of these names, with a check digit that fits.

    Names are chosen freely: without a valid check digit, digits are just digits.
    """
    for label in labels:
        found = _NUMBER_IN_LABEL.search(label.upper())
        number = None if found is None else parse_cn_application_number(found[1])
        if number is not None and number.valid_check:
            return number
    return None


def _texts(
    description: Description | None, claims: Sequence[Claim] | None, abstract: Abstract | None
) -> Iterator[str]:
    if description is not None:
        yield from (heading.unit.text for heading in description.headings)
        yield from (paragraph.unit.text for paragraph in description.paragraphs)
    yield from (claim.unit.text for claim in claims or ())
    if abstract is not None:
        yield abstract.text
