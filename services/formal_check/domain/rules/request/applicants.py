"""Applicants and contact person in the request (CN-REQ-016, 018, 021, 022)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.request.reading import applicants_of, request_rule
from services.formal_check.domain.script import HAN
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.parties import Applicant

_CHINESE_ADDRESS = frozenset({"CN"})


def _is_chinese(applicant: Applicant) -> bool | None:
    country = applicant.nationality_code or (
        applicant.address.country_code if applicant.address else None
    )
    return None if country is None else country in _CHINESE_ADDRESS


@request_rule(
    "CN-REQ-016",
    zh="中国申请人应填写名称或者姓名、地址、邮政编码、统一社会信用代码或者身份证件号码",
    en="A Chinese applicant states name, address, postcode and identifier",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
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
    applicants = applicants_of(case)
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


@request_rule(
    "CN-REQ-018",
    zh="外国申请人应填写国籍或者注册的国家或者地区",
    en="A foreign applicant states nationality or country of registration",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
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
    for index, applicant in enumerate(applicants_of(case)):
        country = applicant.address.country_code if applicant.address else None
        foreign = (country is not None and country not in _CHINESE_ADDRESS) or (
            bool(applicant.name.strip()) and not HAN.search(applicant.name)
        )
        if foreign and not applicant.nationality_code:
            yield placed(
                case.field(f"/bibliographic/applicants/{index}/name", applicant.name),
                zh=f"第{index + 1}申请人没有填写国籍或者注册的国家（地区），请填写。",
                en=f"Applicant {index + 1} states no nationality or country of registration: add it.",
            )


@request_rule(
    "CN-REQ-021",
    zh="申请人是单位且未委托代理机构的，应填写联系人",
    en="An organisation without an agency names a contact person",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
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
    first = applicants_of(case)[0]
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


@request_rule(
    "CN-REQ-022",
    zh="联系人只能填写一人，并填写通信地址、邮政编码和电话",
    en="One contact person, with address, postcode and telephone",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
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


RULES = (
    chinese_applicant_incomplete,
    foreign_applicant_country,
    contact_person_missing,
    contact_person_incomplete,
)
