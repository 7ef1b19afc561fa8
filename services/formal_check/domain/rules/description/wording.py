"""Words that do not belong into a description: advertising, disparagement (CN-DSC-013, 014)."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Draft, Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.word_lists import WordList
from services.formal_check.domain.wording import COMMERCIAL, DISPARAGING
from shared.contracts.formal_check import Severity


def _wording(case: Case, words: WordList, zh: str, en: str) -> Iterator[Draft]:
    for paragraph in case.paragraphs:
        for found in case.words(words).finditer(paragraph.unit.text):
            yield at(
                paragraph.unit,
                *found.span(),
                zh=zh.format(found.group()),
                en=en.format(found.group()),
            )


@rule(
    "CN-DSC-013",
    zh="说明书不得使用商业性宣传用语",
    en="The description has no promotional wording",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    basis=[rules(20, 3)],
)
def promotional_description(case: Case) -> Drafts:
    """Find advertising, such as 国际领先 or 填补国内空白, in the description.

    Why:
        A description teaches; praise of the market does not describe the invention.
    Known problems:
        A word list cannot weigh the context: a remark on an algorithm's 业界领先 result is reported
        too. It therefore warns.

    Example:
        本产品国际领先
    Use instead:
        与现有技术相比，本装置的能耗降低20%
    中文:
        按词表查找说明书中的商业性宣传用语。仅作提示，由审查员结合上下文判断。

    """
    yield from _wording(
        case,
        COMMERCIAL,
        "“{}”属于商业性宣传用语，请删除，并客观写明技术效果。",
        "“{}” is promotional: delete it and state the technical effect.",
    )


@rule(
    "CN-DSC-014",
    zh="说明书不得贬低或者诽谤他人或者他人产品",
    en="The description does not disparage others or their products",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    basis=[guidelines("1.1.7.7")],
)
def disparaging_description(case: Case) -> Drafts:
    """Find wording against others, such as 粗制滥造.

    Why:
        To point out a technical problem of the prior art is proper; to abuse its maker is not.

    Example:
        市面上的产品粗制滥造
    Use instead:
        现有阀门的密封性不足
    中文:
        按词表查找贬低或者诽谤他人的用语。客观指出现有技术存在的问题不在此列。

    """
    yield from _wording(
        case,
        DISPARAGING,
        "“{}”含有贬低他人的意思，请改为客观说明技术问题。",
        "“{}” disparages others: state the technical problem instead.",
    )


RULES = (
    promotional_description,
    disparaging_description,
)
