"""Precision and recall of the antecedent-basis warnings, on labels made by reading real claims.

``labels/antecedents.tsv`` holds no text: file, position of the claim, digest of its text, the place of
a definite term (所述X, the X) and whether X was ``introduced`` before or is ``missing``. What was read
are all terms that do not stand word for word before their place, in every claim set of the data: a
term that does is introduced. A label counts where the data hold a claim of that digest.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from shared.contracts.formal_check import Finding
from shared.model.claim_language.claim_terms import claim_terms
from shared.model.claims import Claim

LABELS = Path(__file__).parent / "labels" / "antecedents.tsv"
CODES = frozenset({"CN-CLM-025", "US-CLM-006", "EP-CLM-006"})


@dataclass(frozen=True, slots=True)
class Label:
    """One definite term that somebody has judged."""

    start: int
    end: int
    missing: bool


@lru_cache(maxsize=1)
def labels() -> dict[str, tuple[Label, ...]]:
    """The labels of each claim, by the digest of its text."""
    found: dict[str, list[Label]] = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            label = Label(int(row["start"]), int(row["end"]), row["verdict"] == "missing")
            found[row["digest"]].append(label)
    return {digest: tuple(each) for digest, each in found.items()}


def digest_of(text: str) -> str:
    """What names a claim in the labels."""
    return hashlib.blake2s(text.encode(), digest_size=8).hexdigest()


@dataclass
class AntecedentCount:
    """Warnings against labels. The same claim counts once."""

    terms: int = 0
    """Definite terms, each once in a claim."""
    labelled: int = 0
    missing: int = 0
    """Labelled terms that lack an antecedent."""
    found: int = 0
    """Those of them with a warning."""
    warned: int = 0
    """Warnings on labelled terms."""
    unlabelled: int = 0
    """Warnings on terms that nobody has judged."""
    _seen: set[str] = field(default_factory=set)

    def add(
        self, claims: Iterable[Claim], findings: Iterable[Finding], language: str = "zh"
    ) -> None:
        """Count the claims of one checked document."""
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for finding in findings:
            place = finding.location
            if finding.code in CODES and place.unit and place.unit_start is not None:
                places[place.unit].append((place.unit_start, place.unit_end or place.unit_start))
        for claim in claims:
            digest = digest_of(claim.unit.text)
            if digest in self._seen:
                continue
            self._seen.add(digest)
            self.terms += claim_terms(claim.unit.text, language.partition("-")[0]).definite
            self._add_claim(labels().get(digest, ()), places.get(claim.unit.id, []))

    def _add_claim(self, known: tuple[Label, ...], places: list[tuple[int, int]]) -> None:
        self.labelled += len(known)
        judged = 0
        for label in known:
            hit = any(start < label.end and label.start < end for start, end in places)
            self.missing += label.missing
            self.found += label.missing and hit
            judged += hit
        self.warned += judged
        self.unlabelled += max(len(places) - judged, 0)

    @property
    def figures(self) -> dict[str, float]:
        """What the data at hand allow to say."""
        figures: dict[str, float] = {}
        if self.terms:
            figures["antecedent.terms"] = self.terms
            figures["antecedent.false_alarm_rate"] = (self.warned - self.found) / self.terms
        if self.labelled:
            figures["antecedent.labelled"] = self.labelled
            figures["antecedent.warned"] = self.warned
        if self.warned:
            figures["antecedent.precision"] = self.found / self.warned
        if self.missing:
            figures["antecedent.recall"] = self.found / self.missing
        return figures
