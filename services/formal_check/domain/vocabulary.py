"""What the values of a rule are called, for people who read documents in Chinese or English."""

from __future__ import annotations

from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ProfileName
from shared.contracts.common import Message
from shared.contracts.formal_check import Consequence, Level, Severity
from shared.model.identification import ApplicationKind, FilingRoute


def _named(zh: str, en: str) -> Message:
    return Message(zh=zh, en=en)


SEVERITIES = {
    Severity.ERROR: _named("错误", "error"),
    Severity.WARNING: _named("警告", "warning"),
    Severity.NOTICE: _named("提示", "notice"),
}
CONSEQUENCES = {
    Consequence.NOT_ACCEPTED: _named("不予受理", "not accepted"),
    Consequence.TO_BE_CORRECTED: _named("应当补正", "to be corrected"),
    Consequence.DEEMED_WITHDRAWN: _named("视为撤回", "deemed withdrawn"),
    Consequence.DEEMED_NOT_FILED: _named("视为未提出", "deemed not filed"),
    Consequence.REJECTED: _named("驳回", "rejected"),
    Consequence.CORRECTED_EX_OFFICIO: _named("依职权修改", "corrected ex officio"),
    Consequence.NONE: _named("无", "none"),
}
LEVELS = {
    Level.MUST_FIX_NOW: _named("必须立即改正", "must be fixed now"),
    Level.MAY_FOLLOW_LATER: _named("可以在期限内补交", "may follow within a term"),
    Level.RECOMMENDED: _named("建议改正", "recommended"),
}
KINDS = {
    ApplicationKind.INVENTION: _named("发明", "invention"),
    ApplicationKind.UTILITY_MODEL: _named("实用新型", "utility model"),
    ApplicationKind.DESIGN: _named("外观设计", "design"),
}
ROUTES = {
    FilingRoute.NATIONAL: _named("国内申请", "national"),
    FilingRoute.PCT_NATIONAL_PHASE: _named("进入国家阶段的国际申请", "PCT national phase"),
    FilingRoute.HAGUE: _named("外观设计国际申请（海牙）", "Hague"),
}
PROFILES = {
    ProfileName.FILING: _named("提交的申请文件", "papers as filed"),
    ProfileName.PUBLISHED: _named("公布文本或节选", "publications and excerpts"),
}
INPUTS: dict[str, Message] = {
    Input.REQUEST: _named("请求书", "request form"),
    Input.BIBLIOGRAPHIC: _named("著录项目", "bibliographic data"),
    Input.TITLE: _named("发明创造名称", "title"),
    Input.ABSTRACT: _named("说明书摘要", "abstract"),
    Input.CLAIMS: _named("权利要求书", "claims"),
    Input.DESCRIPTION: _named("说明书", "description"),
    Input.HEADINGS: _named("说明书小标题", "headings of the description"),
    Input.DRAWINGS: _named("说明书附图", "drawings"),
    Input.DESIGN: _named("外观设计图片或照片及简要说明", "design papers"),
    Input.DOCUMENTS: _named("文件清单", "list of papers"),
    Input.EVENTS: _named("程序事件", "events of the procedure"),
    Input.FEES: _named("缴费记录", "fee payments"),
    Input.PAPERS: _named("手续文件", "papers of the procedure"),
    "sequence_listings": _named("序列表", "sequence listings"),
    Input.RECOGNISED_SIGNS: _named("附图标记识别结果", "recognised drawing signs"),
    Input.RECOGNISED_PICTURES: _named("图片识别结果", "recognised pictures"),
}
FAMILIES = {
    "ACC": _named("受理", "Acceptance"),
    "REQ": _named("请求书", "Request"),
    "IDN": _named("号码校验", "Identifiers"),
    "CLM": _named("权利要求书", "Claims"),
    "DSC": _named("说明书", "Description"),
    "DRW": _named("说明书附图", "Drawings"),
    "ABS": _named("说明书摘要", "Abstract"),
    "FMT": _named("格式", "Format"),
    "DSN": _named("外观设计", "Designs"),
    "PRI": _named("优先权", "Priority"),
    "GRC": _named("宽限期", "Grace period"),
    "DIV": _named("分案申请", "Divisional applications"),
    "AMD": _named("修改", "Amendments"),
    "FEE": _named("费用", "Fees"),
    "DDL": _named("期限与恢复", "Time limits and restoration"),
    "EXM": _named("实质审查请求", "Request for examination"),
    "PCT": _named("国际申请进入国家阶段", "PCT national phase"),
    "HAG": _named("海牙外观设计国际申请", "Hague applications"),
    "AGT": _named("专利代理", "Agency"),
    "BIB": _named("著录项目变更", "Bibliographic changes"),
    "WDR": _named("撤回", "Withdrawal"),
    "REX": _named("复审", "Reexamination"),
    "INV": _named("无效宣告", "Invalidation"),
    "BIO": _named("生物材料保藏", "Biological deposits"),
    "SEQ": _named("序列表", "Sequence listings"),
    "SEC": _named("保密审查", "Secrecy examination"),
    "SUS": _named("中止", "Suspension"),
    "GEN": _named("遗传资源", "Genetic resources"),
    "EVR": _named("专利权评价报告", "Evaluation reports"),
    "OLC": _named("开放许可", "Open licences"),
    "PTE": _named("期限补偿", "Term compensation"),
}
"""Middle part of a code (``CN-CLM-002``), in the order in which papers are looked at."""


def family_of(code: str) -> str:
    """``CLM`` of ``CN-CLM-002``; the code itself if it is not of that shape."""
    parts = code.split("-")
    return parts[1] if len(parts) == 3 else code


def family_name(family: str) -> Message:
    """What a family is called; one without a name is called by its code."""
    return FAMILIES.get(family) or _named(family, family)
