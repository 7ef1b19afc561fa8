"""Values as people state them in ``details`` and ``further``: read leniently, typed, bounded.

Every reader takes the facts and the names that a value may have, the first one given counts. A
name that is not there (or is ``null`` or empty) gives ``None``: unknown. A value of a wrong kind
raises ``MistypedFactError``, which names the fact and quotes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pydantic import JsonValue

Facts = Mapping[str, JsonValue]

_YES = frozenset({"是", "有", "已", "true", "yes", "1"})
_NO = frozenset({"否", "无", "未", "没有", "false", "no", "0"})
_DATE = re.compile(r"(\d{4})\s?[-./年]?\s?(\d{1,2})\s?[-./月]?\s?(\d{1,2})\s?日?")
_SEPARATOR = re.compile(r"[;；、,，|\n]")
_MAX_ITEMS = 1000


class MistypedFactError(ValueError):
    """A fact is there, but not of the kind its documentation asks for."""

    def __init__(self, name: str, expected_zh: str, expected_en: str) -> None:
        super().__init__(f"the fact {name} should be {expected_en}")
        self.name = name
        self.expected_zh = expected_zh
        self.expected_en = expected_en


def given(facts: Facts, *names: str) -> tuple[str, JsonValue] | None:
    """The first of ``names`` that has a value, with that value."""
    for name in names:
        value = facts.get(name)
        if value is not None and value != "":
            return name, value
    return None


def text(facts: Facts, *names: str) -> str | None:
    """A text; numbers are taken as written."""
    found = given(facts, *names)
    if found is None:
        return None
    name, value = found
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise MistypedFactError(name, "文本", "a text")
    return str(value).strip()


def texts(facts: Facts, *names: str) -> tuple[str, ...] | None:
    """Several texts: a list, or one text parted by commas, semicolons or 、."""
    found = given(facts, *names)
    if found is None:
        return None
    name, value = found
    if isinstance(value, str):
        return tuple(part.strip() for part in _SEPARATOR.split(value) if part.strip())
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise MistypedFactError(name, "文本列表", "a list of texts")
    return tuple(str(item).strip() for item in value[:_MAX_ITEMS])


def flag(facts: Facts, *names: str) -> bool | None:
    """Yes or no, also 是 and 否."""
    found = given(facts, *names)
    if found is None:
        return None
    name, value = found
    if isinstance(value, bool):
        return value
    folded = str(value).strip().lower()
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise MistypedFactError(name, "“是”或者“否”", "yes or no")


def number(facts: Facts, *names: str) -> float | None:
    """A finite number, also as a text."""
    found = given(facts, *names)
    if found is None:
        return None
    name, value = found
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError
        read = float(value)
    except (ValueError, OverflowError):
        raise MistypedFactError(name, "数字", "a number") from None
    if not abs(read) < 1e15:
        raise MistypedFactError(name, "数字", "a number")
    return read


def day(facts: Facts, *names: str) -> date | None:
    """A day: ``2024-03-01``, ``20240301``, ``2024.3.1`` or ``2024年3月1日``."""
    found = given(facts, *names)
    if found is None:
        return None
    name, value = found
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if match is None:
            raise ValueError
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise MistypedFactError(name, "日期", "a day") from None


def objects(facts: Facts, *names: str) -> tuple[Facts, ...] | None:
    """A list of objects."""
    found = given(facts, *names)
    if found is None:
        return None
    name, value = found
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise MistypedFactError(name, "对象列表", "a list of objects")
    return tuple(item for item in value[:_MAX_ITEMS] if isinstance(item, dict))
