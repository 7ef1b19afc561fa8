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
    national_phase,
    parties,
    procedure,
    proceedings,
    request,
    sequence_listing,
    title_abstract,
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
)
MUTATORS: tuple[Mutator, ...] = tuple(one for module in MODULES for one in module.BOOK.mutators)
"""In the order of the modules; kinds are unique."""

if len({one.kind for one in MUTATORS}) != len(MUTATORS):
    raise ValueError("two mutators have the same kind")
