"""A utility model is called a utility model (CN-DSC-022)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.description.openings import openings
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.description import DescriptionSection

_INVENTION_WORD = re.compile(r"本发明(?!人)")


@rule(
    "CN-DSC-022",
    zh="实用新型说明书使用“实用新型内容”，不混用“本发明”",
    en="A utility model speaks of the utility model, not of the invention",
    severity=Severity.WARNING,
    reads=[Input.HEADINGS, Input.DESCRIPTION],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.7.2")],
)
def utility_model_called_invention(case: Case) -> Drafts:
    """Find the heading 发明内容 and the words 本发明 in a utility model.

    Each paragraph is reported once, at the first place.

    Why:
        The third part of a utility model is headed 实用新型内容; 本发明 names another right.

    Example:
        发明内容 …… 本发明提供一种水杯
    Use instead:
        实用新型内容 …… 本实用新型提供一种水杯
    中文:
        实用新型说明书中出现标题“发明内容”或者“本发明”时报告，每段报告第一处。

    """
    for section, unit in openings(case):
        text = unit.text
        start = text.find("发明")
        if section is DescriptionSection.SUMMARY and start >= 0:
            yield at(
                unit,
                start,
                start + 2,
                zh="实用新型说明书第三部分的标题应为“实用新型内容”，请更正。",
                en="The third part of a utility model is headed 实用新型内容: correct it.",
                fixes=(
                    replacing(
                        unit,
                        start,
                        start + 2,
                        "实用新型",
                        safety=FixSafety.SUGGESTED,
                        zh="改为“实用新型”。",
                        en="Change it to 实用新型.",
                    ),
                ),
            )
    for paragraph in case.paragraphs:
        found = _INVENTION_WORD.search(paragraph.unit.text)
        if found:
            yield at(
                paragraph.unit,
                *found.span(),
                zh="实用新型说明书中使用了“本发明”，请改为“本实用新型”。",
                en="This utility model calls itself an invention: write 本实用新型.",
                fixes=(
                    replacing(
                        paragraph.unit,
                        *found.span(),
                        "本实用新型",
                        safety=FixSafety.SUGGESTED,
                        zh="改为“本实用新型”。",
                        en="Change it to 本实用新型.",
                    ),
                ),
            )


RULES = (utility_model_called_invention,)
