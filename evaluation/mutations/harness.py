"""Writes every defect into every clean application and counts what is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.mutations.editing import Place
from evaluation.mutations.mutator import Mutation, Mutator
from shared.contracts.formal_check import Finding
from shared.formats import ReadError

Check = Callable[[Mapping[str, bytes]], Sequence[Finding]]
"""Reads a package and checks it."""


@dataclass(frozen=True)
class Trial:
    """One defect in one application."""

    kind: str
    application: str
    found: bool
    collateral: tuple[str, ...]
    """Codes of findings that were not there before and are not what ought to be found."""
    note: str = ""


@dataclass
class Recall:
    """What became of all defects."""

    trials: list[Trial] = field(default_factory=list)

    @property
    def kinds(self) -> int:
        """Kinds of defect that could be written into at least one application."""
        return len({trial.kind for trial in self.trials})

    @property
    def recall(self) -> float:
        return sum(trial.found for trial in self.trials) / len(self.trials)

    @property
    def collateral(self) -> float:
        """New findings with other codes, per defect."""
        return sum(len(trial.collateral) for trial in self.trials) / len(self.trials)

    def missed(self) -> dict[str, list[Trial]]:
        """Trials in which the defect was not found, by kind."""
        missed: dict[str, list[Trial]] = {}
        for trial in self.trials:
            if not trial.found:
                missed.setdefault(trial.kind, []).append(trial)
        return missed


def measure(
    applications: Mapping[str, Mapping[str, bytes]], mutators: Iterable[Mutator], check: Check
) -> Recall:
    """Write each defect into each application and check it; names are only shown."""
    recall = Recall()
    known: dict[frozenset[tuple[str, bytes]], Sequence[Finding]] = {}
    for mutator in mutators:
        for name, files in applications.items():
            mutation = mutator.apply(files)
            if mutation is None:
                continue
            key = frozenset(mutation.clean.items())
            if key not in known:
                known[key] = check(mutation.clean)
            recall.trials.append(_trial(mutator, name, mutation, known[key], check))
    return recall


def _trial(
    mutator: Mutator, name: str, mutation: Mutation, clean: Sequence[Finding], check: Check
) -> Trial:
    try:
        findings = check(mutation.files)
    except ReadError as error:
        return Trial(mutator.kind, name, found=False, collateral=(), note=type(error).__name__)
    before = Counter(finding.code for finding in clean)
    after = Counter(finding.code for finding in findings)
    added = after - before
    found = all(
        added[code] and any(_meets(one, mutation) for one in findings if one.code == code)
        for code in mutator.codes
    )
    other = tuple(sorted(code for code in added.elements() if code not in mutator.codes))
    return Trial(mutator.kind, name, found, other, _note(mutator, findings, added))


def _meets(finding: Finding, mutation: Mutation) -> bool:
    """Whether a finding lies where the defect was written, or speaks of something absent."""
    place = finding.location
    if place.start is None or place.end is None:
        return not mutation.places or not place.text or _names(place.element, mutation.places)
    if not mutation.places:
        return True
    start, end = place.start, place.end
    return any(
        place.file == one.file
        and (
            start < one.end and one.start < end
            if start < end and one.start < one.end
            else start <= one.end and one.start <= end
        )
        for one in mutation.places
    )


def _names(element: str, places: Iterable[Place]) -> bool:
    """Whether a pointer without a span names the stated value that was spoilt, or a part of it."""
    return any(one.pointer and f"{one.pointer}/" in f"{element}/" for one in places)


def _note(mutator: Mutator, findings: Sequence[Finding], added: Counter[str]) -> str:
    missing = [code for code in mutator.codes if not added[code]]
    if missing:
        return f"no {', '.join(missing)}"
    places = [f.location for f in findings if f.code in mutator.codes]
    return "elsewhere: " + ", ".join(f"{p.file}[{p.start}:{p.end}]" for p in places[:3])
