"""Fields are read as the type they are declared with."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import pytest
from pydantic import Field, JsonValue, ValidationError, model_validator

from shared.model.base import Frozen


class _Side(StrEnum):
    FRONT = "front"


class _Inner(Frozen):
    bold: bool = False


class _Sheet(Frozen):
    number: Annotated[int, Field(ge=1)] = 1
    width: float | None = None
    coloured: bool = False
    sizes: tuple[int, ...] = ()
    by_name: dict[str, int] = {}
    by_number: dict[int, str] = {}
    size_or_name: int | str = 1
    inner: _Inner = _Inner()
    inners: tuple[_Inner, ...] = ()
    made_on: date | None = None
    side: _Side = _Side.FRONT
    type: int = 0
    anything: JsonValue = None

    @model_validator(mode="after")
    def _wrapped(self) -> _Sheet:
        return self


@pytest.mark.parametrize(
    "given",
    [
        {"number": "3"},
        {"number": True},
        {"number": 3.0},
        {"width": "0.5"},
        {"width": True},
        {"coloured": "true"},
        {"coloured": 1},
        {"sizes": [1, "2"]},
        {"by_name": {"a": "1"}},
        {"inner": {"bold": "yes"}},
        {"inners": [{"bold": 0}]},
        {"type": "1"},
    ],
)
def test_a_value_of_another_type_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        _Sheet.model_validate(given)


def test_parsed_json_is_read() -> None:
    given = {
        "number": 3,
        "width": 2,
        "coloured": True,
        "sizes": [1, 2],
        "by_name": {"a": 1},
        "by_number": {"7": "seven"},
        "size_or_name": "7",
        "inner": {"bold": True},
        "inners": [{"bold": False}],
        "made_on": "2026-03-02",
        "side": "front",
        "anything": ["1", 1, True],
    }
    sheet = _Sheet.model_validate(given)
    assert (sheet.sizes, sheet.by_number, sheet.width) == ((1, 2), {7: "seven"}, 2.0)
    assert (sheet.made_on, sheet.side) == (date(2026, 3, 2), _Side.FRONT)
    assert (sheet.size_or_name, sheet.anything) == ("7", ["1", 1, True])
