"""What the description says about signs that were read in a drawing.

A description may reject a box or correct it to a sign of nearly the same shape; it never adds a sign
that was not read anywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from services.ocr.domain.page import SignReading

SURE = 0.9
"""Score from which a sign that the description does not know stays as it is."""
LOOK_ALIKES = frozenset(
    frozenset(pair)
    for pair in ("0O", "0o", "0D", "0Q", "1l", "1I", "17", "1i", "2Z", "2z", "5S", "5s", "6b", "6G",
                 "8B", "9g", "9q", "38", "56", "68", "4A", "7T", "uv", "cC", "sS", "oO", "vV", "wW",
                 "xX", "zZ", "uU", "'’")
)  # fmt: skip
"""Characters that recognition exchanges."""


def settle(signs: Sequence[SignReading], described: Collection[str]) -> tuple[SignReading, ...]:
    """The signs of one drawing beside the signs its application describes.

    A described sign stays. Another is corrected when exactly one described sign that was not read
    elsewhere looks like it; else it is rejected if it was read badly. Without any described sign
    among them, the description is another's, and nothing is changed.
    """
    known = set(described)
    read = {sign.sign for sign in signs}
    if not known & read:
        return tuple(signs)
    kept = []
    for sign in signs:
        if sign.sign in known:
            kept.append(sign)
            continue
        candidates = [other for other in known - read if look_alike(sign.sign, other)]
        if len(candidates) == 1 and sign.score < SURE:
            correction = {"sign": candidates[0], "read_as": sign.sign}
            kept.append(sign.model_copy(update=correction))
        elif sign.score >= SURE:
            kept.append(sign)
    return tuple(kept)


def look_alike(a: str, b: str) -> bool:
    """Whether two signs differ only in characters of nearly the same shape."""
    return len(a) == len(b) and all(
        x == y or frozenset((x, y)) in LOOK_ALIKES for x, y in zip(a, b, strict=True)
    )
