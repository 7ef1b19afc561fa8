"""Defects of a sequence listing (WIPO ST.26 XML) that comes with an application."""

from __future__ import annotations

from evaluation.mutations.claim_set import describe
from evaluation.mutations.editing import Draft, Place
from evaluation.mutations.mutator import Book, Places, Spoil

BOOK = Book()

_SEQUENCE = """<SequenceData sequenceIDNumber="{number}"><INSDSeq>\
<INSDSeq_length>12</INSDSeq_length><INSDSeq_moltype>DNA</INSDSeq_moltype>\
<INSDSeq_division>PAT</INSDSeq_division><INSDSeq_feature-table><INSDFeature>\
<INSDFeature_key>source</INSDFeature_key><INSDFeature_location>1..12</INSDFeature_location>\
<INSDFeature_quals><INSDQualifier><INSDQualifier_name>mol_type</INSDQualifier_name>\
<INSDQualifier_value>other DNA</INSDQualifier_value></INSDQualifier><INSDQualifier>\
<INSDQualifier_name>organism</INSDQualifier_name>\
<INSDQualifier_value>synthetic construct</INSDQualifier_value></INSDQualifier>\
</INSDFeature_quals></INSDFeature></INSDSeq_feature-table>\
<INSDSeq_sequence>acgtacgt{tail}</INSDSeq_sequence></INSDSeq></SequenceData>
"""
_LISTING = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ST26SequenceListing PUBLIC "-//WIPO//DTD Sequence Listing 1.3//EN" \
"ST26SequenceListing_V1_3.dtd">
<ST26SequenceListing dtdVersion="V1_3" fileName="listing.xml">
<ApplicantFileReference>A1</ApplicantFileReference>
<ApplicantName languageCode="zh">示例公司</ApplicantName>
<InventionTitle languageCode="zh">一种引物</InventionTitle>
<SequenceTotalQuantity>2</SequenceTotalQuantity>
{sequences}</ST26SequenceListing>
"""


def with_listing(draft: Draft) -> str:
    """A clean listing of two sequences, which the description cites; gives the file's name."""
    draft.require(draft.kind == "invention")
    name = f"{draft.root}/100007/listing.xml"
    sequences = "".join(
        _SEQUENCE.format(number=number, tail=tail) for number, tail in ((1, "acgt"), (2, "ttga"))
    )
    draft.add_file(name, _LISTING.format(sequences=sequences).encode())
    describe(draft, "所用引物如SEQ ID NO: 1和SEQ ID NO: 2所示。")
    draft.baseline()
    return name


def _spoilt(old: str, new: str) -> Spoil:
    """Replace the first ``old`` of the listing."""

    def spoil(draft: Draft) -> Places:
        name = with_listing(draft)
        place = draft.text(name).index(old)
        draft.splice(name, place, place + len(old), new)
        return None  # the place of a listing's defect is its element

    return spoil


_QUANTITY = "<SequenceTotalQuantity>2<"
for _kind, _old, _new in (
    ("total-differs", _QUANTITY, "<SequenceTotalQuantity>3<"),
    ("number-skipped", 'sequenceIDNumber="2"', 'sequenceIDNumber="4"'),
    ("molecule-unknown", ">DNA<", ">XNA<"),
    ("length-differs", "<INSDSeq_length>12<", "<INSDSeq_length>15<"),
    ("no-organism", ">organism<", ">note<"),
):
    BOOK.add(f"sequences.{_kind}", "CN-SEQ-003", _spoilt(_old, _new))


@BOOK.kind("sequences.cited-not-listed", "CN-SEQ-004")
def _not_listed(draft: Draft) -> Place:
    with_listing(draft)
    return describe(draft, "探针如SEQ ID NO: 9所示。")


@BOOK.kind("sequences.listing-absent", "CN-SEQ-001")
def _absent(draft: Draft) -> Places:
    draft.require(draft.kind == "invention")
    return describe(draft, "所用引物为5'-ACGTTGCAACGTTGCA-3'。")
