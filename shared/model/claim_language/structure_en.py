"""Structure of English claims in US and EP style (37 CFR 1.75; EPC Rule 43)."""

from __future__ import annotations

import re

from shared.model.claim_language.folding import fold
from shared.model.claim_language.references import FoundReference
from shared.model.claim_language.references_en import find_references
from shared.model.claim_language.structure import (
    ClaimStructure,
    Span,
    plain_name,
    split_features,
    trimmed,
)
from shared.model.claims import ClaimType

_TRANSITION = re.compile(
    r"\bcharacteri[sz]ed\s+(?:in\s+that|by)\b|\b(?:wherein\s+)?the\s+improvement\s+compris(?:es|ing)\b"
    r"|\b(?:which\s+)?(?:further\s+)?(?:compris(?:es|ing)|includ(?:es|ing)|consist(?:s|ing)(?:\s+essentially)?\s+of)\b"
    r"|\bwherein\b|\bwhereby\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\s*(?:(?P<new>an?|one\s+or\s+more)|the|said)\s+", re.IGNORECASE)
_INNER = re.compile(
    r"\b(?:compris\w+|includ\w+|contain\w+|having|with|us(?:ing|e)|for|of|by|in|to|from|that)\b"
    r".{0,200}?\b(?:an?|the|said)\b",
    re.IGNORECASE | re.DOTALL,
)
_LATER = re.compile(r"[;:]|\bin\s+which\b|\bwhere\b|\n(?=.*\n)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_MAX_SUBJECT = 400


def parse(text: str) -> ClaimStructure:
    """The structure of one English claim without its number label. Never fails."""
    folded = fold(text)
    references = tuple(find_references(folded))
    transition = _TRANSITION.search(folded)
    article = _ARTICLE.match(folded)
    start = article.end() if article is not None else 0
    stop = transition.start() if transition is not None else len(folded)
    leading = references[0] if references and _opens(folded, references[0], stop) else None
    subject = _subject(folded, start, leading.start if leading is not None else stop)
    if leading is not None and subject is None:  # "According to claim 1, the device …"
        subject = _subject(folded, _skip(folded, leading.end), max(stop, leading.end))
    body = transition.end() if transition is not None else (subject.end if subject else start)
    end = transition.start() if transition is not None else body
    return ClaimStructure(
        folded=folded,
        preamble=trimmed(folded, 0, end) or Span(0, 0),
        subject=subject,
        subject_name=_name(subject.of(folded)) if subject is not None else "",
        transition=Span(transition.start(), transition.end()) if transition is not None else None,
        features=split_features(folded, body, ";\n"),
        references=references,
        leading=leading,
        article=article is not None and article["new"] is not None,
    )


def _opens(folded: str, reference: FoundReference, stop: int) -> bool:
    """In the first line, before any transition, without a definition (in which …) between."""
    before = folded[: min(reference.start, _MAX_SUBJECT)]
    return reference.start <= min(stop, _MAX_SUBJECT) and _LATER.search(before) is None


def _skip(folded: str, place: int) -> int:
    found = re.compile(r"[\s,:]*(?:(?:an?|the|said)\s+)?", re.IGNORECASE).match(folded, place)
    return found.end() if found is not None else place


def _subject(folded: str, start: int, stop: int) -> Span | None:
    end = min(stop, start + _MAX_SUBJECT)
    cut = next((place for place in range(start, end) if folded[place] in ",;:\n"), end)
    return trimmed(folded, start, max(cut, start))


def _name(text: str) -> str:
    return plain_name(_SPACE.sub("_", text.strip())).replace("_", " ").strip()


def claim_type(
    structure: ClaimStructure, cited_names: tuple[str, ...], _other_names: frozenset[str]
) -> ClaimType:
    """Independent, dependent, or independent by reference (another category or another subject)."""
    if not structure.references:
        return ClaimType.INDEPENDENT
    if structure.leading is None:
        return ClaimType.INDEPENDENT_BY_REFERENCE
    name = structure.subject_name
    known = [cited for cited in cited_names if cited]
    if not name or any(_same(name, cited) for cited in known):
        return ClaimType.DEPENDENT
    if _INNER.search(name + " the") and _INNER.search(name):
        return ClaimType.INDEPENDENT_BY_REFERENCE
    if structure.article and known and all(not _common_head(name, cited) for cited in known):
        return ClaimType.INDEPENDENT_BY_REFERENCE
    return ClaimType.DEPENDENT


def _same(name: str, cited: str) -> bool:
    return name == cited or cited.startswith(name + " ") or cited.endswith(" " + name)


def _head(name: str) -> str:
    words = re.split(
        r"\s(?:for|of|to|in|with|having|that|which|using|by|from|adapted|configured)\s", name
    )
    return words[0].rsplit(" ", 1)[-1].rstrip("s")


def _common_head(name: str, cited: str) -> bool:
    return _head(name) == _head(cited)
