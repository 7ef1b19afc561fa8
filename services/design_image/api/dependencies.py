"""What routes need besides the request."""

from __future__ import annotations

from typing import Annotated, TypeVar

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.decoding import PictureLimits
from services.design_image.engines.records import SearchRecords

_M = TypeVar("_M", bound=BaseModel)


async def collection_of(request: Request) -> DesignCollection:
    """The collection that the lifespan opened."""
    collection = request.app.state.collection
    assert isinstance(collection, DesignCollection)  # noqa: S101 - narrows the type
    return collection


async def limits_of(request: Request) -> PictureLimits:
    """Limits on uploaded pictures."""
    limits = request.app.state.picture_limits
    assert isinstance(limits, PictureLimits)  # noqa: S101 - narrows the type
    return limits


async def records_of(request: Request) -> SearchRecords:
    """The recorded searches that the lifespan opened."""
    records = request.app.state.records
    assert isinstance(records, SearchRecords)  # noqa: S101 - narrows the type
    return records


CollectionDependency = Annotated[DesignCollection, Depends(collection_of)]
RecordsDependency = Annotated[SearchRecords, Depends(records_of)]
LimitsDependency = Annotated[PictureLimits, Depends(limits_of)]


def parse_form_field(model: type[_M], field: str, text: str) -> _M:
    """A JSON form field as its model; its faults point into the field (``#/design/views/0``)."""
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        faults = [
            {**fault, "loc": ("body", field, *fault["loc"])}
            for fault in error.errors(include_url=False, include_input=False)
        ]
        raise RequestValidationError(faults) from None
