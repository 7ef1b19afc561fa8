"""Reference signs in text: ``支架(3)`` in claims, ``支架3`` and legends in the description.

Claims must put signs in brackets after the feature (Implementing Rules, Rule 22.4), so a bracket
decides there. In the description signs stand bare; a bare number counts only where it is no step,
figure, claim, example, quantity or formula, and where the same word carries it again, a legend
lists it, or it also stands in brackets. So what is reported is a sign; some may be missed, and
``mentions_sign`` is the lenient question "could this sign stand in this text at all?".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from shared.model.claim_language.folding import fold
from shared.model.source import TextUnit

SIGN = r"(?:[A-Za-z]{0,2}\d{1,4}(?:[a-zA-Z]\d{0,2})?(?:-\d{1,3})?'{0,3})"
_SIGN_ONLY = re.compile(SIGN)
_BRACKET = re.compile(r"\((?P<inside>[^()\n]{1,60})\)")
_LIST = re.compile(r"\s*(?:[,、/;.]|和|与|及|或|~|至)\s*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_A_SIGN = re.compile(r"(?:19|20)\d\d|CO2?|SO[23]|NO[2x]?|NH[34]|CH4|[HON]2|O3|Cl2|PM\d+")
"""Years and the commonest chemical formulae."""
_TERM_BACKWARDS = re.compile(r"(?:\d{1,2}第|[\u3400-\u9fffA-Za-z\-\"“”])*")
"""A term in a window that is read from its end: so no start has to be tried in vain."""
_TERM_WIDTH = 24
_NUMBERED_WORDS = """
步骤 步 图 权利要求 实施例 实施方式 对比例 比较例 例 表 式 公式 方程 工序 阶段 第 请求项 样品 组 号 编号
约 为 至 到 于 达 近 共 每 仅 是 等 小于 大于 等于 不 超过 低于 高于 以 年 月 日 级 版 化合物 通式 结构式
条件 情形 方案 方面 序列 文献 返回 值 加上 减去 乘以 除以 NO No no
"""
"""A number after these is no sign."""
_NUMBERED = tuple(_NUMBERED_WORDS.split())
_NUMBERED_ENDS = frozenset(word[-1] for word in _NUMBERED)
_JOINTS = "和、与至到或,及~以-"
_CITED_LIST = re.compile(
    r"(?:图|例|文献|步骤|权利要求|表|式)\s?\d{1,4}[a-zA-Z]?\s?[" + _JOINTS + "]{1,3}$"
)
"""``图1和`` before ``2``."""
_CITED_LIST_WIDTH = 14
_UNIT_AFTER = re.compile(
    r"\s{0,2}(?:[numkcμ]?m[²³23]?(?![a-zA-Z])|[kmμ]?g(?![a-zA-Z])|m?[lL](?![a-zA-Z])|[kMG]?(?:Pa|Hz|W|V|A|N|J)(?![a-zA-Z])"
    r"|[%℃°‰×*=+<>≤≥^:/]|~|(?:s|h|min|rpm|mol|wt)(?![a-zA-Z])|[.]\d|-\s?\d|至\d|到\d"
    r"|[个只根条块片次层件种位倍年月日时分秒度份组套路级段行列台页项米克升吨元号代万千百毫厘微纳多余以]|小时|天|类|点\d)"
)
_BARE = re.compile(r"(?<![A-Za-z\d.\-~/(,])" + SIGN + r"(?![A-Za-z\d'])")
_LENIENT = re.compile(r"(?<![A-Za-z\d.])" + SIGN + r"(?![A-Za-z\d']|\.\d)")
_LEGEND_ITEM = re.compile(
    r"(?:^|[;,、。:\s])\s{0,3}(?P<sign>" + SIGN + r")\s{0,2}"
    r"(?:[-~:、.=,)]{1,4}\s{0,2}(?:为|是)?|为|是|表示|\s)\s{0,2}(?P<term>[\u3400-\u9fff][\u3400-\u9fffA-Za-z\d()/]{0,24}?)"
    r"(?=[;,、。\s]|$)"
)
_LEGEND_REVERSED = re.compile(
    r"(?:^|[;,、。:\s])\s{0,3}(?P<term>[\u3400-\u9fff]{2,20})\s{0,2}(?:-{1,3}|:)?\s{0,2}"
    r"(?P<sign>" + SIGN + r")(?=[;,、。\s]|$)"
)
_LEGEND_HEAD = re.compile(
    r"附图标记|标记说明|标号说明|图中[:,，]?|标号[:为]|图例|符号说明|其中[:,](?=\s{0,2}\d)"
)
_STOP = re.compile(
    r".*(?:所述的?|所说的?|该|上述|前述|和|与|及|或|并|的|有|包括|包含|为|由|设置|设|安装|连接|固定|在|于|向|从|将|对|至|到"
    r"|通过|采用|使用|利用|两个|两根|多个|一个|各|每个|其|被|把|打开|关闭|进入|流入)"
    r"(?=[\u3400-\u9fffA-Za-z\d]{2})"
)
_LONGEST_LEGEND = 4000
_PLACE = attrgetter("start", "end")
_DIGIT = re.compile(r"\d")
_LEAST_DIGITS = 30
"""A legend without a heading has at least one digit in so many characters."""


class SignUse(NamedTuple):
    """One place where a sign stands after a term."""

    sign: str
    """In common forms: half width, a plain apostrophe for primes."""
    term: str
    """The word it stands after, as far as the text alone tells; may be empty."""
    unit: str
    """Identifier of the text unit."""
    start: int
    """First code point of the sign itself in the unit's text."""
    end: int
    term_start: int
    """First code point of the term; equal to the bracket's or sign's place if there is none."""
    bracketed: bool = False
    legend: bool = False


