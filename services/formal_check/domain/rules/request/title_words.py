"""Words and categories in the title (CN-REQ-004, 007, 009)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, at, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.names import (
    COUNTRIES,
    MODEL_NUMBER,
    PROVINCES_AND_CITIES,
    TRADE_MARKS,
)
from services.formal_check.domain.profile import INVENTION
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import claim_set
from services.formal_check.domain.wording import COMMERCIAL
from shared.contracts.formal_check import Severity
from shared.model.claims import Claim, ClaimType

_ORGANISATION = re.compile(r"[\u4e00-\u9fff]{2,12}(?:有限公司|集团|研究院)(?:的|牌)")
_BRAND = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,6}牌(?=[\u4e00-\u9fff])(?<!门牌)(?<!车牌)(?<!号牌)(?<!招牌)(?<!标牌)(?<!铭牌)(?<!扑克牌)(?<!吊牌)(?<!指示牌)(?<!广告牌)"
)


@rule(
    "CN-REQ-004",
    zh="名称不得含有人名、单位名称、商标、代号、型号等非技术词语",
    en="The title has no names, organisations, trade marks, codes or models",
    severity=Severity.WARNING,
    reads=[Input.TITLE],
    basis=[guidelines("1.1.4.1.1")],
)
def non_technical_title(case: Case) -> Drafts:
    """Find organisations, trade marks and model numbers in the title.

    Why:
        The title names technical subject matter under terms of the art.
    Known problems:
        Personal names and most trade marks are in no word list; a code that is a term of the art
        (Q235钢) is not reported.

    Example:
        一种XJ-200型Kindle阅读器
    Use instead:
        一种电子书阅读器
    中文:
        查找名称中的单位名称、商标、代号和型号。人名和大多数商标无法由词表识别，仅作提示。

    """
    for title in case.titles:
        for pattern, zh, en in (
            (MODEL_NUMBER, "代号或者型号", "a code or model"),
            (TRADE_MARKS, "商标", "a trade mark"),
            (_BRAND, "商标", "a trade mark"),
            (_ORGANISATION, "单位名称", "an organisation"),
        ):
            for found in pattern.finditer(title.text):
                yield at(
                    title,
                    *found.span(),
                    zh=f"名称中的“{found.group()}”属于{zh}，请改用技术术语。",
                    en=f"“{found.group()}” in the title is {en}: use a technical term.",
                )


@rule(
    "CN-REQ-007",
    zh="名称不得使用商业性宣传用语、地名或者商品名称",
    en="The title has no advertising, places or commodity names",
    severity=Severity.WARNING,
    reads=[Input.TITLE],
    basis=[guidelines("2.2.2.2.1")],
)
def advertising_title(case: Case) -> Drafts:
    """Find advertising and place names in the title.

    Why:
        Neither says anything about the technical subject.
    Known problems:
        A place that is part of a technical term has to be judged by a person.

    Example:
        全球领先的茅台镇酿酒设备
    Use instead:
        酿酒设备
    中文:
        查找名称中的宣传用语和国名、地名。属于技术术语一部分的地名由人判断。

    """
    for title in case.titles:
        for pattern, zh, en in (
            (case.words(COMMERCIAL), "商业性宣传用语", "advertising"),
            (COUNTRIES, "地名", "a place"),
            (PROVINCES_AND_CITIES, "地名", "a place"),
        ):
            for found in pattern.finditer(title.text):
                if found.group():
                    yield at(
                        title,
                        *found.span(),
                        zh=f"名称中的“{found.group()}”属于{zh}，请删除。",
                        en=f"“{found.group()}” in the title is {en}: delete it.",
                    )


_METHOD = re.compile(r"(?:方法|工艺|用途|应用|流程|制法|技术|做法|使用|生产|制备|加工|控制|检测)$")
_METHOD_WORD = re.compile(
    r"方法|工艺|用途|应用|流程|制法|制备|制造|生产|处理|控制|检测|加工|使用|技术|测定|合成|培养|监测|识别|管理|分析|提取|法"
)
_SEVERAL = re.compile(r"[及和与、，,/]|以及")


@rule(
    "CN-REQ-009",
    zh="名称应反映独立权利要求的主题和类型",
    en="The title shows the categories of all independent claims",
    severity=Severity.WARNING,
    reads=[Input.TITLE, Input.CLAIMS],
    kinds=INVENTION,
    basis=[guidelines("2.2.2.2.1")],
)
def title_without_category(case: Case) -> Drafts:
    """Compare the categories of the independent claims with the title.

    Reported is a title without any word for a method where a method is claimed, and a title that
    is a method's name alone where a product is claimed.

    Why:
        Who reads the title should know whether a product, a method or both are protected.
    Known problems:
        Categories are told by the last words of the subject names; subject names that cannot be
        read are left out.

    Example:
        权利要求1为产品、权利要求6为方法，名称只写“拉链”
    Use instead:
        拉链及其制造方法
    中文:
        独立权利要求中有方法而名称没有反映方法，或者有产品而名称仅为方法时提示。

    """
    title = case.title
    claims = case.shared(claim_set)
    methods: list[Claim] = []
    products: list[Claim] = []
    for index, claim in enumerate(claims.claims):
        name = claims.structure(index).subject_name
        if claim.claim_type is ClaimType.DEPENDENT or not name:
            continue
        (methods if _METHOD.search(name) else products).append(claim)
    name = title.text.strip()
    if methods and not _METHOD_WORD.search(name):
        yield whole(
            title,
            zh=f"权利要求{methods[0].number or methods[0].position}要求保护方法，名称没有反映，例如可写“{name}及其方法”的形式。",
            en=f"Claim {methods[0].number or methods[0].position} is for a method, which the title "
            "does not show.",
            related=(methods[0].unit.locate(0, min(30, len(methods[0].unit.text))),),
        )
    elif products and name.endswith("方法") and not _SEVERAL.search(name):
        yield whole(
            title,
            zh=f"权利要求{products[0].number or products[0].position}要求保护产品，名称仅为方法，请在名称中反映产品。",
            en=f"Claim {products[0].number or products[0].position} is for a product, but the title "
            "names a method only.",
            related=(products[0].unit.locate(0, min(30, len(products[0].unit.text))),),
        )


RULES = (
    non_technical_title,
    advertising_title,
    title_without_category,
)
