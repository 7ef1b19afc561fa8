"""What ST.96 cannot hold: collected while writing, so that nothing is dropped silently."""

from __future__ import annotations

from shared.model.application import ReadingNote


class Losses:
    """Collects notes; the same note is kept once."""

    def __init__(self) -> None:
        self._notes: dict[ReadingNote, None] = {}

    def add(self, code: str, en: str, zh: str) -> None:
        """Record that something was left out; the texts name the field, never its value."""
        note = ReadingNote(code=f"st96-{code}", message_en=en, message_zh=zh)
        self._notes.setdefault(note)

    def notes(self) -> tuple[ReadingNote, ...]:
        """The notes in the order in which they were made."""
        return tuple(self._notes)
