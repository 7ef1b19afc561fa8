"""Labels of patent office forms and what their values have to look like.

The wording is that of CNIPA's request forms (110101, 120101, 130101). A value that fails its check is
flagged, never changed: what was filed may itself be wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from shared.contracts.common import Message
from shared.formats.dates import read_date
from shared.model.application_number import parse_cn_application_number
from shared.model.identity_numbers import (
    looks_like_resident_number,
    resident_number_fault,
    social_credit_code_fault,
)

Check = Callable[[str], Message | None]

_NUMBERING = re.compile(r"^[\s\d①-⑳㉑-㉟⓪.．、()（）]*(?=\D)")
_COUNTER = re.compile(r"(?<=[人构师])\d{1,2}(?=\D|$)")
_TELEPHONE = re.compile(r"\+?[\d\-()\s]{7,20}")


def _message(zh: str, en: str) -> Message:
    return Message(zh=zh, en=en)


def _credit_code(value: str) -> Message | None:
    if looks_like_resident_number(value) and resident_number_fault(value) is None:
        return None  # the cell is for either number
    if social_credit_code_fault(value) is None:
        return None
    return _message(
        "统一社会信用代码的位数或校验码不符，请对照原件。",
        "The credit code's length or check character is wrong; compare the original.",
    )


def _resident_number(value: str) -> Message | None:
    if resident_number_fault(value) is None:
        return None
    return _message(
        "身份证件号码的位数、日期或校验码不符，请对照原件。",
        "The identity number's length, date or check character is wrong; compare the original.",
    )


def _application_number(value: str) -> Message | None:
    number = parse_cn_application_number(value)
    if number is not None and number.valid_check is not False:
        return None
    return _message(
        "申请号的位数或校验位不符，请对照原件。",
        "The application number's length or check digit is wrong; compare the original.",
    )


def _date(value: str) -> Message | None:
    if read_date("".join(value.split())) is not None:
        return None
    return _message("不是有效日期，请对照原件。", "Not a date; compare the original.")


def _postcode(value: str) -> Message | None:
    if re.fullmatch(r"\d{6}", value):
        return None
    return _message("邮政编码应为6位数字。", "A postcode has six digits.")


def _telephone(value: str) -> Message | None:
    if _TELEPHONE.fullmatch(value):
        return None
    return _message("不是电话号码，请对照原件。", "Not a telephone number; compare the original.")


LABELS: dict[str, Check | None] = {
    "申请号": _application_number,
    "原案申请号": _application_number,
    "分案提交日": None,
    "申请日": _date,
    "原案申请日": _date,
    "在先申请日": _date,
    "递交日": _date,
    "费减审批": None,
    "发明名称": None,
    "实用新型名称": None,
    "使用外观设计的产品名称": None,
    "发明人": None,
    "设计人": None,
    "第一发明人国籍": None,
    "第一设计人国籍": None,
    "居民身份证件号码": _resident_number,
    "申请人": None,
    "姓名或名称": None,
    "申请人姓名或名称": None,
    "申请人类型": None,
    "用户代码": None,
    "统一社会信用代码": _credit_code,
    "居民身份证件号码或统一社会信用代码": _credit_code,
    "居民身份证件号码或统一社会信用代码/组织机构代码": _credit_code,
    "电子邮箱": None,
    "国籍或注册国家(地区)": None,
    "经常居所地或营业所所在地": None,
    "国籍": None,
    "省、自治区、直辖市": None,
    "市县": None,
    "城区(乡)、街道、门牌号": None,
    "详细地址": None,
    "地址": None,
    "邮政编码": _postcode,
    "电话": _telephone,
    "联系人": None,
    "代表人": None,
    "代理机构": None,
    "机构名称": None,
    "名称": None,
    "机构代码": None,
    "代理师": None,
    "代理人": None,
    "姓名": None,
    "执业证号": None,
    "分案申请": None,
    "保藏单位代码": None,
    "保藏编号": None,
    "保藏日期": _date,
    "分类命名": None,
    "序列表": None,
    "原受理机构名称": None,
    "在先申请号": None,
    "保密请求": None,
    "同日申请": None,
    "提前公布": None,
    "摘要附图": None,
    "附图": None,
}
"""Each known label and the check of its value."""
_LONGEST_FIRST = sorted(LABELS, key=lambda label: (-len(label), label))
_UNMISTAKABLE = 6
"""Length from which a label inside a text needs no blank before it."""
_PUNCTUATION = str.maketrans("", "", "、,，.。/／()（）:：")
_BARE = {label.translate(_PUNCTUATION): label for label in LABELS}


def folded_label(text: str) -> str:
    """A label as it is compared: without its number on the form, blanks, colons and counters."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return _NUMBERING.sub("", folded).strip(":;。").replace("（", "(").replace("）", ")")


def is_label(text: str) -> bool:
    """Whether a cell holds a known label and nothing else (``申请人1 姓名或名称`` is one)."""
    return known_label(text) is not None


def known_label(text: str) -> str | None:
    """The known label that a cell's text is; lost punctuation is no matter."""
    bare = _COUNTER.sub("", folded_label(text)).translate(_PUNCTUATION)
    if bare in _BARE:
        return _BARE[bare]
    for party in ("申请人", "发明人", "设计人", "代理机构", "代理师"):
        rest = bare.removeprefix(party)
        if rest != bare and rest in _BARE:
            return _BARE[rest]
    return None


def inner_labels(text: str) -> list[tuple[int, int, str]]:
    """Known labels within a cell's text that a value follows: start, end, label.

    A label inside a cell stands after a blank or at the beginning, and before a blank or colon; a
    long one is known without.
    """
    found: list[tuple[int, int, str]] = []
    for label in _LONGEST_FIRST:
        if len(label) >= _UNMISTAKABLE:
            pattern = rf"{re.escape(label)}\s*[:：]?\s*(?=[\dA-Z])"
        else:
            pattern = rf"(?<!\S){re.escape(label)}(?:\s*[:：]\s*|\s+)(?=\S)"
        for match in re.finditer(pattern, text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((match.start(), match.end(), label))
    return sorted(found)


def check_value(label: str, value: str) -> Message | None:
    """What is wrong with a value; ``None`` if nothing is, or nothing is known about the label."""
    known = known_label(label)
    check = LABELS.get(known) if known is not None else None
    return check(value.strip()) if check is not None and value.strip() else None
