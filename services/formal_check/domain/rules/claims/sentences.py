"""A claim is one sentence that runs on (CN-CLM-004, 005)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import (
    milder_when_published,
    name_of,
    object_spans,
)
from shared.contracts.formal_check import Fix, FixSafety, Severity
from shared.model.claim_language.folding import fold
from shared.model.source import TextUnit

_CLOSING = "\"'”’」』)》"
_LOOSE = ",;:、"


@rule(
    "CN-CLM-004",
    zh="每项权利要求只在结尾使用句号",
    en="A claim has one full stop, at its end",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.3"), guidelines("1.2.7.4")],
)
def full_stops(case: Case) -> Drafts:
    """Find full stops within a claim, and claims that end without one.

    Why:
        A claim is one sentence; a full stop in it leaves open whether what follows belongs to it.
    Known problems:
        A Western full stop at the end is accepted. A claim that ends with a formula, table or
        picture may lack the stop. In a publication this is a warning.

    Example:
        一种水杯，包括杯体。还包括盖。
    Use instead:
        一种水杯，包括杯体和盖。
    中文:
        查找权利要求中间的句号，以及结尾没有句号的权利要求。每项权利要求只能在结尾用一个句号。以公式、表格结尾的不要求句号。

    """
    for claim in case.claims:
        unit = claim.unit
        folded = fold(unit.text)
        last = end = len(folded.rstrip())
        while end and folded[end - 1] in _CLOSING:
            end -= 1
        spans = object_spans(unit)
        for found in re.finditer("。", folded[: max(end - 1, 0)]):
            place = found.start()
            if any(low <= place < high for low, high in spans):
                continue
            yield at(
                unit,
                place,
                place + 1,
                zh=f"权利要求{name_of(claim)}中间有句号，请改用分号或逗号，只在结尾用句号。",
                en=f"Claim {name_of(claim)} has a full stop within: use a semicolon or comma.",
                severity=milder_when_published(case),
                fixes=(_stop_fix(unit, place, place + 1, "；", FixSafety.SUGGESTED),),
            )
        if end and folded[end - 1] not in "。." and not _ends_with_object(unit, end):
            loose = folded[last - 1] in _LOOSE
            yield at(
                unit,
                last - 1,
                last,
                zh=f"权利要求{name_of(claim)}结尾没有句号，请在结尾使用句号。",
                en=f"Claim {name_of(claim)} does not end with a full stop: add one.",
                severity=milder_when_published(case),
                fixes=(_stop_fix(unit, last - 1 if loose else last, last, "。", FixSafety.SAFE),),
            )


def _stop_fix(unit: TextUnit, start: int, end: int, mark: str, safety: FixSafety) -> Fix:
    return replacing(
        unit, start, end, mark, safety=safety, zh=f"改为“{mark}”。", en=f"Put “{mark}” here."
    )


def _ends_with_object(unit: TextUnit, end: int) -> bool:
    return any(each.offset >= end for each in unit.inline_objects) or any(
        high >= end for _, high in object_spans(unit)
    )


@rule(
    "CN-CLM-005",
    zh="分行和分小段处只可用分号或逗号",
    en="Lines within a claim end with a semicolon or comma",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.7.4")],
)
def line_ends(case: Case) -> Drafts:
    """Find lines within a claim that end with anything but a semicolon or comma.

    Why:
        A claim in several lines stays one sentence.
    Known problems:
        A colon before a list (包括：) is accepted, as offices do.

    Example:
        1. 一种水杯，包括杯体。（换行）盖……
    Use instead:
        1. 一种水杯，包括杯体；（换行）盖……
    中文:
        查找实用新型权利要求中不以分号或逗号结束的分行处。引出列举的冒号予以接受。

    """
    for claim in case.claims:
        folded = fold(claim.unit.text)
        for found in re.finditer(r"\n", folded.rstrip()):
            end = len(folded[: found.start()].rstrip())
            if end == 0 or folded[end - 1] in ",;:" or folded[found.end() :].lstrip()[:1] == "":
                continue
            yield at(
                claim.unit,
                end - 1,
                end,
                zh=f"权利要求{name_of(claim)}分行处用了“{claim.unit.text[end - 1]}”，分行处只可用分号或逗号，请更正。",
                en=f"A line of claim {name_of(claim)} ends with “{claim.unit.text[end - 1]}”: use a "
                "semicolon or comma.",
            )


RULES = (
    full_stops,
    line_ends,
)
