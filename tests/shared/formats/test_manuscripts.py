"""DOCX and plain text as applicants write them, with exact places."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from shared.formats import FiledPackage, ReadLimits, read_files, read_path, read_upload
from shared.formats.errors import (
    AmbiguousInputError,
    LimitExceededError,
    MalformedDocumentError,
    ReadError,
    UnknownFormatError,
)
from shared.formats.plain_text import decode_text
from shared.formats.xml_text import plain_text
from shared.model.claims import ClaimType
from shared.model.description import DescriptionSection
from shared.model.identification import ApplicationKind, DocumentStage

CLAIMS = [
    "1. 一种水杯,包括杯体(1)和杯盖(2),其制造步骤为:",
    "1、将杯体(1)清洗；",
    "2、盖上杯盖(2)。",
    "2. 根据权利要求1所述的水杯,其特征在于,所述杯盖(2)设有密封圈。",
    "3. 根据权利要求1或2所述的水杯,其特征在于,所述杯体(1)由玻璃制成。",
]
DESCRIPTION = [
    "一种水杯",
    "技术领域",
    "[0001] 本发明涉及日用品领域。",
    "背景技术",
    "[0002] 现有的水杯容易漏水。",
    "发明内容",
    "[0003] 本发明的目的是提供一种不漏水的水杯。",
    "附图说明",
    "[0004] 图1是本发明的结构示意图。",
    "具体实施方式",
    "实施例1",
    "[0005] 如图1所示，水杯包括杯体1和杯盖2。",
]
ABSTRACT = ["本发明公开了一种水杯，包括杯体和杯盖。"]
TEXT = "\n".join(
    [
        "权 利 要 求 书",
        *CLAIMS,
        "",
        "说明书",
        *DESCRIPTION,
        "",
        "说明书摘要",
        *ABSTRACT,
        "说明书附图",
        "图1",
    ]
)


def picture(width: int = 40, height: int = 30) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (width, height), 255).save(stream, "PNG")
    return stream.getvalue()


def word(build: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def whole(document: docx.document.Document) -> None:
    document.add_paragraph("权利要求书")
    for text in CLAIMS:
        document.add_paragraph(text)
    document.add_paragraph("说明书")
    for text in DESCRIPTION:
        document.add_paragraph(text)
    document.add_paragraph("说明书摘要")
    document.add_paragraph(ABSTRACT[0])
    document.add_paragraph("说明书附图")
    document.add_picture(io.BytesIO(picture()))
    document.add_paragraph("图1")


def check(package: FiledPackage) -> None:
    application = package.case_file.application
    assert application.stage is DocumentStage.FILING
    assert application.kind is ApplicationKind.INVENTION
    assert application.kind_basis == "wording"
    claims = application.claims or ()
    assert [(c.number, c.claim_type, c.depends_on) for c in claims] == [
        (1, ClaimType.INDEPENDENT, ()),
        (2, ClaimType.DEPENDENT, (1,)),
        (3, ClaimType.DEPENDENT, (1, 2)),
    ]
    assert claims[0].unit.text.splitlines()[1:] == CLAIMS[1:3]
    assert claims[0].number_label == "1."
    assert application.claims_heading is not None
    description = application.description
    assert description is not None
    assert description.title is not None
    assert description.title.text == "一种水杯"
    assert [heading.section for heading in description.headings] == [
        DescriptionSection.TECHNICAL_FIELD,
        DescriptionSection.BACKGROUND_ART,
        DescriptionSection.SUMMARY,
        DescriptionSection.DRAWINGS_DESCRIPTION,
        DescriptionSection.EMBODIMENTS,
        None,
    ]
    assert [paragraph.number for paragraph in description.paragraphs] == [
        "0001", "0002", "0003", "0004", "0005",
    ]  # fmt: skip
    assert description.paragraphs[-1].section is DescriptionSection.EMBODIMENTS
    assert application.abstract is not None
    assert application.abstract.text == ABSTRACT[0]
    (figure,) = application.drawings or ()
    assert (figure.number, figure.label) == (1, "图1")


def check_places(package: FiledPackage) -> None:
    texts: dict[str, str] = {}
    for unit in package.case_file.application.text_units():
        place = unit.locate()
        if place.file not in texts:
            name, _, member = place.file.partition("!/")
            data = package.files[name].read()
            if member:
                data = zipfile.ZipFile(io.BytesIO(data)).read(member)
            texts[place.file] = decode_text(data, place.file, ReadLimits())
        cut = plain_text(texts[place.file][place.start : place.end])
        assert "".join(cut.split()) == "".join(unit.text.split())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_in_every_encoding(encoding: str) -> None:
    package = read_upload("申请文件.txt", TEXT.encode(encoding))
    check(package)
    check_places(package)


def test_windows_line_ends_change_nothing() -> None:
    package = read_upload("a.txt", TEXT.replace("\n", "\r\n").encode())
    check(package)
    check_places(package)


def test_one_document_for_all_parts() -> None:
    package = read_upload("申请.docx", word(whole))
    check(package)
    check_places(package)
    (figure,) = package.case_file.application.drawings or ()
    (image,) = figure.images
    assert image.path is not None
    assert package.files[image.path].read() == picture()
    assert image.path.startswith("申请.docx!/word/media/")
    unit = (package.case_file.application.claims or ())[1].unit
    assert unit.source is not None
    assert unit.source.file == "申请.docx!/word/document.xml"


def test_one_document_per_part() -> None:
    def part(texts: list[str]) -> bytes:
        return word(lambda document: [document.add_paragraph(text) for text in texts] and None)

    def drawings(document: docx.document.Document) -> None:
        document.add_picture(io.BytesIO(picture()))
        document.add_paragraph("图1")

    package = read_files(
        {
            "权利要求书.docx": part(["权利要求书", *CLAIMS]),
            "说明书.docx": part(DESCRIPTION),
            "说明书摘要.docx": part(ABSTRACT),
            "说明书附图.docx": word(drawings),
        }
    )
    check(package)
    check_places(package)
    parts = {(d.file, d.part) for d in package.case_file.application.documents}
    assert ("说明书摘要.docx", "abstract") in parts


def test_a_folder_of_text_files_is_one_application(tmp_path: Path) -> None:
    (tmp_path / "claims.txt").write_text("\n".join(CLAIMS), encoding="utf-8")
    (tmp_path / "description.txt").write_text("\n".join(DESCRIPTION), encoding="utf-8")
    (tmp_path / "readme.txt").write_text("Nothing of interest.", encoding="utf-8")
    application = read_path(tmp_path).case_file.application
    assert len(application.claims or ()) == 3
    assert application.description is not None
    assert [n.code for n in application.reading_notes] == ["document-not-read"]


def test_two_files_with_claims_are_two_applications() -> None:
    with pytest.raises(AmbiguousInputError, match=r"b\.txt"):
        read_files({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()})


def numbered(document: docx.document.Document, text: str, number_id: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", str(number_id))):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        numbering.append(element)
    properties.append(numbering)


def list_definition(document: docx.document.Document, label: str) -> int:
    root = document.part.numbering_part.element
    definition = OxmlElement("w:abstractNum")
    definition.set(qn("w:abstractNumId"), "77")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for name, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", label)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        level.append(element)
    definition.append(level)
    root.insert(0, definition)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), "77")
    number.append(reference)
    root.append(number)
    return 77


def test_claims_that_word_numbers() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("权利要求书")
        list_id = list_definition(document, "%1.")
        numbered(document, "一种水杯,包括:", list_id)
        document.add_paragraph("杯体;")
        numbered(document, "根据权利要求1所述的水杯,其特征在于,有盖。", list_id)

    package = read_upload("a.docx", word(build))
    claims = package.case_file.application.claims or ()
    assert [(c.number, c.number_label, c.depends_on) for c in claims] == [
        (1, "1.", ()),
        (2, "2.", (1,)),
    ]
    assert claims[0].unit.text == "一种水杯,包括:\n杯体;"
    assert package.case_file.application.stage is DocumentStage.EXCERPT
    check_places(package)


def test_paragraphs_that_word_numbers() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("说明书")
        document.add_paragraph("一种水杯")
        document.add_paragraph("技术领域")
        list_id = list_definition(document, "[000%1]")
        numbered(document, "本实用新型涉及水杯。", list_id)
        numbered(document, "本实用新型还涉及杯盖。", list_id)

    application = read_upload("a.docx", word(build)).case_file.application
    assert application.kind is ApplicationKind.UTILITY_MODEL
    assert application.description is not None
    assert [p.number for p in application.description.paragraphs] == ["0001", "0002"]


def test_soft_breaks_tables_and_deleted_text() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("权利要求书\n1. 一种水杯。\n2. 根据权利要求1所述的水杯。")
        document.add_paragraph("说明书")
        document.add_paragraph("一种水杯")
        document.add_paragraph("具体实施方式")
        table = document.add_table(rows=2, cols=2)
        for row, column, text in ((0, 0, "温度"), (0, 1, "时间"), (1, 0, "20"), (1, 1, "5")):
            table.cell(row, column).text = text
        paragraph = document.add_paragraph("杯体为")
        deleted = OxmlElement("w:del")
        run = OxmlElement("w:r")
        text_element = OxmlElement("w:delText")
        text_element.text = "铁"
        run.append(text_element)
        deleted.append(run)
        paragraph._p.append(deleted)
        paragraph.add_run("玻璃。")

    application = read_upload("a.docx", word(build)).case_file.application
    assert [c.number for c in application.claims or ()] == [1, 2]
    assert application.description is not None
    table, last = application.description.paragraphs
    assert table.unit.text == "温度 时间\n20 5"
    assert [item.kind for item in table.unit.inline_objects] == ["table"]
    assert last.unit.text == "杯体为玻璃。"


def test_a_description_that_follows_the_claims_without_a_title() -> None:
    text = "\n".join([*CLAIMS, *DESCRIPTION])
    application = read_upload("a.txt", text.encode()).case_file.application
    assert [c.number for c in application.claims or ()] == [1, 2, 3]
    assert application.description is not None
    assert application.description.title is not None
    assert len(application.description.paragraphs) == 5


def test_wrong_numbering_stays_visible() -> None:
    text = "权利要求书\n1、一种水杯。\n2、根据权利要求1所述的水杯。\n2、根据权利要求1所述的水杯。\n4、根据权利要求2所述的水杯。"
    claims = read_upload("a.txt", text.encode()).case_file.application.claims or ()
    assert [claim.number for claim in claims] == [1, 2, 2, 4]


def test_claims_without_any_number_stay_apart() -> None:
    text = "权利要求书\n一种水杯，包括：\n杯体。\n根据权利要求1所述的水杯，其特征在于有盖。"
    claims = read_upload("a.txt", text.encode()).case_file.application.claims or ()
    assert [(claim.number, claim.depends_on) for claim in claims] == [(None, ()), (None, (1,))]
    assert claims[0].unit.text.endswith("杯体。")


def test_real_claim_sets_as_text(data_dir: Path) -> None:
    file = data_dir / "cn-claims" / "claims.jsonl"
    for record in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        text = "\n".join(["权利要求书", *record["claims"]])
        claims = read_upload("a.txt", text.encode()).case_file.application.claims or ()
        assert [c.number for c in claims] == list(range(1, len(record["claims"]) + 1))


def test_real_filings_retold_as_text(data_dir: Path) -> None:
    for folder in sorted((data_dir / "cnipa-efiling").iterdir()):
        filed = read_path(folder).case_file.application
        description = filed.description
        assert description is not None
        assert description.title is not None
        told = ["权利要求书", *(f"{c.number}、{c.unit.text}" for c in filed.claims or ())]
        told += ["说明书", description.title.text]
        for place, paragraph in enumerate(description.paragraphs):
            told += [h.unit.text for h in description.headings if h.before_paragraph == place]
            told.append(f"[{place + 1:04d}] {paragraph.unit.text}")
        again = read_upload("a.txt", "\n".join(told).encode()).case_file.application
        assert [(c.unit.text, c.depends_on) for c in again.claims or ()] == [
            (c.unit.text, c.depends_on) for c in filed.claims or ()
        ]
        assert again.kind is filed.kind
        assert again.description is not None
        assert [h.section for h in again.description.headings] == [
            h.section for h in description.headings
        ]
        assert len(again.description.paragraphs) == len(description.paragraphs)


def test_an_english_manuscript() -> None:
    text = """Cup with a lid
