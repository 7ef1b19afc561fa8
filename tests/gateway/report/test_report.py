"""The HTML report: escaping, policy, marks, pictures."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from gateway.report import render_report
from gateway.report.render import by_rule
from gateway.report.text import NumberedFinding, segments
from shared.contracts.common import Message, Problem, Versions
from shared.contracts.dossier import (
    DesignImageSection,
    Dossier,
    DossierSections,
    FormalCheckSection,
    OcrSection,
    PriorArtSection,
    SectionStatus,
)
from shared.contracts.formal_check import Consequence, Finding, Severity
from shared.contracts.ocr import PageKind, RecognisedPage, Recognition, ReferenceSign
from shared.contracts.prior_art import (
    HitPassage,
    PassageKind,
    SearchFilter,
    SearchHit,
    SearchResult,
)
from shared.model.application import Abstract, Application, BibliographicData
from shared.model.claims import Claim, ClaimType
from shared.model.drawings import Figure, ImageFile
from shared.model.identification import ApplicationKind, DocumentStage
from shared.model.source import Location, TextUnit

VERSIONS = Versions(service="test", zhishen="0")
HOSTILE = '<script>alert("1")</script>'
UNIT = TextUnit(id="claims/1", text=f"一种装置，包括{HOSTILE}和支架。")


def finding(start: int | None, end: int | None, severity: Severity = Severity.ERROR) -> Finding:
    location = Location(file="a.xml")
    if start is not None and end is not None:
        location = UNIT.locate(start, end)
    return Finding(
        id=f"{start}-{end}",
        code="CN-CLM-004",
        severity=severity,
        consequence=Consequence.TO_BE_CORRECTED,
        message=Message(zh=f"问题{HOSTILE}", en="fault"),
        location=location,
        legal_basis=(),
    )


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (200, 100), 1).save(buffer, "TIFF", compression="group4")
    return buffer.getvalue()


@pytest.fixture
def dossier() -> Dossier:
    application = Application(
        stage=DocumentStage.FILING,
        kind=ApplicationKind.INVENTION,
        bibliographic=BibliographicData(office_code="CN", filing_date=date(2024, 3, 1)),
        claims=(Claim(position=1, number=1, unit=UNIT, claim_type=ClaimType.INDEPENDENT),),
        abstract=Abstract(units=(TextUnit(id="abstract/1", text=HOSTILE),)),
        drawings=(
            Figure(
                id="f1",
                position=1,
                number=1,
                label="图1",
                images=(ImageFile(name="h.tif", path="d/h.tif"),),
            ),
            Figure(
                id="f2", position=2, number=2, label="图2", images=(ImageFile(name="gone.tif"),)
            ),
        ),
    )
    page = RecognisedPage(
        page=1,
        kind=PageKind.DRAWING,
        width=200,
        height=100,
        dpi=None,
        rotation=90,
        text="",
        lines=(),
        reference_signs=(ReferenceSign(sign="11", quad=(1, 2, 30, 2, 30, 20, 1, 20), score=0.98),),
    )
    hit = SearchHit(
        rank=1,
        key="CN1A",
        score=1.0,
        title=HOSTILE,
        publication_date=None,
        applicants=(),
        classifications=(),
        passages=(
            HitPassage(
                kind=PassageKind.CLAIM,
                number="1",
                text="一种支架装置",
                highlights=((2, 4), (3, 5)),
                score=1,
            ),
        ),
        channels={"lexical": 1},
    )
    result = SearchResult(
        versions=VERSIONS,
        collection="published",
        collection_documents=1,
        queries=(),
        filter=SearchFilter(),
        hits=(hit,),
        not_checked=(),
    )
    recognition = Recognition(
        versions=VERSIONS, file="d/h.tif", media_type="image/tiff", pages=(page,)
    )
    problem = Problem(
        type="urn:x", title="t", status=503, detail="The service is down.", detail_zh="服务不可用。"
    )
    return Dossier(
        id="1",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        input_name=HOSTILE,
        input_sha256="0" * 64,
        application=application,
        sections=DossierSections(
            formal_check=FormalCheckSection(
                status=SectionStatus.COMPLETE,
                findings=(finding(7, 12), finding(10, 20, Severity.NOTICE), finding(None, None)),
            ),
            prior_art=PriorArtSection(status=SectionStatus.COMPLETE, result=result),
            design_image=DesignImageSection(status=SectionStatus.FAILED, problem=problem),
            ocr=OcrSection(status=SectionStatus.COMPLETE, recognitions=(recognition,)),
        ),
        versions=VERSIONS,
    )


def test_hostile_text_stays_text(dossier: Dossier) -> None:
    page = render_report(dossier, {"d/h.tif": picture()})
    assert "<script" not in page
    assert re.search(r"(src|href)=\"(?!data:image/png|#)", page) is None


def test_policy_allows_exactly_the_style(dossier: Dossier) -> None:
    page = render_report(dossier, {})
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    assert " style=" not in page


def test_findings_without_a_place_and_failed_sections_are_shown(dossier: Dossier) -> None:
    page = render_report(dossier, {})
    assert page.count('class="finding ') == 3
    assert "服务不可用。" in page


def test_pictures_carry_recognised_signs(dossier: Dossier) -> None:
    page = render_report(dossier, {"d/h.tif": picture()})
    assert '<polygon points="1,2 30,2 30,20 1,20">' in page
    assert page.count("data:image/png;base64,") == 1
    assert "图像缺失" in page


def test_broken_picture_is_told(dossier: Dossier) -> None:
    assert "图像缺失" in render_report(dossier, {"d/h.tif": b"II*\0broken"})


def test_same_dossier_same_page(dossier: Dossier) -> None:
    images = {"d/h.tif": picture()}
    assert render_report(dossier, images) == render_report(dossier, images)


def test_overlapping_marks_keep_the_text() -> None:
    numbered = [
        NumberedFinding(1, finding(7, 12)),
        NumberedFinding(2, finding(10, 20, Severity.NOTICE)),
    ]
    cut = segments(UNIT, numbered)
    assert "".join(segment.text for segment in cut) == UNIT.text
    assert [(segment.severity, segment.numbers) for segment in cut] == [
        (None, ()),
        ("error", (1,)),
        ("error", (1, 2)),
        ("notice", (2,)),
        (None, ()),
    ]


def test_findings_of_one_rule_stand_together_and_none_is_lost() -> None:
    found = [
        NumberedFinding(number, finding(0, 1).model_copy(update={"code": code}))
        for number, code in enumerate(["CN-CLM-004", "CN-CLM-001", "CN-CLM-004", "CN-CLM-004"])
    ]
    groups = by_rule(found)
    assert [[one.number for one in group] for group in groups] == [[0, 2, 3], [1]]
