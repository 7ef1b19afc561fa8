"""Texts, applications and documents as sets of sub-queries."""

from __future__ import annotations

import pytest

from services.prior_art.domain.errors import InvalidQueryError
from services.prior_art.domain.queries import (
    MAX_QUERY_TERMS,
    application_queries,
    features_only,
    term_weights,
    text_query,
)
from shared.model.application import Abstract, Application, BibliographicData
from shared.model.claim_language import FiledClaim, build_claims
from shared.model.identification import ApplicationKind, DocumentStage
from shared.model.source import TextUnit


def application(*claims: str, abstract: str | None = "公开一种水泵。") -> Application:
    filed = [FiledClaim(TextUnit(id=f"claims/{i}", text=t), i) for i, t in enumerate(claims, 1)]
    return Application(
        stage=DocumentStage.FILING,
        kind=ApplicationKind.INVENTION,
        bibliographic=BibliographicData(
            office_code="CN",
            application_number="201410408762.5",
            invention_title=TextUnit(id="title", text="一种水泵"),
        ),
        claims=build_claims(filed, "zh"),
        abstract=None
        if abstract is None
        else Abstract(units=(TextUnit(id="abstract/1", text=abstract),)),
    )


SET = application(
    "一种水泵（1），包括壳体（2）。",
    "根据权利要求1所述的水泵，其特征在于，壳体为铜。",
    "一种阀，包括弹簧。",
)


def test_an_application_asks_by_abstract_and_independent_claims() -> None:
    queries = application_queries(SET, ())
    assert [query.name for query in queries] == ["title and abstract", "claim 1", "claim 3"]
    assert queries[1].text == "一种水泵，包括壳体。"


def test_a_dependent_claim_brings_what_it_depends_on() -> None:
    query, essence = application_queries(SET, (2,))
    assert query.name == "claim 2"
    assert "包括壳体" in query.text
    assert "壳体为铜" in query.text
    assert (essence.name, essence.weight) == ("essence", 0.5)
    assert "包括壳体" not in essence.text


def test_a_missing_claim_is_pointed_at() -> None:
    with pytest.raises(InvalidQueryError) as told:
        application_queries(SET, (1, 9))
    assert told.value.pointer == "#/claims/1"


def test_nothing_to_search_by() -> None:
    with pytest.raises(InvalidQueryError):
        text_query("，。 ——")
    bare = SET.model_copy(
        update={
            "claims": None,
            "abstract": None,
            "bibliographic": BibliographicData(office_code="CN"),
        }
    )
    with pytest.raises(InvalidQueryError) as told:
        application_queries(bare, ())
    assert told.value.pointer == "#/application"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("如图1所示，壳体（10a）设有孔[3]", "壳体设有孔"),
        ("见图2和图3，阀(4、5)打开", "阀打开"),
        ("the pump (10) as shown in FIG. 2, has", "the pump   has"),
        ("根据权利要求1-3中任一项所述的泵", "泵"),
        ("加入5（重量）份", "加入5（重量）份"),
    ],
)
def test_prose_that_names_no_feature_is_left_out(text: str, expected: str) -> None:
    assert features_only(text).split() == expected.split()


def test_a_long_text_keeps_its_rarest_terms() -> None:
    text = " ".join(f"word{i}" for i in range(500))
    frequency = {f"word{i}": i for i in range(500)}
    kept = term_weights(text, 1000, lambda term: frequency.get(term, 0))
    assert len(kept) == MAX_QUERY_TERMS
    assert "word0" not in kept
    assert "word1" in kept
    assert "word499" not in kept
