"""The signs of a whole description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

from shared.model.reference_signs.in_unit import UnitSigns
from shared.model.reference_signs.sign_use import SignUse
from shared.model.reference_signs.terms import settle_terms

_PLACE = attrgetter("start", "end")


def description_signs(units: Iterable[UnitSigns]) -> tuple[SignUse, ...]:
    """The signs of a description: legends, signs in brackets, and bare ones that recur."""
    shown = list(units)
    known = {use.sign for each in shown for use in each.certain}
    repeated = Counter([(use.sign, use.term[-2:]) for each in shown for use in each.bare])
    uses: list[SignUse] = []
    for certain, bare in shown:
        kept = [
            use
            for use in bare
            if repeated[use.sign, use.term[-2:]] > 1 or (use.sign in known and use.term)
        ]
        uses.extend(sorted([*certain, *kept], key=_PLACE) if certain else kept)
    return settle_terms(uses)
