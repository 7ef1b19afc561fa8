"""Chinese addresses: provinces, postcodes, and whether an address can be delivered to.

Postcodes: the first two digits are the province's (six digits since 1980, GB/T 2260 regions). The
table was written from general knowledge; rules that use it warn.
"""

from __future__ import annotations

import re

_POSTCODES = {
    "内蒙古": ("01", "02"), "山西": ("03", "04"), "河北": ("05", "06", "07"), "北京": ("10",),
    "辽宁": ("11", "12"), "吉林": ("13",), "黑龙江": ("15", "16"), "上海": ("20",),
    "江苏": ("21", "22"), "安徽": ("23", "24"), "山东": ("25", "26", "27"), "天津": ("30",),
    "浙江": ("31", "32"), "江西": ("33", "34"), "福建": ("35", "36"), "重庆": ("40",),
    "湖南": ("41", "42"), "湖北": ("43", "44"), "河南": ("45", "46", "47"), "广东": ("51", "52"),
    "广西": ("53", "54"), "贵州": ("55", "56"), "海南": ("57",), "四川": ("61", "62", "63", "64"),
    "云南": ("65", "66", "67"), "陕西": ("71", "72"), "甘肃": ("73", "74"), "宁夏": ("75",),
    "青海": ("81",), "新疆": ("83", "84"), "西藏": ("85", "86"),
}  # fmt: skip
_PROVINCE = re.compile("|".join(_POSTCODES))
_MUNICIPALITIES = frozenset({"北京", "上海", "天津", "重庆"})
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{1,12}?(?:市|州|盟|区|县|旗)")
_STREET = re.compile(
    r"(?:\d{1,5}|[一二三四五六七八九十百]{1,5})\s?(?:号|栋|幢|楼|室|弄|单元|组|层|座|队|信箱|分箱)|(?:路|街|道|巷|村|镇|园区?|大厦|大楼|广场)[\u4e00-\u9fff]{0,10}\d"
)
_ORGANISATION_ONLY = re.compile(
    r"(?:大学|学院|公司|集团|研究院|研究所|医院|学校|工厂|厂|中心|局|所)$"
)
_STREET_WORD = re.compile(r"[路街道巷弄村镇乡号栋幢]|大厦|大楼|广场|园区|开发区|新区|高新区")


def province(address: str) -> str | None:
    """The province or municipality that an address begins with."""
    found = _PROVINCE.match(address.removeprefix("中国").lstrip())
    return None if found is None else found.group()


def postcode_fits(postcode: str, region: str) -> bool:
    """Whether a postcode of six digits lies in the province."""
    return postcode[:2] in _POSTCODES[region]


def missing_parts(address: str) -> tuple[tuple[str, str], ...]:
    """What a Chinese address lacks, in Chinese and English."""
    missing = []
    region = province(address)
    if region is None:
        missing.append(("省、自治区或者直辖市", "province or municipality"))
    rest = address if region is None else address.split(region, 1)[1]
    rest = (
        rest if region in _MUNICIPALITIES else re.sub(r"^(?:省|自治区|壮族|回族|维吾尔)+", "", rest)
    )
    if _DISTRICT.search(re.sub(r"^市", "", rest)) is None:
        missing.append(("市、区或者县", "city, district or county"))
    if _STREET.search(address) is None:
        missing.append(("街道门牌号码", "street and number"))
    return tuple(missing)


def is_organisation_only(address: str) -> bool:
    """Whether a text names an organisation and no street."""
    return bool(_ORGANISATION_ONLY.search(address)) and not _STREET_WORD.search(address)
