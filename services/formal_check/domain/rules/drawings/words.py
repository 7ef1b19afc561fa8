"""Words and signs that recognition read in the drawings (CN-DRW-003 … 005)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.drawings.places import figure_place
from services.formal_check.domain.rules.drawings.recognised import (
    SURE,
    recognised,
    words_read,
)
from services.formal_check.domain.script import HAN
from shared.contracts.formal_check import Severity

_ANNOTATION = re.compile(
    r"本图|最[优佳]方案|最优|优选(?:方案)?|有益效果|优点|说明[:：]|注[:：]|备注|仅供参考|示意[:：]|[。；！]|(?:[\u3400-\u9fff]{4,}[，,]){1}[\u3400-\u9fff]{4,}"
)


@rule(
    "CN-DRW-003",
    zh="附图中除必需的词语外不应含有其他注释",
    en="Drawings have no annotations but necessary words",
    severity=Severity.WARNING,
    reads=[Input.DRAWINGS, Input.RECOGNISED_PICTURES],
    basis=[rules(21, 3)],
)
def comments_in_drawing(case: Case) -> Drafts:
    """Find sentences and comments among the words read in a drawing.

    Why:
        Explanations belong in the description.
    Known problems:
        Rests on recognised words. Whether a short word is necessary is for a person to judge.

    Example:
        图中写“本图为最优方案”
    Use instead:
        图中只有“开始”“结束”等必需的词语
    中文:
        附图中识别出句子、注释（“本图”“注：”“最优方案”等）时提示。依据识别结果，至多为警告。

    """
    for figure, words in words_read(case):
        for word in words:
            if HAN.search(word) and _ANNOTATION.search(word):
                yield recognised(
                    figure_place(case, figure),
                    word,
                    f"附图中的“{word}”似为注释，除必需的词语外请移至说明书。",
                    f"“{word}” in the drawing looks like a comment: move it to the description.",
                )


_FOREIGN_WORD = re.compile(
    r"(?<![A-Za-z])[A-Za-z][a-z]{2,}(?![A-Za-z])|(?<![A-Za-z])[A-Z]{5,}(?![A-Za-z])"
)
_ACCEPTED = frozenset(
    "fig sin cos tan log max min mol rpm ppm bar lux fps iot wifi usb hdmi ascii mosfet"
    " bluetooth ethernet mhz ghz khz kpa mpa gpa kwh http https json html linux android wlan".split()
)
_SIGN_MISREAD = re.compile(r"[A-Z]{0,2}[lIoO|]{1,2}[a-z]?")
"""``Gla``, read for the sign ``G1a``: letters that recognition takes for digits."""


@rule(
    "CN-DRW-004",
    zh="附图中的词语应使用中文，必要时在其后的括号里注明原文",
    en="Words in drawings are Chinese, with the original in brackets where needed",
    severity=Severity.WARNING,
    reads=[Input.DRAWINGS, Input.RECOGNISED_PICTURES],
    basis=[guidelines("1.1.4.3")],
)
def foreign_words(case: Case) -> Drafts:
    """Find foreign words in a drawing that no Chinese word stands beside.

    Why:
        The papers are in Chinese.
    Known problems:
        Rests on recognised words. Abbreviations of up to four capitals, units, some names of
        techniques and short words that look like misread reference signs are accepted.

    Example:
        START→END
    Use instead:
        开始→结束
    中文:
        附图中识别出外文词语而同一行没有中文时提示。四个字母以内的缩写、计量单位、常见技术名称以及疑似误读的附图标记除外。

    """
    for figure, words in words_read(case):
        for word in words:
            if HAN.search(word) or _SIGN_MISREAD.fullmatch(word):
                continue
            foreign = [w for w in _FOREIGN_WORD.findall(word) if w.lower() not in _ACCEPTED]
            if foreign:
                yield recognised(
                    figure_place(case, figure),
                    word,
                    f"附图中的词语“{word}”应使用中文，必要时可在其后括号里注明原文。",
                    f"“{word}” in the drawing should be Chinese, with the original in brackets.",
                )


_ODD_SIGN = r"[Ⅰ-Ⅻⅰ-ⅻ甲乙丙丁戊己庚辛①-⑳]"
_LISTED_SIGN = re.compile(
    rf"(?:^|[、，,；;。：:\s])(?P<sign>{_ODD_SIGN})\s?[-—–:：、．.]\s?(?=[\u3400-\u9fff]{{2}})"
)
_SIGN_LIST = re.compile(r"附图标记|标号说明|标记说明|图中标[记号]|图中[:：]|其中[:：]|符号说明")


@rule(
    "CN-DRW-005",
    zh="附图标记使用阿拉伯数字编号",
    en="Reference signs are Arabic numerals",
    severity=Severity.WARNING,
    reads=[Input.DRAWINGS, Input.DESCRIPTION, Input.RECOGNISED_SIGNS],
    basis=[guidelines("1.1.4.3")],
)
def signs_not_arabic(case: Case) -> Drafts:
    """Find Roman, circled and cyclical (甲乙) numerals used as reference signs.

    Looked at are lists of signs in the description and, where recognition has run, the drawings.

    Why:
        One kind of sign makes text and drawings comparable.
    Known problems:
        Latin letters are let pass: they mark sections and quantities too.

    Example:
        Ⅲ-壳体；甲-盖
    Use instead:
        3-壳体；4-盖
    中文:
        说明书的附图标记列表或者附图识别结果中，以罗马数字、带圈数字、甲乙丙丁等作为附图标记时提示。

    """
    if not case.figures:
        raise NotApplicable("没有附图。", "There are no drawings.")
    if case.has_description:
        for paragraph in case.paragraphs:
            if not _SIGN_LIST.search(paragraph.unit.text):
                continue
            for found in _LISTED_SIGN.finditer(paragraph.unit.text):
                yield at(
                    paragraph.unit,
                    *found.span("sign"),
                    zh=f"附图标记“{found.group('sign')}”应使用阿拉伯数字编号。",
                    en=f"The sign “{found.group('sign')}” should be an Arabic numeral.",
                )
    figures = {image.path: figure for figure in case.figures for image in figure.images}
    try:
        signs = case.recognised_signs
    except NotChecked:
        if not case.has_description:
            raise
        return
    for sign in signs:
        figure = figures.get(sign.file)
        if figure is not None and sign.score >= SURE and re.fullmatch(_ODD_SIGN, sign.sign):
            yield recognised(
                figure_place(case, figure),
                sign.sign,
                f"附图中的标记“{sign.sign}”应使用阿拉伯数字编号。",
                f"The sign “{sign.sign}” in the drawing should be an Arabic numeral.",
            )


RULES = (
    comments_in_drawing,
    foreign_words,
    signs_not_arabic,
)
