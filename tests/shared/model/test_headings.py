"""Headings of the description in three languages, kinds by wording, names of views."""

from __future__ import annotations

import pytest

from shared.model.description import DescriptionSection as Section
from shared.model.design import ViewKind
from shared.model.headings import section_of_heading
from shared.model.identification import ApplicationKind
from shared.model.kind import kind_by_kind_code, kind_by_wording
from shared.model.view_names import view_kind


@pytest.mark.parametrize(
    ("text", "language", "section"),
    [
        ("技术领域", "zh", Section.TECHNICAL_FIELD),
        ("一、技术领域", "zh", Section.TECHNICAL_FIELD),
        ("【技术领域】", "zh", Section.TECHNICAL_FIELD),
        ("技 术 领 域：", "zh", Section.TECHNICAL_FIELD),
        ("[0001] 所属技术领域", "zh", Section.TECHNICAL_FIELD),
        ("背景技术", "zh", Section.BACKGROUND_ART),
        ("发明内容", "zh", Section.SUMMARY),
        ("实用新型内容", "zh", Section.SUMMARY),
        ("发明的概要", "zh", Section.SUMMARY),
        ("附图说明", "zh", Section.DRAWINGS_DESCRIPTION),
        ("附图的简要说明", "zh", Section.DRAWINGS_DESCRIPTION),
        ("具体实施方式", "zh", Section.EMBODIMENTS),
        ("（五）具体实施方式", "zh", Section.EMBODIMENTS),
        ("实施发明的方式", "zh", Section.EMBODIMENTS),
        ("5 具体实施方式", "zh", Section.EMBODIMENTS),
        ("发明详述", "zh", Section.EMBODIMENTS),
        ("技術領域", "zh", Section.TECHNICAL_FIELD),
        ("2 3 背景技术", "zh", None),
        ("工业实用性", "zh", Section.OTHER),
        ("实施例1", "zh", None),
        ("发明所要解决的技术问题", "zh", None),
        ("本发明涉及技术领域中的一种阀门。", "zh", None),
        ("附图标记说明", "zh", None),
        ("", "zh", None),
        ("技術分野", "ja", Section.TECHNICAL_FIELD),
        ("【図面の簡単な説明】", "ja", Section.DRAWINGS_DESCRIPTION),
        ("発明を実施するための形態", "ja", Section.EMBODIMENTS),
        ("BACKGROUND", "en", Section.BACKGROUND_ART),
        ("1. Field of the Invention", "en", Section.TECHNICAL_FIELD),
        (
            "Brief Description of the Several Views of the Drawings",
            "en",
            Section.DRAWINGS_DESCRIPTION,
        ),
        ("DETAILED DESCRIPTION OF THE PREFERRED EMBODIMENTS", "en", Section.EMBODIMENTS),
        ("SUMMARY OF THE INVENTION", "en", Section.SUMMARY),
        ("CROSS-REFERENCE TO RELATED APPLICATIONS", "en", Section.OTHER),
        ("The summary of results is given below.", "en", None),
    ],
)
def test_section_of_heading(text: str, language: str, section: Section | None) -> None:
    assert section_of_heading(text, language) is section


def test_long_text_is_no_heading() -> None:
    assert section_of_heading("技术领域" * 100) is None


def test_kind_by_wording() -> None:
    assert kind_by_wording(["本发明涉及", "本发明"]) is ApplicationKind.INVENTION
    assert kind_by_wording(["本实用新型", "本实用新型", "本发明"]) is ApplicationKind.UTILITY_MODEL
    assert kind_by_wording(["本发明", "本实用新型"]) is None
    assert kind_by_wording([]) is None


def test_kind_by_kind_code() -> None:
    assert kind_by_kind_code("CN", "U") is ApplicationKind.UTILITY_MODEL
    assert kind_by_kind_code("CN", "A") is ApplicationKind.INVENTION
    assert kind_by_kind_code("CN", "S") is ApplicationKind.DESIGN
    assert kind_by_kind_code("XX", "A") is None
    assert kind_by_kind_code("CN", None) is None


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("主视图", ViewKind.FRONT),
        ("设计1后视图", ViewKind.BACK),
        ("使用状态参考图", ViewKind.IN_USE),
        ("A部局部放大图", ViewKind.ENLARGED),
        ("立体图1", ViewKind.PERSPECTIVE),
        ("变化状态图", ViewKind.OTHER),
        (None, ViewKind.OTHER),
    ],
)
def test_view_kind(label: str | None, kind: ViewKind) -> None:
    assert view_kind(label) is kind
