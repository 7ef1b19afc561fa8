"""What a Boolean query consists of. ``str(node)`` writes it with every group in parentheses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TextField(StrEnum):
    """A field of running text."""

    TITLE = "TI"
    ABSTRACT = "AB"
    CLAIMS = "CLMS"
    DESCRIPTION = "DESC"


class NameField(StrEnum):
    """A field of names."""

    APPLICANT = "PA"
    INVENTOR = "IN"


class SymbolField(StrEnum):
    """A field of classification symbols."""

    IPC = "IPC"
    CPC = "CPC"


class DateField(StrEnum):
    """A field with a day."""

    PUBLISHED = "PD"
    FILED = "AD"


class NumberField(StrEnum):
    """A field with numbers."""

    PUBLICATION = "PN"
    FAMILY = "FAM"


ALL_TEXT = tuple(TextField)


@dataclass(frozen=True)
class Words:
    """A word, a phrase in quotation marks, or a pattern with ``*`` and ``?``, in text fields."""

    text: str
    fields: tuple[TextField, ...] = ALL_TEXT
    phrase: bool = False

    def __str__(self) -> str:
        named = "" if self.fields == ALL_TEXT else ",".join(self.fields) + "="
        return f'{named}"{self.text}"' if self.phrase else f"{named}{self.text}"


@dataclass(frozen=True)
class Name:
    """A person or company whose name contains this; ``*`` and ``?`` as in words."""

    field: NameField
    text: str
    phrase: bool = False

    def __str__(self) -> str:
        return f'{self.field}="{self.text}"' if self.phrase else f"{self.field}={self.text}"


@dataclass(frozen=True)
class Symbol:
    """A classification symbol of any level, with everything below it."""

    field: SymbolField
    level: str
    """As ``cpc_levels`` gives it."""

    def __str__(self) -> str:
        return f'{self.field}="{self.level}"'


@dataclass(frozen=True)
class Dated:
    """A day from ``first`` to before ``before``, each open if ``None``."""

    field: DateField
    first: date | None
    before: date | None

    def __str__(self) -> str:
        parts = [f"{self.field}>={self.first}"] if self.first is not None else []
        parts += [f"{self.field}<{self.before}"] if self.before is not None else []
        return " AND ".join(parts) if len(parts) == 1 else f"({' AND '.join(parts)})"


@dataclass(frozen=True)
class Number:
    """A publication number with or without kind code (``*``, ``?``), or a family."""

    field: NumberField
    text: str

    def __str__(self) -> str:
        return f"{self.field}={self.text}"


class Closeness(StrEnum):
    """How two expressions must stand to each other."""

    ADJACENT = "ADJ"
    """In this order, at most n words or Chinese characters between."""
    NEAR = "NEAR"
    """The same in either order."""
    SENTENCE = "S"
    PARAGRAPH = "P"


@dataclass(frozen=True)
class Close:
    """Two expressions close to each other in the same field."""

    how: Closeness
    left: Node
    right: Node
    distance: int = 0

    def __str__(self) -> str:
        plain = self.how in (Closeness.SENTENCE, Closeness.PARAGRAPH)
        return f"({self.left} {self.how}{'' if plain else f'/{self.distance}'} {self.right})"


@dataclass(frozen=True)
class All:
    """Every one of these."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return "(" + " AND ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True)
class Any:
    """At least one of these."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return "(" + " OR ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True)
class Not:
    """Everything else."""

    part: Node

    def __str__(self) -> str:
        return f"(NOT {self.part})"


Node = Words | Name | Symbol | Dated | Number | Close | All | Any | Not
