"""How the pages of a description were counted. Vocabulary: docs/facts/sequence_listings.md."""

from __future__ import annotations

from shared.model.facts.reading import Fact, Flag, also


class PageStatements(Fact):
    """Statements of the request on pages and the sequence listing."""

    pages_include_sequence_listing: Flag = also("页数含序列表")
    declared_sequence_listing_pages: int | None = also("序列表页数")
