"""Fingerprints of rules: whether a rule can judge otherwise than before.

The version of the rule book covers what rules declare. A re-check has to know more: whether the
code behind a rule changed, and of which rules. A rule's fingerprint covers its own function, what
its module holds beside other rules, and the rule modules that it imports. Everything that all rules
stand on (cases, engine, claim language, word lists and what the office changed in them) is one
fingerprint, ``engine``: when it differs, any rule may judge otherwise.
"""

from __future__ import annotations

import hashlib
import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType

import services.formal_check.domain
import shared.model
from services.formal_check.domain.rule import Declaration, Rule, Suppression
from services.formal_check.domain.rule_book import RuleBook

_RULES = "services.formal_check.domain.rules"
_IMPORTED = re.compile(rf"^from {re.escape(_RULES)}\.([\w.]+) import", re.MULTILINE)
"""Rule modules import names of one another, never a module or an area as a whole."""
_FOUNDATION = (services.formal_check.domain, shared.model)
_DATA = frozenset({".py", ".json", ".yaml", ".toml", ".tsv", ".txt"})


@dataclass(frozen=True)
class RuleSources:
    """Fingerprints of one rule book."""

    engine: str
    by_version: Mapping[tuple[str, str], str]
    """By code and first day in force (ISO)."""
    digest: str
    """Of all of them: equal digests judge alike."""

    def of(self, rule: Declaration) -> str:
        """The fingerprint of one version of a rule."""
        return self.by_version[rule.code, rule.effective_from.isoformat()]


@lru_cache(maxsize=4)
def rule_sources(book: RuleBook) -> RuleSources:
    """The fingerprints of ``book``, from the source files it was made from."""
    shared_parts = _shared_parts(book.declarations)
    by_version = {
        (rule.code, rule.effective_from.isoformat()): _short(
            repr((_declared(rule), book.overrides.severities.get(rule.code))),
            _source(_check(rule)),
            shared_parts[_module(rule).__name__],
        )
        for rule in book.declarations
    }
    engine = _short(_engine(), repr(sorted(book.overrides.words.items())))
    lines = (f"{code} {day} {mark}" for (code, day), mark in by_version.items())
    return RuleSources(engine, by_version, _short(engine, *lines))


def _shared_parts(declarations: Iterable[Declaration]) -> dict[str, str]:
    """By module: what its rules share, which is all of it but their functions, and imports."""
    functions: dict[str, list[str]] = {}
    for rule in declarations:
        functions.setdefault(_module(rule).__name__, []).append(_source(_check(rule)))
    parts = {}
    for name, sources in functions.items():
        text = _source(sys.modules[name])
        rest = text
        for source in sources:
            rest = rest.replace(source, "", 1)
        imported = (_source(sys.modules[f"{_RULES}.{one}"]) for one in _reached(text))
        parts[name] = _short(rest, *imported)
    return parts


def _reached(text: str) -> list[str]:
    """Names of the rule modules that a module imports, directly or through others."""
    reached: set[str] = set()
    waiting = _IMPORTED.findall(text)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _IMPORTED.findall(_source(sys.modules[f"{_RULES}.{name}"]))
    return sorted(reached)


def _declared(rule: Declaration) -> tuple[object, ...]:
    return (
        rule.code,
        rule.effective_from,
        rule.effective_to,
        rule.severity,
        rule.severity_published,
        rule.level,
        rule.basis,
        sorted(rule.kinds),
        sorted(rule.routes),
        sorted(rule.profiles),
    )


def _check(rule: Declaration) -> object:
    assert isinstance(rule, Rule | Suppression)  # noqa: S101 - narrows the type
    return rule.check


def _module(rule: Declaration) -> ModuleType:
    module = inspect.getmodule(_check(rule))
    assert module is not None  # noqa: S101 - rules are functions of modules
    return module


@cache
def _source(thing: object) -> str:
    return inspect.getsource(thing)  # type: ignore[arg-type]


def _engine() -> str:
    parts: list[str] = []
    for package in _FOUNDATION:
        folder = Path(str(package.__file__)).parent
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.suffix in _DATA and inside.parts[0] != "rules" and path.is_file():
                parts += [inside.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()]
    return _short(*parts)


def _short(*parts: str) -> str:
    digest = hashlib.blake2s(digest_size=8)
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()
