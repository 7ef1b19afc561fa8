"""The summary gives the features of the independent claims (CN-DSC-026)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import claim_set
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.claims import ClaimType
from shared.model.description import DescriptionSection

_CLAUSE = re.compile(r"[^，,；;。:：、\n]{8,200}")
_GRAM = 2
_LEAST_SHARE = 0.34
_LEAST_PAIRS = 6
_MOST_CLAUSES = 3
"""With so many clauses missing, and most of them, the claim as a whole is reported."""


@rule(
    "CN-DSC-026",
    zh="发明内容记载的技术方案应与独立权利要求的表述一致",
    en="The summary states the solution of the independent claims",
    severity=Severity.NOTICE,
    reads=[Input.DESCRIPTION, Input.CLAIMS],
    basis=[guidelines("2.2.2.2.4")],
)
def summary_without_feature(case: Case) -> Drafts:
    """Note features of independent claims whose words the summary hardly has.

    Of the pairs of neighbouring characters of a feature at least a third has to stand in the
    summary. A claim most of whose features are missing is reported once.

    Why:
        The summary states the solution in the words of the claims, so that the claims are
        supported.
    Known problems:
        Words are compared, not meaning: a paraphrase is reported, a feature put together from
        words of others is not.

    Example:
        独立权利要求含“设有压电陶瓷换能器”，发明内容没有提及
    Use instead:
        发明内容写明“设有压电陶瓷换能器”
    中文:
        独立权利要求的某一特征所用文字在发明内容部分几乎没有出现时提示。仅比较文字，不比较含义。

    """
    summary = case.section(DescriptionSection.SUMMARY)
    text = "".join(re.sub(r"\s", "", fold(paragraph.unit.text)) for paragraph in summary)
    if len(text) < 80:
        raise NotChecked("没有发明内容部分，未检查。", "Not checked: there is no summary.")
    grams = {text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)}
    claims = case.shared(claim_set)
    for index, claim in enumerate(claims.claims):
        if claim.claim_type is ClaimType.DEPENDENT:
            continue
        clauses = [
            found
            for feature in claims.structure(index).features
            for found in _CLAUSE.finditer(claim.unit.text, feature.start, feature.end)
            if len(_pairs(found.group())) >= _LEAST_PAIRS
        ]
        absent = [found for found in clauses if not _stands_in(grams, found.group())]
        if len(absent) >= _MOST_CLAUSES and len(absent) * 2 > len(clauses):
            # Not a feature is missing but the solution: once says it.
            yield at(
                claim.unit,
                absent[0].start(),
                absent[-1].end(),
                zh="发明内容部分没有记载该独立权利要求的技术方案，请使二者表述一致。",
                en="The summary does not state the solution of this independent claim: make both "
                "agree.",
            )
            continue
        for found in absent:
            yield at(
                claim.unit,
                *found.span(),
                zh="独立权利要求的该特征在发明内容部分没有相应记载，请使二者表述一致。",
                en="The summary does not state this feature of an independent claim: make both "
                "agree.",
            )


def _pairs(clause: str) -> list[str]:
    """Neighbouring Chinese characters of a clause."""
    plain = re.sub(r"[^\u3400-\u9fff]", "", clause)
    return [plain[i : i + _GRAM] for i in range(len(plain) - _GRAM + 1)]


def _stands_in(grams: set[str], clause: str) -> bool:
    pairs = _pairs(clause)
    return sum(pair in grams for pair in pairs) >= _LEAST_SHARE * len(pairs)


RULES = (summary_without_feature,)
