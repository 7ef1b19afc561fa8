"""Claims of utility models: no process, no material, no mere function (CN-CLM-030 … 032)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import claim_set, name_of, words
from shared.contracts.formal_check import Severity

_PROCESS = re.compile(
    r"(?:加热|浸泡|搅拌|冷却|烘干|烘烤|煅烧|烧结|保温|静置|反应|退火|淬火|固化|熔炼|浸渍|干燥)[^,;。\n]{0,10}?"
    r"\d{1,9}(?:\.\d{1,9})?[^,;。\n]{0,8}?(?:分钟|小时|秒|min|℃|度)(?:[^,;。\n]{0,6}取出)?"
    r"|\d{1,9}(?:\.\d{1,9})?\s{0,2}(?:℃|度)[^,;。\n]{0,8}(?:加热|烘干|煅烧|烧结|保温|退火|淬火|固化)"
    r"|步骤\s{0,2}(?:[一二三四五六]|\d|[A-F]|S\d)\s{0,2}[:、,]"
)
_MATERIAL = re.compile(
    r"\d{1,9}(?:\.\d{1,9})?\s{0,2}%\s{0,2}的[\u3400-\u9fffA-Za-z]{1,12}(?:、|和|与|以及)[^,;。\n]{0,40}?(?:构成|组成|制成|混合|配制)"
    r"|(?:重量|质量|体积|摩尔)(?:百分(?:比|含量|数)|份数?|配比)|\d{1,9}(?:\.\d{1,9})?\s{0,2}(?:重量|质量)份|(?:wt|mol|vol)\s{0,2}%"
)
_FUNCTION = re.compile(
    r"[:,、\s]*(?:在于)?(?:其|该|所述[\u3400-\u9fff]{1,12})?(?:能够|能|可以|可|用于|用来|便于|从而|使得?|实现|达到|具有[^,;。]{1,12}(?:功能|作用|效果))"
)
_STRUCTURE = re.compile(
    r"包括|包含|设有|设置|设于|设在|具有(?![^,;。]{1,12}(?:功能|作用|效果))|装有|安装|连接|固定|固接|套设|套接|铰接|焊接|卡接|螺接|开设|开有|嵌|贴合"
    r"|位于|形成有|由[^,;。]{1,20}(?:组成|构成|制成)|为[^,;。]{1,20}(?:形|状|结构|体|板|件)|一端|两端|上端|下端|内壁|外壁|之间|相连"
)


@rule(
    "CN-CLM-030",
    zh="实用新型权利要求不得含方法步骤、工艺条件",
    en="Claims of a utility model hold no process steps or conditions",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.6.1")],
)
def process_feature(case: Case) -> Drafts:
    """Find steps and process conditions (times, temperatures of treatment) in the claims.

    Names of known methods, such as 焊接, are allowed.

    Why:
        A utility model protects shape and structure, not how something is made.

    Example:
        浸泡5～20分钟后取出晾干
    Use instead:
        焊接连接
    中文:
        查找实用新型权利要求中的方法步骤和工艺条件（处理时间、温度等）。可以使用已知方法的名称。

    """
    for claim in case.claims:
        for found in words(case, claim.unit, _PROCESS):
            text = claim.unit.text[found.start() : found.end()]
            yield at(
                claim.unit,
                *found.span(),
                zh=f"权利要求{name_of(claim)}含有工艺特征“{text}”，实用新型只保护形状、构造，请删除。",
                en=f"Claim {name_of(claim)} holds a process feature (“{text}”): a utility model protects "
                "shape and structure only.",
            )


@rule(
    "CN-CLM-031",
    zh="实用新型权利要求不得含对材料本身的改进",
    en="Claims of a utility model hold no improvement of a material",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.6.2.2")],
)
def material_feature(case: Case) -> Drafts:
    """Find compositions and contents (重量份, wt%, 20%的A组分) in the claims.

    Why:
        The name of a known material is allowed; its composition is no shape or structure.

    Example:
        由20%的A组分、40%的B组分构成
    Use instead:
        由塑料制成
    中文:
        查找实用新型权利要求中材料的组分、含量。可以写已知材料的名称，不得写对材料本身的改进。

    """
    for claim in case.claims:
        for found in words(case, claim.unit, _MATERIAL):
            text = claim.unit.text[found.start() : found.end()]
            yield at(
                claim.unit,
                *found.span(),
                zh=f"权利要求{name_of(claim)}含有材料组分或含量特征“{text}”，实用新型不保护对材料的改进，请改用已知材料的名称。",
                en=f"Claim {name_of(claim)} states a composition (“{text}”): name a known material instead.",
            )


@rule(
    "CN-CLM-032",
    zh="实用新型的特征部分不得单纯描述功能",
    en="The characterising part of a utility model is not purely functional",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.7.4")],
)
def only_function(case: Case) -> Drafts:
    """Note a characterising part that says what the product does but not how it is built.

    Why:
        Shape and structure distinguish a utility model.
    Known problems:
        Looks for words of structure; unusual ones are not known.

    Example:
        其特征在于，能够快速散热。
    Use instead:
        其特征在于，设有散热片。
    中文:
        特征部分只描述功能而没有结构特征时提示。实用新型的特征部分应当写明形状、构造特征。

    """
    claims = case.shared(claim_set)
    for index, claim in enumerate(claims.claims):
        structure = claims.structure(index)
        if structure.transition is None or not structure.features:
            continue
        start, end = structure.features[0].start, structure.features[-1].end
        part = structure.folded[start:end]
        if _FUNCTION.match(part) and not _STRUCTURE.search(part):
            yield at(
                claim.unit,
                start,
                end,
                zh=f"权利要求{name_of(claim)}的特征部分只描述了功能，请写明形状、构造特征。",
                en=f"The characterising part of claim {name_of(claim)} states functions only: state shape "
                "and structure.",
            )


RULES = (
    process_feature,
    material_feature,
    only_function,
)