TECHNICAL FIELD
[0001] The invention relates to cups.
BACKGROUND
[0002] Known cups leak.
SUMMARY OF THE INVENTION
[0003] A lid closes the cup.
BRIEF DESCRIPTION OF THE DRAWINGS
[0004] FIG. 1 shows a cup.
DETAILED DESCRIPTION
[0005] The cup has a lid.
What is claimed is:
1. A cup comprising a body and a lid.
2. The cup of claim 1, wherein the body is made of glass.
ABSTRACT
A cup with a lid.
"""
    application = read_upload("cup.txt", text.encode()).case_file.application
    assert application.language == "en"
    assert [(c.number, c.depends_on) for c in application.claims or ()] == [(1, ()), (2, (1,))]
    assert application.description is not None
    assert len(application.description.headings) == 5
    assert len(application.description.paragraphs) == 5
    assert application.abstract is not None
    assert application.abstract.text == "A cup with a lid."


@pytest.mark.parametrize(
    "text", ["Dear Sir,\nplease find enclosed nothing.", "", "1.5 million people", "\x00\x01\x02"]
)
def test_other_text_is_not_an_application(text: str) -> None:
    with pytest.raises(UnknownFormatError):
        read_upload("letter.txt", text.encode())


def test_notes_in_other_text_formats_are_left_alone() -> None:
    with pytest.raises(UnknownFormatError):
        read_upload("README.md", TEXT.encode())


def test_undecodable_text_is_refused_with_its_line() -> None:
    head = ("权利要求书\n1. 一种水杯。\n" * 1000).encode()
    with pytest.raises(MalformedDocumentError) as refused:
        read_upload("a.txt", head + b"\xff\xff\xff")
    assert refused.value.file == "a.txt"


def member(data: bytes, name: str, content: bytes) -> bytes:
    """The same document with one part replaced or added."""
    source = zipfile.ZipFile(io.BytesIO(data))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.namelist():
            if item != name:
                target.writestr(item, source.read(item))
        target.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE d [<!ENTITY a "b">]><w:document xmlns:w="w"><w:body/></w:document>',
        b"<w:document xmlns:w='w'><w:body>",
        b"<w:document xmlns:w='w'/>",
        b"",
    ],
    ids=["entity", "cut off", "no body", "empty"],
)
def test_hostile_documents_are_refused(content: bytes) -> None:
    data = member(word(whole), "word/document.xml", content)
    with pytest.raises(ReadError) as refused:
        read_upload("a.docx", data)
    assert refused.value.file


def test_a_bomb_in_a_document_is_refused() -> None:
    data = member(word(whole), "word/media/bomb.png", b"\0" * 20_000_000)
    with pytest.raises(LimitExceededError):
        read_upload("a.docx", data)


def test_a_damaged_archive_is_refused() -> None:
    data = word(whole)
    with pytest.raises(ReadError):
        read_upload("a.docx", data[: len(data) // 2])
