"""Small filed inputs and fake services for the gateway's tests."""

from __future__ import annotations

import asyncio
import hashlib
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gateway.examination.ports import ServiceFailureError, Upload
from shared.contracts.common import Problem, Versions
from shared.contracts.design_image import ImageSearchRequest, ImageSearchResult
from shared.contracts.formal_check import CheckProfile, CheckReport, CheckRequest
from shared.contracts.ocr import (
    PageKind,
    RecognisedLine,
    RecognisedPage,
    Recognition,
    ReferenceSign,
)
from shared.contracts.prior_art import SearchHit, SearchRequest, SearchResult
from shared.model.application import Application, BibliographicData
from shared.model.case_file import CaseFile
from shared.model.claims import Claim, ClaimType
from shared.model.description import Description, Paragraph
from shared.model.design import DesignPapers, DesignView, ViewKind
from shared.model.drawings import Figure, ImageFile
from shared.model.identification import ApplicationKind, DocumentStage
from shared.model.source import TextUnit

QUAD = (0.0, 0.0, 9.0, 0.0, 9.0, 9.0, 0.0, 9.0)


def versions(service: str) -> Versions:
    return Versions(service=service, zhishen="0")


def problem(status: int, name: str = "some") -> Problem:
    return Problem(
        type=f"urn:zhishen:problem:{name}", title="T", status=status, detail="en", detail_zh="zh"
    )


def png(grey: int = 255) -> bytes:
    """A one-pixel picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes([0, grey])))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


@dataclass(frozen=True)
class MemoryFile:
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def read(self) -> bytes:
        return self.data


@dataclass(frozen=True)
class Filed:
    case_file: CaseFile
    files: Mapping[str, MemoryFile]


def filed(application: Application, files: Mapping[str, bytes] | None = None) -> Filed:
    return Filed(
        CaseFile(application=application),
        {name: MemoryFile(data) for name, data in (files or {}).items()},
    )


def figure(number: int, path: str | None) -> Figure:
    image = ImageFile(name=path or f"{number}.png", path=path)
    return Figure(id=f"drawings/{number}", position=number, number=number, images=(image,))


def invention(**changes: object) -> Application:
    values: dict[str, Any] = {
        "stage": DocumentStage.FILING,
        "kind": ApplicationKind.INVENTION,
        "bibliographic": BibliographicData(office_code="CN", filing_date=date(2020, 5, 1)),
        "claims": (
            Claim(
                position=1,
                number=1,
                unit=TextUnit(id="claims/1", text="一种装置，包括壳体1。"),
                claim_type=ClaimType.INDEPENDENT,
            ),
        ),
        "description": Description(
            paragraphs=(Paragraph(unit=TextUnit(id="description/1", text="壳体1。")),)
        ),
    }
    return Application(**{**values, **changes})


def design(*paths: str | None) -> Application:
    views = tuple(
        DesignView(
            id=f"design/{position}",
            position=position,
            kind=ViewKind.FRONT,
            image=ImageFile(name=path or "missing.png", path=path),
        )
        for position, path in enumerate(paths, 1)
    )
    return invention(
        kind=ApplicationKind.DESIGN, claims=None, description=None, design=DesignPapers(views=views)
    )


UNPUBLISHED = SearchHit(
    rank=1,
    key="CN2020100000019",
    score=1.0,
    title="陶瓷轴承的绝密保持架",
    publication_date=None,
    applicants=(),
    classifications=(),
    passages=(),
    channels={},
)
"""What the unpublished collection gives: only an examiner may ever see it."""


@dataclass
class FakeServices:
    """Answers like working services; ``failures`` names what fails and how."""

    failures: Mapping[str, ServiceFailureError] = field(default_factory=dict)
    """By ``check``, ``second check``, ``search``, ``search_images`` or a file's name."""
    delays: Mapping[str, float] = field(default_factory=dict)
    checks: list[CheckRequest] = field(default_factory=list)
    searches: list[SearchRequest] = field(default_factory=list)
    image_searches: list[tuple[ImageSearchRequest, tuple[str, ...]]] = field(default_factory=list)
    recognised: list[tuple[str, PageKind | None]] = field(default_factory=list)
    described: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Signs that a file was read beside."""

    async def _act(self, what: str) -> None:
        await asyncio.sleep(self.delays.get(what, 0))
        if what in self.failures:
            raise self.failures[what]

    async def check(self, request: CheckRequest) -> CheckReport:
        self.checks.append(request)
        await self._act("check" if len(self.checks) == 1 else "second check")
        profile = CheckProfile(
            office_code="CN",
            stage="filing",
            kind=None,
            route="national",
            governing_date=date(2024, 1, 20),
            governing_date_basis="stated",
        )
        return CheckReport(
            versions=versions("formal_check"),
            profile=profile,
            findings=(),
            outcomes=(),
            not_checked=(),
        )

    async def recognise(
        self, upload: Upload, kind: PageKind | None, described_signs: tuple[str, ...] = ()
    ) -> Recognition:
        self.described[upload.name] = described_signs
        self.recognised.append((upload.name, kind))
        await self._act(upload.name)
        page = RecognisedPage(
            page=1,
            kind=PageKind.DRAWING,
            width=1,
            height=1,
            dpi=None,
            rotation=0,
            text="",
            lines=(RecognisedLine(text="图1", quad=QUAD, score=0.9),),
            framed=True,
            reference_signs=(ReferenceSign(sign=upload.name[0], quad=QUAD, score=0.5),),
        )
        return Recognition(
            versions=versions("ocr"),
            file=upload.name,
            media_type=upload.media_type,
            pages=(page,),
        )

    async def search(self, request: SearchRequest) -> SearchResult:
        self.searches.append(request)
        await self._act("search" if request.collection == "published" else "search pending")
        return SearchResult(
            versions=versions("prior_art"),
            collection=request.collection,
            collection_documents=0,
            queries=(),
            filter=request.filter,
            hits=(UNPUBLISHED,) if request.collection == "pending" else (),
            not_checked=(),
        )

    async def search_images(
        self, request: ImageSearchRequest, views: Sequence[Upload]
    ) -> ImageSearchResult:
        self.image_searches.append((request, tuple(view.name for view in views)))
        await self._act("search_images")
        return ImageSearchResult(
            versions=versions("design_image"),
            collection_designs=0,
            collection_views=0,
            query_views=len(views),
            filter=request.filter,
            hits=(),
            not_checked=(),
        )
