"""The rule book as Markdown pages in Chinese and English: one page per code and an index.

The pages are made from the declarations and docstrings alone: same rules, same bytes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from services.formal_check.domain import vocabulary
from services.formal_check.domain.documentation import render
from services.formal_check.domain.rule import Declaration, Suppression
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.domain.wording import WORD_LISTS
from shared.contracts.common import Message

T = TypeVar("T")
INDEX = "README.md"
WORDS = "word-lists.md"


def rule_pages(book: RuleBook) -> dict[str, str]:
    """File name to Markdown: ``README.md``, ``word-lists.md`` and ``CN-CLM-002.md`` …"""
    pages = {INDEX: _index(book), WORDS: _word_lists()}
    for code in book.codes:
        pages[f"{code}.md"] = _page(book.versions(code))
    return pages


def _index(book: RuleBook) -> str:
    families: dict[str, list[str]] = defaultdict(list)
    for code in book.codes:
        families[vocabulary.family_of(code)].append(code)
    order = [*vocabulary.FAMILIES, *sorted(set(families) - set(vocabulary.FAMILIES))]
    lines = [
        "# 规则手册 · Rule book",
        "",
        f"{len(book.codes)} 条规则。本目录由程序自规则源码生成（`make docs`），请勿手工修改。",
        "",
        f"{len(book.codes)} rules. These pages are written by `make docs` from the rules' own "
        "documentation: change that, not these.",
        "",
        f"[用语表 word lists]({WORDS})",
    ]
    for family in order:
        if family not in families:
            continue
        name = vocabulary.family_name(family)
        lines += [
            "",
            f"## {name.zh} · {name.en} ({len(families[family])})",
            "",
            "| 代码 code | 规则 rule | 程度 severity | 后果 consequence |",
            "|---|---|---|---|",
        ]
        lines += [_row(book.versions(code)[-1]) for code in families[family]]
    return "\n".join(lines) + "\n"


def _word_lists() -> str:
    lines = [
        "# 用语表 · Word lists",
        "",
        "局方可在配置文件中按名称增加（`add`）或者认可（`allow`）用语，见 "
        "[formal-check.md](../formal-check.md)。An office adds or allows words by the name of the "
        "list in its own profile. 表中的用语 the words themselves: "
        "[wording.py](../../services/formal_check/domain/wording.py)",
        "",
        "| 名称 name | 内容 content | 来源 source |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{words.name}` | {_both(words.title)} | {_cell(words.source)} |"
        for words in WORD_LISTS.values()
    ]
    lines += ["", f"[{_both(Message(zh='全部规则', en='all rules'))}]({INDEX})"]
    return "\n".join(lines) + "\n"


def _row(rule: Declaration) -> str:
    severity = vocabulary.SEVERITIES[rule.severity]
    consequence = vocabulary.CONSEQUENCES[rule.consequence]
    cells = (
        f"[{rule.code}]({rule.code}.md)",
        f"{_cell(rule.title.zh)}<br>{_cell(rule.title.en)}",
        _both(severity),
        _both(consequence),
    )
    return f"| {' | '.join(cells)} |"


def _page(versions: Sequence[Declaration]) -> str:
    """The newest version first: it is the one most readers look for."""
    newest = versions[-1]
    lines = [f"# {newest.code} {newest.title.zh} · {newest.title.en}"]
    for rule in reversed(versions):
        lines += ["", *_version(rule, several=len(versions) > 1)]
    lines += ["", f"[{_both(Message(zh='全部规则', en='all rules'))}]({INDEX})"]
    return "\n".join(lines) + "\n"


def _version(rule: Declaration, *, several: bool) -> list[str]:
    lines: list[str] = []
    if several:
        lines += [f"## {_term(rule)}", ""]
    lines += ["| | |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in _facts(rule).items()]
    basis = tuple(place.citation() for place in rule.basis)
    text = render(rule.code, rule.title, rule.docstring, basis)
    depth = 1 if several else 0
    for heading, part in (("中文", text.zh), ("English", text.en)):
        lines += ["", f"{'#' * (depth + 2)} {heading}", "", _body(part, depth + 1)]
    return lines


def _facts(rule: Declaration) -> Mapping[str, str]:
    facts = {
        "严重程度 severity": _both(vocabulary.SEVERITIES[rule.severity]),
        "法律后果 consequence": _both(vocabulary.CONSEQUENCES[rule.consequence]),
        "处理要求 level": _both(vocabulary.LEVELS[rule.level]),
        "依据 legal basis": "<br>".join(
            f"{_cell(place.text_zh)} · {_cell(place.text_en)}"
            for place in (provision.citation() for provision in rule.basis)
        ),
        "施行期间 in force": _term(rule),
        "专利类型 kinds": _names(vocabulary.KINDS, rule.kinds),
        "申请途径 routes": _names(vocabulary.ROUTES, rule.routes),
        "检查对象 papers": _names(vocabulary.PROFILES, rule.profiles),
        "所需材料 inputs": _names(vocabulary.INPUTS, rule.reads)
        or _both(Message(zh="无", en="none")),
    }
    if rule.severity_published is not rule.severity:
        published = vocabulary.SEVERITIES[rule.severity_published]
        facts["公布文本中的严重程度 severity in publications"] = _both(published)
    if isinstance(rule, Suppression):
        facts["使其他规则不适用 switches off"] = ", ".join(
            f"[{code}]({code}.md)" for code in rule.suppresses
        )
    return facts


def _term(rule: Declaration) -> str:
    end = "" if rule.effective_to is None else f" {rule.effective_to}"
    return f"{rule.effective_from} –{end}"


def _names(names: Mapping[T, Message], values: Iterable[T]) -> str:
    """The names of ``values``, in the order of the vocabulary."""
    wanted = set(values)
    return ", ".join(_both(name) for value, name in names.items() if value in wanted)


def _body(text: str, deeper: int) -> str:
    """A rendered documentation without its title, its headings ``deeper`` levels down."""
    _, _, rest = text.partition("\n\n")
    return re.sub(r"^#", "#" * (deeper + 1), rest, flags=re.MULTILINE).rstrip()


def _both(name: Message) -> str:
    return f"{_cell(name.zh)} {_cell(name.en)}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