def claim_signs(unit: TextUnit) -> tuple[SignUse, ...]:
    """Signs in brackets after a term: ``支架(3)``, ``电机（1，2）``, ``电动机(M1)``.

    Formulae, list markers (``(1)首先…``), years, steps and bracketed words are left out.
    """
    return _bracketed(unit, fold(unit.text))


def _bracketed(unit: TextUnit, folded: str) -> tuple[SignUse, ...]:
    uses: list[SignUse] = []
    for bracket in _BRACKET.finditer(folded):
        places = _signs_inside(folded, bracket)
        before = _window(folded, bracket.start())
        if not places or not before or not _ends_term(before):
            continue
        term_start = _term_start(folded, bracket.start(), before)
        term = folded[term_start : bracket.start()].strip()
        uses.extend(
            SignUse(
                sign=folded[start:end],
                term=term,
                unit=unit.id,
                start=start,
                end=end,
                term_start=term_start,
                bracketed=True,
            )
            for start, end in places
        )
    return tuple(uses)


def bare_signs(unit: TextUnit) -> tuple[SignUse, ...]:
    """Numbers that stand like signs, ``支架3``: candidates, not yet certain."""
    return _bare(unit, fold(unit.text))


def _bare(unit: TextUnit, folded: str) -> tuple[SignUse, ...]:
    uses: list[SignUse] = []
    for match in _BARE.finditer(folded):
        start, end = match.span()
        before = _window(folded, start)
        if not before or not _is_han(before[-1]) or _is_numbered(before):
            continue
        sign = match.group()
        if _UNIT_AFTER.match(folded, end) or _NOT_A_SIGN.fullmatch(sign):
            continue
        term_start = _term_start(folded, start, before)
        term = folded[term_start:start].strip()
        uses.append(SignUse(sign, term, unit.id, start, end, term_start))
    return tuple(uses)


def legend_signs(unit: TextUnit) -> tuple[SignUse, ...]:
    """Entries of a list of reference signs: ``图中：1-支架；2-底座``, ``附图标记说明：支架1、底座2``."""
    return _legend(unit, fold(unit.text[:_LONGEST_LEGEND]))


