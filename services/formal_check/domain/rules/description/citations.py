"""What the description cites: claims, patents, literature (CN-DSC-012, 019, 020)."""

from __future__ import annotations

import re
from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.description import DescriptionSection

_CLAIM_REFERENCE = re.compile(
    r"(?:如|根据|按照|依据|依照|由|由于|上述|前述|实施|采用|利用|使用)?(?:上述|前述)?权利要求书?\s{0,2}(?:第\s{0,2})?"
    r"\d{1,3}[^，。；,;]{0,20}?(?:所述|所记载|所限定|所要求|中的|所公开|的方法|的装置)(?:的)?"
    r"|(?:如|根据)权利要求书?(?:中)?所(?:述|记载|限定)的?"
)


@rule(
    "CN-DSC-012",
    zh="说明书不得使用“如权利要求……所述的……”一类的引用语",
    en="The description does not refer to claims (“as claimed in claim …”)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    basis=[rules(20, 3)],
)
def reference_to_claims(case: Case) -> Drafts:
    """Find 如权利要求1所述的…… and similar references to claims.

    Why:
        The description has to be readable without the claims, which may change.
    Known problems:
        Translations of foreign applications often keep such references; they are reported too.

    Example:
        如权利要求1所述的装置
    Use instead:
        本发明的装置
    中文:
        查找说明书中“如权利要求……所述的……”一类的引用语。说明书应当独立于权利要求书，直接写明技术内容。

    """
    for paragraph in case.paragraphs:
        if "权利要求" not in paragraph.unit.text:
            continue
        text = fold(paragraph.unit.text)
        for found in _CLAIM_REFERENCE.finditer(text):
            yield at(
                paragraph.unit,
                *found.span(),
                zh=f"说明书中不得使用“{paragraph.unit.text[slice(*found.span())]}”一类引用权利要求的用语，请直接写明技术内容。",
                en="The description may not refer to claims: write the technical content itself.",
            )


_CITES_PATENT = re.compile(
    r"(?:某|有|一[件篇项份]|现有|已有|相关|国内|国外|中国|美国|日本|欧洲|韩国|德国)?(?:的)?(?:专利|实用新型)(?:文献|文件|申请|说明书|公报)?"
    r"[^，。；,;]{0,24}?(?:公开|披露|揭示|记载|报道|提出|提供)了"
)
_PATENT_NUMBER = re.compile(
    r"\d{5,}|[A-Z]{2}\s?[-/.]?\d|No\.?\s?\d|公开号|公告号|授权公告|专利号|申请号|特开|特表|特公|特愿|文献\d|\d[,，]\d{3}[,，]\d{3}"
)


@rule(
    "CN-DSC-019",
    zh="引证专利文件应写明国别和公开号（或申请号）",
    en="A cited patent document is named by country and number",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    basis=[guidelines("2.2.2.2.3")],
)
def patent_cited_without_number(case: Case) -> Drafts:
    """Find a sentence that says what a patent discloses without giving any number.

    Only the background art is read. A number in the sentence before counts.

    Why:
        A citation that cannot be found is none.

    Example:
        某专利公开了一种带阀门的水杯。
    Use instead:
        中国专利CN102345678A公开了一种带阀门的水杯。
    中文:
        背景技术中写明某专利公开了某内容，但所在句子及其前一句没有任何号码时报告。

    """
    for paragraph in case.section(DescriptionSection.BACKGROUND_ART):
        if "专利" not in paragraph.unit.text and "实用新型" not in paragraph.unit.text:
            continue
        text = fold(paragraph.unit.text)
        for found in _CITES_PATENT.finditer(text):
            previous = text.rfind("。", 0, max(0, text.rfind("。", 0, found.start())))
            end = text.find("。", found.end())
            context = text[previous + 1 : end if end >= 0 else len(text)]
            if _PATENT_NUMBER.search(context):
                continue
            yield at(
                paragraph.unit,
                *found.span(),
                zh="引证专利文件至少要写明国别和公开号（或者申请号），请补充。",
                en="A cited patent document needs at least its country and number: add them.",
            )


_CITED_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s?(?:年\s?(?P<month>\d{1,2})\s?月\s?(?:(?P<day>\d{1,2})\s?日)?|年|[-./](?P<month2>\d{1,2})[-./](?P<day2>\d{1,2}))?"
)
_LITERATURE = re.compile(
    r"公开日|公告日|公开于|公布于|发表于|出版|论文|期刊|杂志|学报|会议|文献|教材|著作|专著|第\d{1,3}卷|Vol\.|et al"
)
_PATENT = re.compile(
    r"(?:CN|US|EP|JP|WO|KR|DE)\s?\d{5,}|专利(?:号|申请|文献|公开)|公开号|公告号|授权公告"
)
_NEAR = 40


@rule(
    "CN-DSC-020",
    zh="所引非专利文件应在申请日前公开，所引专利文件的公开日不晚于本申请的公开日",
    en="Cited literature was published before filing, cited patents not after this publication",
    severity=Severity.NOTICE,
    reads=[Input.DESCRIPTION, Input.BIBLIOGRAPHIC],
    basis=[guidelines("2.2.2.2.3")],
)
def cited_later(case: Case) -> Drafts:
    """Note dates of publication in citations that lie after the filing date.

    For patents the publication date of this application counts, where it is known.

    Why:
        A later document is no background art, and cannot complete the disclosure.
    Known problems:
        Dates are looked for near words such as 公开日, 期刊, 文献; a year alone counts only if it
        is later than the year of filing.

    Example:
        引用2027年论文
    Use instead:
        引用申请日前公开的论文
    中文:
        背景技术等部分所引文献的公开日在申请日之后（专利文献为本申请公开日之后）时提示。

    """
    filed = case.filing_date
    publication = case.bibliographic.publication
    published = publication.publication_date if publication is not None else None
    for paragraph in case.paragraphs:
        text = paragraph.unit.text
        if not _LITERATURE.search(text) and not _PATENT.search(text):
            continue
        for found in _CITED_DATE.finditer(text):
            near = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
            patent = bool(_PATENT.search(near))
            if not patent and not _LITERATURE.search(near):
                continue
            limit = published if patent else filed
            if limit is None or not _is_later(found, limit, same_day=not patent):
                continue
            yield at(
                paragraph.unit,
                *found.span(),
                zh=f"所引文献的日期“{found.group()}”晚于{'本申请的公开日' if patent else '申请日'}（{limit}），请核对。",
                en=f"The cited date {found.group('year')} is later than {limit}: check it.",
            )


def _is_later(found: re.Match[str], limit: date, *, same_day: bool) -> bool:
    year = int(found["year"])
    month, day = found["month"] or found["month2"], found["day"] or found["day2"]
    if month is None or year != limit.year:
        return limit.year < year < limit.year + 50
    stated = (year, int(month), int(day) if day else 0)
    known = (limit.year, limit.month, limit.day if day else 0)
    return stated > known or (same_day and bool(day) and stated == known)


RULES = (
    reference_to_claims,
    patent_cited_without_number,
    cited_later,
)
