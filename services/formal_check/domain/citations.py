"""Legal texts, the places cited in them, and how an examiner writes such a place.

A rule cites *dated* provisions: the same requirement stood in Rule 19 of the Implementing Rules of
2010 and stands in Rule 22 of those of 2023. The engine shows the ones in force on the governing
date. The article numbers of 2010 come from a comparison of the two texts; an article whose texts
differ much (``_RENUMBERED`` leaves it out) is cited only from 2024 on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shared.contracts.formal_check import LegalCitation


@dataclass(frozen=True)
class LawText:
    """One version of a legal text."""

    short: str
    """Short name with version, as catalogues write it: ``实施细则(2023)``."""
    name_zh: str
    name_en: str
    effective_from: date
    effective_to: date | None = None
    file_stem: str | None = None
    """Start of the file name under the law folder; ``None`` for a text that is not held."""
    guidelines: bool = False
    """Cited by part, chapter and section instead of article and paragraph."""
    cited_zh: str = ""
    """How a place is written, with ``{article}``, for a text that has its own way."""
    cited_en: str = ""

    @property
    def verified(self) -> bool:
        """Whether places cited in it were compared with the text (or read in its source)."""
        return self.file_stem is not None or self is GUIDELINES_2023


PATENT_LAW_2020 = LawText(
    "专利法(2020)", "专利法", "Patent Law (2020)", date(2021, 6, 1), None, "专利法(2020"
)
PATENT_LAW_2008 = LawText(
    "专利法(2008)",
    "专利法（2008年修正）",
    "Patent Law (2008)",
    date(2009, 10, 1),
    date(2021, 5, 31),
)
RULES_2023 = LawText(
    "实施细则(2023)",
    "专利法实施细则",
    "Implementing Rules of the Patent Law (2023)",
    date(2024, 1, 20),
    None,
    "专利法实施细则(2023",
)
RULES_2010 = LawText(
    "实施细则(2010)",
    "专利法实施细则（2010年修订）",
    "Implementing Rules of the Patent Law (2010)",
    date(2010, 2, 1),
    date(2024, 1, 19),
    "专利法实施细则(2010",
)
GUIDELINES_2023 = LawText(
    "审查指南(2023)",
    "专利审查指南",
    "Guidelines for Patent Examination (2023)",
    date(2024, 1, 20),
    guidelines=True,
)
GUIDELINES_CHANGED = date(2026, 1, 1)
"""First day of the changes made to the Guidelines of 2023 (order 84)."""
GUIDELINES_2010 = LawText(
    "审查指南(2010)",
    "专利审查指南（2010）",
    "Guidelines for Patent Examination (2010)",
    date(2010, 2, 1),
    date(2024, 1, 19),
    guidelines=True,
)
OFFICE_PRACTICE = LawText(
    "电子申请实务",
    "电子申请格式要求（二手来源，未核对原文）",
    "E-filing practice (secondary source, not verified)",
    date(2010, 2, 1),
)
"""Requirements of the e-filing system that no text at hand states (page sizes, form codes …)."""
WIPO_ST26 = LawText(
    "WIPO ST.26",
    "世界知识产权组织标准ST.26（未核对原文）",
    "WIPO Standard ST.26 (not verified)",
    date(2022, 7, 1),
)
"""The standard for sequence listings; its text is not at hand."""

LAW_TEXTS = (
    PATENT_LAW_2020,
    PATENT_LAW_2008,
    RULES_2023,
    RULES_2010,
    GUIDELINES_2023,
    GUIDELINES_2010,
    OFFICE_PRACTICE,
    WIPO_ST26,
)

_RENUMBERED = {
    3: 3,
    5: 5,
    6: 6,
    17: 15,
    19: 16,
    20: 17,
    21: 18,
    22: 19,
    23: 20,
    24: 21,
    25: 22,
    26: 23,
    27: 24,
    31: 28,
    32: 29,
    33: 30,
    34: 31,
    40: 35,
    41: 36,
    44: 39,
    46: 40,
    47: 41,
    48: 42,
    49: 43,
    53: 47,
    57: 51,
    58: 52,
    60: 54,
    112: 95,
    113: 96,
    114: 97,
    115: 98,
    116: 99,
    120: 103,
    121: 104,
    123: 106,
    125: 108,
    127: 110,
    129: 111,
    146: 119,
    147: 120,
}
"""Article of 2023 -> article of 2010, where the texts agree (similarity 0.8 or more)."""


@dataclass(frozen=True)
class Provision:
    """A place in one version of a legal text."""

    text: LawText
    article: str
    """Article (``22``), or part.chapter.section of the Guidelines (``2.2.3.3.2``)."""
    paragraph: int | None = None
    effective_from: date | None = None
    """Day from which the place says so, if later than the text itself."""

    def in_force(self, day: date) -> bool:
        """Whether the place was in force on ``day``."""
        begin = self.effective_from or self.text.effective_from
        end = self.text.effective_to
        return begin <= day and (end is None or day <= end)

    def citation(self) -> LegalCitation:
        """The place as results show it."""
        return LegalCitation(
            law=self.text.short,
            article=self.article,
            paragraph=self.paragraph,
            text_zh=self._zh(),
            text_en=self._en(),
            verified=self.text.verified,
        )

    def _zh(self) -> str:
        if not self.article:
            return self.text.name_zh
        if self.text.cited_zh:
            return self.text.cited_zh.format(article=self.article)
        if self.text.guidelines:
            part, chapter, section = self.article.split(".", 2)
            return (
                f"{self.text.name_zh}第{_han(int(part))}部分第{_han(int(chapter))}章第{section}节"
            )
        paragraph = f"第{self.paragraph}款" if self.paragraph else ""
        return f"{self.text.name_zh}第{self.article}条{paragraph}"

    def _en(self) -> str:
        if not self.article:
            return self.text.name_en
        if self.text.cited_en:
            return self.text.cited_en.format(article=self.article)
        if self.text.guidelines:
            part, chapter, section = self.article.split(".", 2)
            return f"{self.text.name_en}, Part {part}, Chapter {chapter}, Section {section}"
        word = "Article" if "法(" in self.text.short else "Rule"
        paragraph = f"({self.paragraph})" if self.paragraph else ""
        return f"{self.text.name_en}, {word} {self.article}{paragraph}"


_HAN = "零一二三四五六七八九十"


def _han(number: int) -> str:
    """A number below 20 in Chinese."""
    return _HAN[number] if number <= 10 else f"十{_HAN[number - 10]}"


def _value(han: str) -> int:
    """The value of such a number: the sum of its characters."""
    return sum(_HAN.index(character) for character in han)


Basis = tuple[Provision, ...]


def law(article: int, paragraph: int | None = None, *, before: bool = True) -> Basis:
    """Patent Law of 2020 and, unless the requirement is new, that of 2008 at the same place."""
    now = Provision(PATENT_LAW_2020, str(article), paragraph)
    if not before:
        return (now,)
    return (now, Provision(PATENT_LAW_2008, str(article), paragraph))


def rules(article: int, paragraph: int | None = None, *, before: bool = True) -> Basis:
    """Implementing Rules of 2023 and the same requirement in those of 2010, where there is one.

    ``before=False`` says that the requirement is new, though the article is not.
    """
    now = Provision(RULES_2023, str(article), paragraph)
    if not before or article not in _RENUMBERED:
        return (now,)
    return (now, Provision(RULES_2010, str(_RENUMBERED[article]), paragraph))


def rules_2010(article: int, paragraph: int | None = None) -> Basis:
    """Implementing Rules of 2010 alone: a requirement that has since gone or moved."""
    return (Provision(RULES_2010, str(article), paragraph),)


def guidelines(section: str, *, since: date | None = None, before: bool = True) -> Basis:
    """Guidelines of 2023 (with the changes in force from 2026), and those of 2010 unverified.

    ``since`` is the first day of a requirement that a later change brought in.
    """
    now = Provision(GUIDELINES_2023, section, effective_from=since)
    if since is not None or not before:
        return (now,)
    return (now, Provision(GUIDELINES_2010, section))


def practice() -> Basis:
    """E-filing practice known only from secondary sources."""
    return (Provision(OFFICE_PRACTICE, ""),)


def wipo_st26() -> Basis:
    """The standard for sequence listings, known from secondary sources."""
    return (Provision(WIPO_ST26, ""),)


_GUIDELINES_PLACE = re.compile(
    r"第([一二三四五六七八九十]+)部分第([一二三四五六七八九十]+)章第([0-9.]+)节"
)
_ARTICLE_PLACE = re.compile(r"第(\d+)条(?:第(\d+)款)?")


def parse_citation(text: str) -> tuple[str, str, int | None] | None:
    """Read one citation as the catalogue writes it: short name, article, paragraph.

    ``审查指南(2023+局令84号)第二部分第二章第3.3节`` gives ``("审查指南(2023)", "2.2.3.3", None)``;
    anything else, such as a note that the source is unverified, gives ``None``.
    """
    head, bracket, rest = text.strip().partition("(")
    year, _, place = rest.partition(")")
    short = f"{head}({year[:4]})"
    if not bracket or not year[:4].isdigit():
        return None
    if found := _GUIDELINES_PLACE.search(place):
        part, chapter = (_value(han) for han in found.group(1, 2))
        return (short, f"{part}.{chapter}.{found.group(3)}", None)
    if found := _ARTICLE_PLACE.search(place):
        return (short, found.group(1), int(found.group(2)) if found.group(2) else None)
    return None


def earliest(basis: Iterable[Provision]) -> date:
    """The first day on which any of the places was in force."""
    return min(place.effective_from or place.text.effective_from for place in basis)
