"""What a rule yields: draft findings, which the engine completes with code and legal basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shared.contracts.common import Message
from shared.contracts.formal_check import Fix, FixSafety, Severity, TextEdit
from shared.model.source import Location, TextUnit


@dataclass(frozen=True)
class Draft:
    """A defect and its place, as a rule sees it."""

    message: Message
    location: Location
    related: tuple[Location, ...] = ()
    """Further places that explain it, e.g. the claim referred to."""
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None
    """Where it differs from the rule's own."""
    due: date | None = None
    """Last day of a term that is still running: the finding may follow later, until then."""
    from_recognition: bool = False
    """Rests on recognised drawing signs: the engine makes it a warning at most."""


Drafts = Iterator[Draft]


def at(
    unit: TextUnit,
    start: int,
    end: int,
    *,
    zh: str,
    en: str,
    related: tuple[Location, ...] = (),
    fixes: tuple[Fix, ...] = (),
    severity: Severity | None = None,
) -> Draft:
    """A defect in ``unit.text[start:end]`` (code points)."""
    return Draft(Message(zh=zh, en=en), unit.locate(start, end), related, fixes, severity)


def whole(
    unit: TextUnit,
    *,
    zh: str,
    en: str,
    related: tuple[Location, ...] = (),
    fixes: tuple[Fix, ...] = (),
    severity: Severity | None = None,
) -> Draft:
    """A defect of a whole unit."""
    return at(
        unit, 0, len(unit.text), zh=zh, en=en, related=related, fixes=fixes, severity=severity
    )


def placed(
    location: Location,
    *,
    zh: str,
    en: str,
    related: tuple[Location, ...] = (),
    severity: Severity | None = None,
    due: date | None = None,
) -> Draft:
    """A defect at a place that is no text unit: a figure, a value of the request, a file."""
    return Draft(Message(zh=zh, en=en), location, related, (), severity, due=due)


def within(place: Location, stated: str, start: int, end: int) -> Location:
    """The place of ``stated[start:end]`` in a value whose file may write some characters otherwise."""
    begin = place.start
    literal = begin is not None and place.end == begin + len(stated)
    span = (begin + start, begin + end) if literal and begin is not None else (None, None)
    return place.model_copy(update={"text": stated[start:end], "start": span[0], "end": span[1]})


def absent(
    expected: str,
    *,
    zh: str,
    en: str,
    file: str = "",
    related: tuple[Location, ...] = (),
    severity: Severity | None = None,
    due: date | None = None,
) -> Draft:
    """Something that is not there. ``expected`` says where it was looked for, e.g. ``claims``."""
    place = Location(file=file, element=expected)
    return Draft(Message(zh=zh, en=en), place, related, (), severity, due=due)


def replacing(
    unit: TextUnit, start: int, end: int, replacement: str, *, safety: FixSafety, zh: str, en: str
) -> Fix:
    """A fix that puts ``replacement`` in the place of ``unit.text[start:end]``."""
    edit = TextEdit(unit=unit.id, start=start, end=end, replacement=replacement)
    return Fix(safety=safety, description=Message(zh=zh, en=en), edits=(edit,))
