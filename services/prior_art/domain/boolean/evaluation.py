"""Whether a document satisfies a Boolean query: exact, on the text as stored.

The words of a passage are numbered; an expression stands at spans of word numbers, and nearness
is counted in them. A Chinese character counts as a word. Between the words of a phrase only
blanks and signs within a sentence may stand, and nothing between Chinese characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache

from services.prior_art.domain.analysis import WordToken, folded_text, word_tokens
from services.prior_art.domain.boolean.nodes import (
    All,
    Any,
    Close,
    Closeness,
    Dated,
    DateField,
    Name,
    NameField,
    Node,
    Not,
    Number,
    NumberField,
    Symbol,
    SymbolField,
    TextField,
    Words,
)
from services.prior_art.domain.boolean.values import Piece, pattern
from services.prior_art.domain.classification import cpc_index_terms, ipc_index_terms
from services.prior_art.domain.family import family_ids
from services.prior_art.domain.identity import document_number_id
from shared.contracts.prior_art import PriorArtDocument

Span = tuple[int, int]
Families = Mapping[str, frozenset[str]]
"""Family ids that a value of FAM stands for."""

_SENTENCE_END = re.compile(r"[。；！？;!?\n]|\.(?=\s+[^\W\d_a-z])")


class Passage:
    """One passage in words and sentences."""

    def __init__(self, field: TextField | None, text: str) -> None:
        self.field = field
        self._text = text

    @cached_property
    def folded(self) -> str:
        """The text as terms are made from it."""
        return folded_text(self._text)

    @cached_property
    def words(self) -> Sequence[WordToken]:
        """The words in order."""
        return list(word_tokens(self._text))

    @cached_property
    def sentences(self) -> Sequence[int]:
        """The number of the sentence of each word."""
        ends = [found.end() for found in _SENTENCE_END.finditer(self._text)]
        return [bisect_left(ends, word.start + 1) for word in self.words]


@dataclass
class DocumentText:
    """A document, its passages by field."""

    document: PriorArtDocument

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """Title, abstract, claims, paragraphs."""
        document = self.document
        found = [Passage(TextField.TITLE, document.title)]
        if document.abstract is not None:
            found += [Passage(TextField.ABSTRACT, one) for one in document.abstract.split("\n")]
        found += [Passage(TextField.CLAIMS, one.text) for one in document.claims]
        found += [Passage(TextField.DESCRIPTION, one.text) for one in document.paragraphs]
        return found


def matches(node: Node, text: DocumentText, families: Families) -> bool:
    """Whether the document satisfies the query."""
    if isinstance(node, All):
        return all(matches(part, text, families) for part in node.parts)
    if isinstance(node, Any):
        return any(matches(part, text, families) for part in node.parts)
    if isinstance(node, Not):
        return not matches(node.part, text, families)
    if isinstance(node, Words):
        return any(_holds(node, passage) for passage in text.passages)
    if isinstance(node, Close):
        return any(_spans(node, passage) for passage in text.passages)
    return _matches_data(node, text.document, families)


def _matches_data(
    node: Name | Symbol | Dated | Number, document: PriorArtDocument, families: Families
) -> bool:
    if isinstance(node, Dated):
        published = node.field is DateField.PUBLISHED
        day = document.publication_date if published else document.filing_date
        return (
            day is not None
            and (node.first is None or day >= node.first)
            and (node.before is None or day < node.before)
        )
    if isinstance(node, Symbol):
        terms = ipc_index_terms if node.field is SymbolField.IPC else cpc_index_terms
        return node.level in terms(document.classifications)
    if isinstance(node, Number):
        if node.field is NumberField.FAMILY:
            return bool(families.get(node.text, frozenset()) & set(family_ids(document)))
        numbers = (document.key, document_number_id(document))
        wanted = {node.text, node.text.upper()}
        return any(fnmatchcase(one, each) for one in numbers for each in wanted)
    applicant = node.field is NameField.APPLICANT
    pieces = _pieces(node.text, wildcards=not node.phrase)
    names = document.applicants if applicant else document.inventors
    return any(next(_occurrences(pieces, Passage(None, name)), None) for name in names)


@lru_cache(maxsize=512)
def _pieces(text: str, *, wildcards: bool) -> tuple[Piece, ...]:
    return pattern(text, 0, wildcards=wildcards)


def _holds(node: Words, passage: Passage) -> bool:
    if passage.field not in node.fields:
        return False
    pieces = _pieces(node.text, wildcards=not node.phrase)
    if (run := plain_run(pieces)) is not None:
        return run in passage.folded
    return next(_occurrences(pieces, passage), None) is not None


def plain_run(pieces: Sequence[Piece]) -> str | None:
    """The pieces as one run of Chinese characters, if they are no more than that."""
    if pieces[0].expression is not None or not _joins(pieces[0].text):
        return None
    if any(not one.joined or not one.text or one.expression is not None for one in pieces[1:]):
        return None
    return "".join(one.text for one in pieces)


@lru_cache(maxsize=4096)
def _joins(text: str) -> bool:
    """Whether it is one Chinese or Japanese character."""
    return [token.joined for token in word_tokens("\u3007" + text)] == [False, True]


def _spans(node: Node, passage: Passage) -> list[Span]:
    """Where an expression of words stands in a passage, sorted."""
    if isinstance(node, Words):
        if passage.field not in node.fields:
            return []
        return list(_occurrences(_pieces(node.text, wildcards=not node.phrase), passage))
    if isinstance(node, Any):
        return sorted({span for part in node.parts for span in _spans(part, passage)})
    assert isinstance(node, Close)  # noqa: S101 - the parser lets nothing else through
    left = _spans(node.left, passage)
    right = _spans(node.right, passage) if left else []
    if not right:
        return []
    if node.how is Closeness.PARAGRAPH:
        return sorted({*left, *right}) if _apart(left, right) else []
    if node.how is Closeness.SENTENCE:
        return _in_one_sentence(left, right, passage)
    found = set(_following(left, right, node.distance))
    if node.how is Closeness.NEAR:
        found |= set(_following(right, left, node.distance))
    return sorted(found)


def _following(first: Sequence[Span], second: Sequence[Span], distance: int) -> Iterator[Span]:
    """Spans of a first one and a second that begins at most ``distance`` words after it."""
    starts = [start for start, _ in second]
    for begin, end in first:
        place = bisect_left(starts, end)
        while place < len(second) and starts[place] - end <= distance:
            yield begin, second[place][1]
            place += 1


def _apart(left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Whether some two of them do not overlap."""
    return (
        min(end for _, end in left) <= right[-1][0] or min(end for _, end in right) <= left[-1][0]
    )