def _legend(unit: TextUnit, whole: str) -> tuple[SignUse, ...]:
    head = _LEGEND_HEAD.search(whole)
    begin = head.end() if head is not None else 0
    folded = whole[begin:]
    if head is None and len(_DIGIT.findall(whole)) * _LEAST_DIGITS < len(whole):
        return ()
    for pattern in (_LEGEND_ITEM, _LEGEND_REVERSED):
        found = list(pattern.finditer(folded))
        enough = 1 if head is not None else 3
        covered = sum(match.end() - match.start() for match in found)
        if len(found) >= enough and covered * 10 >= len(folded) * 6:
            return tuple(
                SignUse(
                    sign=match["sign"],
                    term=match["term"],
                    unit=unit.id,
                    start=begin + match.start("sign"),
                    end=begin + match.end("sign"),
                    term_start=begin + match.start("term"),
                    legend=True,
                )
                for match in found
            )
    return ()


class UnitSigns(NamedTuple):
    """What one unit of a description shows by itself."""

    certain: tuple[SignUse, ...]
    """Entries of a legend and signs in brackets."""
    bare: tuple[SignUse, ...]
    """The other numbers that stand like signs."""


def unit_signs(unit: TextUnit) -> UnitSigns:
    """The signs and candidates of one unit; a place in a legend counts once."""
    if _DIGIT.search(unit.text) is None:
        return _NO_SIGNS
    folded = fold(unit.text)
    legend = _legend(unit, folded[:_LONGEST_LEGEND])
    bracketed, bare = _bracketed(unit, folded), _bare(unit, folded)
    if legend:
        listed = {(use.start, use.end) for use in legend}
        bracketed = tuple(use for use in bracketed if (use.start, use.end) not in listed)
        bare = tuple(use for use in bare if (use.start, use.end) not in listed)
    return UnitSigns((*legend, *bracketed), bare)


_NO_SIGNS = UnitSigns((), ())


def description_signs(units: Iterable[UnitSigns]) -> tuple[SignUse, ...]:
    """The signs of a description: legends, signs in brackets, and bare ones that recur."""
    shown = list(units)
    known = {use.sign for each in shown for use in each.certain}
    repeated = Counter((use.sign, use.term[-2:]) for each in shown for use in each.bare)
    uses: list[SignUse] = []
    for each in shown:
        kept = [
            use
            for use in each.bare
            if repeated[use.sign, use.term[-2:]] > 1 or (use.sign in known and use.term)
        ]
        uses.extend(sorted([*each.certain, *kept], key=_PLACE))
    return settle_terms(uses)


def settle_terms(uses: Iterable[SignUse]) -> tuple[SignUse, ...]:
    """Shorten each use's term to what it shares with another use of the same sign.

    Running text has no word boundaries: ``安装有支架3`` and ``所述支架3`` share ``支架``.
    """
    listed = list(uses)
    terms: dict[str, Counter[str]] = {}
    for use in listed:
        terms.setdefault(use.sign, Counter())[use.term] += 1
    settled: dict[tuple[str, str], str] = {}
    for use in listed:
        key = (use.sign, use.term)
        if key not in settled:
            settled[key] = use.term if use.legend else _shared_end(use.term, terms[use.sign])
    return tuple(_with_term(use, settled[use.sign, use.term]) for use in listed)


def _with_term(use: SignUse, term: str) -> SignUse:
    if term == use.term:
        return use
    return use._replace(term=term, term_start=use.term_start + len(use.term) - len(term))


_STEP = re.compile(r"(?:步骤|附?图|权利要求|实施例|实施方式|对比例|例|表|式|公式|第)\s?$")
_STEP_ENDS = frozenset("骤图求例式表第")
_JOINED = re.compile(r"[\u3400-\u9fff(、,;:~\-\"”'\]\n\s/]")
_BEFORE_WIDTH = 6


