"""HTTP status of each error of the domain."""

from __future__ import annotations

from services.prior_art.domain.errors import (
    CollectionExistsError,
    EngineUnavailableError,
    InvalidQueryError,
    PriorArtError,
    UnknownCollectionError,
    UnknownDocumentError,
    UnknownRecordError,
)
from shared.errors import ZhishenError

ERROR_STATUS: dict[type[ZhishenError], int] = {
    PriorArtError: 400,
    InvalidQueryError: 422,
    UnknownCollectionError: 404,
    UnknownDocumentError: 404,
    UnknownRecordError: 404,
    CollectionExistsError: 409,
    EngineUnavailableError: 503,
}
