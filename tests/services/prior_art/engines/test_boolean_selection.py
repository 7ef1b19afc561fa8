"""A Boolean query selects exactly what a person reading every document would select."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.prior_art.domain.boolean.parser import parse
from services.prior_art.domain.errors import InvalidQueryError
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.engines import boolean_selection
from services.prior_art.engines.boolean_selection import select
from services.prior_art.engines.lexical import TantivyIndex
from services.prior_art.engines.store.states import Change
from shared.contracts.prior_art import PriorArtDocument
from tests.services.prior_art.documents import document, many

TEXTS = [
    "水泵壳体",
    "水，泵壳体",
    "壳体内的水泵。电机驱动水泵",
    "泵水",
    "水冷泵体",
    "电机；壳体",
    "pumps with a ball bearing",
    "ball of a bearing. Pump bodies",
    "水pump泵",
    "水 泵",
]
SPECIAL = [
    document(
        f"9000000{i}",
        title,
        abstract=TEXTS[(i * 3 + 1) % 10],
        claims=(TEXTS[(i * 7 + 2) % 10], TEXTS[(i + 5) % 10]),
        paragraphs=(TEXTS[(i + 3) % 10],),
        published=None if i == 4 else date(2010 + i, 1, 1),
    ).model_copy(
        update={
            "applicants": (("华为技术有限公司", "Robert Bosch GmbH")[i % 2],),
            "inventors": ("张三",) if i < 3 else ("李四", "王五"),
            "filing_date": date(2009, 1, 1 + i),
            "family_id": f"F{i // 2}",
        }
    )
    for i, title in enumerate(TEXTS)
]
DOCUMENTS = {one.key: one for one in [*SPECIAL, *many(30)]}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TantivyIndex:
    made = TantivyIndex.create(tmp_path_factory.mktemp("boolean") / "lexical")
    made.apply([[Change(i, key, one) for i, (key, one) in enumerate(DOCUMENTS.items(), start=1)]])
    return made


def selected(index: TantivyIndex, query: str) -> set[str]:
    def read(keys: object) -> dict[str, PriorArtDocument]:
        return {key: DOCUMENTS[key] for key in keys}  # type: ignore[attr-defined]

    return set(select(parse(query), index, RetrievalFilter(), read))


# --- An evaluator that shares nothing with the one under test -------------------------------------

CJK = r"[\u4e00-\u9fff]"


def naive_words(text: str) -> list[tuple[str, bool, int]]:
    """(word, glued to the one before, sentence), by plain regular expressions."""
    words = []
    sentence = 0
    end = -1
    for found in re.finditer(rf"{CJK}|[a-z]+|[。；.]", text.lower()):
        if found[0] in "。；.":
            sentence += 1
            continue
        is_cjk = re.fullmatch(CJK, found[0]) is not None
        glued = is_cjk and end == found.start() and bool(words) and len(words[-1][0]) == 1
        words.append((found[0], glued, sentence))
        end = found.end()
    return words


def naive_spans(words: list[tuple[str, bool, int]], phrase: str) -> list[tuple[int, int]]:
    wanted = naive_words(phrase)
    spans = []
    for i in range(len(words) - len(wanted) + 1):
        window = words[i : i + len(wanted)]
        fits = all(
            a[0] in (b[0], b[0] + "s", {"body": "bodies"}.get(b[0]))
            for a, b in zip(window, wanted, strict=True)
        )
        glued = all(a[1] or not b[1] for a, b in zip(window[1:], wanted[1:], strict=True))
        if fits and glued and len({one[2] for one in window}) == 1:
            spans.append((i, i + len(wanted)))
    return spans


def passages(one: PriorArtDocument, field: str | None) -> list[str]:
    parts = {
        "TI": [one.title],
        "AB": [one.abstract or ""],
        "CLMS": [passage.text for passage in one.claims],
        "DESC": [passage.text for passage in one.paragraphs],
    }
    return parts[field] if field else [text for texts in parts.values() for text in texts]


Expression = tuple[object, ...]


def naive(one: PriorArtDocument, expression: Expression) -> bool:
    kind = expression[0]
    if kind == "word":
        _, field, phrase = expression
        return any(naive_spans(naive_words(text), str(phrase)) for text in passages(one, field))  # type: ignore[arg-type]
    if kind == "close":
        _, how, distance, left, right = expression
        return any(
            naive_close(text, str(how), distance, left, right) for text in passages(one, None)
        )  # type: ignore[arg-type]
    if kind == "not":
        return not naive(one, expression[1])  # type: ignore[arg-type]
    sides = [naive(one, part) for part in expression[1:]]  # type: ignore[arg-type]
    return all(sides) if kind == "AND" else any(sides)


def naive_close(text: str, how: str, distance: int, left: str, right: str) -> bool:
    words = naive_words(text)
    for a in naive_spans(words, left):
        for b in naive_spans(words, right):
            if a[0] < b[1] and b[0] < a[1]:
                continue
            gap = b[0] - a[1] if a < b else a[0] - b[1]
            same = words[a[0]][2] == words[b[0]][2]
            if how == "P" or (how == "S" and same):
                return True
            if how == "NEAR" and gap <= distance:
                return True
            if how == "ADJ" and a < b and gap <= distance:
                return True
    return False


def written(expression: Expression) -> str:
    kind = expression[0]
    if kind == "word":
        _, field, phrase = expression
        quoted = f'"{phrase}"'
        return f"{field}={quoted}" if field else quoted
    if kind == "close":
        _, how, distance, left, right = expression
        mark = how if how in ("S", "P") else f"{how}/{distance}"
        return f'("{left}" {mark} "{right}")'
    if kind == "not":
        return f"(NOT {written(expression[1])})"  # type: ignore[arg-type]
    return "(" + f" {kind} ".join(written(part) for part in expression[1:]) + ")"  # type: ignore[arg-type]


PHRASES = st.sampled_from(
    [
        "水泵",
        "壳体",
        "水",
        "泵",
        "电机",
        "水泵壳体",
        "泵 水",
        "pump",
        "ball bearing",
        "body",
        "水冷",
        "冷泵",
    ]
)
LEAVES = st.one_of(
    st.tuples(st.just("word"), st.sampled_from([None, "TI", "AB", "CLMS", "DESC"]), PHRASES),
    st.tuples(
        st.just("close"),
        st.sampled_from(["NEAR", "ADJ", "S", "P"]),
        st.integers(0, 4),
        PHRASES,
        PHRASES,
    ),
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["AND", "OR"]), inner, inner), st.tuples(st.just("not"), inner)
    ),
    max_leaves=6,
)


@given(EXPRESSIONS)
@hypothesis_settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_selects_exactly(index: TantivyIndex, expression: Expression) -> None:
    expected = {key for key, one in DOCUMENTS.items() if naive(one, expression)}
    assert selected(index, written(expression)) == expected


def keys(*numbers: int) -> set[str]:
    return {SPECIAL[i].key for i in numbers}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("TI=水泵 AND PN=CN9*", keys(0, 2)),
        ("TI=(水*泵) AND PN=CN9*", keys(0, 2, 4)),
        ("TI=水?泵", keys(4)),
        ("TI=pump*", keys(6, 7, 8)),
        ("TI=b?ll AND TI=bod*", keys(7)),
        ("TI=bodie?", keys(7)),
        ("PA=华为 AND PN=CN9*", keys(0, 2, 4, 6, 8)),
        ('PA="robert bosch"', keys(1, 3, 5, 7, 9)),
        ("PA=bos* AND IN=张三", keys(1)),
        ("FAM=F0", keys(0, 1)),
        ("FAM=CN90000003A", keys(2, 3)),
        ("FAM=CN90000003", keys(2, 3)),
        ("PN=CN90000003", keys(3)),
        ("PN=cn90000003a", keys(3)),
        ("PN=CN9000000?A AND PD>=2017", keys(7, 8, 9)),
        ("PN=CN9* AND NOT PD>=1990", keys(4)),
        ("AD=20090103", keys(2)),
        ("PD<2011-01-02 AND PN=CN9*", keys(0, 1)),
        ("IPC=A01B AND PN=CN9* AND TI=水泵", keys(0, 2)),
        ("CPC=A01B", set()),
    ],
)
def test_fields(index: TantivyIndex, query: str, expected: set[str]) -> None:
    assert selected(index, query) == expected


def test_filter_acts_inside(index: TantivyIndex) -> None:
    constraint = RetrievalFilter(published_before=date(2012, 1, 1))
    found = select(parse("PN=CN9*"), index, constraint, lambda keys: {})
    assert found == keys(0, 1)


def test_too_broad_is_refused_not_cut(index: TantivyIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boolean_selection, "MAX_READ", 3)
    with pytest.raises(InvalidQueryError):
        selected(index, "水泵壳体 OR NOT 壳体内")
