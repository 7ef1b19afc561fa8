"""Pages to papers: paragraphs, running heads, sequence alarms, application."""

from __future__ import annotations

from services.ocr.domain.blocks import blocks_of
from services.ocr.domain.geometry import quad_of_box
from services.ocr.domain.page import AlarmCode, LineRole, PageKind, PageReading, ReadLine
from services.ocr.domain.running_heads import roles_of_page, with_running_heads
from services.ocr.domain.structure import structure_of
from shared.contracts.ocr import BlockKind

RIGHT = 900


def page(number: int, texts: list[tuple[int, str, int]]) -> PageReading:
    """Lines as (left edge, text, right edge), 60 pixels apart from 150 on."""
    lines = [
        ReadLine(text=text, quad=quad_of_box((left, 150 + 60 * i, right, 190 + 60 * i)), score=0.99)
        for i, (left, text, right) in enumerate(texts)
    ]
    return PageReading(page=number, kind=PageKind.TEXT, width=1000, height=1400, lines=tuple(lines))


CLAIMS = page(
    1,
    [
        (400, "权利要求书", 600),
        (140, "1.一种扫描装置，其特征在于，包括壳体、", RIGHT),
        (100, "扫描头和处理器。", 400),
        (140, "2.根据权利要求1所述的扫描装置，其特征", RIGHT),
        (100, "在于，所述扫描头为两个。", 500),
        (140, "4.根据权利要求2所述的扫描装置。", 700),
    ],
)
DESCRIPTION = page(
    2,
    [
        (400, "说明书", 600),
        (140, "技术领域", 300),
        (140, "[0001]本发明涉及扫描，尤其涉及一种把纸件", RIGHT),
        (100, "变为文本的扫描装", RIGHT),
    ],
)
REST = page(3, [(100, "置。", 180), (140, "[0003]所述装置包括壳体。", 600)])


def test_broken_lines_are_joined_and_gaps_show() -> None:
    found = structure_of([CLAIMS, DESCRIPTION, REST], "scan.pdf")
    assert found is not None
    application = found.application
    assert application.claims is not None
    assert [claim.number for claim in application.claims] == [1, 2, 4]
    assert "1.一种扫描装置，其特征在于，包括壳体、扫描头和处理器。" in found.text
    assert application.description is not None
    texts = [item.unit.text for item in application.description.paragraphs]
    assert texts[0] == "本发明涉及扫描，尤其涉及一种把纸件变为文本的扫描装置。"
    assert {alarm.code for alarm in found.alarms} == {
        AlarmCode.CLAIM_NUMBERS,
        AlarmCode.PARAGRAPH_NUMBERS,
    }


def test_pages_without_a_part_of_an_application_have_no_structure() -> None:
    assert structure_of([page(1, [(100, "今天天气很好。", 400)])], "note.png") is None


def test_page_numbers_and_returning_lines_are_apart() -> None:
    def sheet(number: int) -> PageReading:
        texts = [
            ("CN 101234567 A", 40),
            ("测试用说明书抬头", 90),
            ("正文" * 20, 400),
            (f"{number}", 1350),
        ]
        lines = [
            ReadLine(text=text, quad=quad_of_box((100, y, 800, y + 30)), score=0.9)
            for text, y in texts
        ]
        roles = roles_of_page(lines, 1400)
        lines = [
            line.model_copy(update={"role": role}) for line, role in zip(lines, roles, strict=True)
        ]
        return PageReading(
            page=number, kind=PageKind.TEXT, width=1000, height=1400, lines=tuple(lines)
        )

    pages = with_running_heads([sheet(1), sheet(2)])
    assert [line.role for line in pages[0].lines] == [
        LineRole.HEADER,
        LineRole.HEADER,
        LineRole.BODY,
        LineRole.PAGE_NUMBER,
    ]
    assert [block.kind for block in blocks_of(pages[1])] == [
        BlockKind.HEADER,
        BlockKind.HEADER,
        BlockKind.TEXT,
        BlockKind.PAGE_NUMBER,
    ]
