"""Rule documentation from docstrings: English and Chinese sections of one docstring.

    The first paragraphs say what the rule does.

    Why:
        The reason.
    Known problems:
        Where it may err (optional).

Example:
        What it reports.
    Use instead:
        What it accepts.
    中文:
        作用、理由与已知问题，用中文写。

Example and replacement are Chinese patent text and serve both languages; references are made from
the rule's legal basis.

"""

from __future__ import annotations

import inspect
from collections.abc import Sequence

from shared.contracts.common import Message
from shared.contracts.formal_check import LegalCitation

SECTIONS = ("Why", "Known problems", "Example", "Use instead", "中文")
REQUIRED = ("Why", "Example", "Use instead", "中文")

_ZH_HEADINGS = {"Example": "示例", "Use instead": "应改为"}


def parse_docstring(docstring: str | None) -> dict[str, str]:
    """Sections by name; ``What it does`` is the text before the first of them."""
    sections: dict[str, list[str]] = {"What it does": []}
    current = sections["What it does"]
    for line in inspect.cleandoc(docstring or "").splitlines():
        name = line[:-1] if line.endswith((":", "：")) else ""
        if name in SECTIONS:
            current = sections.setdefault(name, [])
        else:
            current.append(line)
    return {
        name: inspect.cleandoc("\n".join(["", *lines])).strip() for name, lines in sections.items()
    }


def render(
    code: str, title: Message, docstring: str | None, basis: Sequence[LegalCitation]
) -> Message:
    """The rule's public documentation as Markdown in both languages."""
    sections = parse_docstring(docstring)
    en = [f"# {code} {title.en}", "## What it does", sections["What it does"]]
    for name in ("Why", "Known problems"):
        if name in sections:
            en += [f"## {name}", sections[name]]
    zh = [f"# {code} {title.zh}", "## 说明", sections.get("中文", "")]
    for name in ("Example", "Use instead"):
        if name in sections:
            block = f"```text\n{sections[name]}\n```"
            en += [f"## {name}", block]
            zh += [f"## {_ZH_HEADINGS[name]}", block]
    en += ["## References", "\n".join(f"- {place.text_en}{_note_en(place)}" for place in basis)]
    zh += ["## 依据", "\n".join(f"- {place.text_zh}{_note_zh(place)}" for place in basis)]
    return Message(zh="\n\n".join(zh) + "\n", en="\n\n".join(en) + "\n")


def _note_en(place: LegalCitation) -> str:
    return "" if place.verified else " (wording not verified)"


def _note_zh(place: LegalCitation) -> str:
    return "" if place.verified else "（原文未核对）"
