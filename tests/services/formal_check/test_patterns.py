"""No pattern of the rules nests one unbounded repetition in another.

That is the shape whose time can grow exponentially (``(a+)+b``). It is read off the parsed pattern,
without running it; what takes long in other ways is left to ``test_hostile_text``.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import services.formal_check.domain
import shared.model
from services.formal_check.domain.marked_pattern import MarkedPattern
from services.formal_check.domain.word_lists import WordList

_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
_LONG = 1000
"""A repetition with a higher bound than this counts as unbounded."""

_PARTED = (
    "services.formal_check.domain.rules.biology.sequences_in_text._NUCLEOTIDES[0]",
    "shared.model.headings._NUMBERING[0]",
)
"""Each round of the outer repetition has to hold a character that the inner one cannot take (a space
between blocks of letters; a mark after a number), so that a text is divided in one way only."""


def _patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that a module of the rules or of the model holds by name."""
    found: dict[str, re.Pattern[str]] = {}
    for package in (services.formal_check.domain, shared.model):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(info.name)).items():
                for index, each in enumerate(value if isinstance(value, tuple) else (value,)):
                    if isinstance(each, WordList):
                        each = each.pattern
                    if isinstance(each, MarkedPattern):
                        each = each.pattern
                    if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                        found[f"{info.name}.{name}[{index}]"] = each
    return found


def _repeated(parsed: Iterable[Any], inside: bool = False) -> Iterator[bool]:
    """For every unbounded repetition, whether it stands inside another one."""
    for operation, argument in parsed:
        if operation in _REPEATS:
            _, most, body = argument
            unbounded = int(most) > _LONG
            if unbounded:
                yield inside
            yield from _repeated(body, inside or unbounded)
        else:
            yield from _inner(argument, inside)


def _inner(argument: object, inside: bool) -> Iterator[bool]:
    if isinstance(argument, _parser.SubPattern):
        yield from _repeated(argument, inside)
    elif isinstance(argument, (tuple, list)):
        for each in argument:
            yield from _inner(each, inside)


@pytest.mark.parametrize(
    ("pattern", "nested"),
    [("(a+)+b", True), ("(?:a|b*)*", True), ("(?:ab{1,3})+", False), ("a+b+", False)],
)
def test_nesting_is_seen(pattern: str, nested: bool) -> None:
    assert any(_repeated(_parser.parse(pattern))) is nested


def test_no_pattern_nests_unbounded_repetitions() -> None:
    patterns = _patterns()
    assert len(patterns) > 100
    nested = [
        name
        for name, pattern in patterns.items()
        if any(_repeated(_parser.parse(pattern.pattern, pattern.flags)))
    ]
    assert set(nested) == set(_PARTED)
