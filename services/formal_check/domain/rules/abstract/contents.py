"""What the abstract says: the solution, and no praise (CN-ABS-004, 006, 011)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.wording import COMMERCIAL
from shared.contracts.formal_check import Severity


@rule(
    "CN-ABS-006",
    zh="摘要不得使用商业性宣传用语",
    en="The abstract has no promotional wording",
    severity=Severity.WARNING,
    reads=[Input.ABSTRACT],
    basis=[rules(26, 2)],
)
def promotional_abstract(case: Case) -> Drafts:
    """Find advertising, such as 世界首创, in the abstract.

    Why:
        The abstract is technical information for everyone.
    Known problems:
        A word list cannot weigh the context; hence a warning.

    Example:
        世界首创的水杯
    Use instead:
        一种带温度显示的水杯
    中文:
        按词表查找摘要中的商业性宣传用语，仅作提示。

    """
    for unit in case.abstract.units:
        for found in case.words(COMMERCIAL).finditer(unit.text):
            yield at(
                unit,
                *found.span(),
                zh=f"“{found.group()}”属于商业性宣传用语，请从摘要中删除。",
                en=f"“{found.group()}” is promotional: delete it from the abstract.",
            )


_SOLUTION = re.compile(
    r"包括|包含|含有|设有|设置|采用|步骤|通过|组成|连接|安装|固定|利用|将|其中|所述|由|具有|依次|得到|获取|为"
)
_PURPOSE = re.compile(
    r"解决|问题|用于|适用|应用|能够|能|可|提高|避免|防止|克服|有效|实现|减少|降低|便于|改善|增强|使得?|从而|以便|优点|效果|节约|简化|保证"
)


@rule(
    "CN-ABS-004",
    zh="摘要应反映技术领域、技术问题、技术方案要点和主要用途",
    en="The abstract gives field, problem, gist of the solution and main use",
    severity=Severity.NOTICE,
    reads=[Input.ABSTRACT],
    basis=[rules(26, 1)],
)
def abstract_substance(case: Case) -> Drafts:
    """Note an abstract without words of a solution, or without words of a problem or use.

    Why:
        Who searches patents reads the abstract first.
    Known problems:
        Told by common words; an abstract that has them may still say little.

    Example:
        本产品优点多，值得推广。
    Use instead:
        本发明公开一种水杯，包括杯体和杯盖，能够防止漏水。
    中文:
        摘要没有反映技术方案要点的词语，或者没有反映技术问题、用途、效果的词语时提示。

    """
    abstract = case.abstract
    text = abstract.text
    for pattern, zh, en in (
        (_SOLUTION, "技术方案的要点", "the gist of the solution"),
        (_PURPOSE, "所要解决的技术问题、用途或者效果", "the problem, use or effect"),
    ):
        if not pattern.search(text):
            yield whole(
                abstract.units[0],
                zh=f"摘要没有反映{zh}，请补充。",
                en=f"The abstract does not give {en}: add it.",
            )


_PRAISE = re.compile(
    r"美观大方|外形美观|造型新颖|款式新颖|老少皆宜|经久耐用|物超所值|值得推广|欢迎|深受|畅销|功能齐全|功能强大|家居必备|理想(?:的)?(?:产品|选择)|性价比高"
)
_STRUCTURE = re.compile(
    r"包括|包含|设有|设置|安装|连接|固定|组成|构成|装有|具有|内|外|上|下|端|侧|部|体|板|轴|孔|槽|套|盖|座|架|杆|腔"
)


@rule(
    "CN-ABS-011",
    zh="实用新型摘要不得写成广告或者单纯功能性的产品介绍",
    en="The abstract of a utility model is no advertisement or list of functions",
    severity=Severity.NOTICE,
    reads=[Input.ABSTRACT],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.7.5")],
)
def abstract_advertisement(case: Case) -> Drafts:
    """Find praise in the abstract of a utility model, and abstracts that name no structure.

    Why:
        A utility model protects shape and structure: the abstract states them.

    Example:
        本品美观大方。
    Use instead:
        本实用新型包括杯体和杯盖，杯盖与杯体铰接。
    中文:
        实用新型摘要含有广告用语，或者没有任何形状、构造的描述而仅介绍功能时提示。

    """
    abstract = case.abstract
    if not _STRUCTURE.search(abstract.text):
        yield whole(
            abstract.units[0],
            zh="摘要没有说明产品的形状、构造，仅为功能性介绍，请写明技术方案的要点。",
            en="The abstract states no structure, only functions: give the gist of the solution.",
        )
    for unit in abstract.units:
        for pattern in (_PRAISE, case.words(COMMERCIAL)):
            for found in pattern.finditer(unit.text):
                yield at(
                    unit,
                    *found.span(),
                    zh=f"摘要中的“{found.group()}”属于广告性介绍，请删除。",
                    en=f"“{found.group()}” in the abstract is advertising: delete it.",
                )


RULES = (
    promotional_abstract,
    abstract_substance,
    abstract_advertisement,
)
