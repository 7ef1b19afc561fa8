"""The title: present, not too long, specific, and the same everywhere (CN-REQ-001 … 008)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, practice, rules
from services.formal_check.domain.findings import Draft, Drafts, absent, at, replacing, whole
from services.formal_check.domain.profile import ALL_KINDS, FILING, ProfileName
from services.formal_check.domain.rule import rule
from services.formal_check.domain.wording import VAGUE_TITLES
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.claim_language.folding import fold

SOFT_LIMIT = 25
HARD_LIMIT = 60
HARD_LIMIT_2010 = 40

_LATIN_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.'-]*")
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


def title_length(title: str) -> int:
    """Length as characters of Chinese: a run of Latin letters or digits counts as one."""
    return len(_LATIN_RUN.sub("A", fold(title)).replace(" ", ""))


@rule(
    "CN-REQ-001",
    zh="必须填写发明创造名称",
    en="The title is filled in",
    severity=Severity.ERROR,
    reads=[Input.TITLE, Input.DESIGN],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[rules(19, 1)],
)
def title_missing(case: Case) -> Drafts:
    """Report an application none of whose papers carries a title.

    Why:
        The request states the title of the invention, utility model or design; all later papers
        are recognised by it.

    Example:
        发明名称：（空）
    Use instead:
        一种燃煤锅炉节能装置
    中文:
        请求书和说明书均未写明发明创造名称时报告。请求书应当写明名称，后续文件均以名称对应。

    """
    if any(unit.text.strip() for unit in case.titles):
        return
    design = case.design_or_none
    if design is not None and design.product_name is not None and design.product_name.text.strip():
        return
    yield absent(
        "title",
        file=case.file_of("request") or case.file_of("description"),
        zh="未写明发明创造名称，请在请求书和说明书首行写明名称。",
        en="There is no title: state it in the request and on the first line of the description.",
    )


def _too_long(case: Case, limit: int) -> Drafts:
    title = case.title
    length = title_length(title.text)
    if length > limit:
        yield whole(
            title,
            zh=f"名称共{length}个字，超过{limit}个字的上限，请缩短到{limit}个字以内（一般为25个字以内）。",
            en=f"The title has {length} characters, more than the limit of {limit}: shorten it "
            "(normally to 25 at most).",
        )


@rule(
    "CN-REQ-002",
    zh="名称不得超过60个字",
    en="The title has at most 60 characters",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.TITLE],
    effective_from=date(2024, 1, 20),
    basis=[
        guidelines("1.1.4.1.1", before=False),
        guidelines("2.2.2.2.1", before=False),
    ],
)
def title_over_hard_limit(case: Case) -> Drafts:
    """Report a title of more than 60 characters.

    A run of Latin letters or digits, such as a chemical locant or an abbreviation, counts as one
    character.

    Why:
        A title names the subject; the claims describe it. 60 characters are the limit even where
        a longer title than the usual 25 is necessary.
    Known problems:
        The Guidelines do not say how Latin letters count. Counting runs never reports a title
        that a count by letters would allow.

    Example:
        一种用于…（61个字）
    Use instead:
        一种燃煤锅炉节能装置
    中文:
        名称超过60个字时报告。连续的拉丁字母或数字按一个字计算。名称应当简短，技术细节写入权利要求。
        从国际申请进入国家阶段的译文不受此限（CN-PCT-016）。

    """
    yield from _too_long(case, HARD_LIMIT)


@rule(
    "CN-REQ-002",
    zh="（旧版）名称不得超过40个字",
    en="(old version) The title has at most 40 characters",
    severity=Severity.WARNING,
    reads=[Input.TITLE],
    effective_from=date(2010, 2, 1),
    effective_to=date(2024, 1, 19),
    basis=[practice()],
)
def title_over_hard_limit_2010(case: Case) -> Drafts:
    """Report a title of more than 40 characters in an application filed before 2024-01-20.

    Why:
        Under the Guidelines of 2010 a title had 25 characters, in special cases up to 40.
    Known problems:
        The wording of 2010 is known from secondary sources only, so this is a warning.

    Example:
        一种用于…（45个字）
    Use instead:
        一种燃煤锅炉节能装置
    中文:
        2024年1月20日前提交的申请，名称超过40个字时提示。旧版指南原文未核对，故仅作提示。

    """
    yield from _too_long(case, HARD_LIMIT_2010)


@rule(
    "CN-REQ-003",
    zh="名称一般不超过25个字",
    en="The title normally has at most 25 characters",
    severity=Severity.NOTICE,
    reads=[Input.TITLE],
    basis=[guidelines("1.1.4.1.1")],
)
def title_over_soft_limit(case: Case) -> Drafts:
    """Note a title of 26 to 60 characters.

    Why:
        25 characters are the normal length; a longer title is accepted where it is necessary, so
        this is a hint and never a defect.
    Known problems:
        About a third of published titles are longer.

    Example:
        一种具有自清洁功能并能够远程监控的大型工业燃煤锅炉烟气余热回收装置
    Use instead:
        一种锅炉烟气余热回收装置
    中文:
        名称为26至60个字时提示。确有必要时可以超过25个字，因此不属于缺陷。

    """
    title = case.title
    length = title_length(title.text)
    if SOFT_LIMIT < length <= HARD_LIMIT:
        yield whole(
            title,
            zh=f"名称共{length}个字，一般不超过{SOFT_LIMIT}个字；如无必要，建议缩短。",
            en=f"The title has {length} characters; {SOFT_LIMIT} are the normal length. Shorten it "
            "unless the length is necessary.",
        )


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
    title_missing,
    title_over_hard_limit_2010,
    title_over_hard_limit,
    title_over_soft_limit,
    vague_title,
    generic_title,
    titles_differ,
)
