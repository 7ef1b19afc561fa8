"""US, EP and JP publications: every real file, counted by eye once and checked ever since."""

from __future__ import annotations

import html
import re
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from shared.formats import read_path, read_upload
from shared.formats.errors import (
    AmbiguousInputError,
    ForbiddenConstructError,
    MalformedDocumentError,
    ReadError,
    UnknownFormatError,
)
from shared.formats.limits import ReadLimits
from shared.formats.plain_text import decode_text
from shared.formats.xml_text import plain_text
from shared.model.application import Application
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute


class Expected(NamedTuple):
    """What a file holds, written down after looking."""

    file: str
    kind: str
    claims: int
    independent: tuple[int, ...] | None
    paragraphs: int
    headings: int
    abstract: int
    figures: int | None
    inventors: int
    number: str


_F = "foreign-publications"
_U = f"{_F}/uspto-docling/sources"
_D = "design/us-packages"
FILES = [
    Expected(f"{_F}/us_example1.xml", "invention", 15, (1, 6, 11), 169, 13, 1, 6, 2, "17043275"),
    Expected(f"{_F}/us_example2.xml", "invention", 25, None, 342, 10, 1, 24, 5, "17043043"),
    Expected(f"{_U}/ipa20110039701.xml", "invention", 26, None, 482, 50, 5, None, 9, "12750336"),
    Expected(f"{_U}/ipa20180000016.xml", "invention", 11, None, 138, 31, 1, 4, 3, "15634401"),
    Expected(f"{_U}/ipa20200022300.xml", "invention", 19, None, 50, 5, 1, 7, 2, "16039511"),
    Expected(f"{_U}/ipg07997973.xml", "invention", 28, None, 100, 14, 1, 9, 3, "12512730"),
    Expected(f"{_U}/ipg08672134.xml", "invention", 43, None, 95, 0, 1, 9, 2, "12936568"),
    Expected(f"{_U}/ipgD0701016.xml", "design", 1, (1,), 9, 0, 0, 4, 1, "29414573"),
    Expected(f"{_U}/pa20010031492.xml", "invention", 17, None, 74, 7, 1, 8, 3, "09728320"),
    Expected(f"{_U}/pg06442728.xml", "invention", 35, None, 63, 6, 1, 5, 4, "09263431"),
    Expected(f"{_U}/pftaps057006474.txt", "invention", 20, (1, 12), 110, 16, 2, None, 6, "08568680"),
    Expected(f"{_F}/jp_example1.xml", "invention", 6, None, 81, 0, 1, 8, 10, "2019165329"),
    Expected(f"{_F}/jp_example2.xml", "invention", 20, None, 212, 1, 1, 2, 3, "2020185474"),
    Expected("st36-packages/jp_old/2021193879.xml", "invention", 15, None, 56, 0, 1, 12, 2, "2020100059"),
    Expected("st36-packages/st36aexample", "invention", 9, None, 61, 9, 1, 8, 2, "05255002.7"),
    Expected("st36-packages/st36bexample", "invention", 40, None, 389, 112, 0, None, 11, "04818324.8"),
    Expected(f"{_D}/USD0907292-20210105", "design", 1, (1,), 9, 0, 0, 8, 2, "29680800"),
    Expected(f"{_D}/USD0907293-20210105", "design", 1, (1,), 8, 0, 0, 6, 3, "29707368"),
    Expected(f"{_D}/USD0908314-20210126", "design", 1, (1,), 8, 0, 0, 4, 1, "29672791"),
    Expected(f"{_D}/USD0908315-20210126", "design", 1, (1,), 5, 0, 0, 4, 1, "29613258"),
    Expected(f"{_D}/USD0909824-20210209", "design", 1, (1,), 8, 0, 0, 3, 1, "29740061"),
    Expected(f"{_D}/USD0910058-20210209", "design", 1, (1,), 12, 0, 0, 9, 3, "29730114"),
]  # fmt: skip
_APS_CODES = re.compile(r"^(?:PA[RL0-9C]|TBL\d?|EQU\d?)\s", re.MULTILINE)


def bare(text: str) -> str:
    return "".join(text.split())


def read(data_dir: Path, file: str) -> Application:
    return read_path(data_dir / file).case_file.application


