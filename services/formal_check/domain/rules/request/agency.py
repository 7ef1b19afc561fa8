"""The agency in the request (CN-REQ-024 … 027)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, practice, rules
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.request.reading import request_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.claim_language.folding import fold

_CHINESE_ADDRESS = frozenset({"CN"})


@request_rule(
    "CN-REQ-024",
    zh="委托代理机构的，应填写全称和机构代码",
    en="An agency is stated by its full name and code",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
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


@request_rule(
    "CN-REQ-025",
    zh="代理机构代码为5位数字",
    en="The agency code is five digits",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
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


@request_rule(
    "CN-REQ-026",
    zh="一件申请的专利代理师不超过两人",
    en="At most two patent attorneys per application",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
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


@request_rule(
    "CN-REQ-027",
    zh="专利代理师应填写姓名、资格证号和联系电话",
    en="An attorney states name, licence number and telephone",
    severity=Severity.ERROR,
    consequence=Consequence.TO_BE_CORRECTED,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
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
    agency_incomplete,
    agency_code_format,
    too_many_attorneys,
    attorney_incomplete,
)
