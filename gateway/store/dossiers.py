"""Dossiers in the database, their images in the blob folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from gateway.store.blobs import BlobStore
from gateway.store.tables import DOSSIER_IMAGES, DOSSIERS
from shared.contracts.dossier import Dossier
from shared.contracts.gateway import DossierSummary, SectionStates


@dataclass(frozen=True, slots=True)
class PageMark:
    """Where a list goes on: after this dossier, newest first."""

    created_at: datetime
    id: str


class DossierStore:
    """Dossiers by id. ``owner=None`` means: whoever made it."""

    def __init__(self, engine: Engine, blobs: BlobStore) -> None:
        self._engine = engine
        self._blobs = blobs

    def add(self, dossier: Dossier, owner: str, images: Iterable[tuple[str, bytes]]) -> None:
        """Keep a dossier and its images (path in the package, bytes), all or nothing.

        The images are taken one at a time, so that they need not be in memory together.
        """
        digests = [(path, self._blobs.put(data)) for path, data in images]
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(DOSSIERS).values(
                    id=dossier.id,
                    owner_key_id=owner,
                    created_at=dossier.created_at,
                    input_sha256=dossier.input_sha256,
                    summary=summary_of(dossier).model_dump_json(),
                    document=dossier.model_dump_json().encode(),
                )
            )
            if digests:
                connection.execute(
                    sa.insert(DOSSIER_IMAGES),
                    [
                        {
                            "dossier_id": dossier.id,
                            "position": position,
                            "path": path,
                            "sha256": digest,
                        }
                        for position, (path, digest) in enumerate(digests)
                    ],
                )

    def find(self, dossier_id: str, owner: str | None) -> Dossier | None:
        """The dossier, if it is the owner's."""
        query = sa.select(DOSSIERS.c.document).where(DOSSIERS.c.id == dossier_id)
        if owner is not None:
            query = query.where(DOSSIERS.c.owner_key_id == owner)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else Dossier.model_validate_json(bytes(row.document))

    def images(self, dossier_id: str) -> dict[str, bytes]:
        """Images of a dossier by path; one whose bytes are lost is left out."""
        query = sa.select(DOSSIER_IMAGES.c.path, DOSSIER_IMAGES.c.sha256).where(
            DOSSIER_IMAGES.c.dossier_id == dossier_id
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(DOSSIER_IMAGES.c.position)).all()
        found = {row.path: self._blobs.get(row.sha256) for row in rows}
        return {path: data for path, data in found.items() if data is not None}

    def page(
        self, owner: str | None, after: PageMark | None, limit: int
    ) -> tuple[list[DossierSummary], PageMark | None]:
        """At most ``limit`` summaries, newest first, and where to go on (``None``: the end)."""
        table = DOSSIERS.c
        query = sa.select(table.id, table.created_at, table.summary)
        if owner is not None:
            query = query.where(table.owner_key_id == owner)
        if after is not None:
            query = query.where(
                sa.or_(
                    table.created_at < after.created_at,
                    sa.and_(table.created_at == after.created_at, table.id < after.id),
                )
            )
        query = query.order_by(table.created_at.desc(), table.id.desc()).limit(limit + 1)
        with self._engine.connect() as connection:
            rows: list[Any] = list(connection.execute(query).all())
        items = [DossierSummary.model_validate_json(row.summary) for row in rows[:limit]]
        last = rows[limit - 1] if len(rows) > limit else None
        return items, None if last is None else PageMark(last.created_at, last.id)


def summary_of(dossier: Dossier) -> DossierSummary:
    """The dossier's line in a list."""
    title = dossier.application.title
    sections = dossier.sections
    return DossierSummary(
        id=dossier.id,
        created_at=dossier.created_at,
        kind=dossier.application.kind,
        sections=SectionStates(
            formal_check=sections.formal_check.status,
            prior_art=sections.prior_art.status,
            design_image=sections.design_image.status,
            ocr=sections.ocr.status,
        ),
        findings=len(sections.formal_check.findings),
        input_name=dossier.input_name,
        title=None if title is None else title.text,
    )
