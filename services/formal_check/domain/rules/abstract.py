"""The abstract and its figure (CN-ABS-001 … 010, but for reference signs)."""

from __future__ import annotations

import re
from datetime import date

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, law, rules, rules_2010
from services.formal_check.domain.figures import drawn_numbers, figure_mentions
from services.formal_check.domain.findings import Drafts, absent, at, placed, replacing
from services.formal_check.domain.profile import FILING, UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.wording import COMMERCIAL
from shared.contracts.formal_check import FixSafety, Level, Severity
from shared.model.claim_language.folding import fold
from shared.model.source import Location, TextUnit

LIMIT = 300
NEW_RULES = date(2024, 1, 20)
LAST_DAY_2010 = date(2024, 1, 19)

_NOISE = re.compile(r"[\s\W_]+")
_ARTICLE = re.compile(r"^(?:一种|一类|一个)+")


@rule(
    "CN-ABS-001",
    zh="应当提交说明书摘要",
    en="An abstract is handed in",
    severity=Severity.ERROR,
    reads=[Input.ABSTRACT],
    profiles=FILING,
    basis=[law(26, 1)],
)
def abstract_missing(case: Case) -> Drafts:
    """Report a filing without an abstract, or with an empty one.

    Why:
        The law lists the abstract among the papers of an application. Unlike claims and
        description it may follow: the office asks for it in a notice of correction.

    Example:
        申请包中没有100004
    Use instead:
        100004 说明书摘要
    中文:
        申请文件中没有说明书摘要，或者摘要没有文字时报告。缺少摘要不影响受理，但应当补正。

    """
    found = case.abstract_or_none
    if found is None or not found.text.strip():
        yield absent(
            "abstract",
            file=case.file_of("abstract"),
            zh="没有说明书摘要，请提交。",
            en="There is no abstract: hand it in.",
        )


def _too_long(case: Case) -> Drafts:
    units = case.abstract.units
    length = sum(len(re.sub(r"\s", "", unit.text)) for unit in units)
    if length <= LIMIT:
        return
    place = _place_after(units, LIMIT)
    unit, start = place
    yield at(
        unit,
        start,
        len(unit.text),
        zh=f"摘要文字共{length}个字（含标点），超过{LIMIT}个字，请精简。",
        en=f"The abstract has {length} characters with punctuation, more than {LIMIT}: shorten it.",
    )


def _place_after(units: tuple[TextUnit, ...], count: int) -> tuple[TextUnit, int]:
    """Unit and offset of the first character after ``count`` characters that are no space."""
    for unit in units:
        for offset, character in enumerate(unit.text):
            if not character.isspace():
                if count == 0:
                    return unit, offset
                count -= 1
    return units[-1], len(units[-1].text)


@rule(
    "CN-ABS-002",
    zh="摘要文字部分（含标点）不超过300字",
    en="The abstract has at most 300 characters with punctuation",
    severity=Severity.WARNING,
    reads=[Input.ABSTRACT],
    effective_from=NEW_RULES,
    basis=[guidelines("1.1.4.5.1", before=False), guidelines("2.2.2.4", before=False)],
)
def abstract_too_long(case: Case) -> Drafts:
    """Report an abstract of more than 300 characters; the place is what exceeds them.

    Why:
        The abstract is a short technical notice. The office may shorten it itself.
    Known problems:
        One published abstract in eight is longer, so this is a warning. Translations of PCT
        applications are exempt (CN-PCT-017).

    Example:
        312字的摘要
    Use instead:
        288字的摘要
    中文:
        摘要文字（含标点，不含空白）超过300字时提示，并指出超出的部分。国际申请译文不受此限（CN-PCT-017）。

    """
    yield from _too_long(case)


@rule(
    "CN-ABS-002",
    zh="（旧版）摘要文字部分不超过300字",
    en="(old version) The abstract has at most 300 characters",
    severity=Severity.WARNING,
    reads=[Input.ABSTRACT],
    effective_to=LAST_DAY_2010,
    basis=[rules_2010(23, 2)],
)
def abstract_too_long_2010(case: Case) -> Drafts:
    """Report an abstract of more than 300 characters in an application filed before 2024-01-20.

    Why:
        Until then the limit stood in the Implementing Rules themselves.

    Example:
        312字的摘要
    Use instead:
        288字的摘要
    中文:
        2024年1月20日前提交的申请，摘要文字超过300字时提示；当时该限制规定在实施细则中。

    """
    yield from _too_long(case)


def _letters(text: str) -> str:
    return _NOISE.sub("", fold(text)).casefold()


def _shared_pairs(title: str, text: str) -> float:
    """Share of the title's character pairs that occur in ``text``, 0-1."""
    pairs = {title[i : i + 2] for i in range(len(title) - 1)} or {title}
    return sum(pair in text for pair in pairs) / len(pairs)


def _longest_common(title: str, text: str) -> int:
    """Length of the longest part of ``title`` that stands in ``text``."""
    longest = 0
    for start in range(len(title)):
        while start + longest < len(title) and title[start : start + longest + 1] in text:
            longest += 1
    return longest


