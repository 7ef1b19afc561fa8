"""One failing or late service never loses the other sections."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from gateway.examination.examine import ExaminationLimits, examine
from gateway.examination.ports import ServiceFailureError
from shared.contracts.dossier import DateLimitBasis, DossierSections, SectionStatus
from shared.contracts.ocr import PageKind
from shared.contracts.prior_art_legal import LegalDates
from shared.model.application import Abstract, BibliographicData
from shared.model.identification import DocumentId, PriorityClaim
from shared.model.source import InlineObject, TextUnit
from tests.gateway.filed import FakeServices, Filed, design, figure, filed, invention, png, problem

COMPLETE, FAILED, NOT_APPLICABLE = SectionStatus


def run(
    given: Filed,
    services: FakeServices,
    limits: ExaminationLimits | None = None,
    *,
    with_pending: bool = False,
) -> DossierSections:
    bounds = limits or ExaminationLimits(total_s=20)
    return asyncio.run(examine(given, services, bounds, with_pending=with_pending))


def states(sections: DossierSections) -> tuple[SectionStatus, ...]:
    return (
        sections.formal_check.status,
        sections.prior_art.status,
        sections.design_image.status,
        sections.ocr.status,
    )


def drawn() -> Filed:
    """An invention with two drawings; the second is also the abstract's figure."""
    application = invention(
        drawings=(figure(1, "a.png"), figure(2, "b.png")),
        abstract=Abstract(figure=figure(2, "c.png")),
    )
    return filed(application, {"a.png": png(1), "b.png": png(2), "c.png": png(2)})


def failure(status: int) -> ServiceFailureError:
    return ServiceFailureError(problem(status), refused=status < 500)


def test_drawings_are_read_beside_the_signs_of_the_text() -> None:
    services = FakeServices()
    run(drawn(), services)
    assert services.described == {"a.png": ("1",), "b.png": ("1",)}
    without_text = FakeServices()
    run(
        filed(invention(claims=None, drawings=(figure(1, "a.png"),)), {"a.png": png(1)}),
        without_text,
    )
    assert without_text.described == {"a.png": ()}


def test_checked_at_once_and_again_with_recognised_signs() -> None:
    services = FakeServices()
    sections = run(drawn(), services)
    assert states(sections) == (COMPLETE, COMPLETE, NOT_APPLICABLE, COMPLETE)
    assert sections.formal_check.with_recognition
    first, second = services.checks
    assert first.case_file.recognised_signs is None
    signs = second.case_file.recognised_signs
    assert signs is not None
    assert [(sign.sign, sign.file, sign.figure_number, sign.score) for sign in signs] == [
        ("a", "a.png", 1, 0.5),
        ("b", "b.png", 2, 0.5),
    ]
    assert signs == sections.ocr.recognised_signs
    pictures = second.case_file.recognised_pictures
    assert pictures is not None
    assert [(one.file, one.framed) for one in pictures] == [("a.png", True), ("b.png", True)]
    assert [word.text for word in pictures[0].words or ()] == ["图1"]


def test_a_file_filed_twice_is_read_once() -> None:
    services = FakeServices()
    run(drawn(), services)
    assert sorted(services.recognised) == [
        ("a.png", PageKind.DRAWING),
        ("b.png", PageKind.DRAWING),
    ]


@pytest.mark.parametrize(
    ("failing", "expected"),
    [
        ("check", (FAILED, COMPLETE, NOT_APPLICABLE, COMPLETE)),
        ("search", (COMPLETE, FAILED, NOT_APPLICABLE, COMPLETE)),
        ("b.png", (COMPLETE, COMPLETE, NOT_APPLICABLE, FAILED)),
    ],
)
def test_failed_service_fails_its_own_section_only(
    failing: str, expected: tuple[SectionStatus, ...]
) -> None:
    sections = run(drawn(), FakeServices(failures={failing: failure(503)}))
    assert states(sections) == expected
    failed = [
        section
        for section in (sections.formal_check, sections.prior_art, sections.ocr)
        if section.status is FAILED
    ]
    assert [section.problem for section in failed] == [problem(503)]


