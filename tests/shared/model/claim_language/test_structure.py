"""Subject names, transitions, features, and the three types of claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.claim_language import ClaimSet, missing_antecedents, parse_claim
from shared.model.claims import ClaimType
from tests.shared.model.claim_language.claim_builder import claims_of

INDEPENDENT = ClaimType.INDEPENDENT
DEPENDENT = ClaimType.DEPENDENT
BY_REFERENCE = ClaimType.INDEPENDENT_BY_REFERENCE


@pytest.mark.parametrize(
    ("text", "language", "subject"),
    [
        ("一种水杯(1)，包括杯体，其特征在于，", "zh", "水杯(1)"),
        ("一种显示装置包括：壳体", "zh", "显示装置"),
        ("一种具有盖的水杯，其特征在于", "zh", "具有盖的水杯"),
        ("如权利要求1所述的方法，其特征在于所述步骤", "zh", "方法"),
        ("根据权利要求1所述的一种水杯，其特征在于", "zh", "水杯"),
        ("2,4-二氨基苯的制造方法，其特征在于", "zh", "2,4-二氨基苯的制造方法"),
        (
            "一种用于对包含于草坪的材料进行重复利用的方法，包括：",
            "zh",
            "用于对包含于草坪的材料进行重复利用的方法",
        ),
        ("权利要求1的抗体，其中", "zh", "抗体"),
        ("A device for cutting, comprising a blade", "en", "device for cutting"),
        ("The device of claim 1, wherein", "en", "device"),
    ],
)
def test_subject(text: str, language: str, subject: str) -> None:
    structure = parse_claim(text, language)
    assert structure.subject is not None
    assert structure.subject.of(text) == subject


def test_transition_and_features() -> None:
    text = "一种水杯，包括杯体(1)；\n其特征在于：杯体(1)设有把手；\n杯体(1)设有盖。"
    structure = parse_claim(text, "zh")
    assert structure.transition is not None
    assert structure.transition.of(text) == "其特征在于"
    assert structure.preamble.of(text) == "一种水杯，包括杯体(1)；"
    assert [span.of(text) for span in structure.features] == ["杯体(1)设有把手", "杯体(1)设有盖"]


@pytest.mark.parametrize(
    ("first", "second", "claim_type"),
    [
        ("一种水杯，包括杯体", "根据权利要求1所述的水杯，其特征在于", DEPENDENT),
        ("一种带盖水杯，包括杯体", "根据权利要求1所述的水杯，其特征在于", DEPENDENT),
        ("一种水杯，包括杯体", "根据权利要求1所述的杯盖，其特征在于", DEPENDENT),
        ("一种水杯，包括杯体", "根据权利要求1，其特征在于", DEPENDENT),
        ("一种杯的检测装置，包括", "根据权利要求1所述的杯的报警箱，其特征在于", DEPENDENT),
        ("一种水杯，包括杯体", "一种如权利要求1所述的水杯，其特征在于", DEPENDENT),
        ("一种水杯，包括杯体", "一种使用如权利要求1所述水杯的方法，", BY_REFERENCE),
        ("一种水杯，包括杯体", "如权利要求1所述的水杯的制造方法，", BY_REFERENCE),
        ("一种水杯，包括杯体", "权利要求1所述的水杯在饮水中的应用。", BY_REFERENCE),
        ("一种水杯，包括杯体", "一种茶具，包括权利要求1所述的水杯", BY_REFERENCE),
        ("一种水杯，包括杯体", "一种茶具，其特征在于，包括如权利要求1所述的水杯", BY_REFERENCE),
        ("一种制造方法，包括步骤", "一种实施权利要求1的方法的装置，", BY_REFERENCE),
        ("一种制造方法，包括步骤", "根据权利要求1所述的方法制备的产品", BY_REFERENCE),
        ("一种抗体，其", "用根据权利要求1的抗体转化的宿主细胞。", BY_REFERENCE),
        ("一种抗体，其", "通过权利要求1的方法可获得的抗体。", BY_REFERENCE),
        ("一种水杯，包括杯体", "一种茶壶，包括壶体", INDEPENDENT),
    ],
)
def test_types_in_chinese(first: str, second: str, claim_type: ClaimType) -> None:
    claim = claims_of(first, second)[1]
    assert claim.claim_type is claim_type
    assert claim.depends_on == (() if claim_type is INDEPENDENT else (1,))


@pytest.mark.parametrize(
    ("first", "second", "claim_type"),
    [
        ("A device, comprising", "The device of claim 1, wherein", DEPENDENT),
        ("A lighting device, comprising", "A device as claimed in claim 1, wherein", DEPENDENT),
        ("A device, comprising", "A method of using the device of claim 1", BY_REFERENCE),
        ("A device, comprising", "A vehicle comprising the device of claim 1.", BY_REFERENCE),
        (
            "A device, comprising",
            "A vehicle comprising a device according to claim 1.",
            BY_REFERENCE,
        ),
        ("A device, comprising", "A vehicle, comprising a wheel", INDEPENDENT),
    ],
)
def test_types_in_english(first: str, second: str, claim_type: ClaimType) -> None:
    assert claims_of(first, second, language="en")[1].claim_type is claim_type


@pytest.mark.parametrize(
    ("second", "claim_type"),
    [
        ("請求項１に記載の装置において、部材を備える装置。", DEPENDENT),
        ("部材を備える、請求項１に記載の装置。", DEPENDENT),
        ("請求項１に記載の装置を備えるシステム。", BY_REFERENCE),
    ],
)
def test_types_in_japanese(second: str, claim_type: ClaimType) -> None:
    assert claims_of("基材を備える装置。", second, language="ja")[1].claim_type is claim_type


def test_a_known_subject_with_a_wrong_number_stays_dependent() -> None:
    claims = claims_of(
        "一种水杯的检测装置，包括袋",
        "根据权利要求3所述的水杯的检测装置，其特征在于",
        "一种根据权利要求1所述的袋的设计方法，包括步骤A",
    )
    assert [claim.claim_type for claim in claims] == [INDEPENDENT, DEPENDENT, BY_REFERENCE]


def test_dependents_take_over_from_their_opening_reference_only() -> None:
    claims = claims_of(
        "一种水杯，包括杯体",
        "一种方法，包括步骤",
        "根据权利要求1所述的水杯，其由权利要求2所述的方法制成",
        "一种茶具，包括权利要求1所述的水杯和权利要求3所述的水杯",
    )
    assert [claim.depends_on for claim in claims] == [(), (), (1,), (1, 3)]


def test_cycles_and_forward_references_are_safe() -> None:
    claims = claims_of(
        "根据权利要求3所述的水杯，所述弹簧",
        "根据权利要求2所述的水杯，所述弹簧",
        "根据权利要求1所述的水杯，所述弹簧",
        "根据权利要求9所述的水杯，所述弹簧",
    )
    claim_set = ClaimSet(claims, "zh")
    assert [claim_set.ancestors(index) for index in range(4)] == [(), (), (0,), ()]
    assert claim_set.roots == ((0,), (1,), (0,), (3,))


@given(st.lists(st.text(max_size=80), max_size=5), st.sampled_from(["zh", "en", "ja"]))
def test_any_text(texts: list[str], language: str) -> None:
    claims = claims_of(*texts, language=language)
    claim_set = ClaimSet(claims, language)
    for index, claim in enumerate(claims):
        length = len(claim.unit.text)
        structure = claim_set.structure(index)
        spans = [structure.preamble, *structure.features]
        spans += [span for span in (structure.subject, structure.transition) if span]
        places = [(span.start, span.end) for span in spans]
        places += [(each.start, each.end) for each in claim.references]
        places += [(each.start, each.end) for each in missing_antecedents(claim_set, index)]
        assert all(0 <= start <= end <= length for start, end in places)


ALPHABET = st.sampled_from(
    [
        *"权利要求一二三123和或、-至任中所述的该其特征在于一种包括水杯，。；()",
        "权利要求",
        "根据权利要求1",
        "所述弹簧",
    ]
)


@given(st.lists(st.lists(ALPHABET, max_size=40).map("".join), max_size=5))
def test_text_made_of_claim_words(texts: list[str]) -> None:
    test_any_text.hypothesis.inner_test(texts, "zh")  # type: ignore[attr-defined]


def test_long_hostile_claims_end_soon() -> None:
    for text in (
        "权利要求" * 50_000,
        "权利要求1、" * 30_000,
        "所述弹簧甲" * 30_000,
        "(" * 100_000,
        "其特征" * 50_000,
        "".join(f"所述弹簧{chr(0x4E00 + i % 20000)}" for i in range(20_000)),
    ):
        claims = claims_of("一种水杯", text)
        missing_antecedents(ClaimSet(claims, "zh"), 1)