_HEAD = 80
_HEAD_SHARE = 0.4
_WHOLE_SHARE = 0.15


@rule(
    "CN-ABS-003",
    zh="摘要应写明发明或者实用新型的名称",
    en="The abstract states the title",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.TITLE, Input.ABSTRACT],
    basis=[rules(26, 1), guidelines("1.1.4.5.1")],
)
def abstract_without_title(case: Case) -> Drafts:
    """Compare the title with the abstract: it should stand there, near the beginning.

    An error when less than 15 % of the title's character pairs occur anywhere in the abstract; a
    warning when its first 80 characters hold no stretch of 40 % of the title.

    Why:
        Readers of the gazette must know what the notice is about.
    Known problems:
        A title in other words is not recognised. Of 8,000 published abstracts 0.3 % come out as
        errors, all without the title, and 5 % as warnings.

    Example:
        名称：一种燃煤锅炉节能装置；摘要：本申请公开了一种新产品，性能好……
    Use instead:
        一种燃煤锅炉节能装置，包括……
    中文:
        摘要中（特别是开头）应当写明发明名称。名称的文字几乎不出现的，按缺陷报告；开头与名称
        相差较大的，作提示。

    """
    title = _ARTICLE.sub("", _letters(case.title.text))
    units = case.abstract.units
    text = "".join(_letters(unit.text) for unit in units)
    if len(title) < 2 or title in text:
        return
    first = units[0]
    stop = first.text.find("。")
    end = stop + 1 if 0 <= stop < _HEAD else min(_HEAD, len(first.text))
    zh = f"摘要没有写明发明名称“{case.title.text}”，请在摘要开头写明。"
    en = f"The abstract does not state the title “{case.title.text}”: begin with it."
    if _shared_pairs(title, text) < _WHOLE_SHARE:
        yield at(first, 0, end, zh=zh, en=en, related=(case.title.locate(),))
    elif _longest_common(title, text[:_HEAD]) < _HEAD_SHARE * len(title):
        yield at(
            first, 0, end, zh=zh, en=en, related=(case.title.locate(),), severity=Severity.WARNING
        )


_HEADING = re.compile(
    r"\s*(?:[(]\s*(?:说明书)?摘\s*要\s*[)]\s*:?|(?:说明书|发明|本发明)?摘\s*要\s*(?::|\n|$)|(?:发明|实用新型)?名称\s*:)\s*"
)


@rule(
    "CN-ABS-005",
    zh="摘要文字部分不得使用标题",
    en="The abstract has no heading",
    severity=Severity.WARNING,
    reads=[Input.ABSTRACT],
    basis=[guidelines("1.1.4.5.1")],
)
def abstract_heading(case: Case) -> Drafts:
    """Find 【摘要】, 摘要： or 说明书摘要 at the beginning of the abstract.

    Why:
        The form already says what it is.

    Example:
        【摘要】本发明公开了一种水杯……
    Use instead:
        本发明公开了一种水杯……
    中文:
        摘要开头写有“摘要”“【摘要】”等标题时报告。

    """
    for unit in case.abstract.units:
        found = _HEADING.match(fold(unit.text))
        if not found or not found.group().strip():
            continue
        yield at(
            unit,
            *found.span(),
            zh=f"摘要文字部分不得使用标题，请删除“{unit.text[: found.end()].strip()}”。",
            en=f"The abstract may have no heading: delete “{unit.text[: found.end()].strip()}”.",
            fixes=(
                replacing(
                    unit,
                    *found.span(),
                    "",
                    safety=FixSafety.SAFE,
                    zh="删除标题。",
                    en="Delete the heading.",
                ),
            ),
        )


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


@rule(
    "CN-ABS-007",
    zh="有附图的，应在请求书中指定一幅附图为摘要附图",
    en="With drawings, the request designates one of them for the abstract",
    severity=Severity.WARNING,
    level=Level.MAY_FOLLOW_LATER,
    reads=[Input.REQUEST, Input.DRAWINGS, Input.ABSTRACT],
    profiles=FILING,
    effective_from=NEW_RULES,
    basis=[rules(26, 2, before=False)],
)
def abstract_figure_not_designated(case: Case) -> Drafts:
    """Report a request that designates no abstract figure although there are drawings.

    Why:
        Since 2024 the figure is no longer handed in apart but designated in the request.

    Example:
        有附图，请求书未指定摘要附图
    Use instead:
        摘要附图：图1
    中文:
        申请有附图而请求书没有指定摘要附图时报告。没有请求书数据的，不检查。

    """
    if not case.figures:
        return
    if case.request.abstract_figure_number is None:
        yield absent(
            "request/abstract_figure_number",
            zh="请求书没有指定摘要附图，请指定一幅最能说明技术特征的说明书附图。",
            en="The request designates no abstract figure: name the figure that best shows the "
            "technical features.",
        )


