"""Base of every model class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema

_TYPES = frozenset({"bool", "int", "float"})
_OTHER_CLASSES = frozenset({"model", "dataclass", "definition-ref"})
"""They say themselves how they read."""


def _fields(schema: Any) -> Iterator[Any]:  # noqa: ANN401 - core schemas are nested dictionaries
    """Schemas of the fields of a model, below whatever validators it is wrapped in."""
    while "fields" not in schema:
        if "schema" not in schema:
            return  # known by a reference already
        schema = schema["schema"]
    for field in schema["fields"].values():
        yield field["schema"]


def _make_strict(schema: Any) -> None:  # noqa: ANN401 - core schemas are nested dictionaries
    if schema["type"] in _TYPES:
        schema["strict"] = True
    elif schema["type"] not in _OTHER_CLASSES:
        # Not the keys of objects: in JSON they are always texts.
        parts = [
            schema[name] for name in ("schema", "items_schema", "values_schema") if name in schema
        ]
        parts += schema.get("steps", ())
        choices = schema.get("choices", ())
        parts += choices.values() if isinstance(choices, dict) else choices
        for part in parts:
            for one in part if isinstance(part, list | tuple) else (part,):
                if isinstance(one, dict):  # beside a choice may stand its label
                    _make_strict(one)


class Typed(BaseModel):
    """Reads numbers and booleans as what they are: ``"3"`` is no number, 1 no boolean, 2.0 no integer.

    pydantic's strict mode says that too, but refuses texts for dates and enumerations as well, and
    arrays for tuples, where JSON was parsed before, as FastAPI does.
    """

    @classmethod
    def __get_pydantic_core_schema__(
        cls,
        source: Any,  # noqa: ANN401 - as pydantic calls it
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        """The schema that pydantic made of the class, its own fields strict."""
        schema = handler(source)
        for field in _fields(schema):
            _make_strict(field)
        return schema


class Frozen(Typed):
    """An immutable value. Unknown fields are refused, so that a misspelt one is never lost."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")
