"""Reads details of papers, events and requests into typed facts.

A group of facts is a class with its kinds and its fields::

    class PriorityCopy(Fact):
        KINDS = kinds("priority_copy", "在先申请文件副本")
        applicants: Names | None = also("申请人")

    for copy in read_papers(case_file.papers, PriorityCopy):
        copy.pointer, copy.received_on, copy.details.applicants

A detail that is left out is ``None``: unknown. One given as ``null`` or empty is *stated* to be
empty (``Fact.states``). Unknown names are ignored; a value of the wrong type raises
``MistypedFactError``, which names the place and quotes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue
from pydantic import ValidationError as _ValidationError

from shared.model.case_file import DatedEvent, ProcedurePaper
from shared.model.facts.stated import MistypedFactError

_DATE = re.compile(r"\s*(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?\s*")
_YES_NO = {"是": True, "否": False, "有": True, "无": False, "yes": True, "no": False}
_LONGEST_TEXT = 2000
_MOST_ENTRIES = 1000


def read_day(text: str) -> date | None:
    """A full calendar date, or ``None`` where there is no such day."""
    found = _DATE.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _day(value: object) -> object:
    if isinstance(value, str) and (found := _DATE.fullmatch(value)):
        return date(int(found[1]), int(found[2]), int(found[3]))
    return value


def _flag(value: object) -> object:
    return _YES_NO.get(value.strip().lower(), value) if isinstance(value, str) else value


def _several(value: object) -> object:
    return [value] if isinstance(value, str) and value.strip() else value or None


def _text(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return (value.strip() or None) if isinstance(value, str) else value


Text = Annotated[Annotated[str, Field(max_length=_LONGEST_TEXT)] | None, BeforeValidator(_text)]
"""A short text; an empty one counts as ``None``."""
Day = Annotated[date | None, BeforeValidator(_day)]
"""A date: ``2024-03-01``, ``20240301``, ``2024.3.1``, ``2024年3月1日``."""
Flag = Annotated[bool | None, BeforeValidator(_flag)]
"""Yes or no: ``true``, ``false``, ``是``, ``否``, ``有``, ``无``."""
Names = Annotated[
    Annotated[tuple[str, ...], Field(max_length=_MOST_ENTRIES)] | None, BeforeValidator(_several)
]
"""One text or a list of them; an empty list counts as ``None``."""


def also(*names: str) -> Any:  # noqa: ANN401 - the default of a field of any type
    """An optional field that can be given under further names."""
    if not names:
        return None
    return Field(default=None, validation_alias=AliasChoices(*names))


def kinds(*names: str) -> frozenset[str]:
    """The names under which a kind of paper, event or fee is known."""
    return frozenset(map(kind_key, names))


def kind_key(kind: str) -> str:
    """A kind without width, case, spaces and book-title marks: what is compared."""
    folded = unicodedata.normalize("NFKC", kind).lower()
    return re.sub(r"[\s_\-《》]", "", folded)


class Fact(BaseModel):
    """Details of one kind of fact. All are optional; names that are not listed are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    KINDS: ClassVar[frozenset[str]] = frozenset()

    def states(self, *fields: str) -> bool:
        """Whether any of ``fields`` was given, even as ``null`` or empty."""
        return not self.model_fields_set.isdisjoint(fields)

    def empty(self, field: str) -> bool:
        """Whether ``field`` was given and holds nothing."""
        return self.states(field) and getattr(self, field) in (None, ())


F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class PaperFact(Generic[F]):
    """A paper and what its details say."""

    pointer: str
    """``/papers/3``: its place in the case file."""
    received_on: date | None
    form_code: str | None
    details: F


@dataclass(frozen=True)
class EventFact(Generic[F]):
    """An event and what its details say."""

    pointer: str
    occurred_on: date
    details: F


def read_details(model: type[F], values: Mapping[str, JsonValue], pointer: str) -> F:
    """``values`` as a ``model``. Raises ``MistypedFactError`` with the first wrong place."""
    try:
        return model.model_validate(dict(values))
    except (_ValidationError, ValueError) as error:
        first = error.errors()[0]["loc"] if isinstance(error, _ValidationError) else ()
        steps = [str(step) for step in first if str(step).isprintable()][:3]
        place = "/".join([pointer, *steps])
        raise MistypedFactError(place, "说明所列的类型", "of the documented kind") from None


def read_papers(papers: Iterable[ProcedurePaper], model: type[F]) -> tuple[PaperFact[F], ...]:
    """The papers of the model's kinds, in their order."""
    return tuple(
        PaperFact(
            pointer=f"/papers/{index}",
            received_on=paper.received_on,
            form_code=paper.form_code,
            details=read_details(model, paper.details, f"/papers/{index}/details"),
        )
        for index, paper in enumerate(papers)
        if kind_key(paper.kind) in model.KINDS
    )


def read_events(events: Iterable[DatedEvent], model: type[F]) -> tuple[EventFact[F], ...]:
    """The events of the model's kinds, in their order."""
    return tuple(
        EventFact(
            pointer=f"/events/{index}",
            occurred_on=event.occurred_on,
            details=read_details(model, event.details, f"/events/{index}/details"),
        )
        for index, event in enumerate(events)
        if kind_key(event.kind) in model.KINDS
    )
