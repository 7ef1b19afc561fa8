"""Inventors, applicants, contact person and agency in the request (CN-REQ-010 … 027).

Publications print names only, so these rules concern filings. A package without data of the
request names nobody: not checked. Identity numbers and codes are checked in ``identifiers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, practice, rules
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.profile import ALL_KINDS, ProfileName
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.claim_language.folding import fold
from shared.model.parties import Applicant, Inventor
from shared.model.source import Location

FILING = (ProfileName.FILING,)
_HAN = re.compile(r"[\u3400-\u9fff]")
_CHINESE_ADDRESS = frozenset({"CN"})


def _inventors(case: Case) -> tuple[Inventor, ...]:
    found = case.bibliographic.inventors
    if not found:
        raise NotChecked("未提供发明人，未检查。", "Not checked: no inventor was given.")
    return found


def _applicants(case: Case) -> tuple[Applicant, ...]:
    found = case.bibliographic.applicants
    if not found:
        raise NotChecked("未提供申请人，未检查。", "Not checked: no applicant was given.")
    return found


def _inventor_names(case: Case) -> Iterator[tuple[str, Location]]:
    for index, inventor in enumerate(_inventors(case)):
        pointer = f"/bibliographic/inventors/{index}/name"
        yield inventor.name, case.field(pointer, inventor.name)


_NOT_A_PERSON = re.compile(
    r"课题组|研究组|项目组|研发[组部]|团队|小组|集体|研究[所院室]|(?:大学|学院|公司|集团|中心|实验室|工厂|医院|协会)$|有限公司"
    r"|人工智能|智能系统|机器人|大模型|(?i:ChatGPT|GPT-?\d|DABUS|DeepSeek|artificial intelligence|\bAI\b|\b(?:inc|ltd|llc|corp|gmbh)\b)"
)


@rule(
    "CN-REQ-010",
    zh="发明人应当是自然人，不得填写单位、集体或者人工智能",
    en="An inventor is a natural person, not a unit, a team or an AI system",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
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
    types = [inventor.party_type for inventor in _inventors(case)]
    for (name, place), kind in zip(_inventor_names(case), types, strict=True):
        if kind == "organisation" or _NOT_A_PERSON.search(name):
            yield placed(
                place,
                zh=f"发明人“{name}”不是自然人，请填写作出创造性贡献的个人。",
                en=f"“{name}” is not a natural person: name the people who made the contribution.",
            )


@rule(
    "CN-REQ-011",
    zh="应填写所有发明人的身份信息",
    en="Identity data of all inventors are stated",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    kinds=ALL_KINDS,
    profiles=FILING,
    effective_from=date(2026, 1, 1),
    introduced=True,
    basis=[guidelines("1.1.4.1.2", since=date(2026, 1, 1))],
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
    inventors = _inventors(case)
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


@rule(
    "CN-REQ-013",
    zh="发明人应使用本人真实姓名，不含“等”、数字或者符号",
    en="Inventors are stated by their real names, without “etc.”, digits or symbols",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
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


@rule(
    "CN-REQ-014",
    zh="请求不公布姓名的，在发明人后注明“（不公布姓名）”",
    en="A name not to be published is marked （不公布姓名）",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
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


@rule(
    "CN-REQ-015",
    zh="外国发明人中文译名的姓和名之间用居中的圆点分开",
    en="In the Chinese form of a foreign name a middle dot parts surname and given name",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
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


def _is_chinese(applicant: Applicant) -> bool | None:
    country = applicant.nationality_code or (
        applicant.address.country_code if applicant.address else None
    )
    return None if country is None else country in _CHINESE_ADDRESS


@rule(
    "CN-REQ-016",
    zh="中国申请人应填写名称或者姓名、地址、邮政编码、统一社会信用代码或者身份证件号码",
    en="A Chinese applicant states name, address, postcode and identifier",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[rules(19, 1)],
)
def chinese_applicant_incomplete(case: Case) -> Drafts:
    """Report a Chinese applicant without postcode or identifier.

    Why:
        Rule 19 lists them; the office identifies applicants by them.
    Known problems:
        Only asked when data of the request are given. An applicant whose country is not stated is
        left out.

    Example:
        单位申请人无统一社会信用代码
    Use instead:
        91110000600037341L
    中文:
        中国申请人缺少邮政编码、统一社会信用代码或者身份证件号码时报告。没有请求书数据的，不检查。

    """
    applicants = _applicants(case)
    if not case.has_request:
        raise NotChecked(
            "未提供请求书数据，未检查。", "Not checked: the request's data were not given."
        )
    for index, applicant in enumerate(applicants):
        if _is_chinese(applicant) is not True:
            continue
        missing = []
        if not (applicant.identifier or "").strip():
            missing.append(("统一社会信用代码或者身份证件号码", "identifier"))
        if applicant.address is None or not applicant.address.postcode:
            missing.append(("邮政编码", "postcode"))
        for zh, en in missing:
            yield absent(
                f"/bibliographic/applicants/{index}/{en}",
                zh=f"第{index + 1}申请人“{applicant.name}”没有{zh}，请填写。",
                en=f"Applicant {index + 1} has no {en}: state it.",
            )


@rule(
    "CN-REQ-018",
    zh="外国申请人应填写国籍或者注册的国家或者地区",
    en="A foreign applicant states nationality or country of registration",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[rules(19, 1)],
)
def foreign_applicant_country(case: Case) -> Drafts:
    """Report an applicant with a foreign address or name whose country is not stated.

    Why:
        Whether a foreigner may apply depends on the country.
    Known problems:
        A name without Chinese characters counts as foreign.

    Example:
        ACME Inc.（国家为空）
    Use instead:
        ACME Inc.（美国）
    中文:
        地址在国外或者名称为外文的申请人没有填写国籍或者注册国家（地区）时报告。

    """
    for index, applicant in enumerate(_applicants(case)):
        country = applicant.address.country_code if applicant.address else None
        foreign = (country is not None and country not in _CHINESE_ADDRESS) or (
            bool(applicant.name.strip()) and not _HAN.search(applicant.name)
        )
        if foreign and not applicant.nationality_code:
            yield placed(
                case.field(f"/bibliographic/applicants/{index}/name", applicant.name),
                zh=f"第{index + 1}申请人没有填写国籍或者注册的国家（地区），请填写。",
                en=f"Applicant {index + 1} states no nationality or country of registration: add it.",
            )


_TITLES = re.compile(
    r"(?:博士|硕士|学士|教授|副教授|院士|研究员|高级工程师|工程师|主任|经理|总裁|董事长|老师|先生|女士|医师|医生)$"
    r"|^(?i:Dr|Prof|Mr|Mrs|Ms)\b\.?|(?i:\bPh\.?\s?D\.?)$"
)


@rule(
    "CN-REQ-020",
    zh="个人姓名不得含学位、职务等称号",
    en="Personal names have no degrees or titles",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
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


@rule(
    "CN-REQ-021",
    zh="申请人是单位且未委托代理机构的，应填写联系人",
    en="An organisation without an agency names a contact person",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[guidelines("1.1.4.1.4")],
)
def contact_person_missing(case: Case) -> Drafts:
    """Report an organisation that applies without an agency and without a contact person.

    Why:
        Somebody has to receive the office's notices.
    Known problems:
        Only asked when data of the request are given.

    Example:
        单位申请、无代理、联系人空
    Use instead:
        联系人：李明
    中文:
        第一申请人是单位、没有委托代理机构也没有填写联系人时报告。没有请求书数据的，不检查。

    """
    first = _applicants(case)[0]
    if not case.has_request:
        raise NotChecked(
            "未提供请求书数据，未检查。", "Not checked: the request's data were not given."
        )
    if case.bibliographic.agency is not None:
        raise NotApplicable("已委托专利代理机构。", "An agency is appointed.")
    if first.party_type == "organisation" and case.bibliographic.contact_person is None:
        yield absent(
            "/bibliographic/contact_person",
            zh="申请人是单位且未委托专利代理机构，请填写联系人。",
            en="The applicant is an organisation without an agency: name a contact person.",
        )


@rule(
    "CN-REQ-022",
    zh="联系人只能填写一人，并填写通信地址、邮政编码和电话",
    en="One contact person, with address, postcode and telephone",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[guidelines("1.1.4.1.4")],
)
def contact_person_incomplete(case: Case) -> Drafts:
    """Report several names in the place of one, and a missing address, postcode or telephone.

    Why:
        Notices go to one person who can be reached.

    Example:
        联系人：李明、王芳
    Use instead:
        联系人：李明，100088，010-62080000
    中文:
        联系人填写一人以上，或者缺少通信地址、邮政编码、电话时报告。

    """
    contact = case.bibliographic.contact_person
    if contact is None:
        raise NotApplicable("没有填写联系人。", "No contact person is stated.")
    pointer = "/bibliographic/contact_person"
    if re.search(r"[、,;；，]|\s和\s|(?<=.)[和与及](?=.)", fold(contact.name)):
        yield placed(
            case.field(f"{pointer}/name", contact.name),
            zh="联系人只能填写一人，请只保留一人。",
            en="Only one contact person may be named: keep one.",
        )
    address = contact.address
    missing = []
    if address is None or not any((address.text, address.city, address.region)):
        missing.append(("通信地址", "address"))
    if address is None or not address.postcode:
        missing.append(("邮政编码", "postcode"))
    if not contact.phone:
        missing.append(("电话号码", "phone"))
    for zh, en in missing:
        yield absent(
            f"{pointer}/{en}",
            zh=f"联系人没有{zh}，请填写。",
            en=f"The contact person has no {en}: state it.",
        )


@rule(
    "CN-REQ-024",
    zh="委托代理机构的，应填写全称和机构代码",
    en="An agency is stated by its full name and code",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[rules(19, 1), guidelines("1.1.4.1.6")],
)
def agency_incomplete(case: Case) -> Drafts:
    """Report an agency without name or code.

    Why:
        Rule 19 asks for both; the code tells agencies of like name apart.

    Example:
        某某专利所（无机构代码）
    Use instead:
        北京某某知识产权代理有限公司 11000
    中文:
        委托了代理机构而缺少名称或者机构代码时报告。

    """
    agency = case.bibliographic.agency
    if agency is None:
        raise NotApplicable("没有委托代理机构。", "No agency is appointed.")
    for value, zh, en in ((agency.name, "名称", "name"), (agency.code, "机构代码", "code")):
        if not (value or "").strip():
            yield absent(
                f"/bibliographic/agency/{en}",
                zh=f"专利代理机构没有{zh}，请填写。",
                en=f"The agency has no {en}: state it.",
            )


@rule(
    "CN-REQ-025",
    zh="代理机构代码为5位数字",
    en="The agency code is five digits",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[practice()],
)
def agency_code_format(case: Case) -> Drafts:
    """Report an agency code of another form than five digits.

    Why:
        The office's codes have five digits, the first two for the region.
    Known problems:
        No text at hand says so; hence a warning.

    Example:
        1100A
    Use instead:
        11219
    中文:
        代理机构代码不是5位数字时提示。位数未见于法律文本，仅作提示。

    """
    agency = case.bibliographic.agency
    if agency is None or not agency.code:
        raise NotApplicable("没有代理机构代码。", "No agency code is stated.")
    if not re.fullmatch(r"\d{5}", fold(agency.code).strip()):
        yield placed(
            case.field("/bibliographic/agency/code", agency.code),
            zh=f"代理机构代码“{agency.code}”应为5位数字，请核对。",
            en=f"The agency code “{agency.code}” should have five digits: check it.",
        )


@rule(
    "CN-REQ-026",
    zh="一件申请的专利代理师不超过两人",
    en="At most two patent attorneys per application",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[guidelines("1.1.4.1.6")],
)
def too_many_attorneys(case: Case) -> Drafts:
    """Report a third attorney and further ones.

    Why:
        The request has room for two, and the register prints two.

    Example:
        代理师3人
    Use instead:
        代理师2人
    中文:
        请求书填写的专利代理师超过两人时报告。

    """
    agency = case.bibliographic.agency
    if agency is None:
        raise NotApplicable("没有委托代理机构。", "No agency is appointed.")
    for index, attorney in enumerate(agency.attorneys[2:], start=2):
        yield placed(
            case.field(f"/bibliographic/agency/attorneys/{index}/name", attorney.name),
            zh=f"专利代理师不得超过两人，请删除第{index + 1}名代理师。",
            en=f"At most two attorneys may be named: delete number {index + 1}.",
        )


@rule(
    "CN-REQ-027",
    zh="专利代理师应填写姓名、资格证号和联系电话",
    en="An attorney states name, licence number and telephone",
    severity=Severity.ERROR,
    consequence=Consequence.TO_BE_CORRECTED,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[rules(19, 1)],
)
def attorney_incomplete(case: Case) -> Drafts:
    """Report an attorney without licence number or telephone, and an agency without attorney.

    Why:
        Rule 19 lists them.
    Known problems:
        Only asked when data of the request are given.

    Example:
        代理师资格证号空
    Use instead:
        张三 1100000000.0 010-62080000
    中文:
        委托了代理机构而没有代理师，或者代理师缺少资格证号、联系电话时报告。没有请求书数据的，不检查。

    """
    agency = case.bibliographic.agency
    if agency is None:
        raise NotApplicable("没有委托代理机构。", "No agency is appointed.")
    if not case.has_request:
        raise NotChecked(
            "未提供请求书数据，未检查。", "Not checked: the request's data were not given."
        )
    pointer = "/bibliographic/agency/attorneys"
    if not agency.attorneys:
        yield absent(
            pointer,
            zh="没有填写专利代理师，请填写姓名、资格证号和联系电话。",
            en="No attorney is named: state name, licence number and telephone.",
        )
    for index, attorney in enumerate(agency.attorneys):
        for value, zh, en in (
            (attorney.licence_number, "资格证号", "licence_number"),
            (attorney.phone, "联系电话", "phone"),
        ):
            if not (value or "").strip():
                yield absent(
                    f"{pointer}/{index}/{en}",
                    zh=f"专利代理师“{attorney.name}”没有{zh}，请填写。",
                    en=f"Attorney {index + 1} has no {en.replace('_', ' ')}: state it.",
                )


RULES = (
    inventor_not_a_person,
    inventor_without_identity,
    inventor_name_informal,
    non_publication_mark,
    foreign_name_dot,
    chinese_applicant_incomplete,
    foreign_applicant_country,
    title_in_name,
    contact_person_missing,
    contact_person_incomplete,
    agency_incomplete,
    agency_code_format,
    too_many_attorneys,
    attorney_incomplete,
)
