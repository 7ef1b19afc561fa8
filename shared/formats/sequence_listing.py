"""Reads sequence listings beside the papers: ST.26 XML, and the older text format ST.25.

A companion of a filing: what was read goes into ``CaseFile.sequence_listings``. A listing that is
not well-formed is kept with the line of its fault, because that is for a rule to report; entity
declarations and exceeded limits are refused as in any other document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from shared.formats.errors import MalformedDocumentError
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.plain_text import decode_text, text_head
from shared.formats.st26_structure import MOST_FAULTS, ROOT, element_place, structure_faults
from shared.formats.xml_text import Element, XmlDocument, parse_xml
from shared.model.application import Application, BibliographicData, FiledDocument
from shared.model.case_file import CaseFile
from shared.model.facts.sequence_listing import SequenceEntry, SequenceListing
from shared.model.identification import DocumentStage
from shared.model.source import Location

FORMAT = "sequence-listing"
SKIPPED = "000"

_ROOT_TAG = re.compile(rf"<(?:!DOCTYPE\s+)?{ROOT}\b")
_PUBLIC = re.compile(rf"<!DOCTYPE\s+{ROOT}\s+PUBLIC\s+[\"']([^\"']{{1,200}})[\"']")
_ST25_HEAD = re.compile(r"\s*(?:sequence listing|序列表)?\s*<1[1-6]0>", re.IGNORECASE)
_ST25_FIELD = re.compile(r"^\s{0,8}<(\d{3})>[ \t]*(.{0,200})", re.MULTILINE)
_NUCLEOTIDES = frozenset("acgtmrwsykvhdbn")
_AMINO_ACIDS = frozenset("ARNDCQEGHILKMFPOSUTWYVBZJX")
_ANYTHING = frozenset("nX")
_MOST_SYMBOLS = 10
_LONGEST_NUMBER = 9


def recognises(_name: str, head: bytes) -> bool:
    """Whether the document is a sequence listing."""
    text = text_head(head)
    if text is None:
        return False
    return _ROOT_TAG.search(text) is not None or _ST25_HEAD.match(text) is not None


def read_listing(name: str, data: bytes, limits: ReadLimits) -> SequenceListing:
    """Read one listing. Raises ``ReadError``, but not for XML that is not well-formed."""
    head = text_head(data[:16_384]) or ""
    if _ROOT_TAG.search(head) is None:
        return _read_st25(decode_text(data, name, limits), name)
    try:
        document = parse_xml(data, name, limits)
    except MalformedDocumentError as error:
        return SequenceListing(
            file=name, standard="st26", broken_line=error.line or 1, location=Location(file=name)
        )
    return _read_st26(document)


def amend(
    case_file: CaseFile | None, paper: FiledFile, _files: FiledFiles, limits: ReadLimits
) -> CaseFile:
    """Add the listing. Alone it is an excerpt without any other part. Raises ``ReadError``."""
    listing = read_listing(paper.name, paper.read(), limits)
    if case_file is None:
        application = Application(
            stage=DocumentStage.EXCERPT,
            kind=None,
            bibliographic=BibliographicData(office_code="CN"),
        )
        case_file = CaseFile(application=application)
    document = FiledDocument(file=paper.name, part="sequence_listing", format=FORMAT)
    application = case_file.application
    return case_file.model_copy(
        update={
            "sequence_listings": (*(case_file.sequence_listings or ()), listing),
            "application": application.model_copy(
                update={"documents": (*application.documents, document)}
            ),
        }
    )


def _read_st26(document: XmlDocument) -> SequenceListing:
    root, file = document.root, document.file
    public = _PUBLIC.search(document.text[: root.start])
    return SequenceListing(
        file=file,
        standard="st26",
        public_identifier=public[1] if public else None,
        dtd_version=root.attribute("dtdVersion"),
        declared_total=_number(root.value("SequenceTotalQuantity")),
        entries=tuple(_st26_entry(data, file) for data in root.elements("SequenceData")),
        faults=tuple(islice(structure_faults(root, file), MOST_FAULTS)),
        location=element_place(root, file),
    )


def _st26_entry(data: Element, file: str) -> SequenceEntry:
    label = data.attribute("sequenceIDNumber") or ""
    molecule = data.value("INSDSeq", "INSDSeq_moltype")
    sequence = (data.value("INSDSeq", "INSDSeq_sequence") or "").replace(" ", "")
    skipped = sequence == SKIPPED
    allowed = _AMINO_ACIDS if molecule == "AA" else _NUCLEOTIDES
    symbols = "" if skipped else sequence
    unknown = sorted(set(symbols) - allowed)[:_MOST_SYMBOLS]
    qualifiers = dict(_source_qualifiers(data))
    return SequenceEntry(
        label=label[:40],
        number=_number(label),
        skipped=skipped,
        molecule=molecule,
        mol_type=qualifiers.get("mol_type"),
        organism=qualifiers.get("organism"),
        declared_length=_number(data.value("INSDSeq", "INSDSeq_length")),
        residues=len(symbols),
        defined_residues=len(symbols) - sum(symbols.count(symbol) for symbol in _ANYTHING),
        unknown_symbols="".join(unknown),
        location=element_place(data, file),
    )


def _source_qualifiers(data: Element) -> Iterator[tuple[str, str]]:
    """Qualifiers of the feature ``source``, which carries molecule type and organism.

    Early versions wrote key and names of proteins in capitals.
    """
    table = data.find("INSDSeq", "INSDSeq_feature-table")
    if table is None:
        return
    for feature in table.elements("INSDFeature"):
        if (feature.value("INSDFeature_key") or "").lower() != "source":
            continue
        for qualifier in feature.descendants("INSDQualifier"):
            name, value = (
                qualifier.value("INSDQualifier_name"),
                qualifier.value("INSDQualifier_value|NonEnglishQualifier_value"),
            )
            if name and value:
                yield name.lower(), value[:200]


def _read_st25(text: str, file: str) -> SequenceListing:
    """Identifiers, lengths, types and organisms; the sequences themselves are not counted."""
    total: int | None = None
    entries: list[dict[str, object]] = []
    for field in _ST25_FIELD.finditer(text):
        tag, value = field[1], field[2].strip()
        if tag == "160":
            total = _number(value)
        elif tag == "210":
            place = Location(file=file, start=field.start(), end=field.end(), text=field[0].strip())
            entries.append({"label": value[:40], "number": _number(value), "location": place})
        elif entries and tag == "211":
            entries[-1]["declared_length"] = _number(value)
        elif entries and tag == "212":
            entries[-1]["molecule"] = value[:20]
        elif entries and tag == "213":
            entries[-1]["organism"] = value
        elif entries and tag == "400" and value == SKIPPED:
            entries[-1]["skipped"] = True
    return SequenceListing(
        file=file,
        standard="st25",
        declared_total=total,
        entries=tuple(SequenceEntry.model_validate(entry) for entry in entries),
        location=Location(file=file),
    )


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    plain = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if plain else None
