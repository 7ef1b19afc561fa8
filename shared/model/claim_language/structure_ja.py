"""Structure of Japanese claims, as far as references and subjects go (特許法施行規則, Form 29-2)."""

from __future__ import annotations

import re

from shared.model.claim_language.folding import fold
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
_LAST_PHRASE = re.compile(r"[^、,。\n]{1,200}[。\s]*$")
_HEAD_START = re.compile(
    r"(?:する|した|させる|された|される|えた|える|んだ|なる|いる|ある|有する|できる)(?=[^するたなえいあ])"
)


def parse(text: str) -> ClaimStructure:
    """The structure of one Japanese claim without its number label. Never fails."""
    folded = fold(text)
    references = tuple(find_references(folded))
    leading = references[0] if references and not folded[: references[0].start].strip() else None
    last = _LAST_PHRASE.search(folded[-260:])
    offset = max(len(folded) - 260, 0)
    subject = None
    if last is not None:
        begin = last.start()
        for verb in _HEAD_START.finditer(last.group()):
            begin = last.start() + verb.end()
        subject = trimmed(
            folded, offset + begin, offset + len(last.group().rstrip("。 \n")) + last.start()
        )
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


def claim_type(structure: ClaimStructure, cited_names: tuple[str, ...]) -> ClaimType:
    """A claim that ends with the subject it refers to is dependent; any other stands alone."""
    if not structure.references:
        return ClaimType.INDEPENDENT
    folded = structure.folded
    ending = folded.rstrip("。. \n")
    if structure.leading is None:
        return ClaimType.INDEPENDENT_BY_REFERENCE
    after = _AFTER_REFERENCE.match(folded, structure.leading.end)
    begin = after.end() if after is not None else structure.leading.end
    stop = _CITED_END.search(folded, begin)
    named = folded[begin : stop.start() if stop is not None else len(ending)].strip()
    names = (*cited_names, named) if named else cited_names
    return (
        ClaimType.DEPENDENT
        if any(name and plain_name(ending).endswith(plain_name(name)) for name in names)
        else ClaimType.INDEPENDENT_BY_REFERENCE
    )
