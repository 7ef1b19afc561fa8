"""Which reference sign stands with which name, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping


class SignNames:
    """Counts of (sign, name), looked up from either side without a walk through all of them."""

    def __init__(self, uses: Iterable[tuple[str, str]] = ()) -> None:
        """``uses``: a sign and a name each."""
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._signs: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._add(Counter(uses))

    def include(self, other: SignNames) -> None:
        """Count what ``other`` has, too."""
        for sign, names in other._names.items():
            self._add({(sign, name): count for name, count in names.items()})

    def _add(self, counts: Mapping[tuple[str, str], int]) -> None:
        for (sign, name), count in counts.items():
            self._names[sign][name] += count
            self._signs[name][sign] += count

    def of_sign(self, sign: str) -> Mapping[str, int]:
        """The names of a sign, with their counts, in the order of their first use."""
        return self._names.get(sign, {})

    def of_name(self, name: str) -> Mapping[str, int]:
        """The signs of a name, with their counts, in the order of their first use."""
        return self._signs.get(name, {})
