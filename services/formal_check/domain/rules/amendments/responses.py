"""Papers that answer a notice of the office."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import filed
from shared.model.facts.examination import Response
from shared.model.facts.reading import PaperFact

PART_NAMES = {
    "title": "发明名称",
    "claims": "权利要求书",
    "description": "说明书",
    "abstract": "摘要",
    "abstract_figure": "摘要附图",
    "drawings": "附图",
    "views": "图片或者照片",
    "brief_explanation": "简要说明",
    "request": "请求书",
}
"""How messages name the parts that a response replaces."""


def responses(case: Case) -> tuple[PaperFact[Response], ...]:
    """The papers that answer a notice; the rule does not apply where there is none."""
    return filed(case, Response, "没有答复通知书", "No notice was answered")
