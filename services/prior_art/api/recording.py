"""Searches through the API: answered, recorded, replayed."""

from __future__ import annotations

from enum import StrEnum

from services.prior_art.api.answer import answer_search
from services.prior_art.api.convert import to_versions
from services.prior_art.engines.library import Library
from services.prior_art.engines.store.records import Asker, Record, record_id
from shared.contracts.prior_art import SearchRequest, SearchResult
from shared.contracts.prior_art_report import RecordedSearch


class Replay(StrEnum):
    """What a replay found, in the header ``zhishen-replay``."""

    VERIFIED = "verified"
    """Run again now, the search gave the same bytes."""
    STATE_CHANGED = "state-changed"
    """Collection or versions have moved on: the recorded answer, not run again."""
    DIFFERS = "differs"
    """The same state, another answer: the recorded one is given; something is wrong."""


def recorded_search(library: Library, request: SearchRequest, asker: Asker) -> str:
    """The answer to a search as JSON, recorded. Its id stands in it."""
    result = _identified(answer_search(library, request, asker.role), request)
    text = result.model_dump_json()
    library.records.keep_search(
        asker, result.collection, request.model_dump_json(), text, result.search_id
    )
    return text


def replay(library: Library, search_id: str, asker: Asker) -> tuple[Record, Replay]:
    """The recorded answer, byte for byte, and whether the search gives it again.

    The collection has to be visible to the asker still.
    """
    record = library.records.search(search_id, asker)
    library.collection(record.collection, asker.role)
    before = SearchResult.model_validate_json(record.result)
    indexed, _ = library.current(record.collection)
    if to_versions(indexed) != before.versions:
        return record, Replay.STATE_CHANGED
    request = SearchRequest.model_validate_json(record.request)
    again = answer_search(library, request, asker.role)
    same = again.model_copy(update={"search_id": search_id}).model_dump_json() == record.result
    return record, Replay.VERIFIED if same else Replay.DIFFERS


def to_recorded(record: Record) -> RecordedSearch:
    """A record as the wire has it."""
    return RecordedSearch(
        search_id=record.id,
        recorded_at=record.recorded_at,
        request=SearchRequest.model_validate_json(record.request),
        result=SearchResult.model_validate_json(record.result),
        result_sha256=record.result_sha256,
    )


def _identified(result: SearchResult, request: SearchRequest) -> SearchResult:
    """The same question with the same answer has the same id, whoever asks."""
    known = record_id(request.model_dump_json(), result.model_dump_json())
    return result.model_copy(update={"search_id": known})
