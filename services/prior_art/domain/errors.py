"""What can be wrong with a request or an engine.

PriorArtError
├── InvalidQueryError      the request cannot be searched as it stands
├── UnknownCollectionError no such collection for this caller
├── UnknownDocumentError   no such document in the collection
├── UnknownRecordError     no such search or report for this caller
├── CollectionExistsError  the name is taken by a collection of another kind
└── EngineUnavailableError the store, an index or an encoder cannot be used now
"""

from __future__ import annotations

from shared.errors import ZhishenError


class PriorArtError(ZhishenError):
    """Base of all errors of this service."""

    name = "prior-art"
    title = "Prior-art error"


class InvalidQueryError(PriorArtError):
    """The query is empty, contradictory or malformed."""

    name = "invalid-query"
    title = "Invalid query"


class UnknownCollectionError(PriorArtError):
    """There is no such collection, or the caller may not know of it."""

    name = "unknown-collection"
    title = "Unknown collection"

    @classmethod
    def of_request(cls, pointer: str | None = "#/collection") -> UnknownCollectionError:
        """The one answer for absent and for secret collections: nothing tells them apart."""
        return cls(
            "There is no collection of this name. GET /v1/collections lists those you may use.",
            "没有该名称的文献库。可用的文献库见 GET /v1/collections。",
            pointer=pointer,
        )


class UnknownDocumentError(PriorArtError):
    """There is no such document in the collection."""

    name = "unknown-document"
    title = "Unknown document"

    @classmethod
    def of_request(cls, pointer: str | None = None) -> UnknownDocumentError:
        return cls(
            "The collection has no document with this key (office, number, kind code, e.g. "
            "CN104223352A).",
            "该文献库中没有此文献号（国别、号码、文献种类代码，如 CN104223352A）的文献。",
            pointer=pointer,
        )


class UnknownRecordError(PriorArtError):
    """There is no such search or report, or it is not the caller's."""

    name = "unknown-record"
    title = "Unknown record"

    @classmethod
    def of_request(cls) -> UnknownRecordError:
        """The one answer for absent records and for those of others."""
        return cls(
            "There is no recorded search or report with this id.",
            "没有该编号的检索记录或检索报告。",
        )


class CollectionExistsError(PriorArtError):
    """The collection exists with the other kind of access."""

    name = "collection-exists"
    title = "Collection exists"


class EngineUnavailableError(PriorArtError):
    """Something the service stands on cannot be used now."""

    name = "engine-unavailable"
    title = "Engine unavailable"

    @classmethod
    def of_store(cls) -> EngineUnavailableError:
        """The database does not answer."""
        return cls(
            "The database of prior_art cannot be used now. Try again; if it persists, tell whoever "
            "runs the service.",
            "检索服务的数据库暂时不可用，请稍后重试；如持续出现，请联系服务管理员。",
        )
