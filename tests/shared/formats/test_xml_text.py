"""The XML layer: offsets, encodings, named characters, and what is refused."""

from __future__ import annotations

import codecs

import pytest

from shared.formats.decoding import root_element
from shared.formats.errors import (
    ForbiddenConstructError,
    LimitExceededError,
    MalformedDocumentError,
    ReadError,
)
from shared.formats.limits import ReadLimits
from shared.formats.named_characters import named_character
from shared.formats.xml_text import Element, parse_xml, plain_text

LIMITS = ReadLimits()


def parse(data: bytes, limits: ReadLimits = LIMITS) -> tuple[str, Element]:
    document = parse_xml(data, "a.xml", limits)
    return document.text, document.root


def check_runs(text: str, root: Element) -> None:
    """Every run's slice of the file is the run."""
    for data, start, end in root.runs():
        assert plain_text(text[start:end]).replace("\r\n", "\n") == data


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("gbk", b""),
        ("gb2312", b""),
        ("big5", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
    ],
)
def test_encodings(encoding: str, bom: bytes) -> None:
    stated = "UTF-16" if encoding.startswith("utf-16") else encoding.upper()
    source = f'<?xml version="1.0" encoding="{stated}"?>\n<p>一<b>二&lt;</b>\n三</p>'
    text, root = parse(bom + source.encode(encoding))
    assert text == source
    assert "".join(run[0] for run in root.runs()) == "一二<\n三"
    check_runs(text, root)
    assert root_element(bom + source.encode(encoding)) == "p"


def test_offsets_of_elements_and_runs() -> None:
    text, root = parse("<a>\r\n<b k='>'/>𠮷&#x4e00;x</a >".encode())
    b = next(root.elements("b"))
    assert text[b.start : b.end] == "<b k='>'/>"
    assert text[root.start : root.end] == text
    check_runs(text, root)


def test_declared_encoding_that_does_not_fit_names_the_line() -> None:
    data = '<?xml version="1.0" encoding="UTF-8"?>\n<p>\n一'.encode() + b"\xff</p>"
    with pytest.raises(MalformedDocumentError) as caught:
        parse(data)
    assert (caught.value.file, caught.value.line) == ("a.xml", 3)


def test_unknown_encoding() -> None:
    with pytest.raises(MalformedDocumentError, match="x-unknown"):
        parse(b'<?xml version="1.0" encoding="x-unknown"?><a/>')


def test_external_dtd_is_not_fetched_and_its_characters_are_known() -> None:
    text, root = parse(
        b'<?xml version="1.0" standalone="no"?><!DOCTYPE a SYSTEM "/no/such.dtd"[]>'
        b"<a>x&alpha;&bgr;&bull;&nbsp;y</a>"
    )
    assert "".join(run[0] for run in root.runs()) == "xαβ•\xa0y"
    check_runs(text, root)


def test_unknown_named_character_names_the_line() -> None:
    with pytest.raises(MalformedDocumentError) as caught:
        parse(b'<!DOCTYPE a SYSTEM "x.dtd">\n<a>&nosuchname;</a>')
    assert caught.value.line == 2


def test_named_character_without_doctype_is_an_error() -> None:
    with pytest.raises(MalformedDocumentError, match="undefined entity"):
        parse(b"<a>&bull;</a>")


def test_internal_subset_with_element_declarations_is_accepted() -> None:
    _, root = parse(b"<!DOCTYPE a [<!ELEMENT a (#PCDATA)><!ATTLIST a b CDATA #IMPLIED>]><a>1</a>")
    assert root.value() == "1"


def test_unparsed_entities_name_files_and_never_expand() -> None:
    _, root = parse(
        b'<!DOCTYPE a [<!NOTATION TIF SYSTEM "x"><!ENTITY D1 SYSTEM "D1.TIF" NDATA TIF>]><a/>'
    )
    assert root.name == "a"


BILLION_LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
HOSTILE = {
    "internal entity": (BILLION_LAUGHS, ForbiddenConstructError),
    "external entity": (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        ForbiddenConstructError,
    ),
    "parameter entity": (
        b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><a/>',
        ForbiddenConstructError,
    ),
    "deep nesting": (b"<a>" * 5000 + b"</a>" * 5000, LimitExceededError),
    "huge attribute": (b'<a b="' + b"x" * 300_000 + b'"/>', LimitExceededError),
    "truncated": (b"<a><b>text", MalformedDocumentError),
    "NUL bytes": (b"<a>\x00</a>", MalformedDocumentError),
    "no root": (b"<?xml version='1.0'?>", MalformedDocumentError),
    "two roots": (b"<a/><a/>", MalformedDocumentError),
    "empty": (b"", MalformedDocumentError),
    "not XML": (b"%PDF-1.7", MalformedDocumentError),
    "lone surrogate": ("<a>\ud800</a>".encode("utf-16-le", "surrogatepass"), ReadError),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_documents_are_refused_with_their_file(case: str) -> None:
    data, error = HOSTILE[case]
    with pytest.raises(error) as caught:
        parse(data)
    assert isinstance(caught.value, ReadError)
    assert caught.value.file == "a.xml"
    assert caught.value.zh
    assert "passwd" not in caught.value.en


def test_element_limit_names_the_line() -> None:
    with pytest.raises(LimitExceededError) as caught:
        parse(b"<a>\n" + b"<b/>" * 20 + b"</a>", ReadLimits(xml_elements=10))
    assert caught.value.line == 2


def test_document_length_limit() -> None:
    with pytest.raises(LimitExceededError):
        parse(b"<a>xxxxxxxxxx</a>", ReadLimits(document_characters=10))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<a/>", "a"),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <b/> --><!DOCTYPE x SYSTEM 'y'[]>\n<x:y z='1'>",
            "x:y",
        ),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ELEMENT a ANY>]><a>", "a"),
        (b"PK\x03\x04", None),
        (b"", None),
        (b"text", None),
        (b"<!-- never closed", None),
        (b"<?xml version='1.0' encoding='nonsense'?><a/>", "a"),
    ],
)
def test_root_element(head: bytes, name: str | None) -> None:
    assert root_element(head) == name


def test_paths_count_siblings_of_one_name() -> None:
    _, root = parse(b"<a><b/><c/><b/></a>")
    assert [item.path for item in root.elements()] == ["/a/b", "/a/c", "/a/b[2]"]


def test_greek_of_iso_8879() -> None:
    assert named_character("agr") == "α"
    assert named_character("OHgr") == "Ω"
    assert named_character("nothing") is None
