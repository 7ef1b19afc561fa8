"""References to other claims in Chinese, English and Japanese."""

from __future__ import annotations

import pytest

from tests.shared.model.claim_language.claim_builder import claims_of


@pytest.mark.parametrize(
    ("text", "quote", "numbers", "alternative"),
    [
        ("根据权利要求1所述的水杯", "根据权利要求1所述", (1,), True),
        ("如权利要求１所述的水杯", "如权利要求１所述", (1,), True),
        ("按照权利要求1-3中任一项所述的水杯", "按照权利要求1-3中任一项所述", (1, 2, 3), True),
        ("依据权利要求1～3任意一项所述的水杯", "依据权利要求1～3任意一项所述", (1, 2, 3), True),
        ("根据权利要求1至3任一所述的水杯", "根据权利要求1至3任一所述", (1, 2, 3), True),
        ("根据权利要求1、2或3所述的水杯", "根据权利要求1、2或3所述", (1, 2, 3), True),
        (
            "如权利要求1、2、3、8任意一项所述的",
            "如权利要求1、2、3、8任意一项所述",
            (1, 2, 3, 8),
            True,
        ),
        ("根据权利要求1或权利要求2所述的", "根据权利要求1或权利要求2所述", (1, 2), True),
        (
            "权利要求1至权利要求3中的任意一项所述的",
            "权利要求1至权利要求3中的任意一项所述",
            (1, 2, 3),
            True,
        ),
        ("权利要求1-3或5中任一项的抗体", "权利要求1-3或5中任一项", (1, 2, 3, 5), True),
        (
            "根据权利要求1-2任一项或权利要求5所述的",
            "根据权利要求1-2任一项或权利要求5所述",
            (1, 2, 5),
            True,
        ),
        ("根据权利要求一所述的水杯", "根据权利要求一所述", (1,), True),
        ("根据權利要求1所述的水杯", "根据權利要求1所述", (1,), True),
        ("如請求項1所述之水杯", "如請求項1所述", (1,), True),
        ("如申請專利範圍第1項或第2項所述之水杯", "如申請專利範圍第1項或第2項所述", (1, 2), True),
        ("按照权利要求1和2所述的水杯", "按照权利要求1和2所述", (1, 2), False),
        ("根据权利要求1-3所述的水杯", "根据权利要求1-3所述", (1, 2, 3), False),
        ("根据权利要求1和/或2所述的水杯", "根据权利要求1和/或2所述", (1, 2), False),
        ("根据权利要求1和2中任一项所述的", "根据权利要求1和2中任一项所述", (1, 2), True),
    ],
)
def test_chinese(text: str, quote: str, numbers: tuple[int, ...], alternative: bool) -> None:
    (claim,) = claims_of(text)
    (reference,) = claim.references
    assert claim.unit.text[reference.start : reference.end] == quote
    assert reference.claim_numbers == numbers
    assert reference.alternative is alternative


@pytest.mark.parametrize(
    ("text", "quote", "alternative"),
    [
        ("根据上述权利要求中任一项所述的水杯", "根据上述权利要求中任一项所述", True),
        ("根据前述任一权利要求所述的水杯", "根据前述任一权利要求所述", True),
        ("如任一项前述权利要求所述的水杯", "如任一项前述权利要求所述", True),
        ("根据上述权利要求所述的水杯", "根据上述权利要求所述", False),
    ],
)
def test_all_preceding_claims(text: str, quote: str, alternative: bool) -> None:
    *_, claim = claims_of("一种水杯", "如权利要求1所述的水杯", text)
    (reference,) = claim.references
    assert claim.unit.text[reference.start : reference.end] == quote
    assert (reference.claim_numbers, reference.alternative) == ((1, 2), alternative)


@pytest.mark.parametrize(
    "text", ["如权利要求书所述的水杯", "权利要求的保护范围", "一种水杯，其高度为10mm", "权利要求"]
)
def test_no_reference(text: str) -> None:
    assert claims_of(text)[0].references == ()


def test_a_reference_without_a_number_is_kept() -> None:
    (claim,) = claims_of("如权利要求所述的水杯，其特征在于")
    assert [reference.claim_numbers for reference in claim.references] == [()]


def test_references_deep_in_the_text() -> None:
    (claim,) = claims_of("一种系统，包括权利要求1所述的水杯，采用如权利要求3或4所述的方法")
    assert [reference.claim_numbers for reference in claim.references] == [(1,), (3, 4)]


@pytest.mark.parametrize(
    ("text", "quote", "numbers", "alternative"),
    [
        ("The device according to claim 1, wherein", "according to claim 1", (1,), True),
        ("The device of claim 1 or 2", "of claim 1 or 2", (1, 2), True),
        ("The device as claimed in claim 2", "as claimed in claim 2", (2,), True),
        ("The device of any one of claims 1 to 3", "of any one of claims 1 to 3", (1, 2, 3), True),
        ("The device of claims 1-3", "of claims 1-3", (1, 2, 3), False),
        ("The device of claims 1 and 2", "of claims 1 and 2", (1, 2), False),
        ("A device as in claim 1, 2, or 3", "as in claim 1, 2, or 3", (1, 2, 3), True),
        ("The device of claim 1 or claim 2", "of claim 1 or claim 2", (1, 2), True),
    ],
)
def test_english(text: str, quote: str, numbers: tuple[int, ...], alternative: bool) -> None:
    (claim,) = claims_of(text, language="en")
    (reference,) = claim.references
    assert claim.unit.text[reference.start : reference.end] == quote
    assert (reference.claim_numbers, reference.alternative) == (numbers, alternative)


@pytest.mark.parametrize(
    "text", ["The device ofclaim 1further having a lid", "A device according toclaim 1and a lid"]
)
def test_spaces_that_a_database_has_lost(text: str) -> None:
    *_, claim = claims_of("A device", text, language="en")
    assert [reference.claim_numbers for reference in claim.references] == [(1,)]


@pytest.mark.parametrize("text", ["any preceding claim", "any one of the preceding claims"])
def test_any_preceding_claim_in_english(text: str) -> None:
    *_, claim = claims_of(
        "A device", "The device of claim 1", f"A device as claimed in {text}", language="en"
    )
    assert [reference.claim_numbers for reference in claim.references] == [(1, 2)]
    assert claim.references[0].alternative


@pytest.mark.parametrize(
    ("text", "quote", "numbers", "alternative"),
    [
        ("請求項１に記載の装置。", "請求項１に記載", (1,), True),
        ("請求項１又は２に記載の装置。", "請求項１又は２に記載", (1, 2), True),
        (
            "請求項１〜３のいずれか一項に記載の装置。",
            "請求項１〜３のいずれか一項に記載",
            (1, 2, 3),
            True,
        ),
        (
            "請求項１から３のいずれか１項に記載の装置。",
            "請求項１から３のいずれか１項に記載",
            (1, 2, 3),
            True,
        ),
    ],
)
def test_japanese(text: str, quote: str, numbers: tuple[int, ...], alternative: bool) -> None:
    (claim,) = claims_of(text, language="ja")
    (reference,) = claim.references
    assert claim.unit.text[reference.start : reference.end] == quote
    assert (reference.claim_numbers, reference.alternative) == (numbers, alternative)


def test_ranges_are_bounded() -> None:
    (claim,) = claims_of("根据权利要求1-999999中任一项所述的水杯，" + "如权利要求1-900所述，" * 50)
    assert claim.references[0].claim_numbers == (1, 999999)
    assert sum(len(reference.claim_numbers) for reference in claim.references) < 6000
