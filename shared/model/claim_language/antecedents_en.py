"""Definite terms of English claims: the X, said X."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.model.claim_language.structure import ClaimStructure

_DETERMINER = re.compile(r"\b(?:the|said)\s+", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z\-']*|\d+(?:st|nd|rd|th)\b")
_STOP_WORDS = """
a an and are as at be been being between but by can comprise comprised comprises comprising
configured connected consist consisting consists contain containing contains coupled defined
disposed each extending for formed from further has have having if in include included includes
including into is it its located may mounted of on onto or over positioned provided so such that the
then there thereby therein thereof to toward towards under upon used using via was were when where
wherein whereby which while whose will with within without said through about above after along
around before below during not than and/or adapted operable arranged attached according does do only
also one two three four more less greater against across among out up down off until prior due
relative based according whereas either respectively together alone thus still
"""
_STOP = frozenset(_STOP_WORDS.split())
_ALWAYS_KNOWN_WORDS = """
same following group invention latter former other others presence absence range sum ratio total
method process system device apparatus article composition step steps steps number amount total
order case event use way top bottom surface inside outside interior exterior left right upper lower
front rear back end ends side sides direction length width height thickness diameter weight volume
size shape center centre middle basis art remainder rest first second third at least improvement
present time human animal body immune nervous skin blood brain heart difference distance soil ground earth air atmosphere environment
"""
_ALWAYS_KNOWN = frozenset(_ALWAYS_KNOWN_WORDS.split())
_VERB_WORDS = """
acts allows appears applies apply arrives becomes begins belongs calculates causes closes comes
communicates compares computes converts corresponds creates decides defines depends describes desires
determines differs enables engages enters exceeds executes exists falls generates gives goes happens
identifies indicates intends interacts lies makes matches meets moves needs obtains occur occurs opens
operates overlaps passes performs produces provides reaches receives recognises recognizes refers
relates remains requires responds rests rises rotates runs satisfies selects sends serves shows sits
stands takes transmits travels varies wants wishes drawn taken held shown
"""
_VERBS = "|".join(_VERB_WORDS.split())
_VERBAL = re.compile(rf"(?:ing|ed|given|present)$|(?:{_VERBS})$", re.IGNORECASE)
"""A verb after the noun: the fluid exiting, the cards described, the user intends."""
_ADVERB = re.compile(
    r"(?!(?:.*(?:assembly|supply|family|anomaly|reply|ply)|ally|fly|belly|jelly|early|daily|only)$)"
    r"[a-z\-]{3,}ly$",
    re.IGNORECASE,
)
"""What belongs to the verb: the controller automatically sends."""
_DEFINED_BEHIND = re.compile(
    r"\s+(?:(?:and|or)\s+\w+\s+)?(?:of|between|among)\b"
    r"|\s+(?:to|at|from|in|on|by|for|with)\s+which\b"
    r"|\s+(?:as\s+)?(?:given|defined|indicated|specified|mentioned|stated|set\s+forth)\s+(?:above|below|in)\b"
    r"|\s+(?:[a-z]+ed|drawn|given|taken|sent|held|fed|shown)\s+by\b"
    r"|\s*[:=]",
    re.IGNORECASE,
)
"""What follows says which one is meant: the result of …, the atom to which …, the meanings given in …, the form X = …."""
_COMPARED = re.compile(
    r"(?:highe|lowe|large|smalle|greate|longe|shorte|faste|slowe|close|neare|late|earlie|wide)(?:r|st)$|best$|worst$|most$|least$|only$|entire$|whole$|maximum$|minimum$|average$|mean$|overall$|total$"
)
"""One of several things that are there, or of a quantity: the lower inaccuracy, the maximum speed."""
_POINTING = frozenset(
    {"following", "same", "respective", "corresponding", "formula", "equation", "table", "general"}
)
_PLAIN = re.compile(r"[^a-z0-9]+")
_OBJECT_BEHIND = re.compile(r"\s+(?:the|said|an?|each|several|at\s+least|one)\b", re.IGNORECASE)
"""What follows a verb: said memory punctures the frame."""
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_BETWEEN = 5
"""Words that may stand between an ordinal and its noun: first and second fluid chambers."""
_PARTICIPLE = re.compile(r"[a-z\-]{2,}ed$")
_MAX_MENTIONS = 3000
_MAX_WORDS = 6
_STEM = 5
_SHORT_GERUND = 6
"""Letters of a word that may end in -ing without being a verb's form: string, spring."""


