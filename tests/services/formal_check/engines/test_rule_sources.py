"""Fingerprints tell which rules may judge otherwise."""

from __future__ import annotations

import dataclasses
import inspect
from datetime import date
from types import ModuleType

from services.formal_check.domain.overrides import Overrides, SeverityOverride, WordOverride
from services.formal_check.domain.registry import RULE_MODULES, rule_book, rule_book_with
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.domain.rules import english_claims
from services.formal_check.domain.rules.signs import brackets
from services.formal_check.domain.wording import WORD_LISTS
from services.formal_check.engines.rule_sources import _reached, rule_sources


def test_every_version_of_every_rule_has_its_own() -> None:
    book = rule_book()
    sources = rule_sources(book)
    marks = [sources.of(rule) for rule in book.declarations]
    assert len(set(marks)) == len(marks)
    assert all(len(mark) == 16 for mark in [*marks, sources.engine, sources.digest])


def test_same_sources_same_fingerprints() -> None:
    book = rule_book()
    again = rule_sources(RuleBook(book.declarations))
    assert again == rule_sources(book)


def test_a_change_of_one_rule_shows_in_that_rule_only() -> None:
    declarations = list(rule_book().declarations)
    position = next(i for i, rule in enumerate(declarations) if rule.code == "CN-ABS-001")
    changed = dataclasses.replace(declarations[position], effective_to=date(2099, 1, 1))
    declarations[position] = changed
    before, after = rule_sources(rule_book()), rule_sources(RuleBook(declarations))
    differing = {
        key for key in before.by_version if before.by_version[key] != after.by_version[key]
    }
    assert {code for code, _ in differing} == {"CN-ABS-001"}
    assert before.engine == after.engine
    assert before.digest != after.digest


def test_rule_modules_import_names_so_that_fingerprints_follow_them() -> None:
    """A module or a whole area under one name would hide what a rule depends on."""
    for module in RULE_MODULES:
        for name, value in vars(module).items():
            rules = isinstance(value, ModuleType) and "domain.rules" in value.__name__
            assert not rules, f"{module.__name__} imports {name}"


def test_a_rule_depends_on_what_its_module_reads_through() -> None:
    """``signs.brackets`` reads signs and formulae through two modules without rules."""
    assert _reached(inspect.getsource(brackets)) == ["claims.reading", "signs.reading"]


def test_rules_of_other_offices_depend_on_what_is_looked_for_in_english() -> None:
    for module in english_claims.MODULES:
        assert "english_claims.reading" in _reached(inspect.getsource(module)), module.__name__


def test_what_an_office_overrides_shows() -> None:
    off = Overrides("x", severities={"CN-ABS-001": SeverityOverride(None, None)})
    words = Overrides("x", words={next(iter(WORD_LISTS)): WordOverride(add=("某词",))})
    before = rule_sources(rule_book())
    switched, worded = rule_sources(rule_book_with(off)), rule_sources(rule_book_with(words))
    differing = {
        key for key in before.by_version if before.by_version[key] != switched.by_version[key]
    }
    assert {code for code, _ in differing} == {"CN-ABS-001"}
    assert switched.engine == before.engine
    assert worded.engine != before.engine
