"""The name of the product of a design (CN-DSN-005 … 008)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, at, replacing, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.names import (
    COUNTRIES,
    ERAS,
    MODEL_NUMBER,
    PROVINCES_AND_CITIES,
    TRADE_MARKS,
)
from services.formal_check.domain.rules.designs.reading import design_rule, product_name
from services.formal_check.domain.rules.request.title_characters import title_length
from shared.contracts.formal_check import FixSafety, Severity

LIMIT = 20


@design_rule(
    "CN-DSN-005",
    zh="产品名称一般不超过20个字",
    en="The product's name normally has at most 20 characters",
    severity=Severity.WARNING,
    reads=[Input.DESIGN],
    basis=[guidelines("1.3.4.1.1")],
)
def product_name_length(case: Case) -> Drafts:
    """Note a product name of more than 20 characters.

    A run of Latin letters or digits counts as one character.

    Why:
        The name tells the product, not the design.

    Example:
        带有可拆卸杯盖以及隔热杯套的多功能便携式户外运动水杯
    Use instead:
        水杯
    中文:
        产品名称超过20个字时提示。连续的拉丁字母或者数字按一个字计算。

    """
    name = product_name(case)
    length = title_length(name.text)
    if length > LIMIT:
        yield whole(
            name,
            zh=f"产品名称共{length}个字，一般不得超过{LIMIT}个字，请缩短。",
            en=f"The product's name has {length} characters; {LIMIT} are the normal limit: shorten it.",
        )


_ORGANISATION = re.compile(r"[\u4e00-\u9fff]{2,12}(?:有限公司|集团|大学|研究院|研究所)(?:的|牌)?")


@design_rule(
    "CN-DSN-006",
    zh="产品名称不得含有人名、地名、国名、单位名称、商标、代号、型号或者历史时代",
    en="The product's name has no persons, places, organisations, marks, models or eras",
    severity=Severity.WARNING,
    reads=[Input.DESIGN],
    basis=[guidelines("1.3.4.1.1")],
)
def product_name_non_technical(case: Case) -> Drafts:
    """Find eras, countries, places, organisations, trade marks and model numbers in the name.

    Why:
        The name classifies the product; such words do not.
    Known problems:
        Personal names and most trade marks are not known to a word list.

    Example:
        明代圈椅；XJ-200型阅读器
    Use instead:
        圈椅；阅读器
    中文:
        查找产品名称中的历史时代、国名、省市名、单位名称、商标、型号。人名和大多数商标无法由词表识别。

    """
    name = product_name(case)
    for pattern, zh, en in (
        (ERAS, "历史时代", "a historical era"),
        (COUNTRIES, "国名", "a country"),
        (PROVINCES_AND_CITIES, "地名", "a place"),
        (_ORGANISATION, "单位名称", "an organisation"),
        (TRADE_MARKS, "商标", "a trade mark"),
        (MODEL_NUMBER, "代号或者型号", "a code or model"),
    ):
        for found in pattern.finditer(name.text):
            yield at(
                name,
                *found.span(),
                zh=f"产品名称中的“{found.group()}”属于{zh}，请删除。",
                en=f"“{found.group()}” in the product's name is {en}: delete it.",
            )


_SIZE = re.compile(
    r"\d+(?:\.\d+)?\s?(?:英寸|寸|厘米|毫米|米|cm|mm|升|毫升|L|ml|千克|公斤|克|kg|g|瓦|W|度|人用|人座|座|层|件套|片装|只装|粒装)"
    r"|(?:特大|超大|大|中|小)(?:型|号)|[一二两三四五六七八九十](?:副|双|对|套|个|只|件|组|台|把|盒|瓶)(?=[\u4e00-\u9fff])"
)


@design_rule(
    "CN-DSN-007",
    zh="产品名称不得附有规格、大小、规模、数量单位",
    en="The product's name has no size, scale or quantity",
    severity=Severity.WARNING,
    reads=[Input.DESIGN],
    basis=[guidelines("1.3.4.1.1")],
)
def product_name_size(case: Case) -> Drafts:
    """Find sizes and quantities in the name.

    Why:
        A design is protected in every size.

    Example:
        21英寸电视机；中型书柜；一副手套
    Use instead:
        电视机；书柜；手套
    中文:
        查找产品名称中的规格、大小、规模和数量单位，例如“21英寸电视机”“中型书柜”“一副手套”。

    """
    name = product_name(case)
    for found in _SIZE.finditer(name.text):
        yield at(
            name,
            *found.span(),
            zh=f"产品名称不得附有规格、大小或者数量“{found.group()}”，请删除。",
            en=f"The size or quantity “{found.group()}” does not belong in the name: delete it.",
            fixes=(
                replacing(
                    name,
                    *found.span(),
                    "",
                    safety=FixSafety.SUGGESTED,
                    zh="删除规格、大小或者数量。",
                    en="Delete the size or quantity.",
                ),
            ),
        )


_ABSTRACT = frozenset(
    ["灯", "文具", "炊具", "乐器", "建筑用物品", "用品", "日用品", "物品", "产品", "器具", "用具", "工具",
     "设备", "装置", "机器", "部件", "配件", "零件", "家具", "玩具", "容器", "材料", "制品", "组件"]
)  # fmt: skip
_EFFECT = re.compile(
    r"^(?:高效|节油|节水|节电|节能|省电|省力|环保|保健|增高|防近视|抗菌|减肥|美容|快速|静音|长寿命)"
    r"|(?:装有|内装|内置|设有|具有|带有)[\u4e00-\u9fff]{1,12}的"
)


@design_rule(
    "CN-DSN-008",
    zh="产品名称不得过于抽象，也不得描述技术效果、内部构造",
    en="The product's name is not abstract and describes no effect or inner structure",
    severity=Severity.WARNING,
    reads=[Input.DESIGN],
    basis=[guidelines("1.3.4.1.1")],
)
def product_name_abstract(case: Case) -> Drafts:
    """Report names such as 灯 or 文具, and names that tell an effect or what is inside.

    Why:
        The name has to be that of a product of the classification.
    Known problems:
        Effects are told by the first words and by words such as 装有…的.

    Example:
        文具；节油发动机；装有新型发动机的汽车
    Use instead:
        铅笔；发动机；汽车
    中文:
        产品名称仅为“灯”“文具”等抽象概括的词，或者描述技术效果、内部构造时提示。

    """
    name = product_name(case)
    if name.text.strip() in _ABSTRACT:
        yield whole(
            name,
            zh=f"产品名称“{name.text.strip()}”过于抽象，请写明具体产品，例如“台灯”。",
            en=f"“{name.text.strip()}” is too abstract: name the product, e.g. 台灯.",
        )
    for found in _EFFECT.finditer(name.text):
        yield at(
            name,
            *found.span(),
            zh=f"产品名称中的“{found.group()}”描述技术效果或者内部构造，请删除。",
            en=f"“{found.group()}” describes an effect or the inner structure: delete it.",
        )


RULES = (
    product_name_length,
    product_name_non_technical,
    product_name_size,
    product_name_abstract,
)
