"""Claims are numbered 1, 2, 3 … in Arabic figures (CN-CLM-002, 003)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import number_place
from shared.contracts.formal_check import Fix, FixSafety, Severity
from shared.model.claim_language.folding import chinese_number, fold
from shared.model.claims import Claim
from shared.model.identification import DocumentStage

_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x2488 + i): i + 1 for i in range(20)}
_CHINESE = re.compile(r"[〇零一二三四五六七八九十百两]+")
_PREFIX = re.compile(r"\s*\(?\s*(?P<word>权\s?利\s?要\s?求|权\s?项)\s*第?\s*")


def _arabic(claim: Claim) -> int | None:
    """The value of a label that is no Arabic number, e.g. 2 for ``二、``."""
    label = fold(claim.number_label)
    for character in label:
        if character in _CIRCLED:
            return _CIRCLED[character]
    found = None if any(c.isdigit() for c in label) else _CHINESE.search(label)
    return chinese_number(found.group()) if found is not None else None


def _not_arabic(claim: Claim) -> bool:
    label = fold(claim.number_label)
    return bool(label.strip()) and not re.search(r"[0-9]", label)


@rule(
    "CN-CLM-002",
    zh="权利要求用阿拉伯数字顺序编号",
    en="Claims are numbered in sequence with Arabic numerals",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(22, 2)],
)
def numbering(case: Case) -> Drafts:
    """Check that the claims are numbered 1, 2, 3 … without gap, repetition or other numerals.

    Each break in the sequence is reported once, at the number that breaks it.

    Why:
        References between claims, and everything the office writes about them, use the numbers.
    Known problems:
        Where only the markup carries the numbers, the whole claim is shown as the place.

    Example:
        1. 一种水杯，……。3. 根据权利要求1所述的水杯，……。
    Use instead:
        1. 一种水杯，……。2. 根据权利要求1所述的水杯，……。
    中文:
        检查权利要求是否从1起用阿拉伯数字连续编号，无缺号、重号，也不用“一、二”等其他数字。每处中断只在打破顺序的编号处报告一次。

    """
    claims = case.claims
    unnumbered = all(claim.number is None and not claim.number_label for claim in claims)
    if unnumbered and (len(claims) == 1 or case.profile.stage is DocumentStage.EXCERPT):
        return
    expected = 1
    seen: set[int] = set()
    following = [*(claim.number for claim in claims[1:]), None]
    for claim, next_number in zip(claims, following, strict=True):
        number = claim.number
        unit, start, end = number_place(claim)
        if number is None or _not_arabic(claim):
            stated = claim.number_label
            zh = f"编号“{stated}”不是阿拉伯数字" if stated else "没有编号"
            en = f"is numbered “{stated}”" if stated else "has no number"
            yield at(
                unit,
                start,
                end,
                zh=f"第{claim.position}项权利要求{zh}，请用阿拉伯数字顺序编号。",
                en=f"The claim in place {claim.position} {en}: number the claims 1, 2, 3 ….",
                fixes=_arabic_fix(claim, expected),
            )
            expected += 1
            continue
        if number != expected:
            yield at(
                unit,
                start,
                end,
                zh=f"{_break_zh(number, expected, number in seen)}，请将权利要求从1起连续编号，并相应修改引用的编号。",
                en=f"{_break_en(number, expected, number in seen)}: number the claims consecutively "
                "from 1 and adapt the references.",
            )
        seen.add(number)
        alone = number != expected and next_number == expected + 1
        expected = (expected if alone else number) + 1


def _break_zh(number: int, expected: int, repeated: bool) -> str:
    if repeated:
        return f"编号{number}重复"
    return f"编号{number}不连续，此处应为{expected}"


def _break_en(number: int, expected: int, repeated: bool) -> str:
    if repeated:
        return f"The number {number} is used twice"
    return f"The number {number} breaks the sequence, {expected} is expected here"


def _arabic_fix(claim: Claim, expected: int) -> tuple[Fix, ...]:
    value = _arabic(claim)
    unit = claim.number_unit
    if unit is None or value is None or value != expected:
        return ()
    _, start, end = number_place(claim)
    return (
        replacing(
            unit,
            start,
            end,
            f"{value}.",
            safety=FixSafety.SAFE,
            zh=f"将编号改为“{value}.”。",
            en=f"Write the number as “{value}.”.",
        ),
    )


@rule(
    "CN-CLM-003",
    zh="编号前不得冠以“权利要求”“权项”",
    en="No word such as “claim” before the number",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[guidelines("1.1.4.4")],
)
def word_before_number(case: Case) -> Drafts:
    """Find 权利要求 or 权项 before the number of a claim.

    Why:
        The claims document holds nothing but claims; the number alone names them.

    Example:
        权利要求1. 一种水杯，……
    Use instead:
        1. 一种水杯，……
    中文:
        查找编号前的“权利要求”“权项”等词。编号前不得加这类词，只写阿拉伯数字。

    """
    for claim in case.claims:
        found = _PREFIX.match(fold(claim.number_label))
        unit = claim.number_unit
        if found is None or unit is None:
            continue
        shift = len(unit.text) - len(unit.text.lstrip())
        start, end = found.start("word") + shift, found.end("word") + shift
        yield at(
            unit,
            start,
            end,
            zh=f"编号前不得写“{found['word']}”，请只保留阿拉伯数字编号。",
            en=f"“{found['word']}” may not stand before the number: keep the number only.",
            fixes=(
                replacing(
                    unit,
                    start,
                    found.end() + shift,
                    "",
                    safety=FixSafety.SAFE,
                    zh=f"删除“{found['word']}”。",
                    en=f"Delete “{found['word']}”.",
                ),
            ),
        )


RULES = (
    numbering,
    word_before_number,
)
