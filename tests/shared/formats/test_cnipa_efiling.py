"""E-filing packages: parts by content, folders as a hint, absence kept apart from emptiness."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from shared.formats import read_files
from shared.formats.errors import AmbiguousInputError, LimitExceededError
from shared.formats.limits import ReadLimits
from shared.model.application import Application
from shared.model.description import DescriptionSection
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute

DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE cn-application-body SYSTEM "/dtdandxsl/cn-application-body-20080416.dtd">'
)
CLAIMS = """<cn-claims>
  <claim id="cl001" num="1"><claim-text>一种阀门，其特征在于，包括：<br/>
</claim-text><claim-text>阀<br/>
体(1)；</claim-text></claim>
  <claim id="cl002" num="2"><claim-text>2、根据权利要求1所述的阀门。</claim-text></claim>
</cn-claims>"""
DESCRIPTION = """<description><invention-title>一种<br/>
阀门<br/></invention-title>
<heading id="h1" level="2">技术领域<br/></heading>
<p id="p1" num="0001">本发明涉及阀门。</p>
<p id="p2" num="0002">背景技术</p>
<p id="p3" num="0003">现有阀门。<img file="B1.JPG" wi="10" he="20"/></p>
<heading>实施例1</heading><p num="0004">如图。</p></description>"""
DRAWINGS = """<cn-drawings><figure num="0001" figure-labels="图1">
<img file="H1.jpg" wi="99" he="97.5" img-content="drawing" img-format="tif"/></figure>
<figure num="0002" figure-labels="图3"><img file="missing.jpg"/></figure></cn-drawings>"""
ABSTRACT = "<cn-abstract><p num='0001'>本发明公开了一种阀门。</p></cn-abstract>"
ABSTRACT_FIGURE = (
    "<cn-abstract><cn-abst-figure><figure num='1'><img file='H1.jpg'/></figure></cn-abst-figure>"
    "</cn-abstract>"
)


def paper(*parts: str) -> bytes:
    body = "".join(parts)
    return f'{DOCTYPE}<cn-application-body lang="zh">{body}</cn-application-body>'.encode()


def picture(width: int = 8, height: int = 4) -> bytes:
    data = io.BytesIO()
    Image.new("1", (width, height)).save(data, "JPEG" if width < 100 else "PNG")
    return data.getvalue()


def application(files: dict[str, bytes]) -> Application:
    return read_files(files).case_file.application


WHOLE = {
    "100001-/a.xml": paper(CLAIMS),
    "100002-/b.xml": paper(DESCRIPTION),
    "100002-/b1.jpg": picture(),
    "100003-/c.xml": paper(DRAWINGS),
    "100003-/H1.jpg": picture(),
    "100004-/d.xml": paper(ABSTRACT),
    "100005-/e.xml": paper(ABSTRACT_FIGURE),
    "100005-/H1.jpg": picture(9),
}


def test_whole_package() -> None:
    made = application(WHOLE)
    assert made.stage is DocumentStage.FILING
    assert (made.kind, made.kind_basis) == (ApplicationKind.INVENTION, "wording")
    assert made.claims is not None
    assert [(claim.number, claim.number_label) for claim in made.claims] == [(1, ""), (2, "2、")]
    assert made.claims[0].unit.text == "一种阀门，其特征在于，包括：\n阀体(1)；"
    assert made.claims[1].depends_on == (1,)
    assert made.title is not None
    assert made.title.text == "一种阀门"
    assert made.abstract is not None
    assert made.abstract.text == "本发明公开了一种阀门。"
    assert made.reading_notes == ()
    assert [(item.file, item.part) for item in made.documents] == [
        ("100001-/a.xml", "claims"),
        ("100002-/b.xml", "description"),
        ("100003-/c.xml", "drawings"),
        ("100004-/d.xml", "abstract"),
        ("100005-/e.xml", "abstract_figure"),
    ]


def test_description_sections_numbers_and_pictures() -> None:
    description = application(WHOLE).description
    assert description is not None
    assert [item.section for item in description.headings] == [
        DescriptionSection.TECHNICAL_FIELD,
        None,
    ]
    assert [item.number for item in description.paragraphs] == ["0001", "0002", "0003", "0004"]
    assert description.paragraphs[1].opens_section is DescriptionSection.BACKGROUND_ART
    assert description.paragraphs[3].section is DescriptionSection.BACKGROUND_ART
    assert description.section_openings == (
        DescriptionSection.TECHNICAL_FIELD,
        DescriptionSection.BACKGROUND_ART,
    )
    (image,) = description.paragraphs[2].unit.inline_objects
    assert (image.kind, image.file) == ("image", "B1.JPG")


def test_drawings_found_in_their_folder_and_missing_ones_named() -> None:
    made = application(WHOLE)
    assert made.drawings is not None
    first, second = made.drawings
    assert (first.number, second.number) == (1, 3)
    assert first.images[0].path == "100003-/H1.jpg"
    assert (first.images[0].width_mm, first.images[0].height_mm) == (99.0, 97.5)
    assert (second.images[0].name, second.images[0].path) == ("missing.jpg", None)
    assert made.abstract is not None
    assert made.abstract.figure is not None
    assert made.abstract.figure.images[0].path == "100005-/H1.jpg"


def test_absent_part_is_none_and_empty_part_is_empty() -> None:
    made = application({"100001.XML": paper("<cn-claims></cn-claims>")})
    assert made.claims == ()
    assert made.description is None
    assert made.abstract is None
    assert made.drawings is None


@pytest.mark.parametrize(
    "names",
    [
        ("100001.xml", "100002.XML"),
        ("100001/a.xml", "100002/b.xml"),
        ("claims/x.xml", "specification/y.xml"),
        ("app/100001-/a.xml", "app/100002-权利/b.xml"),
    ],
)
def test_layouts(names: tuple[str, str]) -> None:
    made = application({names[0]: paper(CLAIMS), names[1]: paper(DESCRIPTION)})
    assert made.claims is not None
    assert len(made.claims) == 2
    assert made.description is not None


def test_single_paper_is_an_excerpt_unless_it_is_whole() -> None:
    assert application({"a.xml": paper(CLAIMS)}).stage is DocumentStage.EXCERPT
    assert application({"100001-/a.xml": paper(CLAIMS)}).stage is DocumentStage.FILING
    assert application({"a.xml": paper(CLAIMS, DESCRIPTION)}).stage is DocumentStage.FILING


def test_one_paper_may_hold_all_parts_and_a_part_several_papers() -> None:
    made = application({"all.xml": paper(CLAIMS, DESCRIPTION, ABSTRACT, DRAWINGS)})
    assert [item.part for item in made.documents] == [
        "claims",
        "description",
        "abstract",
        "drawings",
    ]


def test_content_beats_the_folder_and_is_noted() -> None:
    made = application({"100001-/a.xml": paper(DESCRIPTION)})
    assert made.claims is None
    assert made.description is not None
    assert [note.code for note in made.reading_notes] == ["part-differs-from-folder"]


def test_paper_without_any_part_is_noted() -> None:
    made = application({"100001-/a.xml": paper("<other/>")})
    assert [note.code for note in made.reading_notes] == ["no-part"]


def test_number_of_the_folder_tells_kind_and_route() -> None:
    def of(folder: str) -> Application:
        return application({f"{folder}/100001-/a.xml": paper(CLAIMS)})

    made = of("2018103922220")
    assert made.bibliographic.application_number == "201810392222.0"
    assert (made.kind, made.kind_basis) == (ApplicationKind.INVENTION, "application_number")
    assert of("2018103922221").bibliographic.application_number is None
    assert of("201480000788.4").route is FilingRoute.PCT_NATIONAL_PHASE


def test_wording_tells_a_utility_model() -> None:
    made = application({"a.xml": paper(DESCRIPTION.replace("本发明", "本实用新型"))})
    assert (made.kind, made.kind_basis) == (ApplicationKind.UTILITY_MODEL, "wording")
    silent = application({"a.xml": paper(CLAIMS)})
    assert (silent.kind, silent.kind_basis) == (None, None)


def test_several_filings_in_one_input_are_refused() -> None:
    with pytest.raises(AmbiguousInputError, match="one by one"):
        application({"a/100001-/x.xml": paper(CLAIMS), "b/100001-/x.xml": paper(CLAIMS)})


def test_other_documents_in_the_package_are_named() -> None:
    made = application({"100001-/a.xml": paper(CLAIMS), "list.xml": b"<list/>"})
    assert [(note.code, note.location and note.location.file) for note in made.reading_notes] == [
        ("document-not-read", "list.xml")
    ]


def test_picture_with_too_many_pixels_is_refused() -> None:
    files = WHOLE | {"100003-/H1.jpg": picture(2000, 2000)}
    with pytest.raises(LimitExceededError, match="pixels"):
        read_files(files, ReadLimits(image_pixels=1_000_000))
