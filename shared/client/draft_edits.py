"""The papers as an editor holds them, and the edits that lead from one state to the next.

The same as ``javascript/draft.js``; a test compares the two step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shared.contracts.formal_check import DraftTexts
from shared.contracts.hint_session import Edit, InsertUnit, RemoveUnit, SetText

MAX_EDITS = 100
"""Edits that one message may carry."""
_PARTS: dict[str, Literal["abstract", "claim", "paragraph"]] = {
    "abstract": "abstract",
    "claims": "claim",
    "description": "paragraph",
}
_TITLES = {"request_title": "title", "title": "description/title"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A text unit with its id in the session."""

    id: str
    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Mirror:
    """What the server has."""

    other: DraftTexts
    """Everything that no edit can change."""
    units: Mapping[str, tuple[Unit, ...]]
    """By field of the texts."""


def mirror_of(texts: DraftTexts) -> Mirror:
    """What the server has after a session was opened with ``texts``."""
    units: dict[str, tuple[Unit, ...]] = {}
    for name in _PARTS:
        lines = _lines(texts, name)
        if lines is None:
            continue
        counted: list[Unit] = []
        counts = {True: 0, False: 0}
        for text, heading in lines:
            counts[heading] += 1
            place = f"heading/{counts[True]}" if heading else str(counts[False])
            counted.append(Unit(f"{name}/{place}", text, heading))
        units[name] = tuple(counted)
    for name, unit_id in _TITLES.items():
        if (text := getattr(texts, name)) is not None:
            units[name] = (Unit(unit_id, text),)
    return Mirror(_other(texts), units)


def edits_to(
    mirror: Mirror, texts: DraftTexts, new_id: Callable[[], str]
) -> tuple[tuple[Edit, ...], Mirror] | None:
    """Edits that make the server's state that of ``texts``, and the state they lead to.

    ``None`` where edits cannot say it: another kind, a part that was not there, too much at once.
    """
    wanted = mirror_of(texts)
    if wanted.other != mirror.other or wanted.units.keys() != mirror.units.keys():
        return None
    edits: list[Edit] = []
    units = {
        name: _edited(name, mirror.units[name], wanted.units[name], new_id, edits)
        for name in wanted.units
    }
    if len(edits) > MAX_EDITS:
        return None
    return tuple(edits), Mirror(mirror.other, units)


def _edited(
    name: str,
    old: Sequence[Unit],
    wanted: Sequence[Unit],
    new_id: Callable[[], str],
    edits: list[Edit],
) -> tuple[Unit, ...]:
    shorter = min(len(old), len(wanted))
    begin = 0
    while begin < shorter and _same(old[begin], wanted[begin]):
        begin += 1
    tail = 0
    while tail < shorter - begin and _same(old[-1 - tail], wanted[-1 - tail]):
        tail += 1
    changed = zip(old[begin : len(old) - tail], wanted[begin : len(wanted) - tail], strict=False)
    if len(old) != len(wanted) or any(one.heading != other.heading for one, other in changed):
        # Lines are inserted before a paragraph, so headings between the change and the next
        # paragraph belong to the change where lines come or go.
        while tail > 0 and old[-tail].heading:
            tail -= 1
    old_end, wanted_end = len(old) - tail, len(wanted) - tail
    before = old[old_end].id if tail else None
    units = list(old[:begin])
    at = begin
    while at < min(old_end, wanted_end) and old[at].heading == wanted[at].heading:
        if old[at].text != wanted[at].text:
            edits.append(SetText(op="set", unit=old[at].id, text=wanted[at].text))
        units.append(Unit(old[at].id, wanted[at].text, old[at].heading))
        at += 1
    edits += [RemoveUnit(op="remove", unit=gone.id) for gone in old[at:old_end]]
    for one in wanted[at:wanted_end]:
        unit = new_id()
        part = "heading" if one.heading else _PARTS[name]
        edits.append(InsertUnit(op="insert", part=part, text=one.text, before=before, unit=unit))
        units.append(Unit(unit, one.text, one.heading))
    return (*units, *old[old_end:])


def _same(one: Unit, other: Unit) -> bool:
    return one.text == other.text and one.heading == other.heading


def _lines(texts: DraftTexts, name: str) -> list[tuple[str, bool]] | None:
    if name == "description":
        lines = texts.description
        return None if lines is None else [(line.text, line.heading) for line in lines]
    given: tuple[str, ...] | None = getattr(texts, name)
    return None if given is None else [(text, False) for text in given]


def _other(texts: DraftTexts) -> DraftTexts:
    return texts.model_copy(update=dict.fromkeys((*_PARTS, *_TITLES)))
