"""Characters of the description: traditional ones, placeholders (CN-DSC-028, 029)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, practice
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import TEXTS
from services.formal_check.domain.profile import ALL_KINDS
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.description.traditional import TRADITIONAL, simplify
from services.formal_check.domain.wording import PLACEHOLDERS
from shared.contracts.formal_check import Consequence, FixSafety, Severity


def _has_traditional(text: str) -> bool:
    return TRADITIONAL.search(text) is not None


@rule(
    "CN-DSC-028",
    zh="汉字使用国家公布的简化字",
    en="Chinese characters are simplified ones",
    severity=Severity.WARNING,
    consequence=Consequence.CORRECTED_EX_OFFICIO,
    reads=TEXTS,
    kinds=ALL_KINDS,
    basis=[guidelines("5.1.3.2")],
)
def traditional_characters(case: Case) -> Drafts:
    """Find traditional characters in any text of the papers; each run of them is one finding.

    Why:
        Papers use the simplified characters published by the state; the office may correct others
        on its own.
    Known problems:
        Only characters that are never correct in simplified text are reported, so 乾 for 干 passes.

    Example:
        一種除塵裝置
    Use instead:
        一种除尘装置
    中文:
        查找申请文件中的繁体字，连续的繁体字作为一处报告，可由审查员依职权改正。仅报告确定不是规范汉字的字。

    """
    for unit in case.text_units_where(_has_traditional):
        for found in TRADITIONAL.finditer(unit.text):
            simplified = simplify(found.group())
            yield at(
                unit,
                *found.span(),
                zh=f"“{found.group()}”是繁体字，请改为“{simplified}”。",
                en=f"“{found.group()}” is traditional: write “{simplified}”.",
                fixes=(
                    replacing(
                        unit,
                        *found.span(),
                        simplified,
                        safety=FixSafety.SAFE,
                        zh="改为简化字。",
                        en="Write it simplified.",
                    ),
                ),
            )


@rule(
    "CN-DSC-029",
    zh="文件中不得残留占位符或者模板文字",
    en="The papers have no placeholders or template text left",
    severity=Severity.WARNING,
    reads=TEXTS,
    basis=[practice()],
)
def placeholder_left(case: Case) -> Drafts:
    """Find TODO, XXX, ？？, 在此处键入…… and other left-overs of templates in any text.

    Why:
        What was to be filled in later is missing, and what is added after filing may go beyond the
        original disclosure.
    Known problems:
        Strings of capital X also stand for wildcards in some fields; hence a warning.

    Example:
        在此处键入技术领域描述段落。
    Use instead:
        本发明涉及除尘技术领域。
    中文:
        查找占位符和模板残留文字。申请日后补充内容可能超出原始记载范围，请在提交前填写完整。

    """
    placeholders = case.words(PLACEHOLDERS)
    for unit in case.text_units_where(placeholders.may_occur_in):
        for found in placeholders.finditer(unit.text):
            yield at(
                unit,
                *found.span(),
                zh=f"“{found.group()}”疑为占位符或者模板残留文字，请填写或者删除。",
                en=f"“{found.group()}” looks like a placeholder: fill it in or delete it.",
            )


RULES = (
    traditional_characters,
    placeholder_left,
)
