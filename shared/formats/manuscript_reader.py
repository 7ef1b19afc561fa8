"""Reads manuscripts: DOCX and plain text as applicants write them, in one file or several.

One file may hold the whole application under part titles, or each part is a file of its own. Text
in other files of the package is left alone: XML filings and publications go before manuscripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from shared.formats.archive import is_zip
from shared.formats.docx_lines import DocxReader
from shared.formats.errors import AmbiguousInputError
from shared.formats.limits import ReadLimits
from shared.formats.manuscript import (
    Manuscript,
    claims_heading,
    looks_like_manuscript,
    manuscript_abstract,
    manuscript_claims,
    manuscript_description,
    manuscript_drawings,
    sort_into_parts,
)
from shared.formats.manuscript_headings import PartName
from shared.formats.manuscript_lines import Line
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.plain_text import decode_text, text_head
from shared.formats.text_lines import text_lines
from shared.model.application import (
    Application,
    BibliographicData,
    FiledDocument,
    ReadingNote,
)
from shared.model.case_file import CaseFile
from shared.model.identification import DocumentStage
from shared.model.kind import kind_by_wording
from shared.model.source import Location

FORMAT = "manuscript"

_MARKUP = ("<", "{", "[{", "%PDF", "\\documentclass")
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text"})
_OFFICES = {"zh": "CN", "ja": "JP"}
_UNKNOWN_OFFICE = "XX"
"""WIPO ST.3: unknown. A manuscript does not say for which office it is meant."""


def recognises(name: str, head: bytes) -> bool:
    """A DOCX by its name and signature; a text file when it holds a part of an application.

    Text of other kinds (``.md``, ``.csv``, ``.log``) is not an application, whatever it mentions.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if is_zip(head):
        return suffix == ".docx"
    if suffix not in _TEXT_SUFFIXES:
        return False
    text = text_head(head)
    if text is None or text.lstrip().startswith(_MARKUP):
        return False
    return looks_like_manuscript(text_lines(text, name), name)


def read_papers(papers: Sequence[FiledFile], _files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """Read the manuscripts of one application. Raises ``ReadError``."""
    files: list[tuple[str, Sequence[Line]]] = []
    documents: list[FiledDocument] = []
    for paper in papers:
        docx = is_zip(paper.head())
        layout = None
        if docx:
            reader = DocxReader(paper, limits)
            lines, layout = reader.lines(), reader.layout()
        else:
            lines = text_lines(decode_text(paper.read(), paper.name, limits), paper.name)
        files.append((paper.name, lines))
        form = "docx" if docx else "text"
        documents.extend(
            FiledDocument(file=paper.name, part=part, format=form, layout=layout)
            for part in sort_into_parts([(paper.name, lines)]).lines
        )
    _check_one_application(documents)
    manuscript = sort_into_parts(files)
    return CaseFile(application=_application(manuscript, documents))


def application_of_text(text: str, name: str) -> Application | None:
    """The application that running text holds; ``None`` if it holds no part of one.

    Places count code points of ``text`` in a file called ``name``.
    """
    lines = text_lines(text, name)
    if not looks_like_manuscript(lines, name):
        return None
    manuscript = sort_into_parts([(name, lines)])
    documents = [FiledDocument(file=name, part=part, format="text") for part in manuscript.lines]
    return _application(manuscript, documents)


def _check_one_application(documents: Sequence[FiledDocument]) -> None:
    """Two files with claims are two applications."""
    claims = [document.file for document in documents if document.part == PartName.CLAIMS]
    if len(claims) > 1:
        shown = ", ".join(claims[:5])
        raise AmbiguousInputError(
            f"Several manuscripts hold claims; give the applications one by one. Found: {shown}",
            f"有多份文稿包含权利要求书，请逐件提交申请。发现：{shown}",
            file=claims[0],
        )


def _application(manuscript: Manuscript, documents: Sequence[FiledDocument]) -> Application:
    claims = manuscript_claims(manuscript)
    description = manuscript_description(manuscript)
    whole = claims is not None and description is not None
    application = Application(
        stage=DocumentStage.FILING if whole else DocumentStage.EXCERPT,
        kind=None,
        language=manuscript.language,
        bibliographic=BibliographicData(
            office_code=_OFFICES.get(manuscript.language, _UNKNOWN_OFFICE)
        ),
        claims=claims,
        claims_heading=claims_heading(manuscript),
        description=description,
        abstract=manuscript_abstract(manuscript),
        drawings=manuscript_drawings(manuscript),
        documents=tuple(documents),
        reading_notes=tuple(_notes(manuscript)),
    )
    kind = kind_by_wording(unit.text for unit in application.text_units())
    if kind is None:
        return application
    return application.model_copy(update={"kind": kind, "kind_basis": "wording"})


def _notes(manuscript: Manuscript) -> Sequence[ReadingNote]:
    lines = manuscript.lines.get(PartName.REQUEST)
    if not lines:
        return ()
    return (
        ReadingNote(
            code="request-not-read",
            message_en="A request form in the manuscript is not read; give its data as JSON "
            "(docs/request-json.md).",
            message_zh="文稿中的请求书未读取；请以JSON提供其内容（docs/request-json.md）。",
            location=Location(file=lines[0].file, element=lines[0].element),
        ),
    )