def test_refused_sheet_is_not_checked_and_signs_stay_unknown() -> None:
    services = FakeServices(failures={"b.png": failure(422)})
    sections = run(drawn(), services)
    assert sections.ocr.status is COMPLETE
    assert [item.what for item in sections.ocr.not_checked] == ["b.png"]
    assert [sign.sign for sign in sections.ocr.recognised_signs] == ["a"]
    assert not sections.formal_check.with_recognition
    assert len(services.checks) == 1


def test_missing_sheet_leaves_signs_unknown() -> None:
    given = filed(invention(drawings=(figure(1, "a.png"), figure(2, None))), {"a.png": png()})
    services = FakeServices()
    sections = run(given, services)
    assert [item.what for item in sections.ocr.not_checked] == ["2.png"]
    assert len(services.checks) == 1


def test_failed_second_check_keeps_the_first() -> None:
    sections = run(drawn(), FakeServices(failures={"second check": failure(500)}))
    assert sections.formal_check.status is COMPLETE
    assert not sections.formal_check.with_recognition


def test_deadline_keeps_what_is_done() -> None:
    services = FakeServices(delays={"b.png": 30, "search": 30})
    sections = run(drawn(), services, ExaminationLimits(total_s=0.3))
    assert states(sections) == (COMPLETE, FAILED, NOT_APPLICABLE, FAILED)
    assert sections.prior_art.problem is not None
    assert sections.prior_art.problem.type == "urn:zhishen:problem:deadline"
    assert [item.file for item in sections.ocr.recognitions] == ["a.png"]
    assert [item.what for item in sections.ocr.not_checked] == ["b.png"]


def test_late_formal_check_fails() -> None:
    sections = run(drawn(), FakeServices(delays={"check": 30}), ExaminationLimits(total_s=0.2))
    assert states(sections) == (FAILED, COMPLETE, NOT_APPLICABLE, COMPLETE)


def test_without_drawings_nothing_is_recognised() -> None:
    services = FakeServices()
    sections = run(filed(invention(), {"claims.xml": b"<claims/>"}), services)
    assert sections.ocr.status is NOT_APPLICABLE
    assert sections.ocr.reason is not None
    assert not services.recognised
    assert len(services.checks) == 1


def test_pages_are_read_only_where_the_text_is_missing() -> None:
    files = {"page.pdf": b"%PDF-1.4", "list.xml": b"<a/>"}
    services = FakeServices()
    with_text = run(filed(invention(), files), services)
    assert [item.what for item in with_text.ocr.not_checked] == ["page.pdf"]
    assert not services.recognised
    run(filed(invention(description=None), files), services)
    assert services.recognised == [("page.pdf", None)]


def test_images_inside_the_text_are_not_pages() -> None:
    unit = TextUnit(
        id="abstract/1",
        text="式",
        inline_objects=(InlineObject(kind="mathematics", offset=0, file="F1.TIF"),),
    )
    given = filed(
        invention(description=None, abstract=Abstract(units=(unit,))), {"x/f1.tif": b"II*\x00"}
    )
    services = FakeServices()
    assert run(given, services).ocr.status is NOT_APPLICABLE
    assert not services.recognised


def test_too_many_files_are_named() -> None:
    services = FakeServices()
    sections = run(drawn(), services, ExaminationLimits(total_s=20, max_recognised_files=1))
    assert [name for name, _ in services.recognised] == ["a.png"]
    assert [item.what for item in sections.ocr.not_checked] == ["b.png"]
    assert len(services.checks) == 1


