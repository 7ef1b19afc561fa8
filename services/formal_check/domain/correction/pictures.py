"""Pictures whose files are others than before. What they show, a person has to compare."""

from __future__ import annotations

from collections.abc import Iterable

from services.formal_check.domain.places import Places
from shared.contracts.common import Message, NotChecked
from shared.contracts.corrections import PictureChange
from shared.model.application import Application
from shared.model.case_file import CaseFile
from shared.model.drawings import ImageFile

_Pictures = dict[str, tuple[str, tuple[ImageFile, ...]]]
"""Label -> (``drawings/2``, its images)."""


def changed_pictures(
    original: CaseFile, corrected: CaseFile, parts: Iterable[str]
) -> tuple[tuple[PictureChange, ...], tuple[NotChecked, ...]]:
    """Pictures of the replaced parts whose bytes differ, and those whose files are not at hand.

    Figures and views are matched by their labels; a picture that only moved is no change.
    """
    changes: list[PictureChange] = []
    unknown: list[NotChecked] = []
    old_places, new_places = Places(original), Places(corrected)
    for part in ("drawings", "design"):
        if part not in set(parts):
            continue
        old, new = _pictures(original.application, part), _pictures(corrected.application, part)
        known = {image.sha256 for _, images in old.values() for image in images}
        for label, (element, images) in new.items():
            place = new_places.of_unit(element)
            if any(image.sha256 is None for image in images) or not images:
                unknown.append(_no_file(element, place))
            elif not {image.sha256 for image in images} <= known:
                change = "replaced" if label in old else "added"
                file = images[0].path
                changes.append(PictureChange(part=part, place=place, change=change, file=file))
        for label, (element, images) in old.items():
            if label not in new:
                place = old_places.of_unit(element)
                file = images[0].path if images else None
                changes.append(PictureChange(part=part, place=place, change="omitted", file=file))
    return tuple(changes), tuple(unknown)


def _pictures(application: Application, part: str) -> _Pictures:
    if part == "design":
        views = application.design.views if application.design is not None else ()
        return {
            f"{view.design_number}/{view.label or view.position}": (
                f"design/{view.position}",
                (view.image,),
            )
            for view in views
        }
    return {
        figure.label or f"{figure.number or figure.position}": (
            f"drawings/{figure.position}",
            figure.images,
        )
        for figure in application.drawings or ()
    }


def _no_file(element: str, place: Message) -> NotChecked:
    return NotChecked(
        what=element,
        reason=Message(
            zh=f"{place.zh}的图片文件不在手边，未对比。",
            en=f"The file of {place.en} is not at hand: it was not compared.",
        ),
    )
