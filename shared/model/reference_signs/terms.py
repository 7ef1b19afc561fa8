"""The word that a sign stands after."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from shared.model.reference_signs.sign_use import SignUse

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
_STOP = re.compile(
    r".*(?:所述的?|所说的?|该|上述|前述|和|与|及|或|并|的|有|包括|包含|为|由|设置|设|安装|连接|固定|在|于|向|从|将|对|至|到"
    r"|通过|采用|使用|利用|两个|两根|多个|一个|各|每个|其|被|把|打开|关闭|进入|流入)"
    r"(?=[\u3400-\u9fffA-Za-z\d]{2})"
)


def window(folded: str, place: int) -> str:
    """The text before ``place`` that a term may take up, without white space at its end."""
    return folded[place - _TERM_WIDTH if place > _TERM_WIDTH else 0 : place].rstrip()


def is_numbered(before: str) -> bool:
    """Whether a number after ``before`` (not empty) counts or cites something."""
    last = before[-1]
    if last in _NUMBERED_ENDS and before.endswith(_NUMBERED):
        return True
    return last in _JOINTS and _CITED_LIST.search(before[-_CITED_LIST_WIDTH:]) is not None


def is_han(character: str) -> bool:
    """Whether the character is a Chinese one."""
    return "\u3400" <= character <= "\u9fff"


def term_start(folded: str, end: int, before: str) -> int:
    """Where the term that ends at ``end`` begins: after the last delimiter or function word.

    ``before`` is ``window(folded, end)``.
    """
    tail = _TERM_BACKWARDS.match(before[::-1])
    length = tail.end() if tail is not None else 0
    offset = max(0, end - _TERM_WIDTH) + len(before) - length
    word = before[len(before) - length :]
    if length > 2 and word[0] in "中内上下外处" and folded[offset - 1 : offset] == ")":
        return offset + 1  # 荷电区(27)中阳极板(15)
    return offset + _function_words(word)


@lru_cache(maxsize=4096)
def _function_words(word: str) -> int:
    """How much of ``word`` stands before the term in it; a text repeats its words."""
    stop = _STOP.match(word)
    return stop.end() if stop is not None else 0


def settle_terms(uses: Iterable[SignUse]) -> tuple[SignUse, ...]:
    """Shorten each use's term to what it shares with another use of the same sign.

    Running text has no word boundaries: ``安装有支架3`` and ``所述支架3`` share ``支架``.
    """
    listed = list(uses)
    terms: dict[str, Counter[str]] = defaultdict(Counter)
    for (sign, term), count in Counter([(use.sign, use.term) for use in listed]).items():
        terms[sign][term] = count
    settled: dict[tuple[str, str], str] = {}
    for use in listed:
        key = (use.sign, use.term)
        if key not in settled:
            settled[key] = use.term if use.legend else _shared_end(use.term, terms[use.sign])
    return tuple([_with_term(use, settled[use.sign, use.term]) for use in listed])


def _with_term(use: SignUse, term: str) -> SignUse:
    if term == use.term:
        return use
    return use._replace(term=term, term_start=use.term_start + len(use.term) - len(term))


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
