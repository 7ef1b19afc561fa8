"""Statements that are made under a condition."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.findings import Draft, placed, within

CONDITION = re.compile(
    r"如果|若(?!干)|倘若|假如|前提(?:条件)?|除非|在[^，。；\n]{1,40}的(?:条件|情况)下|只有"
)
"""Words that make a statement depend on something."""


def conditional(
    case: Case, pointer: str, conditions: str | None, text: str | None, zh: str, en: str
) -> Draft | None:
    """The finding on a statement that must not depend on a condition."""
    found = CONDITION.search(text or "")
    if not conditions and found is None:
        return None
    member, stated = ("conditions", conditions) if conditions else ("text", text or "")
    place = case.field(f"{pointer}/details/{member}", stated)
    if not conditions and found is not None:
        place = within(place, stated, *found.span())
    return placed(
        place,
        zh=f"{zh}不得附有任何条件，请删除所附条件。",
        en=f"{en} must not depend on a condition: remove it.",
    )
