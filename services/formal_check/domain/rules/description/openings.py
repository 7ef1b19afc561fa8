"""Which lines of a description open its sections."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from shared.model.description import DescriptionSection
from shared.model.source import TextUnit


def openings(case: Case) -> tuple[tuple[DescriptionSection, TextUnit], ...]:
    """The headings that open a section, whether filed as headings or paragraphs, in file order."""
    found = [(h.before_paragraph, 0, h.section, h.unit) for h in case.headings if h.section]
    found += [
        (place, 1, p.opens_section, p.unit)
        for place, p in enumerate(case.paragraphs)
        if p.opens_section
    ]
    found.sort(key=lambda item: item[:2])
    return tuple((section, unit) for _, _, section, unit in found)
