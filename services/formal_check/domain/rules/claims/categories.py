"""Parts and category of an independent claim (CN-CLM-014, 026, 029)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import (
    claim_set,
    milder_when_published,
    name_of,
)
from shared.contracts.formal_check import Severity
from shared.model.claim_language import ClaimSet, ClaimStructure
from shared.model.claim_language.structure_zh import category
from shared.model.claims import Claim, ClaimType

_METHOD = r"(?:方法|工艺|流程|应用|用途)"
_BOTH = (
    re.compile(r"(?:及|和|与|以及)其(?:[\u3400-\u9fffA-Za-z]{0,8})" + _METHOD + "$"),
    re.compile(
        r"(?:装置|设备|系统|产品|组合物|介质|终端)(?:及|和|与|以及|、)[\u3400-\u9fffA-Za-z]{0,6}"
        + _METHOD
        + "$"
    ),
    re.compile(
        _METHOD
        + r"(?:及|和|与|以及|、)其?[\u3400-\u9fffA-Za-z]{0,8}(?:装置|设备|系统|产品|介质|终端)$"
    ),
)
_MODIFIES = re.compile(r"(?:用于|实现|实施|执行|采用|使用|利用|基于|根据)")
_NOT_FOR_UTILITY_MODEL = re.compile(
    r"(?:方法|工艺|流程|用途|应用|算法|程序|软件|配方|程序产品|(?:存储|记录|可读)介质)$"
)


def _independent(claims: ClaimSet) -> Iterator[tuple[Claim, ClaimStructure]]:
    for index, claim in enumerate(claims.claims):
        structure = claims.structure(index)
        if claim.claim_type is not ClaimType.DEPENDENT and structure.leading is None:
            yield claim, structure


@rule(
    "CN-CLM-014",
    zh="独立权利要求一般分前序部分和特征部分",
    en="An independent claim normally has the two-part form",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    basis=[rules(24, 1), rules(24, 2)],
)
def one_part_form(case: Case) -> Drafts:
    """Note independent claims without 其特征在于 or similar words.

    Why:
        The two parts tell the known from the new. Where the nature of the invention does not suit
        that form another one is allowed, so this is a hint.

    Example:
        1. 一种水杯，包括杯体和盖。
    Use instead:
        1. 一种水杯，包括杯体，其特征在于，还包括盖。
    中文:
        独立权利要求没有“其特征在于”等用语时提示。发明的性质不适于两段式的，可以用其他方式撰写，因此仅作提示。

    """
    claims = case.shared(claim_set)
    for claim, structure in _independent(claims):
        subject = structure.subject
        if structure.transition is not None or subject is None or claim.references:
            continue
        yield at(
            claim.unit,
            subject.start,
            subject.end,
            zh=f"独立权利要求{name_of(claim)}没有“其特征在于”，如适用请分写前序部分和特征部分。",
            en=f"Independent claim {name_of(claim)} has no “其特征在于”: use the two-part form "
            "where it suits the invention.",
        )


@rule(
    "CN-CLM-026",
    zh="主题名称的类型应当清楚",
    en="The subject name shows one clear category",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.2.2")],
)
def unclear_category(case: Case) -> Drafts:
    """Find subject names that end in 技术, or that name a product and a method together.

    Why:
        The scope of a claim depends on whether it protects a product or a method.
    Known problems:
        In a publication this is a warning.

    Example:
        1. 一种拉链及其制造方法，……
    Use instead:
        1. 一种拉链，……
    中文:
        查找以“技术”结尾，或者同时包含产品和方法的主题名称。每项权利要求只能是产品或者方法之一。

    """
    claims = case.shared(claim_set)
    for claim, structure in _independent(claims):
        subject, name = structure.subject, structure.subject_name
        if subject is None:
            continue
        if name.endswith("技术"):
            zh, en = "类型不清楚（“技术”既非产品也非方法）", "is neither a product nor a method"
        elif _names_both(name):
            zh, en = "同时包含产品和方法", "names a product and a method"
        else:
            continue
        yield at(
            claim.unit,
            subject.start,
            subject.end,
            zh=f"权利要求{name_of(claim)}的主题名称{zh}，请改为一种产品或者一种方法，其余另写一项权利要求。",
            en=f"The subject name of claim {name_of(claim)} {en}: claim one category here and the "
            "other in a claim of its own.",
            severity=milder_when_published(case),
        )


def _names_both(name: str) -> bool:
    head = name.rpartition("的")[2]
    if _MODIFIES.search(head):  # 采用清洗方法及设备的流水线, 用于加工方法和系统: named after them
        return False
    return any(pattern.search(head) for pattern in _BOTH)


@rule(
    "CN-CLM-029",
    zh="实用新型只保护产品",
    en="A utility model protects products only",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    kinds=UTILITY_MODEL,
    basis=[law(2, 3), guidelines("1.2.6.1")],
)
def no_product(case: Case) -> Drafts:
    """Find claims of a utility model whose subject is a method, process, use or program.

    Why:
        A utility model protects the shape and structure of a product.

    Example:
        1. 一种齿轮的制造方法，……
    Use instead:
        1. 一种齿轮，……
    中文:
        查找实用新型中主题为方法、工艺、用途或程序的权利要求。实用新型只保护产品的形状、构造或者其结合。

    """
    claims = case.shared(claim_set)
    for index, claim in enumerate(claims.claims):
        structure = claims.structure(index)
        subject = structure.subject
        if subject is None or claim.claim_type is ClaimType.DEPENDENT:
            continue
        name = structure.subject_name
        if category(name) != "product" or _NOT_FOR_UTILITY_MODEL.search(name):
            yield at(
                claim.unit,
                subject.start,
                subject.end,
                zh=f"权利要求{name_of(claim)}的主题不是产品，实用新型只保护产品，请删除或改为产品权利要求。",
                en=f"Claim {name_of(claim)} is not directed to a product: a utility model protects "
                "products only.",
            )


RULES = (
    one_part_form,
    unclear_category,
    no_product,
)
