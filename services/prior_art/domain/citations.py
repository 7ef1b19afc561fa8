"""Which documents a document cites."""

from __future__ import annotations

import re

from services.prior_art.domain.identity import document_key
from shared.contracts.prior_art import PriorArtDocument

_SEPARATORS = re.compile(r"[\s/,\-]+")


def cited_numbers(document: PriorArtDocument) -> tuple[str, ...]:
    """Office and number of every patent document cited, without kind code, sorted."""
    return tuple(
        sorted(
            {
                document_key(
                    one.document.office_code,
                    _SEPARATORS.sub("", one.document.document_number),
                    None,
                )
                for one in document.citations
                if one.document is not None
            }
        )
    )
