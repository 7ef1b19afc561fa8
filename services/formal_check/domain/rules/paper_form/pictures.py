"""Image files of drawings and abstract, and where their figures stand."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.case import Case
from shared.model.drawings import Figure, ImageFile
from shared.model.source import Location


def images(case: Case) -> Iterator[tuple[str, Figure, ImageFile]]:
    """Part, figure and image file of the pictures of drawings and abstract."""
    figures = [("drawings", figure) for figure in case.figures]
    abstract = case.abstract_or_none
    if abstract is not None and abstract.figure is not None:
        figures.append(("abstract_figure", abstract.figure))
    for part, figure in figures:
        for image in figure.images:
            yield part, figure, image


def image_place(case: Case, part: str, figure: Figure, image: ImageFile) -> Location:
    """Where a figure stands: in its file, or in the part that it belongs to."""
    return figure.location or Location(
        file=case.file_of(part), text=image.name, element=f"{part}/{figure.position}"
    )
