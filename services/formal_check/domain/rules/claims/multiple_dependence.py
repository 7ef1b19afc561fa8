"""Claims that refer to several: in the alternative, not one upon another (CN-CLM-008, 009)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.dependence import (
    cascaded,
    cumulative,
    listed,
    places,
)
from services.formal_check.domain.rules.claims.reading import (
    claim_set,
    milder_when_published,
    name_of,
)
from shared.contracts.formal_check import Fix, FixSafety, Severity
from shared.model.claim_language.folding import fold
from shared.model.claims import Claim, ClaimReference

_AND = re.compile(r"(?:以及|和/或|及/或|并且|和|与|及)(?=\s{0,4}(?:权利要求)?\s{0,3}第?\d)")
_LAST_NUMBER = re.compile(r"\d{1,9}(?=\D*$)")


@rule(
    "CN-CLM-008",
    zh="多项从属权利要求只能以择一方式引用",
    en="A multiple dependent claim refers in the alternative only",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(25, 2), guidelines("2.2.3.3.2")],
)
def refers_cumulatively(case: Case) -> Drafts:
    """Find dependent claims that refer to several claims without “or” or “any one of”.

    Why:
        Each combination has to be one solution; a reference to several claims at once leaves
        open what is claimed.
    Known problems:
        In a publication this is a warning: only substantive examination can take it up.

    Example:
        根据权利要求1和2所述的水杯，……
    Use instead:
        根据权利要求1或2所述的水杯，……
    中文:
        查找引用多项权利要求而未用“或”“任一项”等择一方式的从属权利要求。

    """
    claims = case.shared(claim_set)
    for claim, reference in cumulative(claims):
        yield at(
            claim.unit,
            reference.start,
            reference.end,
            zh=f"权利要求{name_of(claim)}同时引用了多项权利要求，请改用“或”或者“任一项”择一引用。",
            en=f"Claim {name_of(claim)} refers to several claims at once: use “或” or “任一项”.",
            severity=milder_when_published(case),
            fixes=_alternative_fix(claim, reference),
        )


def _alternative_fix(claim: Claim, reference: ClaimReference) -> tuple[Fix, ...]:
    """``1和2`` to ``1或2``, ``1-3`` to ``1-3中任一项``: proposed, never applied unasked."""
    folded = fold(claim.unit.text)
    joint = _AND.search(folded, reference.start, reference.end)
    if joint is not None:
        start, end, text = *joint.span(), "或"
    else:
        number = _LAST_NUMBER.search(folded[reference.start : reference.end])
        if number is None:
            return ()
        start = end = reference.start + number.end()
        text = "中任一项"
    return (
        replacing(
            claim.unit,
            start,
            end,
            text,
            safety=FixSafety.SUGGESTED,
            zh=f"改为择一引用（“{text}”）。",
            en=f"Refer in the alternative (“{text}”).",
        ),
    )


@rule(
    "CN-CLM-009",
    zh="多项从属权利要求不得作为另一项多项从属权利要求的基础",
    en="A multiple dependent claim is no basis for another one",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(25, 2), guidelines("2.2.3.3.2")],
)
def multiple_on_multiple(case: Case) -> Drafts:
    """Find multiple dependent claims that refer directly to another multiple dependent claim.

    Why:
        Combinations of combinations multiply beyond what anyone can follow.
    Known problems:
        In a publication this is a warning: only substantive examination can take it up.

    Example:
        3. 根据权利要求1或2所述的水杯，……。4. 根据权利要求1、2或3所述的水杯，……。
    Use instead:
        4. 根据权利要求1或2所述的水杯，……。
    中文:
        查找直接引用另一项多项从属权利要求的多项从属权利要求。

    """
    claims = case.shared(claim_set)
    for claim, reference, cited in cascaded(claims):
        yield at(
            claim.unit,
            reference.start,
            reference.end,
            zh=f"权利要求{name_of(claim)}为多项从属权利要求，却引用了同为多项从属的权利要求{listed(cited)}，"
            "请改为只引用非多项从属的权利要求。",
            en=f"Claim {name_of(claim)} is multiple dependent and refers to multiple dependent "
            f"claim(s) {listed(cited)}: refer to claims that are not multiple dependent.",
            related=places(claims, cited),
            severity=milder_when_published(case),
        )


RULES = (
    refers_cumulatively,
    multiple_on_multiple,
)
