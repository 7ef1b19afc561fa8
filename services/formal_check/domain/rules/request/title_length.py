"""The title is there and is not too long (CN-REQ-001 … 003)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import (
    RULES_2010,
    RULES_2023,
    guidelines,
    practice,
    rules,
)
from services.formal_check.domain.findings import Drafts, absent, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.request.reading import request_rule
from services.formal_check.domain.rules.request.title_characters import title_length
from shared.contracts.formal_check import Severity

SOFT_LIMIT = 25
HARD_LIMIT = 60
HARD_LIMIT_2010 = 40


@request_rule(
    "CN-REQ-001",
    zh="必须填写发明创造名称",
    en="The title is filled in",
    severity=Severity.ERROR,
    reads=[Input.TITLE, Input.DESIGN],
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
    effective_from=RULES_2023.effective_from,
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
    effective_from=RULES_2010.effective_from,
    effective_to=RULES_2010.effective_to,
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


RULES = (
    title_missing,
    title_over_hard_limit,
    title_over_hard_limit_2010,
    title_over_soft_limit,
)
