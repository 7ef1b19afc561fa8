"""Structure of Japanese claims, as far as references and subjects go (特許法施行規則, Form 29-2)."""

from __future__ import annotations

import re

from shared.model.claim_language.folding import fold
from shared.model.claim_language.references import FoundReference
from shared.model.claim_language.references_ja import find_references
from shared.model.claim_language.structure import (
    ClaimStructure,
    Span,
    plain_name,
    split_features,
    trimmed,
)
from shared.model.claims import ClaimType

_TRANSITION = re.compile(r"(?:こと)?を特[徴徵征]とする|において、?|であって、?")
_AFTER_REFERENCE = re.compile(r"\s*の?\s*")
_CITED_END = re.compile(r"において|であって|にて|における|[、,。を]|に(?!係)|が|は")
_TAIL = re.compile(r"(?:[^ぁ-ん、,。.\s]|の|(?<=[一-龥])[りみきしえめけちい](?=[一-龥])){1,120}$")
"""The noun phrase at the end: no particle or verb ending, a kana within a word (練り製品) allowed."""
_TAIL_WIDTH = 130
_CLAUSE = re.compile(r"[、,。をがはに]|する|した|れる|れた|える|いる|ある|なる")


def parse(text: str) -> ClaimStructure:
    """The structure of one Japanese claim without its number label. Never fails."""
    folded = fold(text)
    references = tuple(find_references(folded))
    leading = references[0] if references and not folded[: references[0].start].strip() else None
    end = len(folded.rstrip("。. \n"))
    closing = _closing(folded, references, end)
    tail = _TAIL.search(folded[max(0, end - _TAIL_WIDTH) : end])
    begin = end - len(tail.group()) if tail is not None else end
    if closing is not None:
        begin = max(begin, closing.end)
    while begin < end and folded[begin] == "の":
        begin += 1
    subject = trimmed(folded, begin, end)
    transition = _TRANSITION.search(folded)
    body = transition.end() if transition is not None else 0
    return ClaimStructure(
        folded=folded,
        preamble=trimmed(folded, 0, transition.start() if transition else 0) or Span(0, 0),
        subject=subject,
        subject_name=plain_name(subject.of(folded)) if subject is not None else "",
        transition=Span(transition.start(), transition.end()) if transition is not None else None,
        features=split_features(folded, body, "、。\n"),
        references=references,
        leading=leading,
    )


def _closing(
    folded: str, references: tuple[FoundReference, ...], end: int
) -> FoundReference | None:
    """The reference right before the subject at the end: ``…、請求項１に記載の方法。``"""
    if not references or _CLAUSE.search(folded, references[-1].end, end):
        return None
    return references[-1]


def claim_type(
    structure: ClaimStructure, cited_names: tuple[str, ...], _other_names: frozenset[str]
) -> ClaimType:
    """A claim that ends with the subject it refers to is dependent; any other stands alone."""
    if not structure.references:
        return ClaimType.INDEPENDENT
    folded = structure.folded
    ending = folded.rstrip("。. \n")
    names = list(cited_names)
    if _closing(folded, structure.references, len(ending)) is not None:
        known = [name for name in names if name]
        name = structure.subject_name
        same = any(name.endswith(each) or each.endswith(name) for each in known) if name else True
        return ClaimType.DEPENDENT if same or not known else ClaimType.INDEPENDENT_BY_REFERENCE
    if structure.leading is None:
        return ClaimType.INDEPENDENT_BY_REFERENCE
    after = _AFTER_REFERENCE.match(folded, structure.leading.end)
    begin = after.end() if after is not None else structure.leading.end
    stop = _CITED_END.search(folded, begin)
    named = folded[begin : stop.start() if stop is not None else len(ending)].strip()
    names.append(named)
    return (
        ClaimType.DEPENDENT
        if any(name and plain_name(ending).endswith(plain_name(name)) for name in names)
        else ClaimType.INDEPENDENT_BY_REFERENCE
    )
