"""A calendar day as filings and requests write it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _as_written(value: object) -> object:
    if isinstance(value, date) or (isinstance(value, str) and _WRITTEN.fullmatch(value)):
        return value
    raise PydanticCustomError("date_format", "a date is written YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_as_written)]
"""A date, in JSON only as ``YYYY-MM-DD``.

pydantic by itself takes numbers for seconds since 1970, so that ``20260302`` would silently become
a day in August 1970.
"""
