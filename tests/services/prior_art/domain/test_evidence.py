"""Passages shown for a hit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.prior_art.domain.evidence import MAX_EXCERPT, best_passages, evidence_weights
from shared.contracts.prior_art import PassageKind
from tests.services.prior_art.documents import document


def weights(text: str) -> dict[str, float]:
    return evidence_weights([text], 100, lambda term: 3)


def test_best_passage_is_verbatim_and_marked() -> None:
    subject = document(
        "1",
        "一种水泵",
        abstract="本发明涉及水泵。",
        claims=("一种水泵，其壳体内设有陶瓷滤芯。", "如权利要求1所述的水泵，壳体为铜。"),
        paragraphs=("背景技术", "所述陶瓷滤芯可更换。"),
    )
    best = best_passages(subject, weights("陶瓷滤芯 壳体"), None)
    assert (best[0].passage.kind, best[0].passage.number) == (PassageKind.CLAIM, "1")
    assert best[0].text == subject.claims[0].text
    assert [best[0].text[a:b] for a, b in best[0].highlights] == ["壳体", "陶瓷滤芯"]
    assert best[0].score > best[1].score


def test_english_is_marked_by_words() -> None:
    subject = document("1", "Camshaft with ball bearings", language="en")
    best = best_passages(subject, weights("ball bearing"), None)
    assert [best[0].text[a:b] for a, b in best[0].highlights] == ["ball", "bearings"]


def test_without_shared_terms_the_nearest_passage_is_shown() -> None:
    subject = document("1", "一种水泵", abstract="甲乙丙", claims=("丁戊己",))
    assert best_passages(subject, weights("无关"), 2)[0].text == "丁戊己"
    assert best_passages(subject, weights("无关"), None)[0].text == "一种水泵"
    assert best_passages(subject, {}, 99)[0].score == 0


def test_a_long_passage_is_cut_around_its_best_part() -> None:
    text = "第一句。" * 300 + "其中设有陶瓷滤芯和壳体。" + "最后一句。" * 300
    subject = document("1", "标题", paragraphs=(text,))
    best = best_passages(subject, weights("陶瓷滤芯和壳体"), None)[0]
    assert best.text == text[best.start : best.start + len(best.text)]
    assert len(best.text) <= MAX_EXCERPT
    assert "陶瓷滤芯和壳体" in best.text
    assert text[best.start - 1] == "。"


@given(st.text(max_size=60), st.text(alphabet="水泵壳体滤芯 ab，。", max_size=1500))
def test_ranges_lie_in_the_excerpt_and_do_not_overlap(query: str, text: str) -> None:
    subject = document("1", "标题", paragraphs=(text,) if text.strip() else ())
    for shown in best_passages(subject, weights(query), None):
        assert shown.passage.text[shown.start : shown.start + len(shown.text)] == shown.text
        last = 0
        for start, end in shown.highlights:
            assert last <= start < end <= len(shown.text)
            last = end
        assert 0 <= shown.score <= 1
