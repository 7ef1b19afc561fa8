"""The parts of a case file that a rule can depend on: what an edit changes, what can be missing."""

from __future__ import annotations

from enum import StrEnum

from services.formal_check.domain.abstention import NotChecked


class Input(StrEnum):
    """Parts of a case file that a rule can depend on."""

    REQUEST = "request"
    BIBLIOGRAPHIC = "bibliographic"
    TITLE = "title"
    """Both titles: of the request (or front page) and of the description."""
    ABSTRACT = "abstract"
    CLAIMS = "claims"
    DESCRIPTION = "description.paragraphs"
    HEADINGS = "description.headings"
    DRAWINGS = "drawings"
    DESIGN = "design"
    DOCUMENTS = "documents"
    """The list of papers and what they were read as."""
    EVENTS = "events"
    FEES = "fees"
    PAPERS = "papers"
    RECOGNISED_SIGNS = "recognised_signs"
    RECOGNISED_PICTURES = "recognised_pictures"
    SEQUENCE_LISTINGS = "sequence_listings"


TEXTS = frozenset(
    {
        Input.TITLE,
        Input.ABSTRACT,
        Input.CLAIMS,
        Input.DESCRIPTION,
        Input.HEADINGS,
        Input.DESIGN,
    }
)
"""The parts that hold text units."""

NAMES = {
    Input.REQUEST: ("请求书数据", "the data of the request form"),
    Input.TITLE: ("发明名称", "the title"),
    Input.ABSTRACT: ("说明书摘要", "the abstract"),
    Input.CLAIMS: ("权利要求书", "the claims"),
    Input.DESCRIPTION: ("说明书", "the description"),
    Input.HEADINGS: ("说明书", "the description"),
    Input.DRAWINGS: ("说明书附图", "the drawings"),
    Input.DESIGN: ("外观设计图片或照片及简要说明", "the design papers"),
    Input.EVENTS: ("程序事件数据", "the dated events of the procedure"),
    Input.FEES: ("缴费数据", "the fee payments"),
    Input.PAPERS: ("手续文件数据", "the papers of the procedure"),
    Input.RECOGNISED_SIGNS: ("附图识别结果", "the recognised drawing signs"),
    Input.SEQUENCE_LISTINGS: ("序列表", "the sequence listing"),
    Input.RECOGNISED_PICTURES: ("图片识别结果", "what recognition saw in the pictures"),
}
"""How messages name a part, in Chinese and English."""


def not_given(part: Input) -> NotChecked:
    """The abstention of a rule whose input is absent."""
    zh, en = NAMES[part]
    return NotChecked(f"未提供{zh}，未检查。", f"Not checked: {en} was not given.")
