"""Papers that are pictures only are checked by their recognised text."""

from __future__ import annotations

import asyncio

from gateway.examination.examine import ExaminationLimits, examine
from gateway.examination.ports import Upload
from gateway.examination.recognised_papers import pages_only, with_recognised_papers
from shared.contracts.ocr import PageKind, RecognisedStructure, Recognition
from shared.formats.manuscript_reader import application_of_text
from tests.gateway.filed import FakeServices, Filed, MemoryFile, png, versions

CLAIMS = "权利要求书\n1.一种扫描装置，其特征在于，包括壳体。"
DESCRIPTION = "说明书\n一种扫描装置\n技术领域\n本发明涉及扫描。"


def recognition(text: str, file: str = "a.png") -> Recognition:
    application = application_of_text(text, file)
    assert application is not None
    return Recognition(
        versions=versions("ocr"),
        file=file,
        media_type="image/png",
        pages=(),
        structure=RecognisedStructure(text=text, application=application),
    )


class Scanner(FakeServices):
    async def recognise(
        self, upload: Upload, kind: PageKind | None, described_signs: tuple[str, ...] = ()
    ) -> Recognition:
        return recognition(CLAIMS if upload.name == "1.png" else DESCRIPTION, upload.name)


def test_scanned_parts_make_one_application() -> None:
    case_file = with_recognised_papers(
        pages_only(), [recognition(CLAIMS), recognition(DESCRIPTION)]
    )
    assert case_file is not None
    application = case_file.application
    assert application.claims is not None
    assert application.description is not None
    assert application.bibliographic.office_code == "CN"


def test_parts_filed_as_text_are_kept() -> None:
    given = pages_only().model_copy(
        update={"application": recognition(CLAIMS).structure.application}
    )
    other = recognition(CLAIMS.replace("壳体", "光源"))
    assert with_recognised_papers(given, [other]) is None


def test_a_scanned_package_is_checked_again_by_its_text() -> None:
    files = {"1.png": MemoryFile(png(1)), "2.png": MemoryFile(png(2))}
    services = Scanner()
    sections = asyncio.run(
        examine(
            Filed(pages_only(), files),
            services,
            ExaminationLimits(total_s=20),
            with_pending=False,
        )
    )
    first, second = services.checks
    assert first.case_file.application.claims is None
    assert second.case_file.application.claims is not None
    assert sections.formal_check.with_recognised_text
    assert not sections.formal_check.with_recognition
