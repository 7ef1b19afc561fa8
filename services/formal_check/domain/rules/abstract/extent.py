"""The abstract is there and is not too long (CN-ABS-001, 002)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import (
    RULES_2010,
    RULES_2023,
    guidelines,
    law,
    rules_2010,
)
from services.formal_check.domain.findings import Drafts, absent, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity
from shared.model.source import TextUnit

LIMIT = 300


@rule(
    "CN-ABS-001",
    zh="应当提交说明书摘要",
    en="An abstract is handed in",
    severity=Severity.ERROR,
    reads=[Input.ABSTRACT],
    profiles=FILING,
    basis=[law(26, 1)],
)
def abstract_missing(case: Case) -> Drafts:
    """Report a filing without an abstract, or with an empty one.

    Why:
        The law lists the abstract among the papers of an application. Unlike claims and
        description it may follow: the office asks for it in a notice of correction.

    Example:
        申请包中没有100004
    Use instead:
        100004 说明书摘要
    中文:
        申请文件中没有说明书摘要，或者摘要没有文字时报告。缺少摘要不影响受理，但应当补正。

    """
    found = case.abstract_or_none
    if found is None or not found.text.strip():
        yield absent(
            "abstract",
            file=case.file_of("abstract"),
            zh="没有说明书摘要，请提交。",
            en="There is no abstract: hand it in.",
        )


def _too_long(case: Case) -> Drafts:
    units = case.abstract.units
    length = sum(len(re.sub(r"\s", "", unit.text)) for unit in units)
    if length <= LIMIT:
        return
    place = _place_after(units, LIMIT)
    unit, start = place
    yield at(
        unit,
        start,
        len(unit.text),
        zh=f"摘要文字共{length}个字（含标点），超过{LIMIT}个字，请精简。",
        en=f"The abstract has {length} characters with punctuation, more than {LIMIT}: shorten it.",
    )


def _place_after(units: tuple[TextUnit, ...], count: int) -> tuple[TextUnit, int]:
    """Unit and offset of the first character after ``count`` characters that are no space."""
    for unit in units:
        for offset, character in enumerate(unit.text):
            if not character.isspace():
                if count == 0:
                    return unit, offset
                count -= 1
    return units[-1], len(units[-1].text)


@rule(
    "CN-ABS-002",
    zh="摘要文字部分（含标点）不超过300字",
    en="The abstract has at most 300 characters with punctuation",
    severity=Severity.WARNING,
    reads=[Input.ABSTRACT],
    effective_from=RULES_2023.effective_from,
    basis=[guidelines("1.1.4.5.1", before=False), guidelines("2.2.2.4", before=False)],
)
def abstract_too_long(case: Case) -> Drafts:
    """Report an abstract of more than 300 characters; the place is what exceeds them.

    Why:
        The abstract is a short technical notice. The office may shorten it itself.
    Known problems:
        One published abstract in eight is longer, so this is a warning. Translations of PCT
        applications are exempt (CN-PCT-017).

    Example:
        312字的摘要
    Use instead:
        288字的摘要
    中文:
        摘要文字（含标点，不含空白）超过300字时提示，并指出超出的部分。国际申请译文不受此限（CN-PCT-017）。

    """
    yield from _too_long(case)


@rule(
    "CN-ABS-002",
    zh="（旧版）摘要文字部分不超过300字",
    en="(old version) The abstract has at most 300 characters",
    severity=Severity.WARNING,
    reads=[Input.ABSTRACT],
    effective_to=RULES_2010.effective_to,
    basis=[rules_2010(23, 2)],
)
def abstract_too_long_2010(case: Case) -> Drafts:
    """Report an abstract of more than 300 characters in an application filed before 2024-01-20.

    Why:
        Until then the limit stood in the Implementing Rules themselves.

    Example:
        312字的摘要
    Use instead:
        288字的摘要
    中文:
        2024年1月20日前提交的申请，摘要文字超过300字时提示；当时该限制规定在实施细则中。

    """
    yield from _too_long(case)


RULES = (
    abstract_missing,
    abstract_too_long,
    abstract_too_long_2010,
)
