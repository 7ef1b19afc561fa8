"""The learned order: what it sees, what it learns, what it may not know."""

from __future__ import annotations

import numpy as np

from services.prior_art.domain.analysis import terms
from services.prior_art.domain.proxies import hard_proxy
from services.prior_art.domain.ranker import (
    TEXT_FEATURES,
    CandidateText,
    candidate_text,
    is_long,
    matches,
)
from services.prior_art.domain.ranker_fitting import (
    MIN_EXAMPLES,
    KnownAnswer,
    fit_ranker,
    gather,
    plain_ranker,
)
from services.prior_art.domain.term_weights import (
    MAX_QUERY_TERMS,
    NO_EXPERIENCE,
    TERM_FEATURES,
    Experience,
    QueryTerms,
    describe,
)
from tests.services.prior_art.documents import document

KEPT = TERM_FEATURES.index("kept_rate")


def test_a_query_does_not_learn_from_its_own_answer() -> None:
    known = [KnownAnswer("水泵", "水泵的壳体", "A"), KnownAnswer("水阀", "一种阀", "B")]
    experience = gather(known)
    assert experience.asked["水"] == 2
    assert experience.found["水"] == 1
    alone = describe("水泵", 10, lambda _: 2, gather(known[1:]))
    taken_out = describe("水泵", 10, lambda _: 2, experience, set(terms("水泵的壳体")))
    assert alone.terms == taken_out.terms
    assert np.array_equal(alone.features, taken_out.features)


def test_terms_that_documents_kept_have_a_higher_rate() -> None:
    experience = Experience({"水": 8, "泵": 8}, {"水": 8})
    query = describe("水泵", 100, lambda _: 5, experience)
    rate = dict(zip(query.terms, query.features[:, KEPT], strict=True))
    assert rate["水"] > 0.5 > rate["泵"]


def test_long_queries_keep_their_most_telling_terms() -> None:
    text = "".join(chr(0x4E00 + i) for i in range(400))
    query = describe(text, 1000, lambda _: 3, NO_EXPERIENCE)
    assert len(query.terms) == MAX_QUERY_TERMS
    assert query.features.shape == (MAX_QUERY_TERMS, len(TERM_FEATURES))
    assert is_long(text)
    assert not is_long("一种水泵")


def test_nothing_is_said_by_terms_that_no_document_has() -> None:
    query = describe("水泵", 10, lambda _: 0, NO_EXPERIENCE)
    assert query.terms == ()
    found = matches("水泵", query, [candidate_text(document("1"))])
    assert found.by_term.shape == (0, 1)
    assert found.of_text.shape == (1, len(TEXT_FEATURES))


def test_measures_are_shares_of_the_query() -> None:
    query = describe("低噪声水泵", 10, lambda _: 2, NO_EXPERIENCE)
    same = CandidateText(dict.fromkeys(terms("低噪声水泵"), 1), 9, "低噪声水泵")
    other = CandidateText(dict.fromkeys(terms("割草机的刀"), 1), 9, "割草机的刀")
    full, none = matches("低噪声水泵", query, [same, other]).of_text
    shares = [i for i, name in enumerate(TEXT_FEATURES) if name.startswith(("share", "cover"))]
    assert full[shares[:-1]].tolist() == [1.0] * (len(shares) - 1)
    counted = [i for i, name in enumerate(TEXT_FEATURES) if name != "brevity"]
    assert not none[counted].any()


def test_too_few_answers_change_nothing() -> None:
    known = [KnownAnswer("水泵", "水泵", "A")] * (MIN_EXAMPLES - 1)
    base = plain_ranker()
    learned = fit_ranker(
        known, base, documents=10, frequency=lambda _: 2, retrieve=lambda _: [("A", _text("水泵"))]
    )
    assert learned.short is base.short
    assert learned.long is base.long


def test_it_learns_which_terms_lead_to_the_answer() -> None:
    """Every answer holds the second word of its query; the first word is in every decoy."""
    things = ["水泵", "刀片", "阀门", "电机", "喷嘴", "滤芯", "齿轮", "轴承", "支架", "弹簧"]
    known = [
        KnownAnswer(f"改进{things[i % 10]}", f"所述{things[i % 10]}工作", str(i % 10))
        for i in range(2 * MIN_EXAMPLES)
    ]

    def retrieve(_: QueryTerms) -> list[tuple[str, CandidateText]]:
        decoys = [(f"decoy {i}", _text(f"改进改进改进方法{i}")) for i in range(5)]
        return decoys + [(str(i), _text(f"所述{thing}工作")) for i, thing in enumerate(things)]

    learned = fit_ranker(
        known, plain_ranker(), documents=15, frequency=lambda _: 3, retrieve=retrieve
    )
    again = fit_ranker(
        known, plain_ranker(), documents=15, frequency=lambda _: 3, retrieve=retrieve
    )
    assert learned.version == again.version != plain_ranker().version
    query = learned.describe("改进齿轮", 15, lambda _: 3)
    weights = dict(zip(query.terms, learned.short.weights_of(query), strict=True))
    assert weights["齿轮"] > weights["改进"] >= 0
    candidates = [_text("改进改进改进"), _text("所述齿轮工作")]
    first, second = learned.scores("改进齿轮", query, candidates)
    assert second > first
    assert (learned.short.text_coefficients >= 0).all()


def test_proxies_share_no_sentence() -> None:
    proxy = hard_proxy("折叠铁锹", "本发明的折叠铁锹由甲组成，便于携带。" * 5)
    assert proxy is not None
    assert "折叠铁锹" not in proxy.second_half
    assert hard_proxy("锹", "本" * 100) is None
    assert hard_proxy("折叠锹子", "本" * 59) is None


def _text(text: str) -> CandidateText:
    return candidate_text(document("1", "", abstract=text))
