"""Terms of the description: units, foreign terms, trade marks (CN-DSC-017, 018, 021)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.names import TRADE_MARKS
from services.formal_check.domain.rule import rule
from services.formal_check.domain.wording import NON_STATUTORY_UNITS
from shared.contracts.formal_check import Fix, FixSafety, Severity
from shared.model.claim_language.folding import fold


@rule(
    "CN-DSC-017",
    zh="计量单位使用国家法定计量单位",
    en="Units of measurement are the statutory ones",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    basis=[guidelines("5.1.3.3")],
)
def non_statutory_unit(case: Case) -> Drafts:
    """Find quantities in inches, pounds, horsepower and other units that are not statutory.

    A quantity in brackets, or one that a bracket explains, is accepted: there the statutory unit
    stands beside it.

    Why:
        Papers are read and printed with the statutory units of China.
    Known problems:
        Sizes that are names of a product class, such as a 5英寸 screen, are reported too.

    Example:
        管径为5英寸
    Use instead:
        管径为12.7厘米（5英寸）
    中文:
        查找英寸、磅、马力等非法定计量单位的数值。写在括号内，或者其后括号注明法定单位的，不报告。

    """
    units = case.words(NON_STATUTORY_UNITS)
    for paragraph in case.paragraphs:
        text = fold(paragraph.unit.text)
        for found in units.finditer(text):
            opened = text.rfind("(", max(0, found.start() - 20), found.start())
            inside = opened >= 0 and ")" not in text[opened : found.start()]
            if inside or text.startswith("(", found.end()):
                continue
            yield at(
                paragraph.unit,
                *found.span(),
                zh=f"“{found.group()}”不是国家法定计量单位，请换算，原值可在括号中注明。",
                en=f"“{found.group()}” is not in a statutory unit: convert it; the original value "
                "may follow in brackets.",
            )


_FOREIGN = re.compile(r"(?<![A-Za-z0-9_./@\\-])[A-Z][a-z]{4,20}(?![A-Za-z0-9_./@\\(-])")
_FOREIGN_SENTENCE = re.compile(r"(?:[A-Za-z]+[ ,]+){3}[A-Za-z]+")
_COMMON = frozenset(
    "internet windows linux android java python bluetooth ethernet wifi office excel word http"
    " zigbee pascal hertz kelvin celsius gauss fourier laplace kalman poisson markov bayes newton"
    " euler hilbert sobel canny gabor softmax sigmoid unicode email online web".split()
)
MOST_TERMS = 20


@rule(
    "CN-DSC-018",
    zh="首次使用非中文技术名词时，应以中文译文注释或者用中文说明",
    en="A foreign technical term is glossed in Chinese where it is first used",
    severity=Severity.NOTICE,
    reads=[Input.DESCRIPTION],
    basis=[guidelines("2.2.2.2.7")],
)
def foreign_term(case: Case) -> Drafts:
    """Note foreign terms that stand without a Chinese gloss where they are first used.

    A word in brackets after Chinese, or followed by brackets with Chinese, is glossed.

    Why:
        The description has to be understood in Chinese.
    Known problems:
        Only words of five letters or more with one capital, the first, are looked at;
        abbreviations, units, well-known names and cited foreign titles are left out. Whether the
        art knows a term is for a person to judge.

    Example:
        采用Kubernetes编排
    Use instead:
        采用容器编排系统（Kubernetes）
    中文:
        说明书首次使用非中文技术名词而没有中文注释时提示。只看首字母大写、五个字母以上的词；熟知的名词除外。

    """
    seen: set[str] = set()
    for paragraph in case.paragraphs:
        text = fold(paragraph.unit.text)
        if not re.search(r"[A-Z][a-z]{2}", text) or _FOREIGN_SENTENCE.search(text):
            continue
        for found in _FOREIGN.finditer(text):
            word = found.group()
            if word.lower() in _COMMON or word in seen:
                continue
            seen.add(word)
            inside = text.rfind("(", 0, found.start()) > text.rfind(")", 0, found.start())
            glossed = text[found.end() : found.end() + 1] in ("(", "（")
            if inside or glossed:
                continue
            if len(seen) > MOST_TERMS:
                return
            yield at(
                paragraph.unit,
                *found.span(),
                zh=f"首次使用非中文技术名词“{word}”，请用中文译文注释或者用中文说明，例如“……（{word}）”。",
                en=f"“{word}” is used for the first time without a Chinese gloss: add one.",
            )


_GENERIC_NAMES = {
    "特氟龙": "聚四氟乙烯",
    "特氟隆": "聚四氟乙烯",
    "Teflon": "聚四氟乙烯",
    "凯夫拉": "对位芳纶",
    "凯夫拉纤维": "对位芳纶纤维",
    "Kevlar": "对位芳纶",
    "诺梅克斯": "间位芳纶",
    "Nomex": "间位芳纶",
    "魔术贴": "尼龙搭扣",
    "Velcro": "尼龙搭扣",
}


@rule(
    "CN-DSC-021",
    zh="说明书应避免用注册商标确定物质或者产品",
    en="The description does not define matter by trade marks",
    severity=Severity.NOTICE,
    reads=[Input.DESCRIPTION],
    basis=[guidelines("2.2.2.2.7")],
)
def trade_mark(case: Case) -> Drafts:
    """Note trade marks where they first stand in the description.

    Why:
        What a mark stands for can change; matter is defined by its name, model, specification,
        properties and maker.
    Known problems:
        Marks are told by ® and ™ and by a short list of well-known ones.

    Example:
        特氟龙涂层
    Use instead:
        聚四氟乙烯涂层
    中文:
        说明书中使用®、™标记的名称或者常见商标名时，在首次出现处提示改用通用名称，或者注明型号、规格、性能和制造单位。

    """
    seen: set[str] = set()
    for paragraph in case.paragraphs:
        for found in TRADE_MARKS.finditer(paragraph.unit.text):
            word = found.group()
            if word in seen:
                continue
            seen.add(word)
            generic = _GENERIC_NAMES.get(word)
            fixes: tuple[Fix, ...] = ()
            if generic is not None:
                fixes = (
                    replacing(
                        paragraph.unit,
                        *found.span(),
                        generic,
                        safety=FixSafety.SUGGESTED,
                        zh=f"改为通用名称“{generic}”。",
                        en=f"Write the generic name {generic}.",
                    ),
                )
            yield at(
                paragraph.unit,
                *found.span(),
                zh=f"应避免使用商标“{word}”确定物质或者产品，请改用通用名称，或者注明型号、规格、性能及制造单位。",
                en=f"“{word}” is a trade mark: use the generic name, or state model and maker.",
                fixes=fixes,
            )


RULES = (
    non_statutory_unit,
    foreign_term,
    trade_mark,
)
