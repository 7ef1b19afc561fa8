"""The documents that a Boolean query selects: exactly those.

The index narrows them down: it gives every document that may satisfy the query and never leaves
one out. Where it cannot tell (phrases, nearness, patterns), the candidates are read and decided
on their stored text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tantivy import Occur, Query

from services.prior_art.domain.analysis import terms
from services.prior_art.domain.boolean.evaluation import DocumentText, Families, matches
from services.prior_art.domain.boolean.nodes import (
    All,
    Any,
    Close,
    Dated,
    DateField,
    Name,
    NameField,
    Node,
    Not,
    Number,
    NumberField,
    Symbol,
    TextField,
    Words,
)
from services.prior_art.domain.boolean.values import Piece, pattern
from services.prior_art.domain.errors import InvalidQueryError
from services.prior_art.domain.family import family_ids
from services.prior_art.domain.legal.windows import Days
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.engines.lexical import TantivyIndex
from shared.contracts.prior_art import PriorArtDocument

MAX_READ = 20_000
"""Candidates that are read to decide a query."""
MAX_READ_CHARACTERS = 60_000_000
_PAGE = 200
_FIELDS = {
    TextField.TITLE: "title",
    TextField.ABSTRACT: "abstract",
    TextField.CLAIMS: "claims",
    TextField.DESCRIPTION: "description",
}

Read = Callable[[Iterable[str]], Mapping[str, PriorArtDocument]]


@dataclass(frozen=True)
class _Candidates:
    query: Query
    exact: bool


def select(
    node: Node, index: TantivyIndex, constraint: RetrievalFilter, read: Read
) -> frozenset[str]:
    """Keys of the documents that satisfy the query and pass the filter.

    Raises ``InvalidQueryError`` if too many would have to be read.
    """
    families = {name: _family(name, index, read) for name in sorted(_families(node))}
    found = _Compiler(index, families).candidates(node)
    query = Query.boolean_query(
        [(Occur.Must, found.query), (Occur.Must, index.allowed(constraint))]
    )
    if found.exact:
        return frozenset(index.select(query))
    if index.count(query) > MAX_READ:
        raise _too_broad()
    keys = index.select(query)
    chosen: set[str] = set()
    room = MAX_READ_CHARACTERS
    for i in range(0, len(keys), _PAGE):
        for key, document in read(keys[i : i + _PAGE]).items():
            room -= _length(document)
            if matches(node, DocumentText(document), families):
                chosen.add(key)
        if room < 0:
            raise _too_broad()
    return frozenset(chosen)


def _too_broad() -> InvalidQueryError:
    return InvalidQueryError(
        f"More than {MAX_READ} documents would have to be read to decide this query. Add a term, a "
        "date or a classification.",
        f"需逐篇核对的文献超过 {MAX_READ} 篇，请增加检索词、日期或分类号以缩小范围。",
        pointer="#/boolean",
    )


def _length(document: PriorArtDocument) -> int:
    passages = (*document.claims, *document.paragraphs)
    return len(document.abstract or "") + sum(len(one.text) for one in passages)


def _families(node: Node) -> set[str]:
    if isinstance(node, All | Any):
        return set().union(*(_families(part) for part in node.parts))
    if isinstance(node, Not):
        return _families(node.part)
    return {node.text} if isinstance(node, Number) and node.field is NumberField.FAMILY else set()


def _family(name: str, index: TantivyIndex, read: Read) -> frozenset[str]:
    """The family of a document of this number, or the family of this id."""
    keys = sorted({*index.having("key", [name]), *index.having("number", [name])})
    ids = {one for document in read(keys).values() for one in family_ids(document)}
    return frozenset(ids | {name, f"family:{name}"})


class _Compiler:
    """Queries of the engine that leave out no document that satisfies a node."""

    def __init__(self, index: TantivyIndex, families: Families) -> None:
        self._index = index
        self._families = families

    def candidates(self, node: Node) -> _Candidates:
        """The engine's query, and whether it selects nothing else."""
        if isinstance(node, All):
            return self._joined(Occur.Must, node.parts)
        if isinstance(node, Any):
            return self._joined(Occur.Should, node.parts)
        if isinstance(node, Not):
            return self._negated(node)
        if isinstance(node, Close):
            return _Candidates(self._joined(Occur.Must, (node.left, node.right)).query, exact=False)
        if isinstance(node, Words):
            return self._words(node)
        if isinstance(node, Name):
            field = "applicants" if node.field is NameField.APPLICANT else "inventors"
            pieces = pattern(node.text, 0, wildcards=not node.phrase)
            return self._pieces(pieces, [field])
        return _Candidates(self._data(node), exact=True)

    def _joined(self, occur: Occur, parts: Sequence[Node]) -> _Candidates:
        found = [self.candidates(part) for part in parts]
        query = Query.boolean_query([(occur, one.query) for one in found])
        return _Candidates(query, all(one.exact for one in found))

    def _negated(self, node: Not) -> _Candidates:
        part = self.candidates(node.part)
        if not part.exact:
            return _Candidates(Query.all_query(), exact=False)
        query = Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, part.query)])
        return _Candidates(query, exact=True)

    def _words(self, node: Words) -> _Candidates:
        pieces = pattern(node.text, 0, wildcards=not node.phrase)
        return self._pieces(pieces, [_FIELDS[field] for field in node.fields])

    def _pieces(self, pieces: Sequence[Piece], fields: Sequence[str]) -> _Candidates:
        """Every term of the pieces in one of the fields."""
        wanted = [term for run in _runs(pieces) for term in _telling(run)]
        patterns = [one for one in pieces if one.expression is not None]
        alternatives = []
        for field in fields:
            clauses = [(Occur.Must, self._term(field, term)) for term in dict.fromkeys(wanted)]
            clauses += [(Occur.Must, self._pattern(field, one)) for one in patterns]
            if not clauses:
                return _Candidates(Query.all_query(), exact=False)
            alternatives.append((Occur.Should, Query.boolean_query(clauses)))
        exact = (
            not patterns
            and len(wanted) == 1
            and not any(one.gap or one.any_character for one in pieces)
        )
        return _Candidates(Query.boolean_query(alternatives), exact)

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._index.schema, field, term)

    def _pattern(self, field: str, piece: Piece) -> Query:
        assert piece.expression is not None  # noqa: S101 - narrows the type
        # The index holds the singular, the text may have the plural ("bodies" is "body" there):
        # what stands before the first wildcard counts without its last letters.
        expression = piece.expression.pattern
        beginning = re.split(r"\\w", expression, maxsplit=1)[0]
        stem = beginning[:-3] if len(beginning) > 3 else ""
        return Query.regex_query(self._index.schema, field, f"{stem}.*")

    def _data(self, node: Symbol | Dated | Number) -> Query:
        if isinstance(node, Symbol):
            return self._index.any_of(node.field.lower(), [node.level])
        if isinstance(node, Dated):
            field = "published" if node.field is DateField.PUBLISHED else "filed"
            return self._index.days(field, Days(node.first, node.before))
        if node.field is NumberField.FAMILY:
            return self._index.any_of("family", sorted(self._families[node.text]))
        wanted = sorted({node.text, node.text.upper()})
        expressions = [re.escape(one).replace(r"\*", ".*").replace(r"\?", ".") for one in wanted]
        return Query.boolean_query(
            [
                (Occur.Should, Query.regex_query(self._index.schema, field, expression))
                for field in ("key", "number")
                for expression in expressions
            ]
        )


def _runs(pieces: Sequence[Piece]) -> list[str]:
    """Words, and runs of Chinese characters that stand together."""
    runs: list[str] = []
    open_run = False
    for piece in pieces:
        if not piece.text or piece.expression is not None:
            open_run = False
            continue
        if open_run and piece.joined:
            runs[-1] += piece.text
        else:
            runs.append(piece.text)
        open_run = True
    return runs


def _telling(run: str) -> list[str]:
    """The terms that the index has for a run: pairs of characters, or the one there is."""
    found = terms(run)
    pairs = [term for term in found if len(term) > 1]
    return pairs or found
