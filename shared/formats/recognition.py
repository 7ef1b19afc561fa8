"""From opened files to one case file: each document to its reader, companions added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.formats import request_form_docx
from shared.formats.archive import is_zip, open_archive
from shared.formats.errors import AmbiguousInputError, UnknownFormatError
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles, FiledPackage
from shared.formats.registry import (
    COMPANION_READERS,
    DOCUMENT_READERS,
    FALLBACK_READERS,
    PACKAGE_READERS,
    DocumentReader,
    PackageReader,
    StatementReader,
)
from shared.model.application import ReadingNote
from shared.model.case_file import CaseFile
from shared.model.identification import DocumentStage
from shared.model.source import Location

FORM_FOLDER = re.compile(r"^\d{6}(?:-.*)?$")
"""A folder of one form, e.g. ``100001-``."""
_PART = re.compile(rb"<(?:\w+:)?(cn-claims|description|cn-drawings|cn-abst-figure|cn-abstract)\b")
_DOCUMENT_NAME = re.compile(r"\.(?:xml|json|docx?|txt|pdf)$", re.IGNORECASE)


@dataclass
class Recognised:
    """The documents of an input by reader, in the order of their names."""

    papers: dict[str, tuple[PackageReader, list[FiledFile]]] = field(default_factory=dict)
    """By format."""
    documents: list[tuple[DocumentReader, FiledFile]] = field(default_factory=list)
    fallback: dict[str, tuple[PackageReader, list[FiledFile]]] = field(default_factory=dict)
    """Free text by format."""
    companions: list[tuple[StatementReader, FiledFile]] = field(default_factory=list)
    unknown: list[FiledFile] = field(default_factory=list)
    """Named like documents, but no reader knows them."""


def recognise(files: FiledFiles, limits: ReadLimits) -> Recognised:
    """Ask the registry about every file."""
    found = Recognised()
    for file in files.values():
        if request_form_docx.is_form(file, limits):
            found.companions.append((request_form_docx, file))
        else:
            _place(file, file.head(), found)
    return found


def _place(file: FiledFile, head: bytes, found: Recognised) -> None:
    for package in PACKAGE_READERS:
        if package.recognises(file.name, head):
            found.papers.setdefault(package.FORMAT, (package, []))[1].append(file)
            return
    for companion in COMPANION_READERS:
        if companion.recognises(file.name, head):
            found.companions.append((companion, file))
            return
    for reader in DOCUMENT_READERS:
        if reader.recognises(file.name, head):
            found.documents.append((reader, file))
            return
    for fallback in FALLBACK_READERS:
        if fallback.recognises(file.name, head):
            found.fallback.setdefault(fallback.FORMAT, (fallback, []))[1].append(file)
            return
    if _DOCUMENT_NAME.search(file.name):
        found.unknown.append(file)


def read_filed(files: FiledFiles, limits: ReadLimits) -> FiledPackage:
    """Read the one application among opened files. Raises ``ReadError``.

    Papers of a filing go before documents, and documents before free text; what is left over is
    named in the reading notes.
    """
    found = recognise(files, limits)
    papers = [file for _, members in found.papers.values() for file in members]
    documents = found.documents
    filings = dict(found.papers)
    left = list(found.unknown)
    if papers:
        left.extend(file for _, file in documents)
        documents = []
    free_text = [file for _, members in found.fallback.values() for file in members]
    if papers or documents:
        left.extend(free_text)
    else:
        filings = found.fallback
        files = _with_members(files, free_text, limits)
    if len(filings) > 1 or len(documents) > 1 or len(filing_roots(papers)) > 1:
        raise _several([file.name for _, file in documents] or [file.name for file in papers])
    case_file: CaseFile | None = None
    for package_reader, members in filings.values():
        case_file = package_reader.read_papers(members, files, limits)
    for document_reader, document in documents:
        case_file = document_reader.read(document, files, limits)
    for companion_reader, paper in found.companions:
        case_file = companion_reader.amend(case_file, paper, files, limits)
    if case_file is None:
        raise UnknownFormatError(
            "No reader knows the content of this input. Readable are CNIPA e-filing packages, "
            "Chinese, US, EP and JP publications, DOCX, plain text and Zhishen's own JSON.",
            "无法识别该文件的格式。可读取：CNIPA 电子申请文件包，中、美、欧、日公开文献，DOCX，"
            "纯文本以及智审自有 JSON。",
            file=next(iter(files), files.label) or files.label,
        )
    if _whole_filing(case_file, files) and not left and case_file.sequence_listings is None:
        case_file = case_file.model_copy(update={"sequence_listings": ()})
    return FiledPackage(case_file=_with_notes(case_file, left), files=files)


def _whole_filing(case_file: CaseFile, files: FiledFiles) -> bool:
    """Whether a paper that is not among the files is not part of the filing."""
    return case_file.application.stage is DocumentStage.FILING and not files.one_document


def _with_members(
    files: FiledFiles, documents: Sequence[FiledFile], limits: ReadLimits
) -> FiledFiles:
    """The files and, of documents that are archives themselves (DOCX), the pictures inside."""
    found = dict(files)
    for document in documents:
        if is_zip(document.head()):
            members = open_archive(document.read(), document.name, limits)
            found.update((name, member) for name, member in members.items() if "/media/" in name)
    return files if len(found) == len(files) else FiledFiles(found, files.label)


def filing_roots(papers: Sequence[FiledFile]) -> set[str]:
    """The folders that each hold a filing of their own.

    ``100001-/a.xml`` and ``100002-/b.xml`` lie in one filing; so do papers in folders of any name
    as long as no part occurs in two of them.
    """
    parts: dict[str, set[bytes]] = {}
    for paper in papers:
        folders = paper.folder.rstrip("/").split("/")
        if folders and FORM_FOLDER.match(folders[-1].rsplit("!/", 1)[-1]):
            folders = folders[:-1]
        found = _PART.search(paper.head())
        parts.setdefault("/".join(folders), set()).add(found[1] if found else b"")
    seen: set[bytes] = set()
    for held in parts.values():
        if seen & held:
            return set(parts)
        seen |= held
    return {next(iter(parts), "")}


def _several(names: Sequence[str]) -> AmbiguousInputError:
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    return AmbiguousInputError(
        f"The input holds several applications; give them one by one. Found: {shown}",
        f"输入中包含多件申请，请逐件提交。发现：{shown}",
        file=names[0],
    )


def _with_notes(case_file: CaseFile, left: Sequence[FiledFile]) -> CaseFile:
    if not left:
        return case_file
    notes = tuple(
        ReadingNote(
            code="document-not-read",
            message_en="This file lies in the package but was not read as part of the application.",
            message_zh="该文件位于文件包中，但未作为申请文件读取。",
            location=Location(file=file.name),
        )
        for file in left
    )
    application = case_file.application
    return case_file.model_copy(
        update={
            "application": application.model_copy(
                update={"reading_notes": (*application.reading_notes, *notes)}
            )
        }
    )
