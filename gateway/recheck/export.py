"""A job's items as CSV or JSON lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from shared.contracts.rechecks import RecheckItem

_COLUMNS = (
    "position",
    "application_id",
    "application_number",
    "art_unit",
    "order",
    "state",
    "version",
    "finished_at",
    "new",
    "cleared",
    "changed",
    "unconfirmed",
    "unchanged",
    "problem",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(items: Iterable[RecheckItem]) -> Iterator[str]:
    """CSV (RFC 4180, UTF-8 with a byte order mark, which spreadsheets need for Chinese)."""
    yield "\ufeff" + _line(_COLUMNS)
    for item in items:
        parts = {
            part: [code for one in item.differences for code in getattr(one, part)]
            for part in ("new", "cleared", "changed", "unconfirmed")
        }
        yield _line(
            (
                item.position,
                item.application_id,
                item.application_number,
                item.art_unit,
                item.order.value,
                item.state.value,
                item.version,
                None if item.finished_at is None else item.finished_at.isoformat(),
                *(" ".join(codes) for codes in parts.values()),
                sum(one.unchanged for one in item.differences),
                item.problem,
            )
        )


def json_lines(items: Iterable[RecheckItem]) -> Iterator[str]:
    """One item a line."""
    for item in items:
        yield item.model_dump_json() + "\n"


def neutral(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(values: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([neutral(value) for value in values])
    return line.getvalue()
