"""Number labels are split off; quantities, chemical names and references are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.claim_language import split_number_label
from shared.model.source import SourceMap, TextUnit


@pytest.mark.parametrize(
    ("text", "language", "label", "number", "rest"),
    [
        ("1. 一种水杯", "zh", "1.", 1, "一种水杯"),
        ("1、一种水杯", "zh", "1、", 1, "一种水杯"),
        ("１．一种水杯", "zh", "１．", 1, "一种水杯"),
        ("1.一种水杯", "zh", "1.", 1, "一种水杯"),
        ("12 一种水杯", "zh", "12", 12, "一种水杯"),
        ("(3)一种水杯", "zh", "(3)", 3, "一种水杯"),
        ("权利要求1：一种水杯", "zh", "权利要求1：", 1, "一种水杯"),
        ("权利要求2. 根据权利要求1所述的水杯", "zh", "权利要求2.", 2, "根据权利要求1所述的水杯"),
        ("權利要求1、一種水杯", "zh", "權利要求1、", 1, "一種水杯"),
        ("权项1、一种水杯", "zh", "权项1、", 1, "一种水杯"),
        ("一、一种水杯", "zh", "一、", None, "一种水杯"),
        ("权利要求二：一种水杯", "zh", "权利要求二：", None, "一种水杯"),
        ("①一种水杯", "zh", "①", None, "一种水杯"),
        ("1.2,4-二氨基苯的制造方法", "zh", "1.", 1, "2,4-二氨基苯的制造方法"),
        ("1.3D打印机", "zh", "1.", 1, "3D打印机"),
        ("1. A device", "en", "1.", 1, "A device"),
        ("2 . The device", "en", "2 .", 2, "The device"),
        ("3 A device", "en", "3", 3, "A device"),
        ("Claim 4: The device", "en", "Claim 4:", 4, "The device"),
        ("What is claimed is: 1. A device", "en", "What is claimed is: 1.", 1, "A device"),
        ("【請求項１】装置。", "ja", "【請求項１】", 1, "装置。"),
    ],
)
def test_labels(text: str, language: str, label: str, number: int | None, rest: str) -> None:
    found = split_number_label(text, language)
    assert found is not None
    assert (found.label, found.number, text[found.length :]) == (label, number, rest)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("一种水杯", "zh"),
        ("权利要求1的抗体", "zh"),
        ("权利要求1、2或3所述的抗体", "zh"),
        ("权利要求1-3中任一项的抗体", "zh"),
        ("2,4-二氨基苯的制造方法", "zh"),
        ("1.5mm厚的钢板", "zh"),
        ("2型糖尿病的药物", "zh"),
        ("5G通信装置", "zh"),
        ("2.5", "en"),
        ("The device of claim 1", "en"),
        ("請求項１に記載の装置", "ja"),
        ("", "zh"),
    ],
)
def test_no_label(text: str, language: str) -> None:
    assert split_number_label(text, language) is None


@given(st.text(max_size=80), st.sampled_from(["zh", "en", "ja"]))
def test_any_text(text: str, language: str) -> None:
    found = split_number_label(text, language)
    assert found is None or (0 < found.length <= len(text) and found.label in text)


def test_a_label_keeps_its_place_in_the_file() -> None:
    text = "12. 一种水杯"
    source = SourceMap(file="a.xml", text_starts=(0, 2), file_starts=(10, 20), file_ends=(12, 26))
    unit = TextUnit(id="claims/1", text=text, source=source).head(4, "claims/1/number")
    place = unit.locate(0, 3)
    assert (unit.text, place.file, place.start, place.end) == ("12. ", "a.xml", 10, 21)
    assert unit.source is not None
    assert unit.source.file_ends == (12, 22)
