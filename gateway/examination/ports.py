"""What an examination needs from outside: the filed files and the four services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.contracts.common import Problem
from shared.contracts.design_image import ImageSearchRequest, ImageSearchResult
from shared.contracts.formal_check import CheckReport, CheckRequest
from shared.contracts.ocr import PageKind, Recognition
from shared.contracts.prior_art import SearchRequest, SearchResult
from shared.model.case_file import CaseFile


class ReadableFile(Protocol):
    """One filed file; ``shared.formats`` gives these."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of the bytes."""

    def read(self) -> bytes:
        """The bytes."""


class FiledInput(Protocol):
    """What was filed: the case file and its files by path."""

    @property
    def case_file(self) -> CaseFile:
        """The application and the facts around it."""

    @property
    def files(self) -> Mapping[str, ReadableFile]:
        """Files by path relative to the input."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way to a service."""

    name: str
    media_type: str
    data: bytes


class ServiceFailureError(Exception):
    """A service did not do what was asked.

    ``refused`` tells that it works and refused this input (4xx); otherwise it is the service
    itself that failed.
    """

    def __init__(self, problem: Problem, *, refused: bool) -> None:
        super().__init__(problem.type)
        self.problem = problem
        self.refused = refused


class ExaminationServices(Protocol):
    """The four services on behalf of one principal. All raise ``ServiceFailureError``."""

    async def check(self, request: CheckRequest) -> CheckReport:
        """Formal check."""

    async def recognise(
        self, upload: Upload, kind: PageKind | None, described_signs: tuple[str, ...] = ()
    ) -> Recognition:
        """Recognition of one image or PDF; of a drawing beside the signs that the text uses."""

    async def search(self, request: SearchRequest) -> SearchResult:
        """Prior-art search."""

    async def search_images(
        self, request: ImageSearchRequest, views: Sequence[Upload]
    ) -> ImageSearchResult:
        """Search for earlier designs by views."""
