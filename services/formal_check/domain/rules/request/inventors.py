"""Inventors in the request (CN-REQ-010, 011, 013 … 015), titles in names (CN-REQ-020)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import GUIDELINES_CHANGED, guidelines
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.request.reading import inventors_of, request_rule
from shared.contracts.formal_check import Severity
from shared.model.source import Location

_CHINESE_ADDRESS = frozenset({"CN"})


def _inventor_names(case: Case) -> Iterator[tuple[str, Location]]:
    for index, inventor in enumerate(inventors_of(case)):
        pointer = f"/bibliographic/inventors/{index}/name"
        yield inventor.name, case.field(pointer, inventor.name)


_NOT_A_PERSON = re.compile(
    r"课题组|研究组|项目组|研发[组部]|团队|小组|集体|研究[所院室]|(?:大学|学院|公司|集团|中心|实验室|工厂|医院|协会)$|有限公司"
    r"|人工智能|智能系统|机器人|大模型|(?i:ChatGPT|GPT-?\d|DABUS|DeepSeek|artificial intelligence|\bAI\b|\b(?:inc|ltd|llc|corp|gmbh)\b)"
)


@request_rule(
    "CN-REQ-010",
    zh="发明人应当是自然人，不得填写单位、集体或者人工智能",
    en="An inventor is a natural person, not a unit, a team or an AI system",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.4.1.2")],
)
def inventor_not_a_person(case: Case) -> Drafts:
    """Find organisations, teams and AI systems among the inventors.

    Why:
        Only a person can make a creative contribution in the sense of the law.
    Known problems:
        Told by words such as 课题组 or 公司, and by the stated type of the party.

    Example:
        储能课题组
    Use instead:
        张三
    中文:
        发明人一栏填写单位、课题组、团队或者人工智能名称时报告。发明人应当是自然人。

    """
    types = [inventor.party_type for inventor in inventors_of(case)]
    for (name, place), kind in zip(_inventor_names(case), types, strict=True):
        if kind == "organisation" or _NOT_A_PERSON.search(name):
            yield placed(
                place,
                zh=f"发明人“{name}”不是自然人，请填写作出创造性贡献的个人。",
                en=f"“{name}” is not a natural person: name the people who made the contribution.",
            )


@request_rule(
    "CN-REQ-011",
    zh="应填写所有发明人的身份信息",
    en="Identity data of all inventors are stated",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    effective_from=GUIDELINES_CHANGED,
    introduced=True,
    basis=[guidelines("1.1.4.1.2", since=GUIDELINES_CHANGED)],
)
def inventor_without_identity(case: Case) -> Drafts:
    """Report inventors without an identity number, in applications since 2026.

    Why:
        Since 2026 the Guidelines ask for the identity data of every inventor, not of the first.
    Known problems:
        Only asked when data of the request are given.

    Example:
        第2发明人无身份证件号码
    Use instead:
        全部发明人均有身份信息
    中文:
        申请日在2026年1月1日以后的申请，有发明人没有身份证件号码时逐一报告。没有请求书数据的，不检查。

    """
    inventors = inventors_of(case)
    if not case.has_request:
        raise NotChecked(
            "未提供请求书数据，未检查。", "Not checked: the request's data were not given."
        )
    for index, inventor in enumerate(inventors):
        if not (inventor.identifier or "").strip():
            yield placed(
                case.field(f"/bibliographic/inventors/{index}/name", inventor.name),
                zh=f"第{index + 1}发明人没有身份证件号码，请填写。",
                en=f"Inventor {index + 1} has no identity number: state it.",
            )


_INFORMAL_NAME = re.compile(r"等(?:人)?$|\d|[@#$%^&*+=<>/\\|_~！？!?]|笔名|化名|小组|(?<=.)同志$")


@request_rule(
    "CN-REQ-013",
    zh="发明人应使用本人真实姓名，不含“等”、数字或者符号",
    en="Inventors are stated by their real names, without “etc.”, digits or symbols",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.4.1.2")],
)
def inventor_name_informal(case: Case) -> Drafts:
    """Find 等, digits and symbols in inventors' names.

    Why:
        Every inventor is named with the real name; 李四等 leaves others out.

    Example:
        李四等
    Use instead:
        李四；王五
    中文:
        发明人姓名含有“等”、数字或者符号时报告。应当写明每一位发明人的真实姓名。

    """
    for name, place in _inventor_names(case):
        if _INFORMAL_NAME.search(name.strip()):
            yield placed(
                place,
                zh=f"发明人姓名“{name}”不规范，请填写本人真实姓名，并逐一写明所有发明人。",
                en=f"“{name}” is not a proper name: state the real name of every inventor.",
            )


_WITHHELD = re.compile(r"[（(]\s*(?:保密|不公开|隐名|匿名|不公布|请求不公布)(?!姓名)[^）)]*[）)]")


@request_rule(
    "CN-REQ-014",
    zh="请求不公布姓名的，在发明人后注明“（不公布姓名）”",
    en="A name not to be published is marked （不公布姓名）",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.4.1.2")],
)
def non_publication_mark(case: Case) -> Drafts:
    """Find other marks, such as （保密）, after an inventor's name.

    Why:
        Only the prescribed words have effect.

    Example:
        张三（保密）
    Use instead:
        张三（不公布姓名）
    中文:
        发明人姓名后写有“（保密）”“（不公开）”等字样时报告，应当写“（不公布姓名）”。

    """
    for name, place in _inventor_names(case):
        if _WITHHELD.search(name):
            yield placed(
                place,
                zh=f"“{name}”的注明不规范，请求不公布姓名的应写“（不公布姓名）”。",
                en=f"The mark in “{name}” is not the prescribed one: write （不公布姓名）.",
            )


_FOREIGN_NAME = re.compile(
    r"^[A-Za-z]{1,3}(?:\s*[.．]\s*|\s+)[\u3400-\u9fff]+$|^[\u3400-\u9fff]+[.．・•.][\u3400-\u9fffA-Za-z]+$"
)


@request_rule(
    "CN-REQ-015",
    zh="外国发明人中文译名的姓和名之间用居中的圆点分开",
    en="In the Chinese form of a foreign name a middle dot parts surname and given name",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.4.1.2")],
)
def foreign_name_dot(case: Case) -> Drafts:
    """Find foreign names parted by a full stop, a space or another dot than ·.

    Why:
        M·琼斯 is the prescribed form, so that a name is found under one spelling.

    Example:
        M.琼斯
    Use instead:
        M·琼斯
    中文:
        外国人中文译名的姓和名之间使用句点、空格等而不是居中圆点“·”时报告，例如“M·琼斯”。

    """
    for name, place in _inventor_names(case):
        if _FOREIGN_NAME.match(name.strip()):
            yield placed(
                place,
                zh=f"外国人译名“{name}”的姓和名之间应使用居中圆点“·”，例如“M·琼斯”。",
                en=f"Part surname and given name of “{name}” by a middle dot, e.g. M·琼斯.",
            )


_TITLES = re.compile(
    r"(?:博士|硕士|学士|教授|副教授|院士|研究员|高级工程师|工程师|主任|经理|总裁|董事长|老师|先生|女士|医师|医生)$"
    r"|^(?i:Dr|Prof|Mr|Mrs|Ms)\b\.?|(?i:\bPh\.?\s?D\.?)$"
)


@request_rule(
    "CN-REQ-020",
    zh="个人姓名不得含学位、职务等称号",
    en="Personal names have no degrees or titles",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.4.1.3.2")],
)
def title_in_name(case: Case) -> Drafts:
    """Find 博士, 教授, Dr. and the like in names of inventors and individual applicants.

    Why:
        A title is no part of the name and would be printed with it.

    Example:
        约翰·史密斯博士
    Use instead:
        约翰·史密斯
    中文:
        发明人和个人申请人的姓名含有学位、职务等称号时报告。

    """
    people = [
        (f"/bibliographic/inventors/{i}/name", p.name)
        for i, p in enumerate(case.bibliographic.inventors)
    ] + [
        (f"/bibliographic/applicants/{i}/name", p.name)
        for i, p in enumerate(case.bibliographic.applicants)
        if p.party_type != "organisation"
    ]
    if not people:
        raise NotChecked(
            "未提供发明人或者个人申请人，未检查。",
            "Not checked: neither inventors nor individual applicants were given.",
        )
    for pointer, name in people:
        found = _TITLES.search(name.strip())
        if found:
            yield placed(
                case.field(pointer, name),
                zh=f"姓名“{name}”含有称号“{found.group()}”，请删除。",
                en=f"The name “{name}” contains a title: delete it.",
            )


RULES = (
    inventor_not_a_person,
    inventor_without_identity,
    inventor_name_informal,
    non_publication_mark,
    foreign_name_dot,
    title_in_name,
)
