"""Rows of the tables to values of the domain, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa

from services.design_image.domain.descriptors.key_points import SIFT_LENGTH, KeyPoints
from services.design_image.domain.design import DesignFacts, StoredView, ViewFacts
from services.design_image.domain.raster import Floats
from services.design_image.engines.tables import views
from shared.model.design import ViewKind

_BATCH = 500
"""Values of one ``IN`` condition."""
_T = TypeVar("_T")


def view_columns() -> sa.Select[Any]:
    return sa.select(*(column for column in views.c if column.name != "key_points"))


def facts_of_row(row: sa.Row[Any]) -> DesignFacts:
    return DesignFacts(
        design_id=row.design_id,
        title=row.title,
        locarno_class=row.locarno_class,
        filing_date=row.filing_date,
        publication_date=row.publication_date,
        applicants=tuple(row.applicants),
        office_code=row.office_code,
    )


def view_of_row(row: sa.Row[Any]) -> StoredView:
    return StoredView(
        key=row.key,
        design_id=row.design_id,
        position=row.position,
        facts=ViewFacts(kind=ViewKind(row.kind), label=row.label, file=row.file),
        image_sha256=row.image_sha256,
    )


def batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def packed_vector(vector: Floats) -> bytes:
    return vector.astype(np.float16).tobytes()


def packed_key_points(points: KeyPoints) -> bytes:
    """Frames as half floats (a quarter pixel at most), then descriptors as bytes."""
    return points.frames.astype(np.float16).tobytes() + points.descriptors.tobytes()


def key_points_from(data: bytes) -> KeyPoints:
    count = len(data) // (8 + SIFT_LENGTH)
    frames = np.frombuffer(data, np.float16, count * 4).reshape(count, 4).astype(np.float32)
    descriptors = np.frombuffer(data, np.uint8, offset=count * 8).reshape(count, SIFT_LENGTH)
    return KeyPoints(frames, descriptors)
