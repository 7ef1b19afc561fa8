"""Claims as a list: at least one independent, numbered 1, 2, 3 … (CN-CLM-001 … 003, 036, 039)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, placed, replacing, whole
from services.formal_check.domain.profile import FILING, UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims_reading import number_place, opening
from shared.contracts.formal_check import Fix, FixSafety, Severity
from shared.model.claim_language.folding import chinese_number, fold
from shared.model.claims import Claim, ClaimType
from shared.model.identification import DocumentStage

_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x2488 + i): i + 1 for i in range(20)}
_CHINESE = re.compile(r"[〇零一二三四五六七八九十百两]+")
_HEADING_IN_CLAIM = re.compile(r"权利要求书\s{0,4}[:：]?\s{0,4}(?=\S)")
_PREFIX = re.compile(r"\s*\(?\s*(?P<word>权\s?利\s?要\s?求|权\s?项)\s*第?\s*")


@rule(
    "CN-CLM-001",
    zh="权利要求书应当有独立权利要求",
    en="There is at least one independent claim",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(23, 1)],
)
def independent_claim_missing(case: Case) -> Drafts:
    """Report claims all of which depend on others.

    Why:
        An independent claim states the whole technical solution; dependent claims only add to it.

    Example:
        1. 根据权利要求2所述的水杯，……
    Use instead:
        1. 一种水杯，……
    中文:
        全部权利要求均为从属权利要求时报告。独立权利要求应当从整体上反映技术方案，从属权利要求只作进一步限定。

    """
    claims = case.claims
    if all(claim.claim_type is ClaimType.DEPENDENT for claim in claims):
        yield whole(
            claims[0].unit,
            zh="权利要求书中没有独立权利要求，请至少写明一项不引用其他权利要求的独立权利要求。",
            en="All claims depend on others: add at least one independent claim.",
        )


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


@rule(
    "CN-CLM-036",
    zh="权利要求书不得加标题",
    en="The claims of a utility model have no heading",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=UTILITY_MODEL,
    profiles=FILING,
    basis=[guidelines("1.2.7.4")],
)
def heading_above_claims(case: Case) -> Drafts:
    """Find a heading above the claims, such as 权利要求书.

    Why:
        The form already says what the paper is; the text begins with claim 1.

    Example:
        权利要求书：
    Use instead:
        1. 一种水杯，……
    中文:
        查找权利要求之前的标题（如“权利要求书”）。权利要求书直接从第1项权利要求写起，不加标题。

    """
    heading = case.claims_heading
    first = case.claims[0].unit if case.claims else None
    if first is not None and (found := _HEADING_IN_CLAIM.match(first.text)):
        yield at(
            first,
            *found.span(),
            zh="权利要求书不得加标题，请删除。",
            en="The claims begin with a heading: delete it.",
        )
    if heading is None or not heading.text.strip():
        return
    yield whole(
        heading,
        zh="权利要求书不得加标题，请删除。",
        en="The claims document has a heading: delete it.",
        fixes=(
            replacing(
                heading,
                0,
                len(heading.text),
                "",
                safety=FixSafety.SAFE,
                zh="删除标题。",
                en="Delete the heading.",
            ),
        ),
    )


@rule(
    "CN-CLM-039",
    zh="请求书声明的项数与权利要求书一致",
    en="The number of claims stated in the request is right",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS, Input.REQUEST],
    basis=[guidelines("5.3.2.3.1")],
)
def declared_count(case: Case) -> Drafts:
    """Compare the number of claims stated in the request with the claims.

    Why:
        The office checks the papers received against the list in the request; fees for extra
        claims depend on the number.

    Example:
        请求书：权利要求项数 10；权利要求书：12项
    Use instead:
        请求书：权利要求项数 12
    中文:
        比较请求书声明的权利要求项数与实际项数。受理时按请求书核对文件数量，附加费也按项数计算。

    """
    declared = case.request.declared_claim_count
    if declared is None:
        raise NotChecked(
            "请求书未写明权利要求项数，未检查。",
            "Not checked: the request does not state the number of claims.",
        )
    actual = len(case.claims)
    if declared != actual:
        yield placed(
            case.field("/request/declared_claim_count", str(declared)),
            zh=f"请求书声明权利要求{declared}项，实为{actual}项，请更正请求书。",
            en=f"The request states {declared} claims, there are {actual}: correct the request.",
            related=(opening(case.claims[-1]),),
        )


RULES = (
    independent_claim_missing,
    numbering,
    word_before_number,
    heading_above_claims,
    declared_count,
)
