"""What is a design, and in which class (CN-DSN-025, 027)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.findings import Drafts, at, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.designs.reading import design_rule
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.source import Location

_LOCARNO = re.compile(
    r"(?:LOC\s?\(?\s?\d{1,2}\s?\)?\s?Cl\.?\s?)?(?P<main>\d{1,2})\s?(?P<dash>[-－–—])\s?(?P<sub>\d{1,2})",
    re.IGNORECASE,
)
_LAST_CLASS = 32


@design_rule(
    "CN-DSN-025",
    zh="洛迦诺分类号为两位大类号－两位小类号，多个用分号分隔",
    en="A Locarno class is two digits, a hyphen and two digits; several are parted by semicolons",
    severity=Severity.WARNING,
    reads=[Input.DESIGN],
    basis=[rules(53, 1), guidelines("1.3.12")],
)
def locarno_form(case: Case) -> Drafts:
    """Report a stated class of another form than 06-04, and main classes beyond 32.

    Why:
        The office uses the classification that it publishes; it corrects inexact classes itself.

    Example:
        6-4
    Use instead:
        06-04
    中文:
        申请人填写的洛迦诺分类号格式不规范，或者大类号不在01至32之间时提示。分类号不确切的由专利局修改。

    """
    stated = case.design.locarno_stated
    if stated is None or not stated.strip():
        raise NotApplicable("没有填写分类号。", "No class is stated.")
    for part in re.split(r"[;；]", stated):
        text = part.strip()
        found = _LOCARNO.fullmatch(fold(text))
        place = Location(file=case.file_of("request"), text=text, element="/design/locarno")
        if found is None:
            yield placed(
                place,
                zh=f"分类号“{text}”格式不规范，应为“06-04”的形式，多个分类号用分号分隔。",
                en=f"“{text}” is not of the form 06-04; part several classes by semicolons.",
            )
            continue
        proper = f"{int(found['main']):02d}-{int(found['sub']):02d}"
        if not 1 <= int(found["main"]) <= _LAST_CLASS:
            yield placed(
                place,
                zh=f"分类号“{text}”的大类号不在01至32之间，请核对。",
                en=f"The main class of “{text}” is not between 01 and 32: check it.",
            )
        elif not re.search(rf"(?<!\d){proper}$", fold(text).replace(" ", "")):
            yield placed(
                place,
                zh=f"分类号“{text}”应写为“{proper}”。",
                en=f"Write the class as {proper}.",
            )


_EXCLUDED = (
    (re.compile(r"国旗|国徽|国歌|军旗|军徽|党旗|党徽"), "国旗、国徽等标志", "a national emblem"),
    (re.compile(r"人民币|纸币|货币(?:图案)?"), "人民币图案", "currency"),
    (
        re.compile(r"瓶贴|标贴|酒标|商标(?:贴|标识)?|标签|铭牌贴|(?:平面)?(?:包装纸|招贴画|海报)"),
        "平面印刷品的标识",
        "a label or other flat print that serves as a mark",
    ),
    (re.compile(r"游戏(?:操作)?(?:图形用户)?界面|开机画面|电子屏幕壁纸|网站网页的图文排版"), "游戏界面等", "a game interface"),
    (re.compile(r"表面图案|(?:产品)?表面的图案"), "仅为产品表面图案的局部", "a mere surface pattern"),
)  # fmt: skip


@design_rule(
    "CN-DSN-027",
    zh="不属于明显不授予专利权的客体",
    en="The subject is not one that is obviously excluded",
    severity=Severity.NOTICE,
    reads=[Input.DESIGN],
    basis=[law(25, 1), guidelines("1.3.7.4")],
)
def excluded_subject(case: Case) -> Drafts:
    """Note words in name and explanation that point to subjects without protection.

    Why:
        Flags, currency, labels that serve as marks, mere surface patterns as partial designs and
        game interfaces get no design patent.
    Known problems:
        Words only; whether a label serves as a mark is for a person to judge.

    Example:
        瓶贴
    Use instead:
        酒瓶
    中文:
        产品名称或者简要说明含有国旗、国徽、人民币、瓶贴、标贴、游戏界面等词语时提示，由审查员判断。

    """
    name = case.design.product_name
    units = ([name] if name is not None else []) + list(case.design.brief_explanation)
    if not units:
        raise NotChecked(
            "未提供产品名称，未检查。", "Not checked: the product's name was not given."
        )
    for unit in units:
        for pattern, zh, en in _EXCLUDED:
            if zh.startswith("仅为") and not case.design.partial:
                continue
            for found in pattern.finditer(unit.text):
                yield at(
                    unit,
                    *found.span(),
                    zh=f"“{found.group()}”可能属于不授予专利权的客体（{zh}），请核对。",
                    en=f"“{found.group()}” may be {en}, which gets no patent: check it.",
                )


RULES = (
    locarno_form,
    excluded_subject,
)
