"""Identity numbers disappear wherever they stand; offsets and everything else stay."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from gateway.examination.masking import mask_identity_numbers
from shared.contracts.dossier import Dossier
from shared.model.application import BibliographicData
from shared.model.description import Description, Paragraph
from shared.model.parties import Applicant, ContactPerson, Inventor
from shared.model.source import TextUnit
from tests.gateway.filed import invention
from tests.gateway.store.dossiers import dossier

PERSON, COMPANY = "11010519491231002X", "91110108MA01ABCD2X"


def with_text(text: str, data: BibliographicData | None = None) -> Dossier:
    description = Description(paragraphs=(Paragraph(unit=TextUnit(id="d/1", text=text)),))
    changes = {"description": description}
    application = invention(**changes) if data is None else invention(**changes, bibliographic=data)
    made = dossier("0" * 32, datetime(2026, 1, 1, tzinfo=UTC))
    return made.model_copy(update={"application": application})


def text_of(masked: Dossier) -> str:
    description = masked.application.description
    assert description is not None
    return description.paragraphs[0].unit.text


def test_parties_identifiers_are_masked_everywhere() -> None:
    data = BibliographicData(
        office_code="CN",
        applicants=(Applicant(name="公司", identifier=COMPANY),),
        inventors=(Inventor(name="人", identifier=PERSON),),
        contact_person=ContactPerson(name="人", identifier="P1234567"),
    )
    masked = mask_identity_numbers(with_text(f"a{COMPANY}b{PERSON}c P1234567", data))
    assert text_of(masked) == f"a911{'*' * 14}Xb110{'*' * 14}Xc ********"
    for secret in (COMPANY, PERSON, "P1234567"):
        assert secret not in masked.model_dump_json()


def test_numbers_of_strangers_in_recognised_text_are_masked() -> None:
    assert text_of(mask_identity_numbers(with_text(f"身份证号 {PERSON}。"))) == (
        f"身份证号 110{'*' * 14}X。"
    )


def test_other_numbers_stay() -> None:
    text = "申请号201410408762.5，公开号CN104223352A，123456789012345678，20240120123456"
    assert text_of(mask_identity_numbers(with_text(text))) == text


@given(st.text(max_size=30), st.text(max_size=30))
def test_length_is_kept_and_the_rest_unchanged(before: str, after: str) -> None:
    text = f"{before} {PERSON} {after}"
    masked = text_of(mask_identity_numbers(with_text(text)))
    assert len(masked) == len(text)
    assert PERSON not in masked