def mentions(text: str, structure: ClaimStructure) -> Iterator[tuple[int, int, str]]:
    """Definite terms in order: start of ``the``, end of the term, the term to look for."""
    skip = structure.leading.end if structure.leading is not None else 0
    for count, found in enumerate(_DETERMINER.finditer(text)):
        if count > _MAX_MENTIONS:
            return
        if found.start() < max(skip, 1):
            continue
        words, end = _term(text, found.end())
        if words and not _is_known(words, text, found.end(), end):
            yield found.start(), end, " ".join(words)


def _term(text: str, begin: int) -> tuple[list[str], int]:
    """The words of the term that begins there, and where it ends."""
    words: list[str] = []
    end = begin
    for word in _WORD.finditer(text, begin, begin + 120):
        if (
            text[end : word.start()].strip() not in ("", "/")
            or word.group().lower() in _STOP
            or len(words) == _MAX_WORDS
            or (words and _is_verbal(word.group(), words))
        ):
            break
        words.append(word.group().lower())
        end = word.end()
    if len(words) > 1 and words[-1].endswith("s") and _OBJECT_BEHIND.match(text, end):
        end = text.rindex(text[begin:end].split()[-1], begin, end)
        words, end = words[:-1], len(text[:end].rstrip())
    return words, end


def _is_verbal(word: str, words: list[str]) -> bool:
    """Whether ``word`` goes on with what the things called ``words`` do."""
    if _VERBAL.search(word):
        return True
    named = any(each not in _ALWAYS_KNOWN for each in words)
    return named and _ADVERB.match(word) is not None


def _is_known(words: list[str], text: str, begin: int, end: int) -> bool:
    """Whether the term needs no antecedent: everybody knows it, or the text says which it is."""
    return (
        _DEFINED_BEHIND.match(text, end, end + 40) is not None
        or words[0] in _POINTING
        or _COMPARED.match(words[0]) is not None
        or all(word in _ALWAYS_KNOWN for word in words)
        or (words[-1] == "type" and words[0] not in _ORDINALS)  # of the shift register type
        or all(_is_name(word) for word in text[begin:end].split())
    )


def _is_name(word: str) -> bool:
    """Whether the word is a name like the Internet or the Santa Rosa."""
    return len(word) > 2 and word[0].isupper() and word[1:].islower()


def introduced(term: str, before: str) -> bool:
    """Whether ``before`` names ``term`` (plural or not), its first or last two words, or its stems.

    Stems let a noun rest on a verb: the comparison after comparing.
    """
    plain = " " + _stem(before) + " "
    words = _stem(term).split()
    if words[0] in _ORDINALS and len(words) > 1:
        return any(_numbered(words[0], word, plain) for word in words[1:] if len(word) > 1)
    steps = [place for place, word in enumerate(words[:-1]) if _PARTICIPLE.match(word)]
    if steps:  # the stored elements, said antibiotic-treated cells: what a step has done to them
        words = words[steps[-1] + 1 :]
    for length in range(len(words), 0, -1):
        if length < min(2, len(words)):
            break
        if f" {' '.join(words[:length])} " in plain or f" {' '.join(words[-length:])} " in plain:
            return True
    return all(f" {_root(word)}" in plain for word in words if word not in _ALWAYS_KNOWN)


def _numbered(ordinal: str, noun: str, plain: str) -> bool:
    """Whether ``plain`` has the noun with that ordinal, a few words between."""
    place = plain.find(f" {ordinal} ")
    while place >= 0:
        following = plain[place : place + 200].split()[1 : _BETWEEN + 2]
        if noun in following:
            return True
        place = plain.find(f" {ordinal} ", place + 1)
    return False


def _root(word: str) -> str:
    """The beginning that a noun shares with its verb: ``stor`` of stored, ``pars`` of parsing."""
    bare = word.removesuffix("ing") if len(word) > _SHORT_GERUND else word
    return bare[: min(_STEM, max(len(word) - 2, 3))]


def _stem(text: str) -> str:
    """Lower case words without plural ``s``."""
    words = _PLAIN.sub(" ", text.lower()).split()
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word
        for word in words
    )
