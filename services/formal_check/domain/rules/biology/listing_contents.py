"""The contents of a sequence listing (CN-SEQ-003, 004; WIPO ST.26)."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules, wipo_st26
from services.formal_check.domain.findings import Draft, Drafts, at, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, INVENTION
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.biology.sequences import cited_numbers
from services.formal_check.domain.rules.biology.sequences_in_text import (
    FEWEST_AMINO_ACIDS,
    FEWEST_NUCLEOTIDES,
)
from shared.contracts.formal_check import Severity
from shared.model.facts.sequence_listing import SequenceEntry, SequenceListing, StructureFault
from shared.model.source import Location

_PUBLIC_IDENTIFIER = "-//WIPO//DTD Sequence Listing 1.3//EN"
_DTD_VERSION = "V1_3"
_MOL_TYPES = {
    "DNA": frozenset({"genomic DNA", "other DNA", "unassigned DNA"}),
    "RNA": frozenset(
        {
            *("genomic RNA", "mRNA", "tRNA", "rRNA", "transcribed RNA", "viral cRNA"),
            *("other RNA", "unassigned RNA"),
        }
    ),
    "AA": frozenset({"protein"}),
}


@rule(
    "CN-SEQ-003",
    zh="序列表应符合ST.26：结构、连续编号、数量一致、分子类型和生物体",
    en="The listing follows ST.26: structure, numbering, totals, molecule type, organism",
    severity=Severity.ERROR,
    reads=[Input.SEQUENCE_LISTINGS],
    kinds=ALL_KINDS,
    languages=None,
    introduced=True,
    basis=[wipo_st26()],
)
def listing_invalid(case: Case) -> Drafts:
    """Report where an ST.26 listing departs from the standard.

    Checked are well-formedness, DOCTYPE and version, elements and their order, the total, numbers
    from 1 without gap, molecule type, organism, length, symbols, and the least length.

    Why:
        The office's software refuses such a listing.
    Known problems:
        Feature keys, locations and the vocabulary of other qualifiers are not checked. The standard
        itself was not at hand.

    Example:
        SequenceTotalQuantity为3，实有2条序列
    Use instead:
        SequenceTotalQuantity为2，实有2条序列
    中文:
        检查ST.26序列表的XML结构、DOCTYPE、总数、连续编号、mol_type、organism、长度、字符和最短长度。其他限
        定词和特征位置不检查；标准原文未收录。

    """
    listings = [listing for listing in case.sequence_listings if listing.standard == "st26"]
    if not listings:
        facts.inapplicable("没有ST.26格式的序列表", "There is no listing in ST.26")
    for listing in listings:
        if listing.broken_line is not None:
            yield placed(
                Location(file=listing.file),
                zh=f"序列表XML第{listing.broken_line}行有错误，无法读取；请重新导出。",
                en=f"The XML of the listing is broken in line {listing.broken_line}: export it "
                "again.",
            )
            continue
        root = listing.location or Location(file=listing.file)
        yield from _document_type(listing, root)
        for fault in listing.faults:
            yield _structure(fault, root)
        if listing.declared_total not in (None, len(listing.entries)):
            yield placed(
                _naming(root, str(listing.declared_total)),
                zh=f"SequenceTotalQuantity为{listing.declared_total}，实有{len(listing.entries)}条"
                "序列，请更正。",
                en=f"SequenceTotalQuantity is {listing.declared_total}, but there are "
                f"{len(listing.entries)} sequences: correct it.",
            )
        for expected, entry in enumerate(listing.entries, start=1):
            yield from _entry_faults(entry, expected, root)


def _naming(place: Location, text: str) -> Location:
    """An element, or a value of a listing without elements.

    An element's place is the point where it begins: the value does not stand there, and is only in
    the message.
    """
    return place if place.start is not None else place.model_copy(update={"text": text})


def _document_type(listing: SequenceListing, root: Location) -> Drafts:
    if listing.public_identifier is None:
        yield placed(
            root,
            zh="序列表没有ST.26的DOCTYPE声明，请补充。",
            en="The listing has no DOCTYPE of ST.26: add it.",
        )
    elif " ".join(listing.public_identifier.split()) != _PUBLIC_IDENTIFIER or (
        listing.dtd_version not in (None, _DTD_VERSION)
    ):
        yield placed(
            _naming(root, listing.public_identifier),
            zh=f"序列表声明的DTD不是1.3版（{_DTD_VERSION}），请核对。",
            en=f"The listing's DTD is not version 1.3 ({_DTD_VERSION}): check it.",
            severity=Severity.WARNING,
        )


def _structure(fault: StructureFault, root: Location) -> Draft:
    wording = {
        "missing": (f"缺少{fault.name}，请补充。", f"{fault.name} is missing: add it."),
        "unexpected": (f"此处不应有{fault.name}，请删除。", f"{fault.name} is not allowed here."),
        "order": (f"{fault.name}的顺序有误，请更正。", f"{fault.name} stands in the wrong order."),
    }
    zh, en = wording[fault.kind]
    place = _naming(fault.location or root, fault.name)
    return placed(place, zh=f"序列表结构错误：{zh}", en=f"Structure of the listing: {en}")


def _entry_faults(entry: SequenceEntry, expected: int, root: Location) -> Drafts:
    place = entry.location or root
    name = entry.label or str(expected)
    if entry.number != expected:
        yield placed(
            _naming(place, entry.label),
            zh=f"第{expected}条序列的编号为“{entry.label}”，编号应从1起连续，请更正。",
            en=f"Sequence {expected} is numbered “{entry.label}”: numbers run from 1 without gap.",
        )
    if entry.skipped:
        return
    for fault_zh, fault_en, text in _content_faults(entry):
        yield placed(
            _naming(place, text),
            zh=f"序列{name}{fault_zh}，请更正。",
            en=f"Sequence {name} {fault_en}: correct it.",
        )


def _content_faults(entry: SequenceEntry) -> Iterator[tuple[str, str, str]]:
    molecule = entry.molecule or ""
    allowed = _MOL_TYPES.get(molecule)
    if entry.molecule is not None and allowed is None:
        yield "的分子类型不是DNA、RNA或者AA", "is not DNA, RNA or AA", molecule
    if entry.mol_type is None:
        yield "没有限定词mol_type", "has no qualifier mol_type", ""
    elif allowed is not None and entry.mol_type not in allowed:
        yield f"的mol_type不适用于{molecule}", f"has a mol_type not for {molecule}", entry.mol_type
    if entry.organism is None:
        yield "没有限定词organism", "has no qualifier organism", ""
    length, counted = entry.declared_length, entry.residues
    if length is not None and counted is not None and length != counted:
        yield (
            f"声明长度{length}，实有{counted}个残基",
            f"states a length of {length} and has {counted} residues",
            str(length),
        )
    if entry.unknown_symbols:
        yield (
            f"含有标准以外的字符{entry.unknown_symbols}",
            f"has symbols that the standard does not know ({entry.unknown_symbols})",
            entry.unknown_symbols,
        )
    fewest = FEWEST_AMINO_ACIDS if molecule == "AA" else FEWEST_NUCLEOTIDES
    if entry.defined_residues is not None and 0 < entry.defined_residues < fewest:
        yield (
            f"不足{fewest}个明确的残基，不应列入序列表",
            f"has fewer than {fewest} defined residues and does not belong in the listing",
            str(entry.defined_residues),
        )


@rule(
    "CN-SEQ-004",
    zh="引用的SEQ ID NO应在序列表中存在",
    en="Every SEQ ID NO cited exists in the listing",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS, Input.DESCRIPTION, Input.SEQUENCE_LISTINGS],
    kinds=INVENTION,
    languages=None,
    basis=[rules(20, 4)],
)
def cited_sequence_missing(case: Case) -> Drafts:
    """Report references to numbers that the listing has not.

    Why:
        The sequence that is meant is nowhere disclosed. The rule follows from the purpose of the
        listing; no article says it in words.

    Example:
        如SEQ ID NO:7所示（序列表仅5条）
    Use instead:
        如SEQ ID NO:5所示
    中文:
        权利要求书或者说明书引用的SEQ ID NO在序列表中不存在时报告；该要求由序列表的作用推出，无逐字条文。

    """
    cited = case.shared(cited_numbers)
    if not cited:
        facts.inapplicable("没有引用SEQ ID NO", "No SEQ ID NO is cited")
    listings = [listing for listing in case.sequence_listings if listing.broken_line is None]
    if not listings:
        facts.inapplicable("没有可读的序列表", "There is no listing that can be read")
    numbers = frozenset[int]().union(*(listing.numbers for listing in listings))
    for mention in cited:
        missing = mention.missing_from(numbers)
        if missing is not None:
            yield at(
                mention.unit,
                mention.start,
                mention.end,
                zh=f"序列表中没有SEQ ID NO: {missing}，请核对。",
                en=f"The listing has no SEQ ID NO: {missing}: check the number.",
            )


RULES = (
    listing_invalid,
    cited_sequence_missing,
)
