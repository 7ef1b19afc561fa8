"""Bodies of requests take a number for a number only, as the OpenAPI documents say."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from gateway.api.forwarded_routes import FORWARDED
from shared.contracts.applications import ApplicationChange
from shared.contracts.gateway import ExaminationRequest
from shared.contracts.hint_session import EditUnits, OpenSession
from shared.contracts.rechecks import RecheckRequest

REQUESTS: tuple[type[BaseModel], ...] = (
    *(model for route in FORWARDED for model in route.models()),
    ExaminationRequest,
    ApplicationChange,
    RecheckRequest,
    OpenSession,
    EditUnits,
)


def holds(kind: Any, sought: type) -> bool:  # noqa: ANN401
    return kind is sought or any(holds(one, sought) for one in typing.get_args(kind))


def models_in(kind: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for one in typing.get_args(kind):
        yield from models_in(one)


def integers() -> list[tuple[str, FieldInfo]]:
    """Fields of our contracts that hold integers, in requests and all that they consist of."""
    found: dict[str, FieldInfo] = {}
    known: set[type[BaseModel]] = set()
    waiting = list(REQUESTS)
    while waiting:
        model = waiting.pop()
        if model in known:
            continue
        known.add(model)
        for name, field in model.model_fields.items():
            waiting.extend(models_in(field.annotation))
            if holds(field.annotation, int) and model.__module__.startswith("shared.contracts"):
                found[f"{model.__name__}.{name}"] = field
    return sorted(found.items())


def test_there_are_integers() -> None:
    assert {"SearchRequest.limit", "RecheckRequest.priority", "EditUnits.seq"} <= {
        name for name, _ in integers()
    }


@pytest.mark.parametrize("field", [pytest.param(field, id=name) for name, field in integers()])
def test_only_a_number_is_an_integer(field: FieldInfo) -> None:
    kind = TypeAdapter[Any](Annotated[field.annotation, "integer", *field.metadata])
    several = typing.get_origin(field.annotation) is tuple
    assert kind.validate_python((1,) if several else 1)
    for other in ("1", True):
        with pytest.raises(ValidationError):
            kind.validate_python((other,) if several else other)
