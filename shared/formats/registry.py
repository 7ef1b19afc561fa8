"""Which reader takes which document: an explicit list, asked in order, by content.

A *document reader* reads one application from one document (and the files beside it); a *package
reader* reads one application from several papers; a *companion reader* adds to a case file what a
further paper states (request form, design papers). Each is a module with a constant ``FORMAT`` and
these functions:

    document   recognises(name, head) -> bool
               read(document: FiledFile, files: FiledFiles, limits: ReadLimits) -> CaseFile
    package    recognises(name, head) -> bool
               read_papers(papers: Sequence[FiledFile], files, limits) -> CaseFile
    companion  recognises(name, head) -> bool
               amend(case_file: CaseFile | None, paper: FiledFile, files, limits) -> CaseFile

``head`` is the beginning of the file (``package.HEAD_BYTES``). ``recognises`` never raises.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from shared.formats import (
    cn_publication,
    cnipa_efiling,
    jp,
    json_application,
    manuscript_reader,
    request_form,
    request_json,
    sequence_listing,
    st36,
    us,
    us_2001,
    us_aps,
)
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.st96 import document_reader as st96_document
from shared.formats.st96 import parts_reader as st96_parts
from shared.model.case_file import CaseFile


class DocumentReader(Protocol):
    """Reads one application from one document."""

    FORMAT: str

    def recognises(self, name: str, head: bytes, /) -> bool: ...

    def read(self, document: FiledFile, files: FiledFiles, limits: ReadLimits) -> CaseFile: ...


class PackageReader(Protocol):
    """Reads one application from several papers."""

    FORMAT: str

    def recognises(self, name: str, head: bytes, /) -> bool: ...

    def read_papers(
        self, papers: Sequence[FiledFile], files: FiledFiles, limits: ReadLimits
    ) -> CaseFile: ...


class StatementReader(Protocol):
    """Adds what a further paper states; the case file is ``None`` when it is the only paper."""

    FORMAT: str

    def amend(
        self, case_file: CaseFile | None, paper: FiledFile, files: FiledFiles, limits: ReadLimits
    ) -> CaseFile: ...


class CompanionReader(StatementReader, Protocol):
    """One whose papers are known by their beginning."""

    def recognises(self, name: str, head: bytes, /) -> bool: ...


PACKAGE_READERS: tuple[PackageReader, ...] = (cnipa_efiling, st96_parts)
COMPANION_READERS: tuple[CompanionReader, ...] = (request_json, request_form, sequence_listing)
DOCUMENT_READERS: tuple[DocumentReader, ...] = (
    cn_publication,
    us,
    us_2001,
    us_aps,
    jp,
    st36,
    st96_document,
    json_application,
)
FALLBACK_READERS: tuple[PackageReader, ...] = (manuscript_reader,)
"""Asked last, and passed over when a better document is there: DOCX, plain text."""
