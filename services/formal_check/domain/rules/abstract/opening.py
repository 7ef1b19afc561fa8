"""The abstract names the subject and has no heading (CN-ABS-003, 005)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.claim_language.folding import fold

_NOISE = re.compile(r"[\s\W_]+")
_ARTICLE = re.compile(r"^(?:一种|一类|一个)+")


def _letters(text: str) -> str:
    return _NOISE.sub("", fold(text)).casefold()


def _shared_pairs(title: str, text: str) -> float:
    """Share of the title's character pairs that occur in ``text``, 0-1."""
    pairs = {title[i : i + 2] for i in range(len(title) - 1)} or {title}
    return sum(pair in text for pair in pairs) / len(pairs)


def _longest_common(title: str, text: str) -> int:
    """Length of the longest part of ``title`` that stands in ``text``."""
    longest = 0
    for start in range(len(title)):
        while start + longest < len(title) and title[start : start + longest + 1] in text:
            longest += 1
    return longest


_HEAD = 80
_HEAD_SHARE = 0.4
_WHOLE_SHARE = 0.15


@rule(
    "CN-ABS-003",
    zh="摘要应写明发明或者实用新型的名称",
    en="The abstract states the title",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.TITLE, Input.ABSTRACT],
    basis=[rules(26, 1), guidelines("1.1.4.5.1")],
)
def abstract_without_title(case: Case) -> Drafts:
    """Compare the title with the abstract: it should stand there, near the beginning.

    An error when less than 15 % of the title's character pairs occur anywhere in the abstract; a
    warning when its first 80 characters hold no stretch of 40 % of the title.

    Why:
        Readers of the gazette must know what the notice is about.
    Known problems:
        A title in other words is not recognised. Of 8,000 published abstracts 0.3 % come out as
        errors, all without the title, and 5 % as warnings.

    Example:
        名称：一种燃煤锅炉节能装置；摘要：本申请公开了一种新产品，性能好……
    Use instead:
        一种燃煤锅炉节能装置，包括……
    中文:
        摘要中（特别是开头）应当写明发明名称。名称的文字几乎不出现的，按缺陷报告；开头与名称
        相差较大的，作提示。

    """
    title = _ARTICLE.sub("", _letters(case.title.text))
    units = case.abstract.units
    text = "".join(_letters(unit.text) for unit in units)
    if len(title) < 2 or title in text:
        return
    first = units[0]
    stop = first.text.find("。")
    end = stop + 1 if 0 <= stop < _HEAD else min(_HEAD, len(first.text))
    zh = f"摘要没有写明发明名称“{case.title.text}”，请在摘要开头写明。"
    en = f"The abstract does not state the title “{case.title.text}”: begin with it."
    if _shared_pairs(title, text) < _WHOLE_SHARE:
        yield at(first, 0, end, zh=zh, en=en, related=(case.title.locate(),))
    elif _longest_common(title, text[:_HEAD]) < _HEAD_SHARE * len(title):
        yield at(
            first, 0, end, zh=zh, en=en, related=(case.title.locate(),), severity=Severity.WARNING
        )


_HEADING = re.compile(
    r"\s*(?:[(]\s*(?:说明书)?摘\s*要\s*[)]\s*:?|(?:说明书|发明|本发明)?摘\s*要\s*(?::|\n|$)|(?:发明|实用新型)?名称\s*:)\s*"
)


@rule(
    "CN-ABS-005",
    zh="摘要文字部分不得使用标题",
    en="The abstract has no heading",
    severity=Severity.WARNING,
    reads=[Input.ABSTRACT],
    basis=[guidelines("1.1.4.5.1")],
)
def abstract_heading(case: Case) -> Drafts:
    """Find 【摘要】, 摘要： or 说明书摘要 at the beginning of the abstract.

    Why:
        The form already says what it is.

    Example:
        【摘要】本发明公开了一种水杯……
    Use instead:
        本发明公开了一种水杯……
    中文:
        摘要开头写有“摘要”“【摘要】”等标题时报告。

    """
    for unit in case.abstract.units:
        found = _HEADING.match(fold(unit.text))
        if not found or not found.group().strip():
            continue
        yield at(
            unit,
            *found.span(),
            zh=f"摘要文字部分不得使用标题，请删除“{unit.text[: found.end()].strip()}”。",
            en=f"The abstract may have no heading: delete “{unit.text[: found.end()].strip()}”.",
            fixes=(
                replacing(
                    unit,
                    *found.span(),
                    "",
                    safety=FixSafety.SAFE,
                    zh="删除标题。",
                    en="Delete the heading.",
                ),
            ),
        )


RULES = (
    abstract_without_title,
    abstract_heading,
)
