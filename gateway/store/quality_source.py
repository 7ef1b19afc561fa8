"""What the quality monitor reads of the pending applications."""

from __future__ import annotations

import json
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from gateway.quality.observed import Observed
from gateway.store.application_rows import unpack
from gateway.store.application_tables import APPLICATION_VERSIONS, APPLICATIONS, CHECK_RESULTS
from shared.contracts.applications import CheckName
from shared.contracts.quality import MonitorReport
from shared.model.case_file import CaseFile

if TYPE_CHECKING:
    from gateway.quality.likeness import Signature

MOST_APPLICATIONS = 100_000
"""The newest ones; older ones are left out."""
NEW_TEXTS = 2_000
"""Texts read in one call at most; about 10 ms each. What was read once is remembered."""
_REMEMBERED = 200_000


class QualitySource:
    """Reads applications and makes the report. Signatures are remembered by content, in memory."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: OrderedDict[str, tuple[Signature | None, tuple[str, ...]]] = OrderedDict()
        self._reading = Lock()

    def report(self) -> MonitorReport:
        """The report at this moment; calls at the same time wait for each other."""
        from gateway.quality.report import quality_report  # numpy and scipy load when asked for

        with self._reading, self._engine.connect() as connection:
            rows = connection.execute(_observations()).all()
            left = self._read_new(connection, rows)
        observed = [_observed(row, self._known) for row in rows]
        signatures = {}
        for row in rows:
            made = self._known.get(row.facts_sha256)
            if made is not None and made[0] is not None:
                signatures[row.id] = made[0]
        return quality_report(observed, signatures, left)

    def _read_new(self, connection: sa.Connection, rows: object) -> int:
        """Read texts that are not known yet; how many are left for the next call."""
        from gateway.quality.likeness import signature

        new = [row for row in rows if row.facts_sha256 not in self._known]  # type: ignore[attr-defined]
        for row in new[:NEW_TEXTS]:
            packed: bytes = connection.execute(
                sa.select(APPLICATION_VERSIONS.c.case_file).where(
                    APPLICATION_VERSIONS.c.application_id == row.id,
                    APPLICATION_VERSIONS.c.number == row.version,
                )
            ).scalar_one()
            application = CaseFile.model_validate_json(unpack(packed)).application
            text = "\n".join(
                unit.text
                for unit in application.text_units()
                if unit.id.startswith(("claims/", "description/"))
            )
            names = tuple(party.name for party in application.bibliographic.applicants)
            self._known[row.facts_sha256] = signature(text), names
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return max(0, len(new) - NEW_TEXTS)


def _observations() -> sa.Select[tuple[object, ...]]:
    table = APPLICATIONS.c
    return (
        sa.select(
            table.id,
            table.version,
            table.created_at,
            table.filing_date,
            table.art_unit,
            table.agency,
            table.facts_sha256,
            CHECK_RESULTS.c.finding_ids,
        )
        .join(
            CHECK_RESULTS,
            sa.and_(
                CHECK_RESULTS.c.application_id == table.id,
                CHECK_RESULTS.c.check_name == CheckName.FORMAL_CHECK.value,
            ),
            isouter=True,
        )
        .order_by(table.created_at.desc(), table.id.desc())
        .limit(MOST_APPLICATIONS)
    )


def _observed(
    row: sa.Row[tuple[object, ...]],
    known: OrderedDict[str, tuple[Signature | None, tuple[str, ...]]],
) -> Observed:
    codes = None
    if row.finding_ids is not None:
        # A finding's identifier is its rule's code and a digest.
        codes = frozenset(one.rpartition("-")[0] for one in json.loads(row.finding_ids))
    made = known.get(row.facts_sha256)
    return Observed(
        id=row.id,
        month=f"{row.filing_date or row.created_at.date():%Y-%m}",
        art_unit=row.art_unit,
        agency=row.agency,
        applicants=() if made is None else made[1],
        text_digest=row.facts_sha256,
        codes=codes,
    )