@pytest.mark.parametrize("expected", FILES, ids=lambda expected: Path(expected.file).name)
def test_counts(data_dir: Path, expected: Expected) -> None:
    application = read(data_dir, expected.file)
    assert application.stage is DocumentStage.PUBLICATION
    assert application.kind is ApplicationKind(expected.kind)
    assert application.claims is not None
    assert len(application.claims) == expected.claims
    if expected.independent is not None:
        found = tuple(c.number for c in application.claims if not c.depends_on)
        assert found == expected.independent
    assert application.description is not None
    assert len(application.description.paragraphs) == expected.paragraphs
    assert len(application.description.headings) == expected.headings
    units = () if application.abstract is None else application.abstract.units
    assert len(units) == expected.abstract
    drawings = application.drawings
    assert (None if drawings is None else len(drawings)) == expected.figures
    assert len(application.bibliographic.inventors) == expected.inventors
    assert application.bibliographic.application_number == expected.number
    assert application.bibliographic.filing_date is not None
    assert application.bibliographic.classifications
    assert application.title is not None


@pytest.mark.parametrize("expected", FILES, ids=lambda expected: Path(expected.file).name)
def test_every_unit_is_what_stands_at_its_place(data_dir: Path, expected: Expected) -> None:
    package = read_path(data_dir / expected.file)
    texts: dict[str, str] = {}
    units = package.case_file.application.text_units()
    assert len({unit.id for unit in units}) == len(units)
    for unit in units:
        place = unit.locate()
        if not unit.text:
            continue
        text = texts.setdefault(
            place.file, decode_text(package.files[place.file].read(), place.file, ReadLimits())
        )
        aps = place.file.endswith(".txt")
        cut = text[place.start : place.end]
        seen = _APS_CODES.sub("", cut) if aps else plain_text(cut)
        assert bare(seen) == bare(unit.text), unit.id
        middle = len(unit.text) // 2
        part = unit.locate(middle, middle + 1)
        if part.start is not None and not part.text.isspace():
            cut = text[part.start : part.end]
            assert (cut if aps else plain_text(cut)) == part.text
    assert package.case_file.application.field_sources or expected.file.endswith(".txt")


@pytest.mark.parametrize(
    ("name", "different"),
    [
        ("ipa20180000016", {"description/p130"}),
        ("ipa20200022300", set()),
        ("pa20010031492", {"description/p55", "description/p67"}),
        ("pg06442728", {"description/p35", "description/p48"}),
    ],
)
def test_texts_are_those_another_reader_gives(
    data_dir: Path, name: str, different: set[str]
) -> None:
    """Only paragraphs with a table or formula differ: the other reader sets them apart."""
    folder = data_dir / _F / "uspto-docling"
    expected = letters((folder / "groundtruth" / f"{name}.md").read_text(encoding="utf-8"))
    application = read(data_dir, f"{_U}/{name}.xml")
    assert application.description is not None
    units = [paragraph.unit for paragraph in application.description.paragraphs]
    units.extend(heading.unit for heading in application.description.headings)
    units.extend(claim.unit for claim in application.claims or ())
    missing = {unit.id for unit in units if letters(unit.text) not in expected}
    assert missing == different
    assert all(unit.inline_objects for unit in units if unit.id in missing)


def letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", html.unescape(text))
    return re.sub(r"[\W_]", "", folded)


def test_field_sources_point_at_the_value(data_dir: Path) -> None:
    package = read_path(data_dir / FILES[0].file)
    application = package.case_file.application
    sources = {item.pointer: item.source for item in application.field_sources}
    source = sources["/bibliographic/application_number"]
    text = package.files[source.file].read().decode()
    assert text[source.file_starts[0] : source.file_ends[-1]] == "17043275"


def test_us_parties_priorities_and_classes(data_dir: Path) -> None:
    application = read(data_dir, f"{_F}/us_example2.xml")
    data = application.bibliographic
    assert application.route is FilingRoute.PCT_NATIONAL_PHASE
    assert data.pct is not None
    assert data.pct.application_number == "PCT/EP2019/057820"
    assert str(data.pct.national_phase_entry_date) == "2020-09-29"
    (priority,) = data.priority_claims
    assert (priority.office_code, priority.application_number) == ("DE", "10 2018 002 630.3")
    assert [a.party_type for a in data.applicants] == ["organisation"]
    main = [c.symbol for c in data.classifications if c.main]
    assert main == ["G02C 7/02", "G02C 7/027"]
    assert data.publication is not None
    assert data.publication.kind_code == "A1"


def test_a_cancelled_range_is_one_entry_without_number(data_dir: Path) -> None:
    claims = read(data_dir, f"{_F}/us_example2.xml").claims or ()
    assert claims[0].number is None
    assert claims[0].cancelled
    assert claims[0].number_label.startswith("1")
    assert [claim.number for claim in claims[1:3]] == [25, 26]
    assert claims[2].depends_on == (25,)


