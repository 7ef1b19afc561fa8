"""Sequence listings beside the papers: ST.26, ST.25, broken and hostile ones."""

from __future__ import annotations

import pytest

from shared.formats import ReadLimits, read_files
from shared.formats.errors import ForbiddenConstructError
from shared.formats.sequence_listing import read_listing, recognises
from shared.model.identification import DocumentStage

DOCTYPE = (
    '<!DOCTYPE ST26SequenceListing PUBLIC "-//WIPO//DTD Sequence Listing 1.3//EN" '
    '"ST26SequenceListing_V1_3.dtd">'
)
LISTING = f"""<?xml version="1.0" encoding="UTF-8"?>
{DOCTYPE}
<ST26SequenceListing dtdVersion="V1_3">
<ApplicantFileReference>A1</ApplicantFileReference>
<ApplicantName languageCode="zh">甲公司</ApplicantName>
<InventionTitle languageCode="zh">引物</InventionTitle>
<SequenceTotalQuantity>2</SequenceTotalQuantity>
<SequenceData sequenceIDNumber="1"><INSDSeq><INSDSeq_length>12</INSDSeq_length>
<INSDSeq_moltype>DNA</INSDSeq_moltype><INSDSeq_division>PAT</INSDSeq_division>
<INSDSeq_feature-table><INSDFeature><INSDFeature_key>SOURCE</INSDFeature_key>
<INSDFeature_location>1..12</INSDFeature_location><INSDFeature_quals><INSDQualifier>
<INSDQualifier_name>MOL_TYPE</INSDQualifier_name><INSDQualifier_value>other DNA</INSDQualifier_value>
</INSDQualifier></INSDFeature_quals></INSDFeature></INSDSeq_feature-table>
<INSDSeq_sequence>acgtacgt nnnx</INSDSeq_sequence></INSDSeq></SequenceData>
<SequenceData sequenceIDNumber="2"><INSDSeq><INSDSeq_length/><INSDSeq_moltype/>
<INSDSeq_division/><INSDSeq_sequence>000</INSDSeq_sequence></INSDSeq></SequenceData>
</ST26SequenceListing>
"""
ST25 = """                         SEQUENCE LISTING

<110>  Example Ltd
<160>  2
<210>  1
<211>  20
<212>  DNA
<213>  Artificial Sequence
<400>  1
atggctagca aaggagaaga                                               20
<210>  2
<400>  2
000
"""
CLAIMS = '<cn-application-body><cn-claims><claim num="1"><claim-text>1. 一种引物。</claim-text></claim></cn-claims></cn-application-body>'
DESCRIPTION = "<cn-application-body><description><p>引物。</p></description></cn-application-body>"
LIMITS = ReadLimits()


def test_st26() -> None:
    listing = read_listing("a.xml", LISTING.encode(), LIMITS)
    assert (listing.standard, listing.dtd_version, listing.declared_total) == ("st26", "V1_3", 2)
    assert listing.public_identifier == "-//WIPO//DTD Sequence Listing 1.3//EN"
    assert listing.faults == ()
    assert listing.numbers == {1, 2}
    first, second = listing.entries
    assert (first.residues, first.defined_residues, first.unknown_symbols) == (12, 9, "x")
    assert (first.mol_type, first.organism, first.declared_length) == ("other DNA", None, 12)
    assert second.skipped
    assert first.location is not None
    assert LISTING[first.location.start :].startswith('<SequenceData sequenceIDNumber="1">')


def test_st25() -> None:
    listing = read_listing("a.txt", ST25.encode(), LIMITS)
    assert (listing.standard, listing.declared_total, listing.numbers) == ("st25", 2, {1, 2})
    assert listing.entries[0].organism == "Artificial Sequence"
    assert listing.entries[0].residues is None


@pytest.mark.parametrize(
    ("edit", "kind", "name"),
    [
        (("<ApplicantFileReference>A1</ApplicantFileReference>", ""), "missing", "ApplicantFileReference"),
        (("<INSDSeq_division>PAT</INSDSeq_division>", ""), "missing", "INSDSeq_division"),
        (('sequenceIDNumber="1"', ""), "missing", "@sequenceIDNumber"),
        (("<INSDSeq_division/>", "<INSDSeq_division/><Odd/>"), "unexpected", "Odd"),
        (
            ("<SequenceTotalQuantity>2", "<SequenceTotalQuantity/><SequenceTotalQuantity>2"),
            "unexpected",
            "SequenceTotalQuantity",
        ),
    ],
)  # fmt: skip
def test_structure(edit: tuple[str, str], kind: str, name: str) -> None:
    listing = read_listing("a.xml", LISTING.replace(*edit).encode(), LIMITS)
    assert [(fault.kind, fault.name) for fault in listing.faults] == [(kind, name)]


def test_broken_xml_is_kept_for_a_rule_to_report() -> None:
    listing = read_listing("a.xml", LISTING.replace("</INSDSeq>", "", 1).encode(), LIMITS)
    assert listing.broken_line == 14
    assert listing.entries == ()


def test_entities_are_refused() -> None:
    hostile = LISTING.replace('dtd">', 'dtd" [<!ENTITY a "b">]>')
    with pytest.raises(ForbiddenConstructError):
        read_listing("a.xml", hostile.encode(), LIMITS)


def test_recognised_by_content() -> None:
    assert recognises("x", LISTING.encode())
    assert recognises("x", ST25.encode())
    assert not recognises("listing.xml", CLAIMS.encode())
    assert not recognises("listing.txt", "说明书引用了<210>。".encode())


def test_beside_a_filing() -> None:
    papers = {"f/100001-/c.xml": CLAIMS.encode(), "f/100002-/d.xml": DESCRIPTION.encode()}
    without = read_files(papers).case_file
    assert without.sequence_listings == ()
    package = read_files({**papers, "f/sequences.xml": LISTING.encode()})
    (listing,) = package.case_file.sequence_listings or ()
    assert listing.file == "f/sequences.xml"
    assert package.case_file.application.reading_notes == ()
    assert "sequence_listing" in {d.part for d in package.case_file.application.documents}


def test_unknown_for_one_document_and_for_unread_files() -> None:
    assert read_files({"c.xml": CLAIMS.encode()}).case_file.sequence_listings is None
    papers = {"f/100001-/c.xml": CLAIMS.encode(), "f/100002-/d.xml": DESCRIPTION.encode()}
    assert read_files({**papers, "f/s.pdf": b"%PDF-1.7"}).case_file.sequence_listings is None


def test_alone_it_is_an_excerpt() -> None:
    case_file = read_files({"s.xml": LISTING.encode()}).case_file
    assert case_file.application.stage is DocumentStage.EXCERPT
    assert case_file.application.claims is None
