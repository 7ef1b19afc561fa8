"""What recognition saw in the drawings."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.findings import Draft
from shared.contracts.common import Message
from shared.model.drawings import Figure, RecognisedPicture
from shared.model.source import Location

SURE = 0.6
"""Words read with a lower score are not relied on."""


def pictures_seen(case: Case) -> Iterator[tuple[Figure, RecognisedPicture]]:
    """Figures of which a picture was looked at."""
    if not case.figures:
        raise NotApplicable("没有附图。", "There are no drawings.")
    pictures = {picture.file: picture for picture in case.recognised_pictures}
    for figure in case.figures:
        for image in figure.images:
            picture = pictures.get(image.path or "")
            if picture is not None:
                yield figure, picture


def words_read(case: Case) -> list[tuple[Figure, list[str]]]:
    """Figures with the words read in them; not checked where none was read."""
    found = [
        (figure, [word.text for word in picture.words if word.score >= SURE])
        for figure, picture in pictures_seen(case)
        if picture.words is not None
    ]
    if not found:
        raise NotChecked(
            "未提供附图中的文字（recognised_pictures.words），未检查。",
            "Not checked: the words in the drawings were not given.",
        )
    return found


def recognised(place: Location, text: str, zh: str, en: str) -> Draft:
    """A finding about a picture. What was read is quoted only where no span says what stands there."""
    quotable = place.start is None and not place.text
    shown = place.model_copy(update={"text": text}) if quotable else place
    return Draft(Message(zh=zh, en=en), shown, from_recognition=True)
