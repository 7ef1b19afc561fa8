"""What an office changes in the rule book: severities, and words of the word lists.

Rules that decide whether there is an application cannot be made milder: their outcome is the law's,
not the office's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from services.formal_check.domain.rule import Declaration
from services.formal_check.domain.waivers import decides_acceptance
from services.formal_check.domain.word_lists import WordList
from services.formal_check.domain.wording import WORD_LISTS
from shared.contracts.common import Message
from shared.contracts.formal_check import Level, Severity


@dataclass(frozen=True)
class SeverityOverride:
    """Severities of one code; ``None`` switches the rule off."""

    filing: Severity | None
    published: Severity | None


@dataclass(frozen=True)
class WordOverride:
    """Changes of one word list."""

    add: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overrides:
    """An office's own profile."""

    name: str = ""
    source: str = ""
    """Who decided it, e.g. an internal instruction."""
    severities: Mapping[str, SeverityOverride] = field(default_factory=dict)
    words: Mapping[str, WordOverride] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Name and digest, as results show which override was in force; empty for none."""
        if not self.severities and not self.words and not self.name:
            return ""
        content = repr((self.name, sorted(self.severities.items()), sorted(self.words.items())))
        return f"{self.name}-{hashlib.blake2s(content.encode(), digest_size=4).hexdigest()}"

    def word_lists(self) -> dict[str, WordList]:
        """The word lists that are changed."""
        return {
            name: WORD_LISTS[name].changed(change.add, change.allow)
            for name, change in self.words.items()
        }

    def applied(self, rule: Declaration) -> Declaration:
        """The rule with the office's severities. A switched-off rule keeps its own."""
        change = self.severities.get(rule.code)
        if change is None:
            return rule
        severity = change.filing or rule.severity
        level = rule.level
        if severity is not rule.severity and level is not Level.MAY_FOLLOW_LATER:
            level = Level.MUST_FIX_NOW if severity is Severity.ERROR else Level.RECOMMENDED
        return replace(
            rule,
            severity=severity,
            severity_published=change.published or rule.severity_published,
            level=level,
            ceiling=True,
        )

    def switched_off(self, code: str, *, published: bool) -> Message | None:
        """Why the rule does not run, if the office switched it off."""
        change = self.severities.get(code)
        if change is None or (change.published if published else change.filing) is not None:
            return None
        return Message(
            zh=f"该规则已由本局配置“{self.name}”关闭。",
            en=f"Switched off by the office's profile “{self.name}”.",
        )


NO_OVERRIDES = Overrides()


def too_mild(rule: Declaration, change: SeverityOverride) -> bool:
    """Whether ``change`` would silence a rule that decides on acceptance."""
    if not decides_acceptance(rule.code, rule.consequence):
        return False
    pairs = ((change.filing, rule.severity), (change.published, rule.severity_published))
    return any(new is None or not new.reaches(old) for new, old in pairs)
