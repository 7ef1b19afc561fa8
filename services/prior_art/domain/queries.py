"""What is searched for: a text, an application or a document becomes a set of sub-queries."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.prior_art.domain.analysis import terms
from services.prior_art.domain.errors import InvalidQueryError
from shared.contracts.prior_art import PriorArtDocument
from shared.model.application import Application
from shared.model.claim_language import parse_claim
from shared.model.claims import Claim, ClaimType

MAX_QUERY_TERMS = 160
"""Distinct terms of a sub-query that are searched: the most telling ones of a longer text."""
MAX_SUB_QUERIES = 40
ESSENCE_WEIGHT = 0.5
ELEMENTS_WEIGHT = 0.5
"""Of all elements together."""
MAX_ELEMENT_QUERIES = 12
_SHORTEST_ELEMENT = 10
_MAX_CHARACTERS = 20_000

_REFERENCE_SIGN = re.compile(
    r"[（(【\[]\s*\d{1,4}[a-zA-Z'′]?(?:\s*[,，、;；\-~～至]\s*\d{1,4}[a-zA-Z'′]?)*\s*[)）】\]]"
)
_FIGURE_PROSE = re.compile(
    r"(?:请?参[阅照见考]|如|见)?(?:附)?图\s*\d+[a-zA-Z]?(?:\s*[\-~～至、和及与]\s*(?:图)?\s*\d+[a-zA-Z]?)*"
    r"\s*(?:所示|中所示)?[，,]?"
    r"|(?:as\s+(?:shown|illustrated)\s+in\s+)?\bFIGS?\.\s*\d+[A-Za-z]?(?:\s*(?:-|to|and|,)\s*\d+[A-Za-z]?)*,?",
    re.IGNORECASE,
)

_CLAIM_PROSE = re.compile(
    r"(?:根据|如|按照|按|依据)?(?:上述|前述)?权利要求\s*\d+(?:\s*[\-~～至或、和及,，]\s*(?:权利要求)?\s*\d+)*"
    r"(?:中?(?:的)?任[意何]?一项?)?(?:之一)?(?:所述|所要求)?的?"
    r"|其特征(?:在于|是|为)[，,：:]?|所述的?"
    r"|\b(?:according to|as claimed in|of|in|as defined in)\s+(?:any\s+(?:one\s+)?of\s+)?"
    r"claims?\s+\d+(?:\s*(?:-|to|or|and|,)\s*\d+)*,?|\bcharacteri[sz]ed in that\b,?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Query:
    """One sub-query: ``text`` is shown and encoded, its terms are searched."""

    name: str
    text: str
    weight: float = 1.0
    """In the fusion; what is like a document that is *not* wanted counts less than nothing."""


def text_query(text: str) -> Query:
    """A free text, searched as it stands.

    Raises ``InvalidQueryError`` if it has no word or character to search by.
    """
    if not terms(text):
        raise InvalidQueryError(
            "The text has no word or character to search by.",
            "检索文本中没有可供检索的字词。",
            pointer="#/text",
        )
    return Query("text", text)


def application_queries(
    application: Application, claim_numbers: Sequence[int], *, with_elements: bool = True
) -> list[Query]:
    """Title with abstract, each claim asked for (each independent claim if none is), and the
    essence of the first of these with its elements.

    A dependent claim is searched together with the claims whose features it takes over. Reference
    signs in parentheses, prose about figures and the set phrases of claims are left out: they name
    no feature, and where few documents have claims they would count as rare words.

    Raises ``InvalidQueryError`` if a claim asked for does not exist or nothing can be searched.
    """
    claims = [claim for claim in application.claims or () if not claim.cancelled]
    by_number = {claim.number: claim for claim in claims if claim.number is not None}
    for i, number in enumerate(claim_numbers):
        if number not in by_number:
            raise InvalidQueryError(
                "The application has no claim with this number.",
                "该申请没有此编号的权利要求。",
                pointer=f"#/claims/{i}",
            )
    queries = []
    if not claim_numbers:
        title = application.title.text if application.title is not None else ""
        abstract = application.abstract.text if application.abstract is not None else ""
        name = "title and abstract" if abstract else "title"
        queries.append(Query(name, features_only(f"{title}\n{abstract}".strip())))
        chosen = [claim for claim in claims if claim.claim_type is not ClaimType.DEPENDENT]
    else:
        chosen = [by_number[number] for number in dict.fromkeys(claim_numbers)]
    for claim in chosen:
        number = claim.number if claim.number is not None else claim.position
        text = "\n".join(part.unit.text for part in with_antecedents(claim, by_number))
        queries.append(Query(f"claim {number}", features_only(text)))
    parts = _essence(chosen, application.language, with_elements=with_elements)
    queries = _distinct([*queries, *parts])[:MAX_SUB_QUERIES]
    if not queries:
        raise InvalidQueryError(
            "The application has no title, abstract or claim text to search by.",
            "该申请没有可供检索的名称、摘要或权利要求文字。",
            pointer="#/application",
        )
    return queries


def element_queries(elements: Sequence[tuple[str, Sequence[str]]], weight: float) -> list[Query]:
    """One sub-query for each confirmed element, by the words that express it.

    Raises ``InvalidQueryError`` if the words of an element hold nothing to search by.
    """
    share = round(weight / max(1, len(elements)), 4)
    queries = []
    for i, (name, expressions) in enumerate(elements):
        text = " ".join(expressions)
        if not terms(text):
            raise InvalidQueryError(
                "The expressions of this element have no word or character to search by.",
                "该检索要素的表达中没有可供检索的字词。",
                pointer=f"#/elements/{i}/expressions",
            )
        queries.append(Query(f"element {name}", text[:_MAX_CHARACTERS], share))
    return queries


def _essence(claims: Sequence[Claim], language: str, *, with_elements: bool) -> list[Query]:
    """What the first of the claims searched says after "characterised in that", and its parts.

    The parts find documents that disclose one element well and are silent on the others, as a
    combination needs them; together they weigh less than the whole claim.
    """
    if not claims:
        return []
    text = claims[0].unit.text
    structure = parse_claim(text, language)
    parts = [span.of(text) for span in structure.features]
    if structure.transition is None or not parts:
        return []
    subject = structure.subject.of(text) if structure.subject is not None else ""
    whole = text[structure.transition.end :].lstrip(" ：:，,\n")
    queries = [Query("essence", features_only(f"{subject}\n{whole}"), ESSENCE_WEIGHT)]
    telling = [part for part in parts if len(part) >= _SHORTEST_ELEMENT][:MAX_ELEMENT_QUERIES]
    if len(telling) < 2 or not with_elements:
        return queries
    weight = round(ELEMENTS_WEIGHT / len(telling), 4)
    return queries + [
        Query(f"element {place}", features_only(f"{subject}\n{part}"), weight)
        for place, part in enumerate(telling, start=1)
    ]


def document_queries(document: PriorArtDocument) -> list[Query]:
    """For "more like this": title with abstract, and the first claim."""
    queries = [Query("title and abstract", f"{document.title}\n{document.abstract or ''}".strip())]
    if document.claims:
        queries.append(Query("claim 1", features_only(document.claims[0].text)))
    elif document.abstract is None:
        body = "\n".join(passage.text for passage in document.paragraphs[:50])
        queries.append(Query("description", features_only(body)))
    return _distinct(queries)


def with_antecedents(claim: Claim, by_number: Mapping[int, Claim]) -> list[Claim]:
    """The claim and those whose features it takes over, by the first alternative, top first."""
    chain = [claim]
    seen = {claim.position}
    while chain[-1].depends_on:
        parent = by_number.get(chain[-1].depends_on[0])
        if parent is None or parent.position in seen:
            break
        seen.add(parent.position)
        chain.append(parent)
    return chain[::-1]


def features_only(text: str) -> str:
    """The text without reference signs, prose about figures and the set phrases of claims."""
    for prose in (_REFERENCE_SIGN, _FIGURE_PROSE, _CLAIM_PROSE):
        text = prose.sub("", text)
    return text.strip()[:_MAX_CHARACTERS]


def term_weights(
    text: str, documents: int, document_frequency: Callable[[str], int]
) -> dict[str, float]:
    """The terms to search by and how often each counts.

    A long text is reduced to its most telling terms (occurrences times the inverse document
    frequency of BM25); terms that no document has are dropped. Ties are ordered by term.
    """
    counts = Counter(terms(text))
    frequencies = {term: document_frequency(term) for term in counts}
    known = [term for term in counts if frequencies[term] > 0]
    known.sort(key=lambda term: (-counts[term] * _idf(documents, frequencies[term]), term))
    return {term: float(counts[term]) for term in known[:MAX_QUERY_TERMS]}


def _idf(documents: int, frequency: int) -> float:
    return math.log(1 + (max(documents, frequency) - frequency + 0.5) / (frequency + 0.5))


def _distinct(queries: Sequence[Query]) -> list[Query]:
    kept: dict[str, Query] = {}
    for query in queries:
        if terms(query.text):
            kept.setdefault(query.text, query)
    return list(kept.values())
