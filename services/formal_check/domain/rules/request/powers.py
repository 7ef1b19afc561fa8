"""Powers of attorney agree with the request and are signed (CN-AGT-001, 002)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import statements, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.request.appointments import (
    appointed_agency,
    in_power,
    powers_filed,
)
from services.formal_check.domain.rules.request.reading import request_rule
from shared.contracts.formal_check import Severity
from shared.model.facts.agency import AgencyStatements
from shared.model.facts.comparing import name_key, name_keys


@request_rule(
    "CN-AGT-001",
    zh="委托书写明权限、名称、代理机构和代理师，并与请求书一致",
    en="A power of attorney states scope, title, agency and attorneys as the request does",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC, Input.TITLE, Input.PAPERS],
    languages=None,
    basis=[rules(17, 2), guidelines("1.1.6.1.2")],
)
def power_differs(case: Case) -> Drafts:
    """Compare the power of attorney with the request, and report what it states to be empty.

    Compared are title, agency and attorneys, and the form code (100007).

    Why:
        A power that does not fit is objected to; uncorrected, the agency is deemed not appointed.
    Known problems:
        Only details that somebody noted are compared; the paper itself is not read.

    Example:
        委托书的代理师王五，请求书的代理师赵六
    Use instead:
        委托书与请求书均为赵六
    中文:
        委托书没有写明委托权限、发明创造名称、代理机构或者代理师，或者与请求书填写的内容不一致，或者没有使用标准表格时提示。

    """
    agency = appointed_agency(case)
    compared = False
    for power in powers_filed(case):
        details = power.details
        for field, zh, en in (
            ("scope", "委托权限", "scope"),
            ("title", "发明创造名称", "title"),
            ("agencies", "专利代理机构名称", "agency"),
            ("attorneys", "专利代理师姓名", "attorneys"),
        ):
            if details.empty(field):
                compared = True
                yield in_power(
                    case,
                    power,
                    field,
                    f"委托书没有写明{zh}，请补正。",
                    f"The power states no {en}.",
                )
        if power.form_code is not None and power.form_code != "100007":
            yield placed(
                case.field(f"{power.pointer}/form_code", power.form_code),
                zh="委托书没有使用标准表格（100007），请改用。",
                en="The power is not on the office's form 100007: use it.",
            )
        title = case.request_title or case.description_title
        if details.title and title is not None:
            compared = True
            if name_key(details.title) != name_key(title.text):
                yield in_power(
                    case,
                    power,
                    "title",
                    "委托书的发明创造名称与请求书不一致，请更正。",
                    "The power's title is not the request's: correct it.",
                )
        if details.agencies:
            compared = True
            if name_key(agency.name) not in name_keys(details.agencies):
                yield in_power(
                    case,
                    power,
                    "agencies",
                    "委托书的代理机构与请求书不一致，请更正。",
                    "The power's agency is not the request's: correct it.",
                )
        if details.attorneys:
            compared = True
            if name_keys(details.attorneys) != name_keys(a.name for a in agency.attorneys):
                yield in_power(
                    case,
                    power,
                    "attorneys",
                    "委托书的专利代理师与请求书不一致，请更正。",
                    "The power's attorneys are not the request's: correct them.",
                )
    if not compared:
        unknown("委托书的内容", "what the power of attorney states")


@request_rule(
    "CN-AGT-002",
    zh="委托书由全体申请人签章并由代理机构盖章，或者写明总委托书编号",
    en="All applicants sign the power and the agency seals it, or a general power is named",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS, Input.REQUEST],
    languages=None,
    basis=[guidelines("1.1.6.1.2")],
)
def power_unsigned(case: Case) -> Drafts:
    """Report applicants that have not signed the power, and a missing seal of the agency.

    The number of a general power, in the request or among the papers, is enough.

    Why:
        Without all signatures the agency is deemed not appointed; for a foreign applicant the
        application itself is at stake.

    Example:
        委托书缺第二申请人的签章
    Use instead:
        全体申请人签章，或者写明总委托书编号
    中文:
        委托书缺少申请人的签字或者盖章，或者没有代理机构的公章时报告。请求书或者文件中写明总委托书编号的，不报告。

    """
    appointed_agency(case)
    if case.has_request and statements(case, AgencyStatements).general_power_number:
        return
    powers = powers_filed(case)
    if any(power.details.general_number for power in powers):
        return
    applicants = case.bibliographic.applicants
    looked = False
    for power in powers:
        details = power.details
        if details.agency_sealed is not None:
            looked = True
            if not details.agency_sealed:
                yield in_power(
                    case,
                    power,
                    "agency_sealed",
                    "委托书没有代理机构的公章，请补正。",
                    "The agency has not sealed the power.",
                )
        if not details.states("signed_by"):
            continue
        looked = True
        signed = name_keys(details.signed_by or ())
        lacking = [index for index, a in enumerate(applicants, 1) if name_key(a.name) not in signed]
        if lacking:
            which = "、".join(f"第{index}" for index in lacking)
            yield in_power(
                case,
                power,
                "signed_by",
                f"委托书缺少{which}申请人的签字或者盖章，请补正。",
                f"Applicants {', '.join(map(str, lacking))} have not signed the power.",
            )
    if not looked:
        unknown("委托书的签章", "who signed the power of attorney")


RULES = (
    power_differs,
    power_unsigned,
)
