"""What claims rest on: antecedents, each other, the description (CN-CLM-025, 033, 035)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law
from services.formal_check.domain.findings import Drafts, at, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import (
    all_missing,
    claim_set,
    name_of,
    opening,
    path_of,
    repeated,
)
from shared.contracts.formal_check import Severity
from shared.model.claim_language import parse_claim
from shared.model.claim_language.antecedents_zh import introduced, mentions
from shared.model.claim_language.folding import fold
from shared.model.source import TextUnit

_LEAST_DUPLICATE = 12
_MOST_TERMS = 2000
_INTRODUCED = re.compile(
    r"(?:设有|包括有?|设置有|安装有|增设有?)(?:一个|一|多个|若干个?)?"
    r"(?P<term>[\u3400-\u9fff]{2,6})(?=[,;。、(]|和|与)"
)
"""A part that a claim brings in: 还包括缓冲垫."""
_SPACE = re.compile(r"\s+|[,;。.、]$")


@rule(
    "CN-CLM-025",
    zh="“所述X”应当有引用基础",
    en="“Said X” has an antecedent in the claim or in every claim it depends on",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[law(26, 4), guidelines("2.2.3.2.2")],
)
def no_antecedent(case: Case) -> Drafts:
    """Find 所述X, 所说的X and 该X whose X nothing before introduces.

    The claim's own text before the place and the claims on every path of its references count. Each
    term is reported once per claim.

    Why:
        A reference to something that was not named leaves the claim unclear.
    Known problems:
        Chinese has no word boundaries: a term that only begins or ends like one named before counts
        as named, so some defects are missed.

    Example:
        2. 根据权利要求1所述的水杯，所述弹簧为钢制。（前文无弹簧）
    Use instead:
        2. 根据权利要求1所述的水杯，还设有弹簧，所述弹簧为钢制。
    中文:
        查找“所述X”“所说的X”“该X”中X在本权利要求此前的文字及各条引用路径上的权利要求中均未出现过的情形。每项权利要求中同一词语只报告一次。

    """
    claims = case.shared(claim_set)
    for index, claim in enumerate(claims.claims):
        for missing in case.shared(all_missing)[index]:
            path = path_of(claims, missing)
            term = claim.unit.text[missing.start : missing.end]
            yield at(
                claim.unit,
                missing.start,
                missing.end,
                zh=f"权利要求{name_of(claim)}中的“{term}”缺少引用基础{path.zh}，请先引入该特征，或更正引用关系。",
                en=f"“{term}” has no antecedent in claim {name_of(claim)}{path.en}: introduce the feature "
                "first or correct the reference.",
                related=tuple(opening(claims.claims[each]) for each in missing.path[:3]),
            )


@rule(
    "CN-CLM-033",
    zh="不得有保护范围实质上相同的同类权利要求",
    en="No two claims of essentially identical scope",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.2.3")],
)
def duplicate_claim(case: Case) -> Drafts:
    """Find claims with the same text as an earlier claim, punctuation and white space aside.

    Why:
        Two claims of the same scope make the claims as a whole neither clear nor concise.
    Known problems:
        Only equal wording is found.

    Example:
        5. 根据权利要求1所述的水杯，设有盖。（与权利要求3文字相同）
    Use instead:
        （删除权利要求5）
    中文:
        查找与在前权利要求文字相同（标点、空白不计）的权利要求。只比较文字。

    """
    claims = case.shared(claim_set)
    for claim, same in repeated(claims, _words, _LEAST_DUPLICATE):
        yield whole(
            claim.unit,
            zh=f"权利要求{name_of(claim)}与权利要求{name_of(same)}文字相同，请删除其一。",
            en=f"Claim {name_of(claim)} has the same text as claim {name_of(same)}: delete one.",
            related=(opening(same),),
        )


def _words(text: str) -> str:
    return _SPACE.sub("", fold(text))


@rule(
    "CN-CLM-035",
    zh="权利要求记载的内容应当见于说明书",
    en="What the claims say is found in the description",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS, Input.DESCRIPTION],
    basis=[law(26, 4), guidelines("1.2.7.4")],
)
def not_in_description(case: Case) -> Drafts:
    """Note parts and terms of a claim that the description never uses.

    Why:
        The claims have to be supported by the description; what is only in the claims has to be
        added to it.
    Known problems:
        Compares words only: those after 所述, and parts brought in with 包括 or 设有.

    Example:
        所述缓冲垫（说明书未提及缓冲垫）
    Use instead:
        在说明书中补入缓冲垫
    中文:
        提示权利要求中的部件或“所述X”的X在说明书中从未出现的情形。仅作文字比较，仅在权利要求中记载的内容应当补入说明书。

    """
    described = case.shared(_described_text)
    claims = case.shared(claim_set)
    seen = {missing.term for each in case.shared(all_missing) for missing in each}
    for claim in claims.claims:
        for start, end, term in case.per_unit(_terms, claim.unit):
            if term in seen or len(seen) > _MOST_TERMS:
                continue
            seen.add(term)
            if not introduced(term, described):
                yield at(
                    claim.unit,
                    start,
                    end,
                    zh=f"权利要求{name_of(claim)}中的“{claim.unit.text[start:end]}”在说明书中没有记载，请补入说明书或统一用语。",
                    en=f"“{claim.unit.text[start:end]}” of claim {name_of(claim)} is not in the "
                    "description: add it there or use the same word.",
                )


def _described_text(case: Case) -> str:
    """The description in common forms. Use through ``case.shared``."""
    return "\n".join(fold(paragraph.unit.text) for paragraph in case.paragraphs)


def _terms(unit: TextUnit) -> list[tuple[int, int, str]]:
    """Terms after 所述 and parts brought in with 包括, 设有 …: start, end, word."""
    structure = parse_claim(unit.text, "zh")
    found = list(mentions(structure.folded, structure))
    found.extend(
        (*match.span("term"), match["term"]) for match in _INTRODUCED.finditer(structure.folded)
    )
    return sorted(found)


RULES = (
    no_antecedent,
    duplicate_claim,
    not_in_description,
)
