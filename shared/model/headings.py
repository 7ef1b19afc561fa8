"""Which part of the description a heading opens (Implementing Rules, Rule 20; PCT Rule 5).

Offices and applicants word the five headings differently; what is listed here was seen in filed
and published papers. A heading that opens no part of its own (``实施例1``) gives ``None``.
"""

from __future__ import annotations

import re
import unicodedata

from shared.model.description import DescriptionSection as Section

_LONGEST = 120
"""A longer text is no heading of a part."""

_NUMBERING = re.compile(
    r"(?:[(\[【<〈]?(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[ivx]{1,4})(?:[)\]】>〉]|[.、:]|\s(?=\s*[^\d\s]))\s*)+",
    re.IGNORECASE,
)
_ENCLOSING = re.compile(r"^[\[【<〈《(]\s*(.*?)\s*[\]】>〉》)]$")

_SIMPLIFIED = str.maketrans(
    "術領發內圖說體實屬簡單詳細應產業關", "术领发内图说体实属简单详细应产业关"
)
"""Traditional characters of headings."""
_ZH: tuple[tuple[Section, str], ...] = (
    (Section.TECHNICAL_FIELD, r"(?:所属|发明所属的?|所属的)?(?:技术|发明|应用|产业)?领域"),
    (Section.TECHNICAL_FIELD, r"(?:本)?(?:发明|实用新型)(?:所属)?的?(?:技术)?领域"),
    (Section.BACKGROUND_ART, r"(?:发明|实用新型)?的?(?:背景|技术背景|背景技术|背景介绍|现有技术)"),
    (
        Section.SUMMARY,
        r"(?:本)?(?:发明|实用新型|技术)的?(?:内容|概述|概要|公开|摘要|公开内容|揭示)(?:\(一\))?",
    ),
    (Section.SUMMARY, r"(?:内容|公开)?概[述要]"),
    (
        Section.DRAWINGS_DESCRIPTION,
        r"(?:对)?(?:附图|图面|图式|图)的?(?:说明|简述|描述|简要|简单|简要说明|简单说明|简要描述|"
        r"简单描述|几种视图说明)",
    ),
    (Section.DRAWINGS_DESCRIPTION, r"(?:附图|图面)(?:的若干视图)?的?(?:简要|简单)?(?:说明|描述)"),
    (
        Section.EMBODIMENTS,
        r"(?:本)?(?:发明|实用新型)?的?(?:具体|优选|较佳|最佳|详细)?的?"
        r"(?:实施方式|实施方案|实施例|实施形态|实施|实施方式的(?:详细)?说明|实施例的(?:详细)?描述)",
    ),
    (
        Section.EMBODIMENTS,
        r"(?:用于|用来)?实施(?:本)?(?:发明|实用新型)的?(?:具体|最佳|优选)?的?(?:方式|形态|方案|模式)",
    ),
    (
        Section.EMBODIMENTS,
        r"(?:发明|实用新型)?(?:的)?(?:(?:详细|具体)(?:的)?(?:说明|描述|描写)|详述)",
    ),
    (Section.OTHER, r"(?:工业|产业)上?的?(?:实用性|应用性|可利用性|利用可能性|适用性)"),
    (Section.OTHER, r"(?:核苷酸和氨基酸)?序列表|(?:相关|关联)申请的?(?:交叉)?(?:引用|参考|参照)"),
)
_JA: tuple[tuple[Section, str], ...] = (
    (Section.TECHNICAL_FIELD, r"(?:発明の(?:属する)?)?技術分野|産業上の利用分野"),
    (Section.BACKGROUND_ART, r"背景技術|従来の?技術"),
    (Section.SUMMARY, r"(?:発明|考案)の(?:概要|開示)"),
    (Section.DRAWINGS_DESCRIPTION, r"図面の(?:簡単な)?説明"),
    (
        Section.EMBODIMENTS,
        r"(?:発明|考案)を実施するための(?:最良の)?(?:形態|態様)|(?:発明|考案)の実施の形態|(?:発明の)?詳細な説明",
    ),
    (Section.OTHER, r"産業上の利用可能性|配列表(?:フリーテキスト)?|符号の説明|受託番号"),
)
_EN: tuple[tuple[Section, str], ...] = (
    (
        Section.TECHNICAL_FIELD,
        r"(?:the )?(?:technical )?field(?: of (?:the |this )?(?:present )?(?:invention|disclosure|technology|art|endeavor|application))?",
    ),
    (Section.TECHNICAL_FIELD, r"field and background.*"),
    (
        Section.BACKGROUND_ART,
        r"(?:technical )?background(?: art| information)?(?: of (?:the |this )?(?:present )?(?:invention|disclosure|related art|technology))?"
        r"|(?:description of (?:the )?)?(?:related|prior|background|conventional) art|state of the art|prior art documents",
    ),
    (
        Section.SUMMARY,
        r"(?:brief |technical )?(?:summary|disclosure|statement|objects?)(?: and objects?)?(?: of (?:the |this )?(?:present )?(?:invention|disclosure|technology|embodiments?|solution))?"
        r"|general description|object(?:s)? and summary.*",
    ),
    (
        Section.DRAWINGS_DESCRIPTION,
        r"(?:brief )?description of (?:the )?(?:accompanying |several views of (?:the )?)?(?:drawings?|figures?)(?: .*)?"
        r"|brief description of (?:the )?several views.*|(?:the )?drawings?",
    ),
    (
        Section.EMBODIMENTS,
        r"detailed (?:description|disclosure)(?: .*)?|(?:description|modes?|best modes?) (?:of|for) .*(?:embodiments?|invention|examples?)"
        r"|description of (?:the )?(?:preferred |example |exemplary |illustrative )*embodiments?(?: .*)?|(?:preferred )?embodiments?|best mode.*|detailed description",
    ),
    (
        Section.OTHER,
        r"industrial applicability|cross[- ]?references?.*|statement regarding.*|government .*|sequence listing.*|reference signs? list|related applications?",
    ),
)
_PATTERNS = {
    language: tuple(
        (section, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for section, pattern in table
    )
    for language, table in (("zh", _ZH), ("ja", _JA), ("en", _EN))
}


def section_of_heading(text: str, language: str = "zh") -> Section | None:
    """The part that a heading opens; ``None`` for a sub-heading or a text that is no heading.

    ``language`` is a BCP 47 code; languages other than Chinese and Japanese are read as English.
    ``Section.OTHER`` is a known heading outside the five parts (industrial applicability …).
    """
    if len(text) > _LONGEST:
        return None
    folded = _fold(text, language)
    key = language.split("-")[0].lower()
    for section, pattern in _PATTERNS.get(key, _PATTERNS["en"]):
        if pattern.fullmatch(folded):
            return section
    return None


def _fold(text: str, language: str) -> str:
    """Compatibility forms, numbering, enclosing brackets and end punctuation removed."""
    folded = unicodedata.normalize("NFKC", text).strip()
    numbering = _NUMBERING.match(folded)
    if numbering is not None and numbering.end() < len(folded):
        folded = folded[numbering.end() :]
    folded = _ENCLOSING.sub(r"\1", folded.strip()).rstrip(":.。;、 ").strip()
    if language.split("-")[0].lower() == "zh":
        folded = folded.translate(_SIMPLIFIED)
    if language.split("-")[0].lower() in ("zh", "ja"):
        return re.sub(r"\s+", "", folded)
    return re.sub(r"\s+", " ", folded)
