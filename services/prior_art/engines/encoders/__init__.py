"""Encoders by name: ``lsa`` (default), ``none``, ``sentence-transformers:DIRECTORY``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from services.prior_art.domain.errors import EngineUnavailableError
from services.prior_art.domain.retrieval import Encoder


class EncoderKind(Protocol):
    """How encoders of one kind come into being and are kept with their vectors."""

    @property
    def name(self) -> str: ...

    @property
    def weight(self) -> float:
        """Weight of its channel in fusion, against 1 for the lexical channel."""

    @property
    def fitted_on_collection(self) -> bool:
        """Whether ``fit`` learns from the texts, so that growth calls for another fit."""

    def fit(self, texts: Sequence[str]) -> Encoder | None:
        """An encoder for a collection like these texts; ``None`` if they are too few."""

    def save(self, encoder: Encoder, folder: Path) -> list[str]:
        """Write what ``load`` needs; the names of the files."""

    def load(self, folder: Path) -> Encoder:
        """The encoder that was saved. Raises ``ValueError`` or ``OSError`` if it cannot be."""


def encoder_kind(name: str, weight: float | None) -> EncoderKind | None:
    """The kind for a setting; ``None`` switches the dense channel off.

    Raises ``EngineUnavailableError`` for an unknown name or a model that cannot be loaded.
    """
    kind, _, argument = name.partition(":")
    if kind == "none":
        return None
    if kind == "lsa" and not argument:
        from services.prior_art.engines.encoders.lsa import LsaKind

        return LsaKind(weight)
    if kind == "sentence-transformers" and argument:
        from services.prior_art.engines.encoders.sentence_transformer import (
            SentenceTransformerKind,
        )

        return SentenceTransformerKind(Path(argument), weight)
    raise EngineUnavailableError(
        "The encoder setting is not one of: lsa, none, sentence-transformers:DIRECTORY.",
        "编码器设置应为 lsa、none 或 sentence-transformers:目录。",
    )
