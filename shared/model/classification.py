"""Classification symbols: IPC, CPC, Locarno, USPC."""

from __future__ import annotations

from enum import StrEnum

from shared.model.base import Frozen


class ClassificationScheme(StrEnum):
    """The classification a symbol belongs to."""

    IPC = "IPC"
    CPC = "CPC"
    LOCARNO = "LOCARNO"
    USPC = "USPC"


class Classification(Frozen):
    """One symbol, normalised: ``A01B 1/02`` (IPC, CPC), ``06-01`` (Locarno)."""

    scheme: ClassificationScheme
    symbol: str
    edition: str | None = None
    """Version indicator, e.g. ``2006.01``, or the Locarno edition."""
    main: bool = False