def test_a_grant_is_no_publication(data_dir: Path) -> None:
    data = read(data_dir, f"{_U}/ipg07997973.xml").bibliographic
    assert data.grant is not None
    assert data.publication is not None
    assert (data.grant.document_number, data.grant.kind_code) == ("07997973", "B2")
    assert data.publication.document_number == "20090291732"
    assert len(data.citations) == 342
    assert sum(1 for citation in data.citations if citation.document is None) == 95


def test_design_grants_show_their_sheets(data_dir: Path) -> None:
    application = read(data_dir, f"{_D}/USD0907292-20210105")
    design = application.design
    assert design is not None
    assert design.locarno_stated == "28-03"
    assert design.product_name is not None
    assert [view.position for view in design.views] == list(range(1, 9))
    assert all(view.image.path and view.image.sha256 for view in design.views)
    assert design.views[0].image.name.endswith("D00001.TIF")


def test_design_classes_in_columns(data_dir: Path) -> None:
    symbols = [
        (c.scheme.value, c.symbol, c.edition)
        for c in read(data_dir, f"{_U}/ipgD0701016.xml").bibliographic.classifications
    ]
    assert symbols == [("LOCARNO", "01-01", "10"), ("USPC", "D1/101", None)]


def test_us_publication_of_2001(data_dir: Path) -> None:
    application = read(data_dir, f"{_U}/pa20010031492.xml")
    paragraphs = application.description.paragraphs if application.description else ()
    assert [p.number for p in paragraphs[:2]] == ["0001", "0002"]
    assert paragraphs[-1].number == "0074"
    claims = application.claims or ()
    assert claims[4].depends_on == (5,)  # the paper says so: a claim that refers to itself
    assert "\n" not in claims[1].unit.text
    classes = [c.symbol for c in application.bibliographic.classifications]
    assert classes == ["C12N 1/20", "C12N 5/06", "435/252.1", "435/325", "435/252.33"]


def test_us_grant_of_2002(data_dir: Path) -> None:
    application = read(data_dir, f"{_U}/pg06442728.xml")
    data = application.bibliographic
    assert data.grant is not None
    assert (data.grant.document_number, data.grant.kind_code) == ("06442728", "B1")
    assert [str(c.document and c.document.document_number) for c in data.citations[:2]] == [
        "4394642",
        "5742612",
    ]
    claims = application.claims or ()
    assert claims[1].depends_on == (1,)
    assert "N1" in claims[0].unit.text
    assert application.abstract is not None
    assert application.abstract.figure is not None


def test_us_grant_of_1997(data_dir: Path) -> None:
    application = read(data_dir, f"{_U}/pftaps057006474.txt")
    data = application.bibliographic
    assert data.grant is not None
    assert data.grant.document_number == "05700647"
    assert [p.office_code for p in data.priority_claims] == ["JP", "JP", "JP"]
    assert data.parent is not None
    assert data.parent.application_number == "900302"
    assert data.inventors[0].address is not None
    assert data.inventors[0].address.country_code == "JP"
    claims = application.claims or ()
    assert claims[5].depends_on == (4, 5)
    assert claims[14].depends_on == (12, 13, 14)
    objects = [
        item
        for paragraph in (application.description.paragraphs if application.description else ())
        for item in paragraph.unit.inline_objects
    ]
    assert [item.kind for item in objects] == ["table"] * 7


def test_japanese_gazette(data_dir: Path) -> None:
    application = read(data_dir, f"{_F}/jp_example2.xml")
    data = application.bibliographic
    assert application.language == "ja"
    assert data.publication is not None
    assert data.publication.kind_code == "A"
    assert data.grant is not None
    assert data.grant.document_number == "6828214"
    assert data.parent is not None
    assert data.parent.application_number == "2018566929"
    assert data.agency is not None
    assert data.agency.code == "110001737"
    assert [note.code for note in application.reading_notes] == ["written-amendment"]
    assert application.abstract is not None
    assert application.abstract.figure is not None
    assert application.abstract.figure.number == 1
    fourth = (read(data_dir, "st36-packages/jp_old/2021193879.xml").claims or ())[3]
    assert fourth.depends_on == (1, 2, 3)


