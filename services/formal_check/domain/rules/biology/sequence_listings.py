"""A sequence listing is handed in, as a part of its own (CN-SEQ-001, 002, 005; Rule 20(4))."""

from __future__ import annotations

from datetime import date

from services.formal_check.domain import facts
from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import GUIDELINES_CHANGED, guidelines, rules
from services.formal_check.domain.findings import Draft, Drafts, at, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING, INVENTION, GoverningDate
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.biology.sequences import cited_numbers, written_sequences
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.facts.page_counts import PageStatements
from shared.model.facts.sequence_listing import SequenceListing
from shared.model.source import Location, TextUnit

ST26_SINCE = date(2022, 7, 1)
"""Filing date from which listings are ST.26 XML (secondary sources)."""
_PAGES_SINCE = GUIDELINES_CHANGED
_LISTING_HEADINGS = frozenset({"序列表", "sequencelisting", "核苷酸序列表", "氨基酸序列表"})
_LISTING_TAGS = ("<110>", "<210>", "<400>")


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
    listing_counted_as_pages,
)
