"""Sequence listings (CN-SEQ-001 … 005; Rule 20(4), WIPO ST.26)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from services.formal_check.domain import facts
from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules, wipo_st26
from services.formal_check.domain.findings import Draft, Drafts, at, placed
from services.formal_check.domain.profile import (
    ALL_KINDS,
    FILING,
    INVENTION,
    GoverningDate,
)
from services.formal_check.domain.rule import rule
from services.formal_check.domain.sequences_in_text import (
    FEWEST_AMINO_ACIDS,
    FEWEST_NUCLEOTIDES,
    FoundSequence,
    SequenceMention,
    may_hold_sequences,
    may_mention_sequences,
    mentions,
    sequences,
)
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.facts.page_counts import PageStatements
from shared.model.facts.sequence_listing import SequenceEntry, SequenceListing, StructureFault
from shared.model.source import Location, TextUnit

ST26_SINCE = date(2022, 7, 1)
"""Filing date from which listings are ST.26 XML (secondary sources)."""
_PAGES_SINCE = date(2026, 1, 1)
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
_LISTING_HEADINGS = frozenset({"序列表", "sequencelisting", "核苷酸序列表", "氨基酸序列表"})
_LISTING_TAGS = ("<110>", "<210>", "<400>")


def _claims_and(case: Case, paragraphs: Callable[[Case], tuple[TextUnit, ...]]) -> list[TextUnit]:
    """The claims and, of the description, ``paragraphs``: as far as they are there."""
    units = [claim.unit for claim in case.claims] if case.has_claims else []
    return [*units, *case.shared(paragraphs)] if case.has_description else units


def _paragraphs_with_letters(case: Case) -> tuple[TextUnit, ...]:
    return tuple(p.unit for p in case.paragraphs if may_hold_sequences(p.unit))


def _paragraphs_with_references(case: Case) -> tuple[TextUnit, ...]:
    return tuple(p.unit for p in case.paragraphs if may_mention_sequences(p.unit))


def _sequences(unit: TextUnit) -> tuple[FoundSequence, ...]:
    return tuple(sequences(unit))


def _mentions(unit: TextUnit) -> tuple[SequenceMention, ...]:
    return tuple(mentions(unit))


def written_sequences(case: Case) -> tuple[FoundSequence, ...]:
    """Sequences written out in claims and description."""
    return tuple(
        found
        for unit in _claims_and(case, _paragraphs_with_letters)
        for found in case.per_unit(_sequences, unit)
    )


def cited_numbers(case: Case) -> tuple[SequenceMention, ...]:
    """References to SEQ ID NOs in claims and description."""
    return tuple(
        found
        for unit in _claims_and(case, _paragraphs_with_references)
        for found in case.per_unit(_mentions, unit)
    )


@rule(
    "CN-SEQ-001",
    zh="涉及十个以上核苷酸或者四个以上L-氨基酸的序列的，应提交序列表",
    en="Sequences of ten nucleotides or four L-amino acids need a sequence listing",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS, Input.DESCRIPTION, Input.SEQUENCE_LISTINGS],
    kinds=INVENTION,
    profiles=FILING,
    basis=[rules(20, 4), guidelines("2.10.9.2.3")],
)
def listing_missing(case: Case) -> Drafts:
    """Report sequences, or references to SEQ ID NOs, in a filing without sequence listing.

    Why:
        The listing is part of the description.
    Known problems:
        Amino acids are recognised by their three-letter codes only, nucleotides by runs of letters.
        D-amino acids and branched sequences are not told apart.

    Example:
        正向引物5'-ATGGCTAGCAAAGGAGAAGA-3'（未提交序列表）
    Use instead:
        正向引物如SEQ ID NO:1所示（附ST.26格式的序列表）
    中文:
        权利要求书或者说明书写有十个以上核苷酸或者四个以上氨基酸（三字母符号）的序列，或者引用了SEQ ID
        NO，而申请文件中没有序列表时报告。

    """
    written = case.shared(written_sequences)
    cited = case.shared(cited_numbers)
    if not written and not cited:
        facts.inapplicable("没有发现核苷酸或者氨基酸序列", "No sequence was found in the text")
    if case.sequence_listings:
        return
    if written:
        first = written[0]
        what_zh, what_en = ("氨基酸", "amino acids") if first.peptide else ("核苷酸", "nucleotides")
        yield at(
            first.unit,
            first.start,
            first.end,
            zh=f"此处写有{first.count}个{what_zh}的序列（共{len(written)}处），但没有序列表；"
            "请提交符合规定的序列表电子文件。",
            en=f"A sequence of {first.count} {what_en} stands here ({len(written)} in all), but "
            "there is no sequence listing: submit one.",
        )
    else:
        mention = cited[0]
        yield at(
            mention.unit,
            mention.start,
            mention.end,
            zh=f"此处引用了SEQ ID NO: {mention.first}，但没有序列表；请提交序列表电子文件。",
            en=f"SEQ ID NO: {mention.first} is cited, but there is no sequence listing: "
            "submit one.",
        )


@rule(
    "CN-SEQ-002",
    zh="序列表应是说明书的单独部分，采用计算机可读形式",
    en="The sequence listing is a separate part in computer-readable form",
    severity=Severity.ERROR,
    reads=[
        *(Input.CLAIMS, Input.DESCRIPTION, Input.HEADINGS),
        *(Input.SEQUENCE_LISTINGS, Input.BIBLIOGRAPHIC),
    ],
    kinds=INVENTION,
    profiles=FILING,
    basis=[guidelines("1.1.4.2")],
)
def listing_not_separate(case: Case) -> Drafts:
    """Report a listing within the description or in the old text format.

    Since 2022-07-01 the computer-readable form is ST.26 XML; text after ST.25 is reported for
    applications filed from that day on.

    Why:
        Only a separate file can be read and searched.
    Known problems:
        A listing in the description is told by its heading, its numeric identifiers, or sequences
        in a table.

    Example:
        说明书中写有“序列表 <110> … <210> 1”
    Use instead:
        单独的ST.26 XML文件
    中文:
        没有单独的序列表文件而说明书中包含序列表（标题、数字标识符或者表格中的序列），或者2022年7月1日以后
        的申请提交ST.25文本格式的序列表时报告。

    """
    inside = list(_inside_description(case))
    concerned = bool(inside or case.shared(written_sequences))
    listings = _listings(case, needed=concerned)
    if not concerned and not listings:
        facts.inapplicable("没有序列表", "There is no sequence listing")
    if not listings:
        yield from inside[:1]
        return
    filed = case.filing_date
    for listing in listings:
        if listing.standard == "st25" and filed >= ST26_SINCE:
            yield placed(
                listing.location or Location(file=listing.file),
                zh="序列表是ST.25文本格式；2022年7月1日起应当采用ST.26 XML格式，请转换后提交。",
                en="The listing is ST.25 text. Since 2022-07-01 ST.26 XML is needed: convert it.",
            )


def _listings(case: Case, *, needed: bool) -> tuple[SequenceListing, ...]:
    """The listings; where nothing calls for one, unknown listings count as none."""
    try:
        return case.sequence_listings
    except NotChecked:
        if needed:
            raise
        return ()


def _inside_description(case: Case) -> Drafts:
    """Where the description itself holds a listing."""
    if not case.has_description:
        return
    for heading in case.headings:
        if fold(heading.unit.text).replace(" ", "").strip(":：").lower() in _LISTING_HEADINGS:
            yield _not_apart(heading.unit, 0, len(heading.unit.text))
    for paragraph in case.paragraphs:
        if paragraph.unit.text.lstrip().startswith(_LISTING_TAGS):
            yield _not_apart(paragraph.unit, 0, len(paragraph.unit.text))
    for found in case.shared(written_sequences):
        for item in found.unit.inline_objects:
            place = item.location
            if item.kind != "table" or place is None or place.unit_end is None:
                continue
            if (place.unit_start or 0) <= found.start < place.unit_end:
                yield _not_apart(found.unit, found.start, found.end)


def _not_apart(unit: TextUnit, start: int, end: int) -> Draft:
    return at(
        unit,
        start,
        end,
        zh="序列表应当作为说明书的单独部分，以计算机可读形式提交，请另行提交并从此处删除。",
        en="The listing is a separate part in computer-readable form: file it apart and delete it "
        "here.",
    )


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


@rule(
    "CN-SEQ-005",
    zh="符合规定格式的序列表电子文件不计入页数",
    en="A conforming electronic listing does not count as pages",
    severity=Severity.NOTICE,
    reads=[Input.REQUEST, Input.SEQUENCE_LISTINGS],
    kinds=INVENTION,
    profiles=FILING,
    languages=None,
    governed_by=GoverningDate.ACT,
    introduced=True,
    basis=[guidelines("5.2.1", since=_PAGES_SINCE)],
)
def listing_counted_as_pages(case: Case) -> Drafts:
    """Point out that the declared pages include the sequence listing.

    Why:
        Pages beyond the thirtieth cost a fee; a listing in the prescribed form adds none.

    Example:
        说明书共50页（含序列表20页）
    Use instead:
        说明书共30页
    中文:
        提交了ST.26格式的序列表而申报的说明书页数包含序列表时提示；知道序列表页数的，给出扣除后的页数。

    """
    listings = case.sequence_listings
    if not any(each.standard == "st26" and each.broken_line is None for each in listings):
        facts.inapplicable("没有符合规定格式的序列表", "There is no listing in the prescribed form")
    stated = facts.statements(case, PageStatements)
    included = facts.known(
        stated.pages_include_sequence_listing,
        "申报页数是否包含序列表",
        "whether the declared pages include the listing",
    )
    if not included:
        return
    pages = case.request.declared_description_pages
    own = stated.declared_sequence_listing_pages
    rest = None if pages is None or own is None else pages - own
    advice_zh = "请扣除序列表的页数" if rest is None else f"扣除后为{rest}页"
    advice_en = "leave the listing out" if rest is None else f"without the listing it is {rest}"
    yield placed(
        Location(
            file=case.file_of("request"),
            element="/request/declared_description_pages",
            text="" if pages is None else str(pages),
        ),
        zh=f"申报的说明书页数包含序列表，符合规定格式的序列表不计页数；{advice_zh}。",
        en=f"The declared pages include the listing, which does not count: {advice_en}.",
    )


RULES = (
    listing_missing,
    listing_not_separate,
    listing_invalid,
    cited_sequence_missing,
    listing_counted_as_pages,
)
