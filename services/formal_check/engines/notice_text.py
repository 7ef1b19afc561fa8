"""A notice as the lines that both documents show, in one language."""

from __future__ import annotations

from typing import Literal

from services.formal_check.domain.notice import Defect, Notice
from shared.contracts.common import Message

Language = Literal["zh", "en"]

_LABELS = {
    "basis": Message(zh="依据：", en="Basis: "),
    "consequence": Message(zh="后果：", en="Consequence: "),
    "due": Message(zh="可在此日前补交：", en="May follow until: "),
    "quote": Message(zh="原文：", en="Text: "),
    "made": Message(
        zh="本草案由智审依规则集{version}生成，供审查员审核、修改后使用，不具有法律效力。",
        en="Draft made by Zhishen with rule set {version} for an examiner to check and edit. It "
        "has no legal effect.",
    ),
}


def say(message: Message, language: Language) -> str:
    """The text in one language."""
    return message.zh if language == "zh" else message.en


def heading_of(defect: Defect, language: Language) -> str:
    """``3. 权利要求2：…``."""
    message = say(defect.message, language)
    place = "" if defect.place is None else say(defect.place, language)
    if message.lower().startswith(place.lower()):
        place = ""
    colon = "：" if language == "zh" else ": "
    return f"{defect.number}. {place}{colon if place else ''}{message}"


def details_of(defect: Defect, language: Language) -> tuple[str, ...]:
    """What stands below a defect: quoted text, basis, consequence, term, caution."""
    basis = f"{say(defect.basis, language)} ({defect.code})"
    lines = [f"{say(_LABELS['quote'], language)}“{defect.quote}”"] if defect.quote else []
    lines.append(f"{say(_LABELS['basis'], language)}{basis}")
    lines.append(f"{say(_LABELS['consequence'], language)}{say(defect.consequence, language)}")
    if defect.due is not None:
        lines.append(f"{say(_LABELS['due'], language)}{defect.due}")
    if defect.note is not None:
        lines.append(say(defect.note, language))
    return tuple(lines)


def made_by(notice: Notice, language: Language) -> str:
    """The last line: who made the draft, and that it is one."""
    return say(_LABELS["made"], language).format(version=notice.rule_set)
