"""Where figures stand."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from shared.model.drawings import Figure
from shared.model.source import Location


def figure_place(case: Case, figure: Figure) -> Location:
    """Where a figure stands: in its file, or among the drawings."""
    if figure.location is not None:
        return figure.location
    return Location(
        file=case.file_of("drawings"),
        text=figure.label or "",
        element=f"drawings/{figure.position}",
    )
