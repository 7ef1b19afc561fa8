"""Wire models of prior_art: suggested IPC symbols."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, StrictInt

from shared.contracts.common import Message, NotChecked, Versions, Wire
from shared.model.application import Application


class IpcLevel(StrEnum):
    """How deep in the IPC a symbol is wanted."""

    SUBCLASS = "subclass"
    """``A01B``"""
    MAIN_GROUP = "main_group"
    """``A01B 1/00``"""


class ClassificationRequest(Wire):
    """Body of ``POST /v1/classification-suggestions``: an application or a text."""

    collection: str = "published"
    """Whose classified documents are learned from."""
    application: Application | None = None
    text: str | None = Field(default=None, max_length=20_000)
    level: IpcLevel = IpcLevel.SUBCLASS
    limit: StrictInt = Field(default=3, ge=1, le=20)


class NearDocument(Wire):
    """A document like the application that has the suggested symbol."""

    key: str
    title: str
    rank: int
    """Among the nearest classified documents, from 1."""


class SuggestedSymbol(Wire):
    """One IPC symbol with the reasons for it."""

    symbol: str
    score: float
    """From 0 to 1, over all symbols together at most 1: mean of the two shares below."""
    neighbour_share: float
    """Share of the nearest documents' votes."""
    model_share: float | None
    """Probability by the model of the collection; absent where there is no model."""
    documents: tuple[NearDocument, ...]
    terms: tuple[str, ...]
    """Words of the application that speak for the symbol most."""
    reason: Message


class ClassificationSuggestions(Wire):
    """Symbols for an examiner or applicant to consider, best first."""

    versions: Versions
    collection: str
    level: IpcLevel
    suggestions: tuple[SuggestedSymbol, ...]
    not_checked: tuple[NotChecked, ...]
