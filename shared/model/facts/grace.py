"""Disclosures that do not destroy novelty (Patent Law Art. 24). Vocabulary: docs/facts/priority-and-divisionals.md."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import JsonValue

from shared.model.facts.reading import Day, Fact, Flag, Names, Text, also, kinds


class Disclosure(StrEnum):
    """How it came to the disclosure: the four cases of Art. 24."""

    EMERGENCY = "emergency"
    EXHIBITION = "exhibition"
    CONFERENCE = "conference"
    LEAK = "leak"


_WORDS = (
    ("紧急", Disclosure.EMERGENCY),
    ("非常", Disclosure.EMERGENCY),
    ("展览", Disclosure.EXHIBITION),
    ("会议", Disclosure.CONFERENCE),
    ("学术", Disclosure.CONFERENCE),
    ("泄露", Disclosure.LEAK),
)


def disclosure_of(category: str | None) -> Disclosure | None:
    """The case that a category names, in English or Chinese; ``None`` if it names none."""
    if category is None:
        return None
    if category.lower() in set(Disclosure):
        return Disclosure(category.lower())
    return next((case for word, case in _WORDS if word in category), None)


class GraceStatement(Fact):
    """One disclosure as the request declares it."""

    category: Text = also("情形")
    disclosed_on: Day = also("公开日期")
    known_on: Day = also("得知日期")


class GraceStatements(Fact):
    """The request's declaration: absent is unknown, empty is none."""

    grace_period: tuple[GraceStatement, ...] | None = also("不丧失新颖性宽限期声明")


class GraceDeclaration(GraceStatement):
    """A declaration filed later than the request."""

    KINDS = kinds("grace_period_declaration", "不丧失新颖性宽限期声明", "不丧失新颖性公开声明")


class GraceProof(Fact):
    """Evidence of the disclosure."""

    KINDS = kinds("grace_period_proof", "不丧失新颖性证明材料", "不丧失新颖性公开的证明文件")

    category: Text = also("情形")
    disclosed_on: Day = also("公开日期")
    shows: Names = also("记载事项")
    """What the evidence states: ``date``, ``place``, ``name``, ``content``, ``form``, ``reason``."""
    sealed: Flag = also("签章", "盖章")


SHOWN = {
    "日期": "date",
    "展出日期": "date",
    "泄露日期": "date",
    "会议日期": "date",
    "地点": "place",
    "名称": "name",
    "展览会名称": "name",
    "会议名称": "name",
    "内容": "content",
    "形式": "form",
    "方式": "form",
    "泄露方式": "form",
    "事由": "reason",
}
"""Chinese names of what evidence can show."""


def shown(names: tuple[str, ...]) -> frozenset[str]:
    """What evidence shows, by its English names."""
    return frozenset(SHOWN.get(name.strip(), name.strip().lower()) for name in names)


def undeclared(further: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """The statements, with a plain ``false`` (``否``) for the declaration read as an empty list."""
    return {
        name: [] if value is False or value in ("否", "无") else value
        for name, value in further.items()
    }
