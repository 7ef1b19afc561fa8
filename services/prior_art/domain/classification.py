"""IPC and CPC symbols at any level, for filters that act inside retrieval.

A filter ``A``, ``A01``, ``A01B`` takes everything below it; a main group (``A01B 1/00`` or
``A01B 1``) takes all its subgroups; a subgroup takes itself. What lies below a subgroup is told
only by the classification's dots, which a symbol does not carry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from services.prior_art.domain.errors import InvalidQueryError
from shared.model.classification import Classification, ClassificationScheme

_SYMBOL = re.compile(
    r"(?P<section>[A-HY])(?:(?P<class>\d{2})(?:(?P<subclass>[A-Z])"
    r"(?:\s*0*(?P<group>\d{1,4})(?:\s*/\s*(?P<subgroup>\d{2,6}))?)?)?)?"
)


def ipc_levels(symbol: str) -> tuple[str, ...]:
    """A symbol and everything above it, most general first; empty if it is no IPC symbol.

    >>> ipc_levels("A01B 1/02")
    ('A', 'A01', 'A01B', 'A01B 1', 'A01B 1/02')
    """
    return () if symbol.lstrip()[:1] in "YyＹｙ" else cpc_levels(symbol)


def cpc_levels(symbol: str) -> tuple[str, ...]:
    """The same for the CPC, which has a section Y besides."""
    text = unicodedata.normalize("NFKC", symbol).upper().split("(")[0].strip()
    match = _SYMBOL.fullmatch(text)
    if match is None:
        return ()
    levels = [match["section"]]
    if match["class"]:
        levels.append(levels[-1] + match["class"])
    if match["subclass"]:
        levels.append(levels[-1] + match["subclass"])
    if match["group"]:
        levels.append(f"{levels[-1]} {match['group']}")
    if match["subgroup"] and match["subgroup"].strip("0"):
        levels.append(f"{levels[-1]}/{match['subgroup']}")
    return tuple(levels)


def ipc_index_terms(classifications: Iterable[Classification]) -> tuple[str, ...]:
    """Every level of every IPC symbol of a document, sorted."""
    return tuple(
        sorted(
            {
                level
                for one in classifications
                if one.scheme is ClassificationScheme.IPC
                for level in ipc_levels(one.symbol)
            }
        )
    )


def cpc_index_terms(classifications: Iterable[Classification]) -> tuple[str, ...]:
    """Every level of every CPC symbol of a document, sorted."""
    return tuple(
        sorted(
            {
                level
                for one in classifications
                if one.scheme is ClassificationScheme.CPC
                for level in cpc_levels(one.symbol)
            }
        )
    )


def ipc_filter_terms(symbols: Iterable[str]) -> tuple[str, ...]:
    """The level that each filter symbol stands for.

    Raises ``InvalidQueryError`` with a pointer to the first that is no IPC symbol.
    """
    chosen = []
    for i, symbol in enumerate(symbols):
        levels = ipc_levels(symbol)
        if not levels:
            raise InvalidQueryError(
                "This is not an IPC symbol. Write a section, class, subclass, group or subgroup, "
                "e.g. A, A01, A01B, A01B 1/00, A01B 1/02.",
                "不是有效的IPC分类号。请写明部、大类、小类、大组或小组，如 A、A01、A01B、A01B 1/00、A01B 1/02。",
                pointer=f"#/filter/ipc/{i}",
            )
        chosen.append(levels[-1])
    return tuple(sorted(set(chosen)))