def _in_one_sentence(left: Sequence[Span], right: Sequence[Span], passage: Passage) -> list[Span]:
    by_sentence: dict[int, tuple[list[Span], list[Span]]] = {}
    for side, spans in enumerate((left, right)):
        for start, end in spans:
            sentence = passage.sentences[start]
            if passage.sentences[end - 1] == sentence:
                by_sentence.setdefault(sentence, ([], []))[side].append((start, end))
    return sorted(
        {
            span
            for one, other in by_sentence.values()
            if one and other and _apart(one, other)
            for span in (*one, *other)
        }
    )


def _occurrences(pieces: Sequence[Piece], passage: Passage) -> Iterator[Span]:
    words, sentences = passage.words, passage.sentences
    for start in range(len(words)):
        for end in _ends(pieces, words, sentences, start):
            yield start, end


def _ends(
    pieces: Sequence[Piece],
    words: Sequence[WordToken],
    sentences: Sequence[int],
    start: int,
) -> Iterable[int]:
    """Word numbers at which the pieces end if they begin at ``start``, ascending."""
    places = {start}
    for i, piece in enumerate(pieces):
        following: set[int] = set()
        for place in places:
            if piece.gap:
                following |= set(_gap(words, place, piece.gap))
            elif place < len(words) and _fits(piece, words[place]):
                apart = i > 0 and sentences[place] != sentences[place - 1]
                if not apart and (i == 0 or words[place].joined or not piece.joined):
                    following.add(place + 1)
        places = following
        if not places:
            break
    return sorted(places)


def _gap(words: Sequence[WordToken], place: int, most: int) -> Iterator[int]:
    """Places after none to ``most`` characters of the same run."""
    yield place
    for step in range(most):
        if place + step >= len(words) or not words[place + step].joined:
            return
        yield place + step + 1


def _fits(piece: Piece, word: WordToken) -> bool:
    if piece.any_character:
        return _joins(word.text)
    if piece.expression is not None:
        return bool(piece.expression.fullmatch(word.raw) or piece.expression.fullmatch(word.text))
    return piece.text == word.text
