"""Labels of the office's request forms (110101, 120101, 130101), and the fields they stand for.

The wording is that of the forms, numbers of boxes left out. ``docs/request-form.md`` lists them.
"""

from __future__ import annotations

import re
import unicodedata

_NOISE = re.compile(r"[\s()（）、，,/／]|或者?|^[\d①-⑳㉑-㉟.．]+")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十\d]{1,3}$|^第[一二三四五六七八九十\d]{1,3}")

TOP = {
    "发明名称": "title",
    "实用新型名称": "title",
    "名称": "title",
    "使用外观设计的产品名称": "product_name",
    "产品名称": "product_name",
    "申请号": "application_number",
    "申请日": "filing_date",
    "权利要求项数": "declared_claim_count",
    "权利要求的项数": "declared_claim_count",
    "说明书页数": "declared_description_pages",
    "摘要附图": "abstract_figure_number",
    "指定摘要附图": "abstract_figure_number",
    "请求早日公布该专利申请": "early_publication_requested",
    "请求提前公布": "early_publication_requested",
    "请求实质审查": "substantive_examination_requested",
    "同时请求实质审查": "substantive_examination_requested",
    "同日申请": "same_day_application_declared",
    "声明同日申请": "same_day_application_declared",
    "请求保密处理": "secrecy_requested",
    "保密请求": "secrecy_requested",
    "签字盖章": "signed_by",
    "申请人专利代理机构签字盖章": "signed_by",
    "简要说明": "brief_explanation",
    "洛迦诺分类号": "locarno",
    "局部外观设计": "partial",
}
OPENING = {
    "发明人": ("inventors", "name"),
    "设计人": ("inventors", "name"),
    "申请人": ("applicants", "name"),
    "联系人": ("contact_person", "name"),
    "专利代理机构": ("agency", "name"),
    "代理机构": ("agency", "name"),
    "专利代理师": ("attorneys", "name"),
    "代理师": ("attorneys", "name"),
    "在先申请号": ("priorities", "application_number"),
    "优先权": ("priorities", "application_number"),
    "原申请号": ("parent", "application_number"),
    "国际申请号": ("pct", "application_number"),
}
"""Labels that begin a party, a priority … and the field that their own value fills."""
_PARTY = {
    "姓名": "name",
    "姓名名称": "name",
    "名称姓名": "name",
    "外文姓名名称": "original_name",
    "类型": "party_type",
    "申请人类型": "party_type",
    "证件号码": "identifier",
    "身份证件号码": "identifier",
    "居民身份证件号码": "identifier",
    "统一社会信用代码": "identifier",
    "居民身份证件号码统一社会信用代码组织机构代码": "identifier",
    "国籍": "nationality",
    "国籍注册国家地区": "nationality",
    "电话": "phone",
    "邮政编码": "address/postcode",
    "邮编": "address/postcode",
    "国家": "address/country",
    "省自治区直辖市": "address/region",
    "省": "address/region",
    "市县": "address/city",
    "市": "address/city",
    "地址": "address/text",
    "详细地址": "address/text",
    "城区乡街道门牌号": "address/text",
    "代表人": "representative",
    "公布姓名": "publish_name",
}
WITHIN: dict[str, dict[str, str]] = {
    "inventors": _PARTY,
    "applicants": _PARTY,
    "contact_person": _PARTY,
    "agency": {"名称": "name", "机构代码": "code", "代码": "code"},
    "attorneys": {"姓名": "name", "执业证号": "licence_number", "电话": "phone"},
    "priorities": {
        "原受理机构名称": "office",
        "原受理机构": "office",
        "在先申请日": "filing_date",
    },
    "parent": {"原申请日": "filing_date", "分案提交日": "submission_date"},
    "pct": {
        "国际申请日": "filing_date",
        "国际公布号": "publication_number",
        "国际公布日": "publication_date",
        "进入国家阶段日": "national_phase_entry_date",
    },
}
"""Labels within such a group."""
SEVERAL = frozenset({"inventors", "applicants", "attorneys", "priorities"})
"""Groups that may stand several times."""
NUMBERS = frozenset(
    {"declared_claim_count", "declared_description_pages", "abstract_figure_number"}
)


def label_key(label: str) -> str:
    """A label without box numbers, ordinals, brackets and spaces: what is compared."""
    key = _NOISE.sub("", unicodedata.normalize("NFKC", label))
    return _ORDINAL.sub("", key) or key
