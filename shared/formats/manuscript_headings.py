"""What a line of a manuscript is: the title of a part, a figure's label, a sub-heading.

Parts are those of Implementing Rules, Rule 17 (request, description, abstract, claims, drawings), as
applicants title them, with spaces between the characters or without.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class PartName(StrEnum):
    """A part of an application."""

    CLAIMS = "claims"
    DESCRIPTION = "description"
    ABSTRACT = "abstract"
    DRAWINGS = "drawings"
    ABSTRACT_FIGURE = "abstract_figure"
    REQUEST = "request"


_TITLES: tuple[tuple[PartName, str], ...] = (
    (PartName.CLAIMS, r"权利要求书?|專利申請範圍|申請專利範圍|特許請求の範囲"),
    (PartName.ABSTRACT_FIGURE, r"摘要附图|说明书摘要附图|代表图"),
    (PartName.ABSTRACT, r"(?:说明书|發明|发明)?摘要|要約書?"),
    (PartName.DRAWINGS, r"(?:说明书)?附图|圖式|図面"),
    (PartName.DESCRIPTION, r"说明书|說明書|明細書|(?:发明|实用新型)专利说明书"),
    (PartName.REQUEST, r"(?:发明|实用新型|外观设计)专利请求书|请求书"),
    (
        PartName.CLAIMS,
        r"(?:patent\s+)?claims|(?:what|that\s+which)\s+is\s+claimed(?:\s+is)?|(?:i|we)\s+claim"
        r"|the\s+invention\s+claimed\s+is|what\s+(?:i|we)\s+claim\s+is",
    ),
    (PartName.ABSTRACT, r"abstract(?:\s+of\s+the\s+(?:disclosure|invention))?"),
    (PartName.DESCRIPTION, r"(?:patent\s+)?(?:description|specification)"),
    (PartName.DRAWINGS, r"(?:accompanying\s+)?drawings|figures"),
    (PartName.ABSTRACT_FIGURE, r"abstract\s+(?:figure|drawing)"),
)
_COMPILED = tuple((part, re.compile(pattern, re.IGNORECASE)) for part, pattern in _TITLES)
_NAMES: tuple[tuple[PartName, str], ...] = (
    (PartName.ABSTRACT_FIGURE, r"摘要附图|abstract[-_ ]?(?:figure|drawing)|(?<!\d)100005(?!\d)"),
    (PartName.CLAIMS, r"权利要求|claims|(?<!\d)100001(?!\d)"),
    (PartName.ABSTRACT, r"摘要|abstract|(?<!\d)100004(?!\d)"),
    (PartName.DRAWINGS, r"附图|drawings|figures|(?<!\d)100003(?!\d)"),
    (PartName.DESCRIPTION, r"说明书|description|specification|(?<!\d)100002(?!\d)"),
    (PartName.REQUEST, r"请求书"),
)
_FIGURE = re.compile(
    r"(?:附?图|圖|図|fig(?:ure)?\.?)\s*(\d{1,3})\s*([A-Za-z]?)(?:\s*[（(][^()（）]{1,12}[)）])?"
)
_EXAMPLE = re.compile(
    r"(?:具体)?(?:实施例|实施方式|对比例|比较例|实验例|试验例|应用例|制备例)\s*[\d一二三四五六七八九十]{0,4}[:：]?"
    r"|(?:comparative\s+|preparation\s+|working\s+)?(?:example|embodiment)\s+\w{1,5}[:.]?",
    re.IGNORECASE,
)
_PAGES = re.compile(r"\s*(?:第?\s*\d{1,3}\s*/\s*\d{1,3}\s*页?|第\s*\d{1,3}\s*页.*)$")
_LONGEST = 60


def part_title(text: str) -> PartName | None:
    """The part whose title this line is, e.g. ``权 利 要 求 书``."""
    if not text or len(text) > _LONGEST or "\n" in text:
        return None
    folded = unicodedata.normalize("NFKC", text).strip()
    folded = _PAGES.sub("", re.sub(r"^\W*(.*?)\W*$", r"\1", folded))
    bare = re.sub(r"\s+", "", folded)
    for part, pattern in _COMPILED:
        if pattern.fullmatch(folded) or pattern.fullmatch(bare):
            return part
    return None


def part_of_name(name: str) -> PartName | None:
    """The part that a file's own name states: ``权利要求书.docx``, ``claims.txt``, ``100001``."""
    base = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    found = [part for part, pattern in _NAMES if re.search(pattern, base, re.IGNORECASE)]
    if PartName.ABSTRACT_FIGURE in found:
        return PartName.ABSTRACT_FIGURE
    if "说明书摘要" in base:
        return PartName.ABSTRACT
    if "说明书附图" in base:
        return PartName.DRAWINGS
    return found[0] if len(found) == 1 else None


def figure_label(text: str) -> tuple[str, int] | None:
    """Label and number of a line that is nothing but a figure's label: ``图1``, ``FIG. 2A``."""
    found = _FIGURE.fullmatch(unicodedata.normalize("NFKC", text).strip(" .:。：;；"))
    return None if found is None else (text.strip(), int(found[1]))


def is_sub_heading(text: str) -> bool:
    """Whether a line stands for a heading below the five parts: ``实施例1``, ``Example 2``."""
    return _EXAMPLE.fullmatch(text.strip()) is not None
