"""Sequence listings of a package as they were read. Nothing is judged here: rules do that."""

from __future__ import annotations

from typing import Literal

from shared.model.base import Frozen
from shared.model.source import Location


class SequenceEntry(Frozen):
    """One sequence of a listing. A member that is ``None`` is not stated."""

    label: str
    """Its identifier as stated (SEQ ID NO); empty if there is none."""
    number: int | None = None
    skipped: bool = False
    """Intentionally skipped (``000``): the number is kept, there is no sequence."""
    molecule: str | None = None
    """``DNA``, ``RNA`` or ``AA`` (ST.26); ``DNA``, ``RNA``, ``PRT`` (ST.25)."""
    mol_type: str | None = None
    organism: str | None = None
    declared_length: int | None = None
    residues: int | None = None
    """Symbols counted; ``None`` where they were not read (ST.25)."""
    defined_residues: int | None = None
    """Those other than ``n`` or ``X``, which stand for anything."""
    unknown_symbols: str = ""
    """Symbols that the standard does not have, each once, at most ten."""
    location: Location | None = None


class StructureFault(Frozen):
    """Where the XML departs from the DTD of ST.26."""

    kind: Literal["missing", "unexpected", "order"]
    name: str
    """The element, or attribute with ``@``."""
    location: Location | None = None


class SequenceListing(Frozen):
    """One sequence listing file."""

    file: str
    standard: Literal["st26", "st25"]
    """ST.26 is XML; ST.25 the older text format."""
    broken_line: int | None = None
    """Line where the XML is not well-formed: nothing after it was read."""
    public_identifier: str | None = None
    """Of the DOCTYPE, e.g. ``-//WIPO//DTD Sequence Listing 1.3//EN``."""
    dtd_version: str | None = None
    declared_total: int | None = None
    entries: tuple[SequenceEntry, ...] = ()
    faults: tuple[StructureFault, ...] = ()
    location: Location | None = None
    """The root element, or the whole file."""

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of all sequences, skipped ones included."""
        return frozenset(entry.number for entry in self.entries if entry.number is not None)
