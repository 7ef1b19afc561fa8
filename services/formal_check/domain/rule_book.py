"""The rule book: all versions of all rules, and which of them govern a given day."""

from __future__ import annotations

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.formal_check.domain.case import Input
from services.formal_check.domain.profile import GoverningDate, Profile
from services.formal_check.domain.rule import Declaration, Suppression


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
    """Rules by code. Versions of one code must not overlap in time."""

    def __init__(self, declarations: Iterable[Declaration]) -> None:
        versions: dict[str, list[Declaration]] = defaultdict(list)
        for declaration in declarations:
            versions[declaration.code].append(declaration)
        self._versions: dict[str, tuple[Declaration, ...]] = {}
        for code in sorted(versions):
            ordered = sorted(versions[code], key=lambda version: version.effective_from)
            for earlier, later in itertools.pairwise(ordered):
                end = earlier.effective_to
                if end is None or end >= later.effective_from:
                    raise ValueError(f"versions of {code} overlap")
            self._versions[code] = tuple(ordered)
        self.version = self._digest()

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

    def governing(self, profile: Profile) -> tuple[Governing, ...]:
        """One entry per code of the profile's office, by code."""
        return tuple(
            _choose(versions, _governing_day(versions[0], profile))
            for versions in self._versions.values()
            if versions[0].office_code == profile.office_code
        )

    def _digest(self) -> str:
        digest = hashlib.blake2s(digest_size=4)
        for rule in self.declarations:
            digest.update(
                repr((rule.code, rule.effective_from, rule.severity, rule.basis)).encode()
            )
        return f"{len(self._versions)}-{digest.hexdigest()}"


def in_force(declaration: Declaration, day: date) -> bool:
    """Whether this version of a rule is in force on ``day``."""
    end = declaration.effective_to
    return declaration.effective_from <= day and (end is None or day <= end)


def depending_on(
    governing: Sequence[Governing], changed: frozenset[Input]
) -> tuple[Governing, ...]:
    """Of ``governing``, what an edit of the inputs ``changed`` makes necessary to run again.

    Rules that read them, rules whose suppressions read them, and every suppression of such rules.
    """
    reading = {one.declaration.code for one in governing if one.declaration.reads & changed}
    codes = set(reading)
    for one in governing:
        if isinstance(one.declaration, Suppression) and one.declaration.code in reading:
            codes.update(one.declaration.suppresses)
    for one in governing:
        if isinstance(one.declaration, Suppression) and codes & set(one.declaration.suppresses):
            codes.add(one.declaration.code)
    return tuple(one for one in governing if one.declaration.code in codes)


def _governing_day(declaration: Declaration, profile: Profile) -> date:
    if declaration.governed_by is GoverningDate.ACT:
        return profile.as_of
    return profile.governing_date


def _choose(versions: Sequence[Declaration], day: date) -> Governing:
    for version in reversed(versions):
        if version.effective_from <= day:
            return Governing(version, day, in_force=in_force(version, day))
    oldest = versions[0]
    return Governing(oldest, day, in_force=not oldest.introduced, predates=not oldest.introduced)
