"""Every mutator, listed module by module."""

from __future__ import annotations

from evaluation.mutations import (
    after_filing,
    claims,
    claims_wording,
    description,
    design,
    drawings_files,
    earlier_applications,
    foreign_claims,
    further_facts,
    further_texts,
    national_phase,
    parties,
    pictures,
    procedure,
    proceedings,
    recognised,
    request,
    sequence_listing,
    title_abstract,
    word_papers,
)
from evaluation.mutations.mutator import Mutator

MODULES = (
    claims,
    claims_wording,
    description,
    title_abstract,
    drawings_files,
    parties,
    procedure,
    proceedings,
    earlier_applications,
    national_phase,
    after_filing,
    request,
    sequence_listing,
    design,
    further_facts,
    further_texts,
    pictures,
    word_papers,
    recognised,
)
MUTATORS: tuple[Mutator, ...] = tuple(one for module in MODULES for one in module.BOOK.mutators)
"""In the order of the modules; kinds are unique. For Chinese applications."""
FOREIGN_MUTATORS: tuple[Mutator, ...] = tuple(foreign_claims.BOOK.mutators)
"""For US and European publications."""

if len({one.kind for one in (*MUTATORS, *FOREIGN_MUTATORS)}) != len(MUTATORS) + len(
    FOREIGN_MUTATORS
):
    raise ValueError("two mutators have the same kind")
