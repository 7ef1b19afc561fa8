"""所述X and the X need an X before them, on every path."""

from __future__ import annotations

import pytest

from shared.model.claim_language import ClaimSet, missing_antecedents
from tests.shared.model.claim_language.claim_builder import claims_of


def missing(*texts: str, language: str = "zh") -> list[tuple[int, str]]:
    claim_set = ClaimSet(claims_of(*texts, language=language), language)
    return [
        (each.claim + 1, claim_set.claims[each.claim].unit.text[each.start : each.end])
        for index in range(len(texts))
        for each in missing_antecedents(claim_set, index)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一种水杯，包括杯体，所述弹簧固定于杯体", "所述弹簧"),
        ("一种水杯，包括杯体，所述的弹簧与杯体相连", "所述的弹簧"),
        ("一种水杯，包括杯体，该弹簧与杯体相连", "该弹簧"),
        ("一种水杯，包括弹簧，所述弹簧座与杯体相连", "所述弹簧座"),
        ("一种水杯，包括第一弹簧，所述第二弹簧与杯体相连", "所述第二弹簧"),
        ("一种水杯，包括导电电极，所述导电膜片与电极相连", "所述导电膜片"),
        ("一种水杯，包括杯体，所述两个弹簧与杯体相连", "所述两个弹簧"),
        ("一种水杯，包括杯体，使所述滚珠偏离杯体", "所述滚珠"),
        ("一种水杯，包括杯体，所述弹簧抵接杯体", "所述弹簧"),
        ("一种水杯，包括杯体，所述抵接面与杯体相连", "所述抵接面"),
    ],
)
def test_without_basis(text: str, found: str) -> None:
    assert missing(text) == [(1, found)]


@pytest.mark.parametrize(
    "text",
    [
        "一种水杯，设有弹簧，所述弹簧固定于杯体",
        "一种水杯，包括杯体；锤，所述锤旋转",
        "一种涂料，包括水20份、盐5份，将所述盐和所述水混合",
        "一种水杯，包括多个像素，所述多个像素排列成多行",
        "一种灯类型检测电路，所述检测电路",
        "一种水杯，所述水杯应该干燥，应该清洁",
        "一种水杯，如上所述弹性连接",
        "一种水杯，两个上皮带轮安装在架上，所述的两个上皮带轮分别转动",
        "一种水杯，包括第一弹簧和第二弹簧，所述第一弹簧和所述第二弹簧彼此隔开",
    ],
)
def test_with_basis(text: str) -> None:
    assert missing(text) == []


def test_every_path_needs_the_term() -> None:
    claims = (
        "一种水杯，包括杯体",
        "根据权利要求1所述的水杯，还包括弹簧",
        "根据权利要求1所述的水杯，还包括把手",
        "根据权利要求2所述的水杯，所述弹簧为钢制",
        "根据权利要求2或3所述的水杯，所述弹簧为钢制",
    )
    assert missing(*claims) == [(5, "所述弹簧")]
    claim_set = ClaimSet(claims_of(*claims), "zh")
    (found,) = missing_antecedents(claim_set, 4)
    assert [claim_set.number(index) for index in found.path] == [3, 1]


def test_one_finding_per_term() -> None:
    assert missing("一种水杯，所述弹簧，所述弹簧，所述弹簧") == [(1, "所述弹簧")]


def test_a_wrong_reference_silences_the_question() -> None:
    assert missing("一种水杯", "根据权利要求7所述的水杯，所述弹簧") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A device comprising a body, wherein the spring is steel", "the spring"),
        ("A device comprising a first spring, said second lever being long", "said second lever"),
    ],
)
def test_english_without_basis(text: str, found: str) -> None:
    assert missing(text, language="en") == [(1, found)]


@pytest.mark.parametrize(
    "text",
    [
        "A device comprising springs, wherein the spring is steel",
        "A method comprising comparing two values and storing the result of the comparison",
        "A device comprising a leaf spring, wherein the spring is steel",
    ],
)
def test_english_with_basis(text: str) -> None:
    assert missing(text, language="en") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A cup comprising a body, wherein the spring is steel", "the spring"),
        ("A cup comprising a first lid, wherein the second lid is steel", "the second lid"),
        ("A cup having a first wall, wherein the first handle is round", "the first handle"),
        ("A cup for tea, wherein the cup slowly empties the assembly line", "the assembly line"),
        ("A cup for tea, wherein the string is long and strong", "the string"),
    ],
)
def test_english_terms_without_basis(text: str, found: str) -> None:
    assert missing(text, language="en") == [(1, found)]


@pytest.mark.parametrize(
    "text",
    [
        "A cup comprising first and second upper lids, wherein the second lid is steel",
        "A method comprising storing elements, and sorting said stored elements",
        "A device having a memory and a frame, wherein said memory punctures the frame",
        "A compound in which A and B have the meanings given in claim 1",
        "A method wherein A and B together with the carbon atom to which they are attached form a ring",
        "A method comprising comparing two values and using the difference between the values",
        "An antibiotic selected from the bleomycin/phleomycin family of antibiotics",
        "A sheet on the administration and dosing of a medicament",
        "A meter choosing the lower inaccuracy and the maximum speed",
        "A method worn by a user, comprising determining that the user intends to speak",
        "A server for a client, wherein the client automatically sends a list",
        "A lamp held by a user, providing the user together with a picture",
        "A server that parses a file, wherein the server decides during the parsing",
        "A method comprising writing a number in the form X = a + b",
        "A method comprising calculating a number according to the first formula: a = b",
        "A method using numbers of the shift register type",
        "A device connected to the Internet",
        "A method comprising a step for etching a wafer, the etching process being dry",
        "A device measuring the current drawn by a motor",
    ],
)
def test_english_terms_with_basis(text: str) -> None:
    assert missing(text, language="en") == []


def test_what_depends_on_an_unknown_claim_is_not_judged() -> None:
    claims = (
        "一种水杯，包括杯体",
        "上述水杯，还包括弹簧",
        "根据权利要求2所述的水杯，所述弹簧座为钢制",
    )
    assert missing(*claims) == []
