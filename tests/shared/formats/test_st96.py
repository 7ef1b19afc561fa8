"""ST.96: what is written validates against WIPO's schemas and is read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from shared.formats import read_files, read_path
from shared.formats.errors import ReadError
from shared.formats.st96.codes import COUNTRY_CODES, LANGUAGE_CODES, OFFICE_CODES
from shared.formats.st96.elements import St96WriteError
from shared.formats.st96.writer import St96Documents, write_st96
from shared.formats.xml_text import plain_text
from shared.model.application import Application, BibliographicData
from shared.model.claim_language import FiledClaim, build_claims
from shared.model.classification import Classification, ClassificationScheme
from shared.model.design import DesignPapers, ViewKind
from shared.model.identification import ApplicationKind, DocumentStage, PriorityClaim
from shared.model.parties import Applicant
from shared.model.source import TextUnit
from tests.strategies import applications

Validator = Callable[[St96Documents], None]
_XSD = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture(scope="module")
def schemas(data_dir: Path) -> Path:
    return data_dir / "schemas" / "st96-v6.0"


@pytest.fixture(scope="module")
def validate(schemas: Path) -> Validator:
    body, data = (
        etree.XMLSchema(etree.parse(schemas / f"{name}_V6_0.xsd"))
        for name in ("ApplicationBody", "BibliographicData")
    )

    def check(documents: St96Documents) -> None:
        body.assertValid(etree.fromstring(documents.application_body))
        data.assertValid(etree.fromstring(documents.bibliographic_data))

    return check


def written_and_read(application: Application) -> Application:
    documents = write_st96(application)
    files = {"data.xml": documents.bibliographic_data, "body.xml": documents.application_body}
    return read_files(files).case_file.application


def texts(units: tuple[TextUnit, ...]) -> list[str]:
    return [unit.text for unit in units]


def essence(application: Application) -> dict[str, object]:
    """Everything that ST.96 keeps, without source maps and ids."""
    data = application.bibliographic
    by_scheme = {
        scheme: [c for c in data.classifications if c.scheme is scheme]
        for scheme in ClassificationScheme
    }
    description = application.description
    abstract = application.abstract
    title = data.invention_title
    return {
        "kind": application.kind,
        "data": data.model_copy(update={"invention_title": None, "classifications": ()}),
        "title": None if title is None else title.text,
        "classifications": by_scheme,
        "claims": None
        if application.claims is None
        else [
            (c.number, c.number_label, c.unit.text, c.claim_type, c.references, c.depends_on)
            for c in application.claims
        ],
        "claims heading": application.claims_heading and application.claims_heading.text,
        "description": None
        if description is None
        else (
            description.title and description.title.text,
            [(h.unit.text, h.level, h.section, h.before_paragraph) for h in description.headings],
            [(p.unit.text, p.number, p.section) for p in description.paragraphs],
        ),
        "abstract": None if abstract is None else texts(abstract.units),
        "drawings": None
        if application.drawings is None
        else [
            (
                figure.position,
                figure.number,
                figure.label,
                [
                    image.model_copy(update={"stated_format": None, "content": _content(image)})
                    for image in figure.images
                ],
            )
            for figure in application.drawings
        ],
    }


def _content(image: object) -> str | None:
    content = getattr(image, "content", None)
    return "maths" if content == "math" else content


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(applications())
def test_round_trip(validate: Validator, application: Application) -> None:
    documents = write_st96(application)
    validate(documents)
    assert essence(written_and_read(application)) == essence(application)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(applications())
def test_places_in_what_was_written(application: Application) -> None:
    documents = write_st96(application)
    files = {"data.xml": documents.bibliographic_data, "body.xml": documents.application_body}
    for unit in read_files(files).case_file.application.text_units():
        place = unit.locate()
        cut = files[place.file].decode()[place.start : place.end]
        assert "".join(plain_text(cut).split()) == "".join(unit.text.split())


def test_same_application_same_bytes() -> None:
    application = Application(
        stage=DocumentStage.FILING,
        kind=ApplicationKind.UTILITY_MODEL,
        bibliographic=BibliographicData(office_code="CN"),
    )
    assert write_st96(application) == write_st96(application)


@pytest.mark.parametrize(
    "file",
    [
        "foreign-publications/us_example1.xml",
        "foreign-publications/jp_example2.xml",
        "foreign-publications/uspto-docling/sources/ipg08672134.xml",
        "foreign-publications/uspto-docling/sources/pg06442728.xml",
        "st36-packages/st36aexample",
        "st36-packages/st36bexample",
        "design/us-packages/USD0907292-20210105",
    ],
)
def test_real_publications_become_valid_st96(
    data_dir: Path, validate: Validator, file: str
) -> None:
    application = read_path(data_dir / file).case_file.application
    validate(write_st96(application))
    again = written_and_read(application)
    first, second = application.claims or (), again.claims or ()
    assert [(c.number, c.depends_on) for c in first] == [(c.number, c.depends_on) for c in second]
    assert texts(tuple(c.unit for c in first)) == texts(tuple(c.unit for c in second))
    numbers = [
        [paragraph.number for paragraph in each.description.paragraphs] if each.description else []
        for each in (application, again)
    ]
    assert numbers[0] == numbers[1]
    assert again.bibliographic.inventors == application.bibliographic.inventors
    assert len(again.drawings or ()) == len(application.drawings or ())


def test_real_filings_become_valid_st96(data_dir: Path, validate: Validator) -> None:
    for folder in sorted((data_dir / "cnipa-efiling").iterdir()):
        application = read_path(folder).case_file.application
        validate(write_st96(application))
        again = written_and_read(application)
        assert [c.depends_on for c in again.claims or ()] == [
            c.depends_on for c in application.claims or ()
        ]


def test_code_lists_are_those_of_the_schemas(schemas: Path) -> None:
    tree = etree.parse(schemas / "BibliographicData_V6_0_Common.xsd")

    def listed(*names: str) -> set[str | None]:
        return {
            value.get("value")
            for name in names
            for kind in tree.iterfind(f"{_XSD}simpleType[@name='{name}']")
            for value in kind.iter(f"{_XSD}enumeration")
        }

    assert listed("WIPOST3CodeType", "WIPOFormerST3CodeType") == OFFICE_CODES
    assert listed("ISOCountryCodeType", "ISOFormerCountryCodeType") == COUNTRY_CODES
    assert listed("ISOLanguageCodeType") == LANGUAGE_CODES


def test_what_cannot_be_written_is_reported(validate: Validator) -> None:
    application = Application(
        stage=DocumentStage.FILING,
        kind=None,
        bibliographic=BibliographicData(
            office_code="CN",
            applicants=(Applicant(name="a", nationality_code="ZZ", representative=True),),
            priority_claims=(PriorityClaim(sequence=1, office_code="US"),),
            classifications=(Classification(scheme=ClassificationScheme.IPC, symbol="A01B 1/02"),),
        ),
        design=DesignPapers(),
    )
    documents = write_st96(application)
    validate(documents)
    assert {note.code for note in documents.losses} == {
        "st96-nationality",
        "st96-representative",
        "st96-priority-without-date",
        "st96-design",
    }


def test_control_characters_are_refused() -> None:
    claim = FiledClaim(TextUnit(id="claims/1", text="一种\x0b水杯。"), 1)
    application = Application(
        stage=DocumentStage.FILING,
        kind=None,
        bibliographic=BibliographicData(office_code="CN"),
        claims=build_claims([claim], "zh"),
    )
    with pytest.raises(St96WriteError, match=r"U\+000B"):
        write_st96(application)


def test_official_publication_example(data_dir: Path) -> None:
    file = data_dir / "schemas" / "st96-examples" / "PatentPublication_Example.xml"
    application = read_path(file).case_file.application
    claims = application.claims or ()
    assert [claim.number for claim in claims] == list(range(1, 11))
    assert [claim.depends_on for claim in claims] == [
        (), (1,), (2,), (3,), (2,), (1,), (6,), (), (), (9,),
    ]  # fmt: skip
    assert application.description is not None
    assert len(application.description.paragraphs) == 70
    assert len(application.description.headings) == 5
    assert len(application.bibliographic.citations) == 30
    assert len(application.bibliographic.inventors) == 5
    assert application.kind is ApplicationKind.INVENTION
    assert len(application.drawings or ()) == 7
    text = file.read_text(encoding="utf-8")
    for unit in application.text_units():
        place = unit.locate()
        cut = plain_text(text[place.start : place.end])
        assert "".join(cut.split()) == "".join(unit.text.split())


def test_official_design_example(data_dir: Path) -> None:
    file = data_dir / "schemas" / "st96-examples" / "DesignApplication_Example.xml"
    application = read_path(file).case_file.application
    design = application.design
    assert design is not None
    assert design.locarno_stated == "06-01"
    assert [view.kind for view in design.views][:3] == [
        ViewKind.PERSPECTIVE,
        ViewKind.FRONT,
        ViewKind.BACK,
    ]
    assert len(design.views) == 7
    assert len(application.bibliographic.inventors) == 3


def test_damaged_documents_give_typed_errors() -> None:
    application = Application(
        stage=DocumentStage.FILING, kind=None, bibliographic=BibliographicData(office_code="CN")
    )
    data = write_st96(application).application_body
    with pytest.raises(ReadError):
        read_files({"body.xml": data[:-20]})
