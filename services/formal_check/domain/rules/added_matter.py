"""Passages of an amendment that the papers as filed do not show (CN-AMD-005; Patent Law Art. 33)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import law
from services.formal_check.domain.facts import inapplicable, papers, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.profile import TECHNICAL
from shared.contracts.formal_check import Consequence, Severity
from shared.model.claim_language.folding import fold
from shared.model.facts.examination import DesignAmendment

_NUMBER = r"\d{1,9}(?:\.\d{1,9})?"
_UNIT = (
    r"(?:[kKMGmμun]?(?:Hz|Pa|mol|m|g|L|l|V|A|W|J|N|s|h|min|eV|Ω)(?![A-Za-z])|wt%|vol%|%|℃|°C|°|K(?![A-Za-z])"
    r"|毫米|厘米|微米|纳米|米|千克|克|毫克|毫升|升|分钟|小时|秒|摩尔|重量份|质量份|份|度|倍|伏|安|瓦|帕|兆帕)"
)
_VALUE = re.compile(rf"(?<![\d.]){_NUMBER}(?:{_UNIT})?(?:[~\-至到]{_NUMBER})?{_UNIT}")
"""A number with a unit, or a range of them."""
_CLAUSE = re.compile(r"[^，。；：、！？,;:!?()（）\n]{8,200}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SHORTEST = 8
_NEW_SHARE = 0.6
"""Share of three-character sequences that the papers as filed lack, for a clause to be shown."""
_LONGEST = 400_000
_SHOWN = 60


@procedure_rule(
    "CN-AMD-005",
    zh="修改不得超出原说明书和权利要求书记载的范围（提示新增的数值和内容）",
    en="An amendment stays within the papers as filed (shows new values and passages)",
    severity=Severity.NOTICE,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS, Input.CLAIMS, Input.DESCRIPTION, Input.TITLE],
    kinds=TECHNICAL,
    basis=[law(33, 1)],
)
def new_matter_hint(case: Case) -> Drafts:
    """Show values and passages of an amended text that the claims and description as filed lack.

    A value is a number with a unit, or a range. A passage is shown when most of its three-character
    sequences do not occur in the papers as filed.

    Why:
        Whether the content goes beyond the original is for a person to judge; these are the places
        to look at first.
    Known problems:
        Content that follows directly from the original is shown, too, if it is worded anew;
        content put together from the original's own words is not. Drawings are not read.

    Example:
        修改文本新增“温度为10～50℃”，原申请文件没有记载
    Use instead:
        仅使用原说明书和权利要求书记载的内容
    中文:
        修改文本中出现原权利要求书和说明书没有的带单位的数值、数值范围，或者大部分用语不见于原文的句子时提示，是否
        超出原记载的范围由人判断。不识别附图中的内容。

    """
    amended = papers(case, DesignAmendment)
    if not amended:
        inapplicable("没有修改", "Nothing was amended")
    texts = [
        (f"{amendment.pointer}/details/texts", text)
        for amendment in amended
        for text in amendment.details.texts or ()
    ]
    if not texts:
        unknown("修改文本", "the amended text")
    filed = _filed(case)
    known = {filed[start : start + 3] for start in range(len(filed) - 2)}
    for pointer, text in texts:
        for passage in _new(text[:_LONGEST], filed, known):
            yield placed(
                case.field(pointer, passage[:_SHOWN]),
                zh=f"原权利要求书和说明书中未见“{passage[:_SHOWN]}”，请核对是否超出原记载的范围。",
                en="The claims and description as filed do not show this: judge whether it goes "
                "beyond them.",
            )


def _filed(case: Case) -> str:
    if not case.has_claims and not case.has_description:
        unknown("原权利要求书和说明书", "the claims and description as filed")
    units = [unit.text for unit in case.titles]
    if case.has_claims:
        units += [claim.unit.text for claim in case.claims]
    if case.has_description:
        units += [paragraph.unit.text for paragraph in case.paragraphs]
    return _plain("\n".join(units))


def _plain(text: str) -> str:
    return re.sub(r"[ \t]", "", fold(text))


def _new(text: str, filed: str, known: set[str]) -> Iterator[str]:
    """Values and clauses of ``text`` that are not in the papers as filed, each once."""
    plain = _plain(text)
    seen: set[str] = set()
    for found in _VALUE.finditer(plain):
        value = found.group()
        if value not in seen and not re.search(rf"(?<![\d.]){re.escape(value)}", filed):
            seen.add(value)
            yield value
    for found in _CLAUSE.finditer(plain):
        clause = found.group()
        if clause in seen or len(_HAN.findall(clause)) < _SHORTEST:
            continue
        sequences = [clause[start : start + 3] for start in range(len(clause) - 2)]
        if sum(each not in known for each in sequences) >= _NEW_SHARE * len(sequences):
            seen.add(clause)
            yield clause


RULES = (new_matter_hint,)
