"""Requests and amendments of examination. Vocabulary: docs/facts/examination.md."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from shared.model.facts.fees import Count
from shared.model.facts.reading import Fact, Flag, Names, Text, also, kinds

PARTS = {
    "title": "title",
    "发明名称": "title",
    "名称": "title",
    "claims": "claims",
    "权利要求书": "claims",
    "权利要求": "claims",
    "description": "description",
    "说明书": "description",
    "abstract": "abstract",
    "摘要": "abstract",
    "说明书摘要": "abstract",
    "abstract_figure": "abstract_figure",
    "摘要附图": "abstract_figure",
    "drawings": "drawings",
    "附图": "drawings",
    "说明书附图": "drawings",
    "views": "views",
    "图片": "views",
    "照片": "views",
    "图片或者照片": "views",
    "brief_explanation": "brief_explanation",
    "简要说明": "brief_explanation",
    "request": "request",
    "请求书": "request",
}
"""Names of the parts of an application that amendments speak of."""


def part_of(name: str) -> str:
    """The part that a name means; an unknown name is kept."""
    return PARTS.get(name.strip(), name.strip())


def _scope(value: object) -> object:
    words = {"整体": "whole", "局部": "part", "整体外观设计": "whole", "局部外观设计": "part"}
    return words.get(value.strip(), value) if isinstance(value, str) else value


Scope = Annotated[Literal["whole", "part"] | None, BeforeValidator(_scope)]
"""Whether a design is that of a whole product or of a part of one."""


class ExaminationRequest(Fact):
    """实质审查请求书."""

    KINDS = kinds("substantive_examination_request", "实质审查请求书", "实质审查请求")
    reference_material: Flag = also("参考资料", "提交参考资料")
    """Whether material on the state of the art came with it."""


class EarlyPublicationStatement(Fact):
    """发明专利请求提前公布声明."""

    KINDS = kinds("early_publication_statement", "提前公布声明", "发明专利请求提前公布声明")
    conditions: Text = also("条件", "附加条件")
    text: Text = also("声明内容")


class DeferredExaminationRequest(Fact):
    """延迟审查请求书."""

    KINDS = kinds("deferred_examination_request", "延迟审查请求书", "延迟审查请求")
    months: Count = also("延迟月数")
    years: Count = also("延迟年数")


class PriorityExaminationRequest(Fact):
    """专利申请优先审查请求书."""

    KINDS = kinds(
        "priority_examination_request", "优先审查请求书", "优先审查请求", "专利申请优先审查请求书"
    )


class ExaminationStatements(Fact):
    """What the request states on the way of examination (``further``)."""

    deferred_examination_months: Count = also("延迟审查月数")
    priority_examination_requested: Flag = also("请求优先审查")


class VoluntaryAmendment(Fact):
    """主动修改: papers that amend without a notice asking for it."""

    KINDS = kinds("voluntary_amendment", "主动修改", "主动补正", "补正书（主动）")
    parts: Names = also("修改部分")
    texts: Names = also("修改文本")
    """Amended texts, to be compared with those filed."""
    scope_before: Scope = also("修改前")
    scope_after: Scope = also("修改后")
    part_changed: Flag = also("局部变更")
    """Whether another part of the product is claimed than before."""


class Response(VoluntaryAmendment):
    """补正书, 意见陈述书: an answer to a notice."""

    KINDS = kinds("response", "correction", "答复", "补正书", "意见陈述书")
    defects: Names = also("缺陷部分", "通知书指出的部分")
    """Parts in which the notice found defects."""
    correction_paper: Flag = also("补正书")
    replacement_pages: Names = also("替换页")
    """Parts for which replacement pages came with it; stated empty: none."""
    minor_text_change: Flag = also("个别文字修改")


class DesignAmendment(VoluntaryAmendment):
    """Any amendment, as far as a design's scope is concerned."""

    KINDS = VoluntaryAmendment.KINDS | Response.KINDS


class SecrecyExaminationRequest(Fact):
    """向外国申请专利保密审查请求书."""

    KINDS = kinds(
        "foreign_filing_secrecy_request",
        "向外国申请专利保密审查请求书",
        "保密审查请求书",
        "保密审查请求",
    )
    direct: Flag = also("直接向外国申请")
    """Whether no application is filed at this office before the one abroad."""
    technical_description: Flag = also("技术方案说明书")
    language: Text = also("语言", "文字")
    """Language of the technical description, e.g. ``zh``."""
