"""Terms, citations and substance of description and abstract (CN-DSC-018, 020, 021, 026, CN-ABS-004, 011)."""

from __future__ import annotations

import re
from datetime import date

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, replacing, whole
from services.formal_check.domain.names import TRADE_MARKS
from services.formal_check.domain.profile import UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import claim_set
from services.formal_check.domain.wording import COMMERCIAL
from shared.contracts.formal_check import Fix, FixSafety, Severity
from shared.model.claim_language.folding import fold
from shared.model.claims import ClaimType
from shared.model.description import DescriptionSection

_FOREIGN = re.compile(r"(?<![A-Za-z0-9_./@\\-])[A-Z][a-z]{4,20}(?![A-Za-z0-9_./@\\(-])")
_FOREIGN_SENTENCE = re.compile(r"(?:[A-Za-z]+[ ,]+){3}[A-Za-z]+")
_COMMON = frozenset(
    "internet windows linux android java python bluetooth ethernet wifi office excel word http"
    " zigbee pascal hertz kelvin celsius gauss fourier laplace kalman poisson markov bayes newton"
    " euler hilbert sobel canny gabor softmax sigmoid unicode email online web".split()
)
_CLOSING = "）)"
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


_CITED_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s?(?:年\s?(?P<month>\d{1,2})\s?月\s?(?:(?P<day>\d{1,2})\s?日)?|年|[-./](?P<month2>\d{1,2})[-./](?P<day2>\d{1,2}))?"
)
_LITERATURE = re.compile(
    r"公开日|公告日|公开于|公布于|发表于|出版|论文|期刊|杂志|学报|会议|文献|教材|著作|专著|第\d{1,3}卷|Vol\.|et al"
)
_PATENT = re.compile(
    r"(?:CN|US|EP|JP|WO|KR|DE)\s?\d{5,}|专利(?:号|申请|文献|公开)|公开号|公告号|授权公告"
)
_NEAR = 40


@rule(
    "CN-DSC-020",
    zh="所引非专利文件应在申请日前公开，所引专利文件的公开日不晚于本申请的公开日",
    en="Cited literature was published before filing, cited patents not after this publication",
    severity=Severity.NOTICE,
    reads=[Input.DESCRIPTION, Input.BIBLIOGRAPHIC],
    basis=[guidelines("2.2.2.2.3")],
)
def cited_later(case: Case) -> Drafts:
    """Note dates of publication in citations that lie after the filing date.

    For patents the publication date of this application counts, where it is known.

    Why:
        A later document is no background art, and cannot complete the disclosure.
    Known problems:
        Dates are looked for near words such as 公开日, 期刊, 文献; a year alone counts only if it
        is later than the year of filing.

    Example:
        引用2027年论文
    Use instead:
        引用申请日前公开的论文
    中文:
        背景技术等部分所引文献的公开日在申请日之后（专利文献为本申请公开日之后）时提示。

    """
    filed = case.filing_date
    publication = case.bibliographic.publication
    published = publication.publication_date if publication is not None else None
    for paragraph in case.paragraphs:
        text = paragraph.unit.text
        if not _LITERATURE.search(text) and not _PATENT.search(text):
            continue
        for found in _CITED_DATE.finditer(text):
            near = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
            patent = bool(_PATENT.search(near))
            if not patent and not _LITERATURE.search(near):
                continue
            limit = published if patent else filed
            if limit is None or not _is_later(found, limit, same_day=not patent):
                continue
            yield at(
                paragraph.unit,
                *found.span(),
                zh=f"所引文献的日期“{found.group()}”晚于{'本申请的公开日' if patent else '申请日'}（{limit}），请核对。",
                en=f"The cited date {found.group('year')} is later than {limit}: check it.",
            )


def _is_later(found: re.Match[str], limit: date, *, same_day: bool) -> bool:
    year = int(found["year"])
    month, day = found["month"] or found["month2"], found["day"] or found["day2"]
    if month is None or year != limit.year:
        return limit.year < year < limit.year + 50
    stated = (year, int(month), int(day) if day else 0)
    known = (limit.year, limit.month, limit.day if day else 0)
    return stated > known or (same_day and bool(day) and stated == known)


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


_CLAUSE = re.compile(r"[^，,；;。:：、\n]{8,200}")
_GRAM = 2
_LEAST_SHARE = 0.34
_LEAST_PAIRS = 6
_MOST_CLAUSES = 3
"""With so many clauses missing, and most of them, the claim as a whole is reported."""


@rule(
    "CN-DSC-026",
    zh="发明内容记载的技术方案应与独立权利要求的表述一致",
    en="The summary states the solution of the independent claims",
    severity=Severity.NOTICE,
    reads=[Input.DESCRIPTION, Input.CLAIMS],
    basis=[guidelines("2.2.2.2.4")],
)
def summary_without_feature(case: Case) -> Drafts:
    """Note features of independent claims whose words the summary hardly has.

    Of the pairs of neighbouring characters of a feature at least a third has to stand in the
    summary. A claim most of whose features are missing is reported once.

    Why:
        The summary states the solution in the words of the claims, so that the claims are
        supported.
    Known problems:
        Words are compared, not meaning: a paraphrase is reported, a feature put together from
        words of others is not.

    Example:
        独立权利要求含“设有压电陶瓷换能器”，发明内容没有提及
    Use instead:
        发明内容写明“设有压电陶瓷换能器”
    中文:
        独立权利要求的某一特征所用文字在发明内容部分几乎没有出现时提示。仅比较文字，不比较含义。

    """
    summary = case.section(DescriptionSection.SUMMARY)
    text = "".join(re.sub(r"\s", "", fold(paragraph.unit.text)) for paragraph in summary)
    if len(text) < 80:
        raise NotChecked("没有发明内容部分，未检查。", "Not checked: there is no summary.")
    grams = {text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)}
    claims = case.shared(claim_set)
    for index, claim in enumerate(claims.claims):
        if claim.claim_type is ClaimType.DEPENDENT:
            continue
        clauses = [
            found
            for feature in claims.structure(index).features
            for found in _CLAUSE.finditer(claim.unit.text, feature.start, feature.end)
            if len(_pairs(found.group())) >= _LEAST_PAIRS
        ]
        absent = [found for found in clauses if not _stands_in(grams, found.group())]
        if len(absent) >= _MOST_CLAUSES and len(absent) * 2 > len(clauses):
            # Not a feature is missing but the solution: once says it.
            yield at(
                claim.unit,
                absent[0].start(),
                absent[-1].end(),
                zh="发明内容部分没有记载该独立权利要求的技术方案，请使二者表述一致。",
                en="The summary does not state the solution of this independent claim: make both "
                "agree.",
            )
            continue
        for found in absent:
            yield at(
                claim.unit,
                *found.span(),
                zh="独立权利要求的该特征在发明内容部分没有相应记载，请使二者表述一致。",
                en="The summary does not state this feature of an independent claim: make both "
                "agree.",
            )


def _pairs(clause: str) -> list[str]:
    """Neighbouring Chinese characters of a clause."""
    plain = re.sub(r"[^\u3400-\u9fff]", "", clause)
    return [plain[i : i + _GRAM] for i in range(len(plain) - _GRAM + 1)]


def _stands_in(grams: set[str], clause: str) -> bool:
    pairs = _pairs(clause)
    return sum(pair in grams for pair in pairs) >= _LEAST_SHARE * len(pairs)


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
    foreign_term,
    cited_later,
    trade_mark,
    summary_without_feature,
    abstract_substance,
    abstract_advertisement,
)
