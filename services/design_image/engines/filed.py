"""A design as a file of the office states it, its pictures not read yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from services.design_image.domain.design import DesignFacts, ViewFacts


@dataclass(frozen=True)
class FiledView:
    """A picture file of a design."""

    path: Path
    facts: ViewFacts
    is_sheet: bool = False
    """Whether the picture is a sheet to be cut into views."""


@dataclass(frozen=True)
class FiledDesign:
    """A design and its picture files in order."""

    facts: DesignFacts
    views: tuple[FiledView, ...]
