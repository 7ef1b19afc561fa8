"""Why the hits of a recorded search were found: read from the record, measured again."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from services.design_image.api.answering import versions
from services.design_image.api.convert import explained_match
from services.design_image.domain.errors import UnknownSearchError
from services.design_image.domain.explanation import ExplainedQuery
from services.design_image.domain.explanatory_pictures import PictureKind, explanatory_picture
from services.design_image.domain.raster import Gray
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.query_intake import picture_of
from shared.contracts.common import Message, NotChecked
from shared.contracts.design_image import (
    DesignHit,
    HitExplanation,
    ImageSearchResult,
    MatchExplanation,
    ViewMatch,
)


@dataclass
class SearchExplainer:
    """Explains the hits of one search."""

    collection: DesignCollection
    result: ImageSearchResult
    pictures: list[bytes]
    """The query views, PNG."""

    def __post_init__(self) -> None:
        self._queries: dict[int, ExplainedQuery] = {}
        self._gallery: dict[str, Gray] = {}

    def hit(self, design_id: str) -> DesignHit:
        """A hit of the search. Raises ``UnknownSearchError``."""
        for hit in (*self.result.hits, *self.result.conflicting):
            if hit.design_id == design_id:
                return hit
        raise UnknownSearchError

    def explain(self, design_id: str) -> HitExplanation:
        """All matches of a hit."""
        hit = self.hit(design_id)
        return HitExplanation(
            search_id=self.result.search_id,
            hit=hit,
            matches=tuple(self.explain_match(match) for match in hit.matches),
            not_checked=self.model_gap(),
            versions=versions(self.collection),
        )

    def explain_match(self, match: ViewMatch) -> MatchExplanation:
        """One match."""
        gallery = self._view(match.image_sha256)
        return explained_match(match, self._query(match.query_view).reasons(gallery))

    def picture(self, design_id: str, query_view: int, kind: PictureKind) -> bytes:
        """A picture of a match, PNG. Raises ``UnknownSearchError``."""
        for match in self.hit(design_id).matches:
            if match.query_view == query_view:
                return self.match_picture(match, kind)
        raise UnknownSearchError

    def match_picture(self, match: ViewMatch, kind: PictureKind) -> bytes:
        """A picture of a match, PNG."""
        gallery = self._view(match.image_sha256)
        drawn = explanatory_picture(kind, self._query(match.query_view), gallery)
        done, encoded = cv2.imencode(".png", drawn)
        if not done:
            raise OSError("PNG encoder failed")
        return encoded.tobytes()

    def model_gap(self) -> tuple[NotChecked, ...]:
        """What has to be said when another model explains than the one that searched."""
        searched = self.result.versions.components.get("descriptor_model")
        if searched == self.collection.model_version:
            return ()
        reason = Message(
            zh="检索所用的描述符模型已更换，各通道得分按当前模型计算，与检索时不同。",
            en="The descriptor model has changed since the search: similarities are those of the "
            "model in use now.",
        )
        return (NotChecked(what="descriptor_model", reason=reason),)

    def _view(self, sha256: str) -> Gray:
        """One object for one picture, by which a query knows what it has met."""
        if sha256 not in self._gallery:
            self._gallery[sha256] = self.collection.picture(sha256)
        return self._gallery[sha256]

    def _query(self, number: int) -> ExplainedQuery:
        if number not in self._queries:
            view = picture_of(self.pictures[number])
            self._queries[number] = ExplainedQuery(view, self.collection.encoder)
        return self._queries[number]
