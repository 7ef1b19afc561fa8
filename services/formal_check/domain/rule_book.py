"""The rule book: all versions of all rules, and which of them govern a given day."""

from __future__ import annotations

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from services.formal_check.domain.inputs import Input
from services.formal_check.domain.overrides import NO_OVERRIDES, Overrides
from services.formal_check.domain.profile import GoverningDate, Profile
from services.formal_check.domain.rule import Declaration, Suppression
from services.formal_check.domain.word_lists import WordList

_MOST_CHOICES = 256
"""Choices of rules that are kept: hints ask for the same few, a batch for one per day."""


@dataclass(frozen=True)
class Governing:
    """The version of a rule that is used, and whether that is certain."""

    declaration: Declaration
    day: date
    """The governing day: of filing, or of the act."""
    in_force: bool
    """False if no version was in force on the governing day: the rule does not apply."""
    predates: bool = False
    """The papers are older than the oldest version at hand, which is used all the same."""


class RuleBook:
    """Rules by code, as an office uses them. Versions of one code must not overlap in time."""

    def __init__(
        self, declarations: Iterable[Declaration], overrides: Overrides = NO_OVERRIDES
    ) -> None:
        self.overrides = overrides
        self.words: Mapping[str, WordList] = overrides.word_lists()
        versions: dict[str, list[Declaration]] = defaultdict(list)
        for declaration in declarations:
            versions[declaration.code].append(overrides.applied(declaration))
        self._versions: dict[str, tuple[Declaration, ...]] = {}
        for code in sorted(versions):
            ordered = sorted(versions[code], key=lambda version: version.effective_from)
            for earlier, later in itertools.pairwise(ordered):
                end = earlier.effective_to
                if end is None or end >= later.effective_from:
                    raise ValueError(f"versions of {code} overlap")
            self._versions[code] = tuple(ordered)
        self.version = self._digest()
        self._chosen = lru_cache(maxsize=_MOST_CHOICES)(self._choose_all)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, sorted."""
        return tuple(self._versions)

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """Every version of every rule, by code and first day."""
        return tuple(version for code in self._versions for version in self._versions[code])

    def versions(self, code: str) -> Sequence[Declaration]:
        """The versions of a code, oldest first; empty for an unknown code."""
        return self._versions.get(code, ())

    def governing(
        self, profile: Profile, changed: frozenset[Input] | None = None
    ) -> tuple[Governing, ...]:
        """One entry per code of the profile's office, by code.

        With ``changed`` only what an edit of these inputs makes necessary to run again: rules that
        read them, rules whose suppressions read them, and every suppression of such rules.
        """
        return self._chosen(profile.office_code, profile.governing_date, profile.as_of, changed)

    def _choose_all(
        self, office_code: str, filing: date, act: date, changed: frozenset[Input] | None
    ) -> tuple[Governing, ...]:
        if changed is not None:
            return _depending_on(self._chosen(office_code, filing, act, None), changed)
        return tuple(
            _choose(versions, act if versions[0].governed_by is GoverningDate.ACT else filing)
            for versions in self._versions.values()
            if versions[0].office_code == office_code
        )

    def _digest(self) -> str:
        digest = hashlib.blake2s(digest_size=4)
        for rule in self.declarations:
            digest.update(
                repr((rule.code, rule.effective_from, rule.severity, rule.basis)).encode()
            )
        digest.update(self.overrides.version.encode())
        return f"{len(self._versions)}-{digest.hexdigest()}"


def in_force(declaration: Declaration, day: date) -> bool:
    """Whether this version of a rule is in force on ``day``."""
    end = declaration.effective_to
    return declaration.effective_from <= day and (end is None or day <= end)


def _depending_on(
    governing: Sequence[Governing], changed: frozenset[Input]
) -> tuple[Governing, ...]:
    reading = {one.declaration.code for one in governing if one.declaration.reads & changed}
    codes = set(reading)
    for one in governing:
        if isinstance(one.declaration, Suppression) and one.declaration.code in reading:
            codes.update(one.declaration.suppresses)
    for one in governing:
        if isinstance(one.declaration, Suppression) and codes & set(one.declaration.suppresses):
            codes.add(one.declaration.code)
    return tuple(one for one in governing if one.declaration.code in codes)


def _choose(versions: Sequence[Declaration], day: date) -> Governing:
    for version in reversed(versions):
        if version.effective_from <= day:
            return Governing(version, day, in_force=in_force(version, day))
    oldest = versions[0]
    return Governing(oldest, day, in_force=not oldest.introduced, predates=not oldest.introduced)
