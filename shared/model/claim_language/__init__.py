"""The language of patent claims: numbers, references, structure, dependencies, antecedents.

Readers split off the number label and build claims; rules ask for the structure. Pure functions
over text, linear in its length, offsets always those of the text as filed.
"""

from shared.model.claim_language.antecedents import MissingAntecedent, missing_antecedents
from shared.model.claim_language.build import FiledClaim, build_claims, parse_claim
from shared.model.claim_language.graph import ClaimSet
from shared.model.claim_language.number_label import NumberLabel, split_number_label
from shared.model.claim_language.structure import ClaimStructure, Span

__all__ = [
    "ClaimSet",
    "ClaimStructure",
    "FiledClaim",
    "MissingAntecedent",
    "NumberLabel",
    "Span",
    "build_claims",
    "missing_antecedents",
    "parse_claim",
    "split_number_label",
]