def possible_signs(units: Iterable[TextUnit]) -> frozenset[str]:
    """Every number that could be a reference sign in these texts: the lenient reading."""
    found: set[str] = set()
    for unit in units:
        folded = fold(unit.text)
        for match in _LENIENT.finditer(folded):
            if match.group() in found:
                continue
            start, end = match.span()
            if start and not _JOINED.match(folded, start - 1):
                continue
            if _follows_step(folded[max(0, start - _BEFORE_WIDTH) : start]):
                continue
            if not _UNIT_AFTER.match(folded, end) or folded[end] in "-~":
                found.add(match.group())
    return frozenset(found)


def _follows_step(before: str) -> bool:
    last = before[-1:]
    return (last in _STEP_ENDS or last.isspace()) and _STEP.search(before) is not None


def mentions_sign(text: str, sign: str) -> bool:
    """Whether ``sign`` could stand as a reference sign in ``text`` (lenient; common forms)."""
    pattern = r"(?<![A-Za-z\d.])" + re.escape(sign) + r"(?![A-Za-z\d']|\.\d)"
    return re.search(pattern, fold(text)) is not None


def _signs_inside(folded: str, bracket: re.Match[str]) -> list[tuple[int, int]]:
    """Places of the signs if the bracket holds nothing but signs, else nothing."""
    place, end = bracket.span("inside")
    places: list[tuple[int, int]] = []
    while True:
        while place < end and folded[place] == " ":
            place += 1
        sign = _SIGN_ONLY.match(folded, place, end)
        if sign is None or _YEAR.fullmatch(sign.group()):
            return []
        places.append(sign.span())
        place = sign.end()
        while place < end and folded[place] == " ":
            place += 1
        if place == end:
            return places
        joint = _LIST.match(folded, place, end)
        if joint is None:
            return []
        place = joint.end()


def _window(folded: str, place: int) -> str:
    """The text before ``place`` that a term may take up, without white space at its end."""
    return folded[place - _TERM_WIDTH if place > _TERM_WIDTH else 0 : place].rstrip()


def _ends_term(before: str) -> bool:
    """Whether what stands before a bracket (not empty) can be the end of a term."""
    if _is_numbered(before):
        return False
    last = before[-1]
    if _is_han(last) or last in "\"”'":
        return True
    word = re.search(r"[A-Za-z]+\d*$", before)
    return word is not None and len(word.group()) > 2


def _is_numbered(before: str) -> bool:
    """Whether a number after ``before`` (not empty) counts or cites something."""
    last = before[-1]
    if last in _NUMBERED_ENDS and before.endswith(_NUMBERED):
        return True
    return last in _JOINTS and _CITED_LIST.search(before[-_CITED_LIST_WIDTH:]) is not None


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _term_start(folded: str, end: int, window: str) -> int:
    """Where the term that ends at ``end`` begins: after the last delimiter or function word.

    ``window`` is ``_window(folded, end)``.
    """
    tail = _TERM_BACKWARDS.match(window[::-1])
    length = tail.end() if tail is not None else 0
    offset = max(0, end - _TERM_WIDTH) + len(window) - length
    word = window[len(window) - length :]
    if length > 2 and word[0] in "中内上下外处" and folded[offset - 1 : offset] == ")":
        return offset + 1  # 荷电区(27)中阳极板(15)
    stop = _STOP.match(word)
    return offset + (stop.end() if stop is not None else 0)


def _shared_end(term: str, others: Counter[str]) -> str:
    """The longest end of ``term`` (two characters at least) that another use of the sign has."""
    if others[term] > 1 or len(others) == 1:
        return term
    best = 0
    for other in others:
        if other == term:
            continue
        length = 0
        while length < min(len(term), len(other)) and term[-1 - length] == other[-1 - length]:
            length += 1
        best = max(best, length)
    return term[-best:] if best > 1 else term
