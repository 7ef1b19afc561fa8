"""Image searches through the API: answered, recorded, replayed."""

from __future__ import annotations

from enum import StrEnum

from services.design_image.api.answering import Question, answer_search, versions
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.query_intake import QueryPicture, picture_bytes, picture_of
from services.design_image.engines.records import Asker, SearchRecord, SearchRecords, search_id_of
from shared.contracts.design_image import (
    ImageSearchRequest,
    ImageSearchResult,
    RecordedImageSearch,
)


class Replay(StrEnum):
    """What a replay found, in the header ``zhishen-replay``."""

    VERIFIED = "verified"
    """Run again now, the search gave the same bytes."""
    STATE_CHANGED = "state-changed"
    """Collection or versions have moved on: the recorded answer, not run again."""
    DIFFERS = "differs"
    """The same state, another answer: the recorded one is given; something is wrong."""


def recorded_search(
    collection: DesignCollection, records: SearchRecords, question: Question, asker: Asker
) -> str:
    """The answer to a search as JSON, recorded. Its id stands in it."""
    result = answer_search(collection, question)
    request = question.request.model_dump_json()
    # The same question with the same answer has the same id, whoever asks.
    search_id = search_id_of(request, result.model_dump_json())
    text = result.model_copy(update={"search_id": search_id}).model_dump_json()
    pictures = [picture_bytes(one.view)[0] for one in question.pictures]
    records.keep(asker, search_id, request, text, pictures)
    return text


def replay(
    collection: DesignCollection, records: SearchRecords, search_id: str, asker: Asker
) -> tuple[SearchRecord, Replay]:
    """The recorded answer, byte for byte, and whether the search gives it again."""
    record = records.get(search_id, asker)
    before = ImageSearchResult.model_validate_json(record.result)
    if before.versions != versions(collection, collection.sequence):
        return record, Replay.STATE_CHANGED
    question = _asked_again(record, before, records.pictures(record))
    again = answer_search(collection, question).model_copy(
        # What was sent beyond ten views was not kept.
        update={"search_id": search_id, "not_checked": before.not_checked}
    )
    same = again.model_dump_json() == record.result
    return record, Replay.VERIFIED if same else Replay.DIFFERS


def to_recorded(record: SearchRecord) -> RecordedImageSearch:
    """A record as the wire has it."""
    return RecordedImageSearch(
        search_id=record.id,
        recorded_at=record.recorded_at,
        request=ImageSearchRequest.model_validate_json(record.request),
        result=ImageSearchResult.model_validate_json(record.result),
        result_sha256=record.result_sha256,
    )


def _asked_again(
    record: SearchRecord, before: ImageSearchResult, pictures: list[bytes]
) -> Question:
    request = ImageSearchRequest.model_validate_json(record.request)
    return Question(
        request,
        tuple(
            QueryPicture(
                view=picture_of(data),
                file=query.file,
                page=query.page,
                box=None if query.box is None else request.boxes.index(query.box),
            )
            for query, data in zip(before.queries, pictures, strict=True)
        ),
    )
