"""Views of the design data, described, and which half they belong to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from services.design_image.domain.errors import EmptyPictureError
from services.design_image.domain.features import ViewFeatures, extract
from services.design_image.domain.preparation import normalise
from services.design_image.domain.raster import Gray
from services.design_image.engines.decoding import decode


@dataclass(frozen=True)
class Sample:
    """A described view of the data set."""

    picture: Gray
    features: ViewFeatures
    publication_number: str
    subclass: str | None
    title: str | None = None

    @property
    def is_query(self) -> bool:
        """Whether its design belongs to the half that is searched with."""
        return hashlib.sha256(self.publication_number.encode()).digest()[-1] % 2 == 1


def load(manifest: Path, *, keep: Callable[[str], bool] = lambda _: True) -> list[Sample]:
    """Describe the views of a manifest; blank ones are left out. Empty if there is no manifest."""
    if not manifest.is_file():
        return []
    samples = []
    for record in json.loads(manifest.read_text(encoding="utf-8")):
        number = record["publication_number"]
        if not keep(number):
            continue
        picture = decode((manifest.parent / record["file"]).read_bytes())[0].picture
        try:
            features = extract(normalise(picture))
        except EmptyPictureError:
            continue
        samples.append(
            Sample(picture, features, number, record.get("uspc_subclass"), record.get("title"))
        )
    return samples