def test_search_is_bounded_by_the_earliest_date_and_excludes_itself() -> None:
    data = BibliographicData(
        office_code="CN",
        filing_date=date(2020, 5, 1),
        priority_claims=(
            PriorityClaim(sequence=1, filing_date=date(2019, 8, 2)),
            PriorityClaim(sequence=2, filing_date=date(2019, 6, 1)),
        ),
        publication=DocumentId(office_code="CN", document_number="1112223", kind_code="A"),
    )
    services = FakeServices()
    sections = run(filed(invention(bibliographic=data)), services)
    limit = sections.prior_art.date_limit
    assert limit is not None
    assert (limit.published_before, limit.basis) == (date(2019, 6, 1), DateLimitBasis.PRIORITY_DATE)
    [request] = services.searches
    assert request.legal_dates == LegalDates()
    assert request.filter.published_before is None
    assert request.filter.exclude[:3] == ("CN1112223A", "CN1112223B", "CN1112223C")
    assert [item.what for item in sections.prior_art.not_checked] == ["pending_applications"]


DATED = BibliographicData(office_code="CN", filing_date=date(2020, 5, 1))


def test_an_examiner_searches_unpublished_applications_too() -> None:
    services = FakeServices()
    section = run(filed(invention(bibliographic=DATED)), services, with_pending=True).prior_art
    published, pending = services.searches
    assert (published.collection, pending.collection) == ("published", "pending")
    assert pending.model_copy(update={"collection": "published"}) == published
    assert section.result is not None
    assert section.pending is not None
    assert section.not_checked == ()
    others = run(filed(invention(bibliographic=DATED)), FakeServices()).prior_art
    assert others.pending is None
    assert [item.what for item in others.not_checked] == ["pending_applications"]


def test_a_failed_search_of_unpublished_applications_is_said() -> None:
    services = FakeServices(failures={"search pending": failure(503)})
    section = run(filed(invention(bibliographic=DATED)), services, with_pending=True).prior_art
    assert section.status is COMPLETE
    assert section.result is not None
    assert section.pending is None
    [gap] = section.not_checked
    assert gap.what == "pending_applications"
    assert "failed" in gap.reason.en


def test_without_a_date_no_unpublished_application_is_searched() -> None:
    services = FakeServices()
    undated = filed(invention(bibliographic=BibliographicData(office_code="CN")))
    section = run(undated, services, with_pending=True).prior_art
    assert [request.collection for request in services.searches] == ["published"]
    assert section.pending is None
    assert [item.what for item in section.not_checked] == [
        "published_before",
        "pending_applications",
    ]


def test_unknown_date_is_said() -> None:
    services = FakeServices()
    sections = run(filed(invention(bibliographic=BibliographicData(office_code="CN"))), services)
    assert sections.prior_art.date_limit is None
    assert services.searches[0].legal_dates is None
    assert sections.prior_art.not_checked[0].what == "published_before"


def test_design_is_searched_by_its_views() -> None:
    services = FakeServices()
    given = filed(design("1.png", "2.png", "1.png", None), {"1.png": png(1), "2.png": png(2)})
    sections = run(given, services)
    assert states(sections) == (COMPLETE, NOT_APPLICABLE, COMPLETE, NOT_APPLICABLE)
    [(request, views)] = services.image_searches
    assert views == ("1.png", "2.png")
    assert request.filter.critical_date == date(2020, 5, 1)
    assert sections.design_image.not_checked[-1].what == "missing.png"


def test_design_without_views_says_so() -> None:
    sections = run(filed(design(None)), FakeServices())
    assert sections.design_image.status is NOT_APPLICABLE
    assert sections.design_image.reason is not None


def test_sheets_of_a_design_are_searched_and_not_read() -> None:
    application = design().model_copy(update={"drawings": (figure(1, "a.png"), figure(2, "a.png"))})
    services = FakeServices()
    sections = run(filed(application, {"a.png": png()}), services)
    assert states(sections) == (COMPLETE, NOT_APPLICABLE, COMPLETE, NOT_APPLICABLE)
    [(request, views)] = services.image_searches
    assert request.sheets
    assert views == ("a.png",)


def test_missing_drawings_are_named_once() -> None:
    sections = run(filed(invention(drawings=(figure(1, None), figure(1, None)))), FakeServices())
    assert sections.ocr.status is NOT_APPLICABLE
    assert [item.what for item in sections.ocr.not_checked] == ["1.png"]
    assert sections.ocr.reason is not None
    assert "not_checked" in sections.ocr.reason.en
