"""The name of a graphical user interface (CN-DSN-020)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, at, replacing, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.designs.reading import design_rule, product_name
from services.formal_check.domain.rules.designs.view_groups import design_statements
from shared.contracts.formal_check import Fix, FixSafety, Severity

_INTERFACE = re.compile(
    r"图形用户界面|用户界面|操作界面|交互界面|显示界面|软件界面|界面|GUI|UI(?![A-Za-z])"
)
_BARE_INTERFACE = re.compile(r"^(?:软件|操作|应用|系统|动态|电子设备的?|手机的?|的)*图形用户界面$")


@design_rule(
    "CN-DSN-020",
    zh="图形用户界面的名称应含关键词并写明用途和载体产品",
    en="The name of a graphical user interface has its keywords, use and carrier",
    severity=Severity.WARNING,
    reads=[Input.DESIGN, Input.REQUEST],
    basis=[guidelines("1.3.4.5"), guidelines("1.3.4.5.3"), guidelines("1.3.4.5.2.2", before=False)],
)
def interface_name(case: Case) -> Drafts:
    """Report names of interfaces without 图形用户界面, 动态, 电子设备, or without a use.

    An interface is told by the request's statement, or by the word 界面 in the name.

    Why:
        The words tell that an interface is claimed, whether it moves, and where it is shown.

    Example:
        软件图形用户界面
    Use instead:
        手机的移动支付图形用户界面
    中文:
        图形用户界面产品的名称缺少“图形用户界面”字样，动态界面缺少“动态”，不限定载体产品的缺少
        “电子设备”，或者没有写明用途时提示。

    """
    name = product_name(case)
    stated = design_statements(case)
    word = _INTERFACE.search(name.text)
    if word is None and not stated.graphical_user_interface:
        raise NotApplicable("不是图形用户界面。", "It is no graphical user interface.")
    if "图形用户界面" not in name.text:
        start, end = word.span() if word is not None else (0, len(name.text))
        fixes: tuple[Fix, ...] = ()
        if word is not None:
            fixes = (
                replacing(
                    name,
                    start,
                    end,
                    "图形用户界面",
                    safety=FixSafety.SUGGESTED,
                    zh="改为“图形用户界面”。",
                    en="Write 图形用户界面.",
                ),
            )
        yield at(
            name,
            start,
            end,
            zh="产品名称没有“图形用户界面”字样，请写明。",
            en="The name lacks the words 图形用户界面: add them.",
            fixes=fixes,
        )
    elif _BARE_INTERFACE.match(name.text.strip()):
        yield whole(
            name,
            zh="产品名称没有写明界面的用途，请写明，例如“手机的移动支付图形用户界面”。",
            en="The name does not say what the interface is for: add it.",
        )
    for needed, keyword, zh, en in (
        (stated.dynamic, "动态", "动态图形用户界面", "a moving interface"),
        (stated.without_carrier, "电子设备", "不限定载体产品的图形用户界面", "any device"),
    ):
        if needed and keyword not in name.text:
            yield whole(
                name,
                zh=f"{zh}的产品名称应有“{keyword}”字样，请写明。",
                en=f"The name of an interface for {en} needs the word {keyword}: add it.",
            )


RULES = (interface_name,)
