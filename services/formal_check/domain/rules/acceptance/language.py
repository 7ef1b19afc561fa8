"""The papers are in Chinese (CN-ACC-004; Rule 44)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.findings import Drafts, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.script import is_foreign
from shared.contracts.formal_check import Consequence, Severity


@rule(
    "CN-ACC-004",
    zh="申请文件应使用中文",
    en="The papers are in Chinese",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.CLAIMS, Input.DESCRIPTION, Input.ABSTRACT],
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1), rules(3, 1)],
)
def not_in_chinese(case: Case) -> Drafts:
    """Report claims, description or abstract written in another language.

    Scripts are counted: a part is foreign when Latin letters outnumber Chinese characters four to
    one, or kana and hangul are many.

    Why:
        Papers in another language are not accepted.
    Known problems:
        Short parts, and parts made of formulae, are not judged.

    Example:
        1. A cup comprising a body and a lid.
    Use instead:
        1. 一种水杯，包括杯体和杯盖。
    中文:
        权利要求书、说明书或者摘要使用其他文字时报告：按各种文字的字数判断，过短的部分不判断。

    """
    parts = (
        ("权利要求书", "The claims", [c.unit for c in case.claims] if case.has_claims else []),
        (
            "说明书",
            "The description",
            [p.unit for p in case.paragraphs] if case.has_description else [],
        ),
        ("摘要", "The abstract", list(a.units) if (a := case.abstract_or_none) else []),
    )
    for zh, en, units in parts:
        if units and is_foreign(unit.text for unit in units):
            yield whole(
                units[0],
                zh=f"{zh}未使用中文，申请将不予受理，请提交中文文本。",
                en=f"{en} should be in Chinese: hand in a Chinese text.",
            )


RULES = (not_in_chinese,)
