"""US claims: exemplary, relative, functional wording (MPEP 2173.05; US-CLM-007 … 009)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.findings import Drafts
from services.formal_check.domain.foreign_citations import mpep
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.english_claims.reading import phrases, us_rule
from shared.contracts.formal_check import Severity

_EXAMPLE = re.compile(
    r"\bfor\s+(?:example|instance)\b|\be\.\s?g\.|\bsuch\s+as\b|\bpreferabl[ey]\b|\bor\s+the\s+like\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:relatively|superior|similar(?!\s+to\b)|(?<!\bis )(?<!\bare )(?<!\bbe )"
    r"(?:desirable|suitable|appropriate)|sufficiently|hardly)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:means|mechanism|step)\s+for\s+(?:\w+ly\s+)?\w+ing\b|\bmeans\s+to\s+\w+", re.IGNORECASE
)


@us_rule(
    "US-CLM-007",
    zh="避免“for example”“such as”等举例用语（美国）",
    en="No exemplary wording such as “for example” (US)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[mpep("2173.05(d)")],
)
def exemplary(case: Case) -> Drafts:
    """Find for example, e.g., such as, preferably, or the like.

    Why:
        It is unclear whether the example limits the claim.
    Known problems:
        Whether the scope is really open, a person has to judge.

    Example:
        a metal, such as copper
    Use instead:
        copper
    中文:
        查找举例或者优选用语。此类用语使人不清楚例子是否构成限定，由审查员判断。

    """
    yield from phrases(
        case,
        _EXAMPLE,
        "权利要求{claim}中的“{phrase}”使保护范围不清楚，请删除，或将其后的内容另写一项从属权利要求。",
        "“{phrase}” in claim {claim} leaves the scope open: delete it, or put what follows into a "
        "dependent claim.",
    )


@us_rule(
    "US-CLM-008",
    zh="慎用含义相对的用语（美国）",
    en="Relative terms need a standard to measure them by (US)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    basis=[mpep("2173.05(b)")],
)
def relative(case: Case) -> Drafts:
    """Note relatively, similar, suitable, sufficiently and the like.

    Why:
        Without a standard in the description nobody can tell what is covered.
    Known problems:
        The description may give the standard; it is not looked at.

    Example:
        a relatively soft lid
    Use instead:
        a lid of silicone rubber
    中文:
        提示“relatively”“similar”“suitable”“sufficiently”等相对用语。说明书给出判断标准的，可以使用。

    """
    yield from phrases(
        case,
        _RELATIVE,
        "权利要求{claim}中的“{phrase}”含义相对，请写明判断标准或者具体数值。",
        "“{phrase}” in claim {claim} is relative: state a standard or a value.",
    )


@us_rule(
    "US-CLM-009",
    zh="功能性限定可能按35 U.S.C. 112(f)解释（美国）",
    en="A limitation by function may be read under 35 U.S.C. 112(f) (US)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    basis=[mpep("2181")],
)
def means_plus_function(case: Case) -> Drafts:
    """Note means for …ing, mechanism for …ing, step for …ing.

    Why:
        Such a limitation covers what the description gives for it, and equivalents: the
        description has to have the structure.

    Example:
        means for closing the cup
    Use instead:
        a lid hinged to the cup
    中文:
        提示“means for …ing”等功能性限定：可能按美国法典第35编第112条(f)款解释，说明书应当写明相应结构。

    """
    yield from phrases(
        case,
        _MEANS,
        "权利要求{claim}中的“{phrase}”为功能性限定，请确认说明书写明了相应的结构或者动作。",
        "“{phrase}” in claim {claim} is a limitation by function: make sure that the description "
        "gives the structure or acts for it.",
    )


RULES = (
    exemplary,
    relative,
    means_plus_function,
)
