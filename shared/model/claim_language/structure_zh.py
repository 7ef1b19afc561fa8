"""Structure of Chinese claims (Implementing Rules, Rules 24-25; Guidelines II-2-3.1, 3.3)."""

from __future__ import annotations

import re

from shared.model.claim_language.folding import fold
from shared.model.claim_language.references import FoundReference
from shared.model.claim_language.references_zh import find_references
from shared.model.claim_language.structure import (
    ClaimStructure,
    Span,
    plain_name,
    split_features,
    trimmed,
)
from shared.model.claims import ClaimType

_TRANSITION = re.compile(
    r"(?:其|它|它的|其中的|本发明的|本实用新型的|所述的)?\s{0,3}(?:主要)?\s{0,3}(?:技术)?"
    r"(?:特\s{0,3}征|特点|改进之处|改进点|改进)\s{0,3}(?:是在于|就在于|主要在于|在\s{0,3}于|是|为|于)"
    r"|其特征\s{0,3}(?=[:,])"
)
_ARTICLE = re.compile(r"\s*(?:一\s?种|一类|一套|一组|一个)(?:的)?\s*")
_LEAD_IN = re.compile(r"\s*(?:一\s?种|一类|一套|一个|所述的?|该)?\s*$")
_AFTER_REFERENCE = re.compile(
    r"\s*(?:的|之)?\s*(?:(?:一\s?种|一个|这种|该种|所述的?|所说的?|该)\s*)?"
)
_VERB = re.compile(
    r"(?:还|进一步|进一步地|更|至少|主要|它|其)?(?:包括有|包括|包含有|包含|含有|具有|设有|设置有|由)"
)
_PRONOUN = re.compile(r"其中|其特征|它由|它是|它包括|其由|其是|其包括")
_METHOD = ("方法", "工艺", "流程", "制法", "用法", "步骤", "做法", "法")
_USE = ("用途", "应用", "使用")
_GENERIC_HEADS = 2
_MAX_SUBJECT = 300


def parse(text: str) -> ClaimStructure:
    """The structure of one Chinese claim without its number label. Never fails."""
    folded = fold(text)
    references = tuple(find_references(folded))
    transition = _TRANSITION.search(folded)
    leading = references[0] if references and _opens(folded, references[0]) else None
    article = _ARTICLE.match(folded)
    if leading is not None:
        after = _AFTER_REFERENCE.match(folded, leading.end)
        start = after.end() if after is not None else leading.end
    else:
        start = article.end() if article is not None else 0
    stop = transition.start() if transition is not None else len(folded)
    subject = _subject(folded, start, max(stop, start))
    body = transition.end() if transition is not None else (subject.end if subject else start)
    preamble_end = transition.start() if transition is not None else body
    return ClaimStructure(
        folded=folded,
        preamble=trimmed(folded, 0, preamble_end) or Span(0, 0),
        subject=subject,
        subject_name=plain_name(subject.of(folded)) if subject is not None else "",
        transition=Span(transition.start(), transition.end()) if transition is not None else None,
        features=split_features(folded, _skip(folded, body), ";。\n"),
        references=references,
        leading=leading,
        article=article is not None,
    )


def _opens(folded: str, reference: FoundReference) -> bool:
    return reference.start < 12 and _LEAD_IN.match(folded[: reference.start]) is not None


def _skip(folded: str, place: int) -> int:
    while place < len(folded) and folded[place] in ":,、 \n":
        place += 1
    return place


def _subject(folded: str, start: int, stop: int) -> Span | None:
    """The noun phrase from ``start`` to the first delimiter, verb or transition."""
    end = min(stop, start + _MAX_SUBJECT)
    depth = 0
    for place in range(start, end):
        character = folded[place]
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(depth - 1, 0)
        elif character in ";:。\n" or (character == "," and _delimits(folded, place, depth)):
            end = place
            break
    phrase = folded[start:end]
    pronoun = _PRONOUN.search(phrase)
    if pronoun is not None and pronoun.start() > 0:
        phrase = phrase[: pronoun.start()]
    for verb in _VERB.finditer(phrase):
        if verb.start() > 1 and "的" not in phrase[verb.end() :]:
            phrase = phrase[: verb.start()]
            break
    return trimmed(folded, start, start + len(phrase))


def _delimits(folded: str, place: int, depth: int) -> bool:
    """A comma ends the phrase unless it stands in brackets or in a chemical name (``2,4-``)."""
    if depth > 0:
        return False
    before = folded[place - 1] if place else ""
    after = folded[place + 1] if place + 1 < len(folded) else ""
    locant = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return not locant


def category(name: str) -> str:
    """``use``, ``method`` or ``product``, told from the end of a subject name."""
    if name.endswith(_USE):
        return "use"
    return "method" if name.endswith(_METHOD) else "product"


def same_subject(name: str, cited: str) -> bool:
    """Whether ``name`` restates ``cited``, in full or shortened to its end (Guidelines II-2-3.3.2)."""
    if not name or not cited:
        return False
    return name == cited or cited.endswith(name) or (len(cited) > 1 and name.endswith(cited))


def claim_type(
    structure: ClaimStructure, cited_names: tuple[str, ...], other_names: frozenset[str]
) -> ClaimType:
    """Independent, dependent, or independent by reference (Guidelines II-2-3.1.2).

    ``cited_names`` are the subject names that the claims referred to carry; empty if unknown.
    ``other_names`` are those of the independent claims: who restates one of them and refers to
    another claim has mistaken the number.
    """
    if not structure.references:
        return ClaimType.INDEPENDENT
    name = structure.subject_name
    if structure.leading is None:
        restated = bool(name) and name in cited_names
        in_preamble = structure.references[0].start < structure.preamble.end
        return (
            ClaimType.DEPENDENT if restated and in_preamble else ClaimType.INDEPENDENT_BY_REFERENCE
        )
    if not name or not cited_names or any(same_subject(name, cited) for cited in cited_names):
        return ClaimType.DEPENDENT if not _is_new_use(name, cited_names) else _BY_REFERENCE
    if any(_continues(name, cited) for cited in cited_names):
        return ClaimType.INDEPENDENT_BY_REFERENCE
    if _is_new_use(name, cited_names):
        return ClaimType.INDEPENDENT_BY_REFERENCE
    heads_differ = all(name[-2:] != cited[-2:] for cited in cited_names)
    if not heads_differ or name in other_names:
        return ClaimType.DEPENDENT
    another_category = all(category(name) != category(cited) for cited in cited_names)
    if structure.article or len(structure.references) > 1 or (another_category and "的" in name):
        return ClaimType.INDEPENDENT_BY_REFERENCE
    return ClaimType.DEPENDENT


_BY_REFERENCE = ClaimType.INDEPENDENT_BY_REFERENCE


def _is_new_use(name: str, cited_names: tuple[str, ...]) -> bool:
    return (
        category(name) == "use"
        and bool(cited_names)
        and all(category(cited) != "use" for cited in cited_names)
    )


def _continues(name: str, cited: str) -> bool:
    """``抗体的用途`` after ``…的抗体``: the cited subject is only the beginning of a new one."""
    longest = min(len(name) - 1, len(cited))
    return any(
        cited.endswith(name[:length]) and name[-2:] != cited[-2:]
        for length in range(longest, _GENERIC_HEADS - 1, -1)
    )