def test_european_patent_reads_the_claims_of_its_own_language(data_dir: Path) -> None:
    application = read(data_dir, "st36-packages/st36bexample")
    data = application.bibliographic
    assert application.language == "en"
    codes = [note.code for note in application.reading_notes]
    assert codes.count("translation") == 2
    assert [a.name for a in data.applicants][1] == "Merck & Co., Inc."
    assert data.grant is not None
    assert data.grant.kind_code == "B1"
    assert data.publication is not None
    assert str(data.publication.publication_date) == "2005-11-30"
    assert data.citations[0].document is not None
    assert data.citations[0].document.document_number == "0529854"
    claims = application.claims or ()
    assert claims[4].depends_on == (1, 2, 3, 4)
    kinds = {o.kind for c in claims for o in c.unit.inline_objects}
    assert "chemistry" in kinds


def test_european_figures_are_found_beside_the_document(data_dir: Path) -> None:
    drawings = read(data_dir, "st36-packages/st36aexample").drawings or ()
    assert [figure.images[0].path for figure in drawings][:2] == ["imgf0001.tif", "imgf0002.tif"]


def test_a_fragment_is_no_application(data_dir: Path) -> None:
    with pytest.raises(UnknownFormatError):
        read_path(data_dir / _U / "tables_ipa20180000016.xml")


GRANT = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>
<us-patent-grant lang="EN"><claims><claim id="CLM-1" num="00001"><claim-text>1. A cup
with a &lt;lid&gt;.</claim-text></claim><claim id="CLM-2" num="00002"><claim-text>2. The thing of
<claim-ref idref="CLM-1">the above</claim-ref>.</claim-text></claim></claims></us-patent-grant>
"""


def test_a_small_grant_is_read_without_bibliographic_data() -> None:
    application = read_upload("grant.xml", GRANT).case_file.application
    assert next(c.unit.text for c in application.claims or ()) == "A cup with a <lid>."
    assert application.bibliographic.office_code == "US"


def test_markup_shows_a_reference_that_the_wording_does_not() -> None:
    second = (read_upload("grant.xml", GRANT).case_file.application.claims or ())[1]
    assert second.depends_on == (1,)
    (reference,) = second.references
    assert second.unit.text[reference.start : reference.end] == "the above"


def test_a_bulk_file_is_told_from_a_broken_one() -> None:
    with pytest.raises(AmbiguousInputError, match="3 documents"):
        read_upload("ipg210105.xml", GRANT * 3)
    aps = b"PATN\nWKU  D02345678\nAPT  4\nTTL  Cup\n"
    with pytest.raises(AmbiguousInputError, match="2 documents"):
        read_upload("pftaps.txt", aps * 2)


def test_internal_subsets_may_name_images_but_not_text() -> None:
    image = GRANT.replace(b"[ ]", b'[<!ENTITY D1.TIF SYSTEM "D1.TIF" NDATA TIF>]')
    assert read_upload("grant.xml", image).case_file.application.claims
    text = GRANT.replace(b"[ ]", b'[<!ENTITY a "b">]')
    with pytest.raises(ForbiddenConstructError) as refused:
        read_upload("grant.xml", text)
    assert (refused.value.file, refused.value.line) == ("grant.xml", 2)


@pytest.mark.parametrize(
    "broken",
    [GRANT[:-30], GRANT.replace(b"&lt;", b"&nosuchname;"), GRANT.replace(b"cup", b"c\xffp")],
    ids=["cut off", "unknown character name", "not UTF-8"],
)
def test_broken_files_name_file_and_line(broken: bytes) -> None:
    with pytest.raises(MalformedDocumentError) as refused:
        read_upload("grant.xml", broken)
    assert refused.value.file == "grant.xml"
    assert refused.value.line is not None


@pytest.mark.parametrize(
    "root",
    ["us-patent-grant", "us-patent-application", "PATDOC", "patent-application-publication",
     "jp-official-gazette", "ep-patent-document"],
)  # fmt: skip
def test_an_empty_root_gives_an_empty_application(root: str) -> None:
    application = read_upload("empty.xml", f"<{root}/>".encode()).case_file.application
    assert application.claims is None
    assert application.description is None


@pytest.mark.parametrize("file", [FILES[0].file, FILES[8].file, FILES[10].file, FILES[12].file])
def test_damage_never_escapes_as_another_exception(data_dir: Path, file: str) -> None:
    data = (data_dir / file).read_bytes()
    step = len(data) // 7
    for place in range(step, len(data), step):
        for damaged in (data[:place], data[:place] + b"<x>" + data[place:]):
            with suppress(ReadError):
                read_upload(Path(file).name, damaged)
