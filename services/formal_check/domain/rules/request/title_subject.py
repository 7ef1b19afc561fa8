"""The title tells what the invention is, everywhere alike (CN-REQ-005, 006, 008)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Draft, Drafts, at, replacing, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ProfileName
from services.formal_check.domain.rule import rule
from services.formal_check.domain.wording import VAGUE_TITLES
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.claim_language.folding import fold

_GENERIC = frozenset(
    [
        "方法",
        "装置",
        "组合物",
        "化合物",
        "设备",
        "系统",
        "产品",
        "工艺",
        "机器",
        "器件",
        "材料",
        "仪器",
        "工具",
        "用途",
        "结构",
        "机构",
        "部件",
        "组件",
        "制品",
        "药物",
        "药品",
        "食品",
        "制剂",
        "电路",
        "软件",
        "程序",
        "介质",
        "装备",
        "器具",
        "物品",
    ]
)
_ARTICLE = re.compile(r"(?:一种|一类|一个|新型|新的|改进的|该|某种)*")


@rule(
    "CN-REQ-005",
    zh="名称不得含“及其他”“及其类似物”等含糊词语",
    en="The title has no vague words such as “and others” or “and the like”",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.TITLE],
    basis=[guidelines("1.1.4.1.1")],
)
def vague_title(case: Case) -> Drafts:
    """Find 及其他, 及其类似物 and similar open endings in the title.

    Why:
        The title tells what protection is asked for; an open ending leaves that undefined.

    Example:
        轴承及其类似物
    Use instead:
        轴承
    中文:
        查找名称中的“及其他”“及其类似物”等含糊词语。名称应当写明要求保护的主题，不能留下不确定的范围。

    """
    for title in case.titles:
        for found in case.words(VAGUE_TITLES).finditer(title.text):
            yield at(
                title,
                *found.span(),
                zh=f"名称中的“{found.group()}”含义含糊，请删除并写明具体主题。",
                en=f"“{found.group()}” in the title is vague: delete it and name the subject.",
            )


@rule(
    "CN-REQ-006",
    zh="名称不得仅为“方法”“装置”等笼统词语",
    en="The title is more than a generic word such as “method” or “device”",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.TITLE],
    basis=[guidelines("1.1.4.1.1")],
)
def generic_title(case: Case) -> Drafts:
    """Report a title that consists of generic words only, such as 装置 or 一种方法及装置.

    Why:
        A title has to tell this application from others; a generic word does not.

    Example:
        一种装置
    Use instead:
        一种除尘装置
    中文:
        名称仅由“方法”“装置”“组合物”“化合物”等笼统词语组成时报告。名称应当反映具体的主题。

    """
    for title in case.titles:
        words = re.split(r"[及和与或、，,\s]|以及", title.text.strip())
        core = [word[_ARTICLE.match(word).end() :] for word in words if word]  # type: ignore[union-attr]
        if core and all(word in _GENERIC for word in core):
            yield whole(
                title,
                zh=f"名称“{title.text.strip()}”过于笼统，请写明具体的技术主题，例如“一种除尘装置”。",
                en=f"The title “{title.text.strip()}” is only a generic word: name the technical "
                "subject, e.g. 一种除尘装置.",
            )


def _comparable(title: str) -> str:
    return re.sub(r"\s+", "", fold(title))


@rule(
    "CN-REQ-008",
    zh="请求书中的名称与说明书中的名称一致",
    en="The title of the request equals the title of the description",
    severity=Severity.ERROR,
    reads=[Input.TITLE],
    basis=[rules(20, 1), guidelines("1.1.4.1.1")],
)
def titles_differ(case: Case) -> Iterator[Draft]:
    """Compare the title of the request (or front page) with the description's first line.

    White space and the width of characters do not count.

    Why:
        All papers of an application have to be recognised as belonging together, and the
        published title has to be the one the description explains.

    Example:
        请求书：拉链；说明书：一种拉链
    Use instead:
        两处均为“拉链及其制造方法”
    中文:
        比较请求书（或公布文本扉页）与说明书首行的名称，空白和全半角差异不计。二者应当完全一致。

    """
    if case.profile.name is ProfileName.PUBLISHED:
        raise NotApplicable(
            "公布文本的名称以扉页为准。", "In a publication the front page states the title."
        )
    stated, described = case.request_title, case.description_title
    if stated is None or described is None:
        raise NotChecked(
            "缺少请求书或说明书中的名称，未检查。",
            "Not checked: the title of the request or of the description was not given.",
        )
    if _comparable(stated.text) == _comparable(described.text):
        return
    yield whole(
        described,
        zh=f"说明书中的名称与请求书中的名称“{stated.text}”不一致，请改为一致。",
        en=f"The description's title differs from the request's “{stated.text}”: make them equal.",
        related=(stated.locate(),),
        fixes=(
            replacing(
                described,
                0,
                len(described.text),
                stated.text,
                safety=FixSafety.SUGGESTED,
                zh="将说明书中的名称改为请求书中的名称。",
                en="Put the request's title into the description.",
            ),
        ),
    )


RULES = (
    vague_title,
    generic_title,
    titles_differ,
)
