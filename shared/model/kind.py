"""What protection is asked for, when the request form is not among the papers."""

from __future__ import annotations

from collections.abc import Iterable

from shared.model.identification import ApplicationKind

_WORDING = {
    ApplicationKind.INVENTION: ("本发明", "本申请发明", "発明の"),
    ApplicationKind.UTILITY_MODEL: ("本实用新型", "实用新型内容", "本新型", "考案の"),
    ApplicationKind.DESIGN: ("本外观设计",),
}
_KIND_CODES = {
    "CN": {
        ApplicationKind.INVENTION: "ABC",
        ApplicationKind.UTILITY_MODEL: "UY",
        ApplicationKind.DESIGN: "SD",
    },
}


def kind_by_wording(texts: Iterable[str]) -> ApplicationKind | None:
    """What the papers call themselves: ``本实用新型`` against ``本发明``, counted.

    A utility model may speak of inventions it improves on, so the more frequent word decides;
    without either, or on a tie, nothing is concluded.
    """
    counts = dict.fromkeys(_WORDING, 0)
    for text in texts:
        for kind, words in _WORDING.items():
            counts[kind] += sum(text.count(word) for word in words)
    best = max(counts.values())
    leaders = [kind for kind, count in counts.items() if count == best]
    return leaders[0] if best > 0 and len(leaders) == 1 else None


def kind_by_kind_code(office_code: str, kind_code: str | None) -> ApplicationKind | None:
    """What a published document's kind code (WIPO ST.16) says; only offices known here."""
    if not kind_code:
        return None
    for kind, letters in _KIND_CODES.get(office_code.upper(), {}).items():
        if kind_code[0].upper() in letters:
            return kind
    return None