@rule(
    "CN-ABS-007",
    zh="（旧版）有附图的应提供一幅摘要附图",
    en="(old version) With drawings, an abstract figure is handed in",
    severity=Severity.WARNING,
    level=Level.MAY_FOLLOW_LATER,
    reads=[Input.REQUEST, Input.DRAWINGS, Input.ABSTRACT],
    profiles=FILING,
    effective_to=LAST_DAY_2010,
    basis=[rules_2010(23, 2)],
)
def abstract_figure_missing_2010(case: Case) -> Drafts:
    """Report drawings without an abstract figure in an application filed before 2024-01-20.

    A figure that the request designates instead is accepted, as the office did for e-filings;
    without data of the request the rule gives no verdict.

    Why:
        The figure is printed with the abstract in the gazette.

    Example:
        有附图，未提交摘要附图
    Use instead:
        提交摘要附图
    中文:
        2024年1月20日前提交的申请有附图而没有摘要附图时报告。请求书指定了摘要附图的，予以认可；没有请求书
        数据的，不作结论。

    """
    if not case.figures:
        return
    abstract = case.abstract_or_none
    if abstract is not None and abstract.figure is not None:
        return
    if case.request.abstract_figure_number is None:
        yield absent(
            "abstract/figure",
            file=case.file_of("abstract"),
            zh="申请有附图，但没有提供摘要附图，请补交或者在请求书中指定。",
            en="There are drawings but no abstract figure: hand it in or designate it.",
        )


def _designated(case: Case) -> tuple[int, Location] | None:
    """The abstract figure's number and where it is stated: the request, else the figure's label."""
    if case.has_request and case.request.abstract_figure_number is not None:
        number = case.request.abstract_figure_number
        return number, case.field("/request/abstract_figure_number", str(number))
    abstract = case.abstract_or_none
    figure = abstract.figure if abstract is not None else None
    if figure is None or figure.label is None:
        return None
    mentions = figure_mentions(TextUnit(id=figure.id, text=figure.label))
    if not mentions:
        return None
    place = figure.location or Location(file=case.file_of("abstract_figure"), text=figure.label)
    return mentions[0].number, place


@rule(
    "CN-ABS-008",
    zh="指定的摘要附图应是说明书附图之一",
    en="The abstract figure is one of the drawings",
    severity=Severity.ERROR,
    reads=[Input.REQUEST, Input.ABSTRACT, Input.DRAWINGS],
    profiles=FILING,
    basis=[guidelines("1.1.4.5.2")],
)
def abstract_figure_unknown(case: Case) -> Drafts:
    """Compare the designated abstract figure with the drawings.

    Why:
        The abstract figure is taken from the drawings; another picture would be new matter.

    Example:
        指定图9为摘要附图（附图只有6幅）
    Use instead:
        指定图2为摘要附图
    中文:
        请求书指定的（或者摘要附图标明的）图号不在说明书附图之中时报告。

    """
    designated = _designated(case)
    if designated is None:
        raise NotChecked(
            "没有指定摘要附图的图号，未检查。",
            "Not checked: no number of an abstract figure is stated.",
        )
    number, place = designated
    drawn = case.shared(drawn_numbers)
    if number not in drawn:
        listed = "、".join(f"图{n}" for n in sorted(drawn)) or "无"
        yield placed(
            place,
            zh=f"指定的摘要附图图{number}不是说明书附图之一（现有：{listed}），请改正。",
            en=f"Figure {number}, designated for the abstract, is not among the drawings: correct it.",
        )


@rule(
    "CN-ABS-010",
    zh="实用新型摘要应有摘要附图，并写明图号",
    en="The abstract of a utility model has a figure, named by its number",
    severity=Severity.ERROR,
    reads=[Input.REQUEST, Input.ABSTRACT],
    kinds=UTILITY_MODEL,
    profiles=FILING,
    basis=[guidelines("1.2.7.5")],
)
def utility_model_abstract_figure_missing(case: Case) -> Drafts:
    """Report a utility model without an abstract figure, handed in or designated.

    Why:
        A utility model is about shape and structure: its abstract needs a figure.
    Known problems:
        Without data of the request nobody can tell whether one was designated: not checked.

    Example:
        实用新型摘要没有摘要附图
    Use instead:
        摘要附图：图1
    中文:
        实用新型申请既没有提交摘要附图，请求书也没有指定时报告。没有请求书数据的，不作结论。

    """
    abstract = case.abstract_or_none
    if abstract is None:
        raise NotApplicable("没有摘要（见CN-ABS-001）。", "There is no abstract (CN-ABS-001).")
    if abstract.figure is not None:
        return
    if case.request.abstract_figure_number is None:
        yield absent(
            "abstract/figure",
            file=case.file_of("abstract"),
            zh="实用新型摘要没有摘要附图，请在请求书中指定并写明图号。",
            en="This utility model's abstract has no figure: designate one by its number.",
        )


RULES = (
    abstract_missing,
    abstract_too_long_2010,
    abstract_too_long,
    abstract_without_title,
    abstract_heading,
    promotional_abstract,
    abstract_figure_missing_2010,
    abstract_figure_not_designated,
    abstract_figure_unknown,
    utility_model_abstract_figure_missing,
)
