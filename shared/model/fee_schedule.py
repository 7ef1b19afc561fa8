"""Amounts of the Chinese office's fees, as dated data of secondary origin.

``cn_fees.json`` holds the table, its source and the day from which it is said to be in force.
Whoever shows an amount from here says that it was not compared with the official notice.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from shared.model.facts.fees import FeeKind
from shared.model.identification import ApplicationKind

_FILE = "cn_fees.json"
FREE_CLAIMS = 10
"""Claims included in the filing fee (Guidelines V-2-1)."""
FREE_PAGES = 30
"""Pages of description, drawings and sequence listing included in it (Guidelines V-2-1)."""
_FIRST_TIER_PAGES = 300
REDUCIBLE = frozenset(
    {
        FeeKind.FILING,
        FeeKind.SUBSTANTIVE_EXAMINATION,
        FeeKind.REEXAMINATION,
        FeeKind.ANNUAL,
        FeeKind.OPEN_LICENCE,
    }
)
"""Fees that can be reduced (Guidelines V-2-3.1)."""
_PER_UNIT = frozenset({FeeKind.PRIORITY, FeeKind.EXCESS_CLAIMS, FeeKind.EXTENSION})


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def reductions() -> tuple[Decimal, ...]:
    """Shares by which a fee can be reduced."""
    return tuple(Decimal(share) for share in _table()["reductions"])


def unit_amount(fee: FeeKind, kind: ApplicationKind) -> Decimal | None:
    """The fee for one application, claim, priority or month; ``None`` where there is none."""
    amount = _table()["fees"].get(fee.value, {}).get(kind.value)
    return None if amount is None else Decimal(amount)


def excess_claims(claims: int, kind: ApplicationKind) -> Decimal | None:
    """The fee for claims beyond the tenth."""
    each = unit_amount(FeeKind.EXCESS_CLAIMS, kind)
    return None if each is None else max(0, claims - FREE_CLAIMS) * each


def excess_pages(pages: int, kind: ApplicationKind) -> Decimal | None:
    """The fee for pages beyond the thirtieth; beyond the 300th each costs more."""
    each = unit_amount(FeeKind.EXCESS_PAGES, kind)
    above = _table()["fees"]["excess_pages_fee_above_300"].get(kind.value)
    if each is None or above is None:
        return None
    first = max(0, min(pages, _FIRST_TIER_PAGES) - FREE_PAGES)
    return first * each + max(0, pages - _FIRST_TIER_PAGES) * Decimal(above)


def annual_fee(patent_year: int, kind: ApplicationKind) -> Decimal | None:
    """The annual fee of a patent year; ``None`` for a year that the patent does not reach."""
    for last, amount in _table()["annual_fees"][kind.value]:
        if 1 <= patent_year <= last:
            return Decimal(amount)
    return None


def possible_amounts(
    fee: FeeKind, kind: ApplicationKind, patent_year: int | None = None
) -> frozenset[Decimal]:
    """Amounts that one payment of this fee can have, reduced ones included; empty if unknown."""
    if fee is FeeKind.ANNUAL:
        years = range(1, 21) if patent_year is None else (patent_year,)
        full = {amount for year in years if (amount := annual_fee(year, kind)) is not None}
    else:
        amount = unit_amount(fee, kind)
        full = set() if amount is None else {amount}
    if fee not in REDUCIBLE:
        return frozenset(full)
    return frozenset(full | {amount * (1 - share) for amount in full for share in reductions()})


def is_multiple_of_unit(fee: FeeKind) -> bool:
    """Whether the fee is paid per claim, priority or month."""
    return fee in _PER_UNIT
