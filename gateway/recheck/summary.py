"""What became of findings over all items of a job, by rule and by art unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from shared.contracts.common import Message
from shared.contracts.rechecks import Count, GroupSummary, RecheckItem, RecheckJob, RecheckSummary

_PARTS = ("new", "cleared", "changed", "unconfirmed")
_NOTE = Message(
    zh="仅汇总机器检查结果的变化，供人工复核，不构成审查结论。",
    en="Counts changes of what was found by machine, for a person to review; no decision.",
)
Table = Mapping[str, Counter[str]]


def summarise(job: RecheckJob, items: Iterable[RecheckItem]) -> RecheckSummary:
    """Counts; the items are read once, in a memory that grows with rules and units only."""
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    by_unit: dict[str, Counter[str]] = defaultdict(Counter)
    problems: Counter[str] = Counter()
    for item in items:
        unit = by_unit[item.art_unit or ""]
        unit["items"] += 1
        if item.problem is not None:
            problems[item.problem] += 1
        touched: set[str] = set()
        for difference in item.differences:
            for part in _PARTS:
                codes: tuple[str, ...] = getattr(difference, part)
                unit[part] += len(codes)
                for code in codes:
                    by_rule[code][part] += 1
                touched.update(codes)
        for code in touched:
            by_rule[code]["items"] += 1
    return RecheckSummary(
        job=job,
        by_rule=_groups(by_rule),
        by_art_unit=_groups(by_unit),
        problems=tuple(Count(key=key, count=problems[key]) for key in sorted(problems)),
        note=_NOTE,
    )


def _groups(table: Table) -> tuple[GroupSummary, ...]:
    return tuple(
        GroupSummary(
            key=key,
            items=table[key]["items"],
            **{part: table[key][part] for part in _PARTS},
        )
        for key in sorted(table)
    )
