"""There is an applicant, and an agency where one has to act (CN-ACC-005, 007; Rule 44)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, FILING
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity

_MAINLAND = frozenset({"CN"})


@rule(
    "CN-ACC-005",
    zh="请求书应有申请人姓名或者名称以及地址",
    en="The request states the applicant's name and address",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.REQUEST, Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1)],
)
def applicant_missing(case: Case) -> Drafts:
    """Report a request without an applicant, or an applicant without name or address.

    Why:
        The office has to know who applies and where to write; otherwise it does not accept.
    Known problems:
        Only asked when data of the request are given: a package alone does not carry them.

    Example:
        申请人地址：（空）
    Use instead:
        北京市海淀区西土城路6号
    中文:
        请求书没有申请人，或者申请人缺少姓名（名称）或者地址时报告。没有请求书数据的，不检查。

    """
    applicants = case.bibliographic.applicants
    if not applicants:
        if not case.has_request:
            raise NotChecked(
                "未提供请求书数据，未检查。", "Not checked: the request's data were not given."
            )
        yield absent(
            "bibliographic/applicants",
            zh="请求书没有申请人，申请将不予受理，请填写申请人姓名或者名称和地址。",
            en="The request names no applicant: state name and address.",
        )
    for index, applicant in enumerate(applicants):
        pointer = f"/bibliographic/applicants/{index}"
        if not applicant.name.strip():
            yield absent(
                f"{pointer}/name",
                zh=f"第{index + 1}申请人没有姓名或者名称，请填写。",
                en=f"Applicant {index + 1} has no name: state it.",
            )
        address = applicant.address
        if address is None or not any((address.text, address.city, address.region)):
            yield absent(
                f"{pointer}/address",
                zh=f"第{index + 1}申请人“{applicant.name}”没有地址，请填写。",
                en=f"Applicant {index + 1} has no address: state it.",
            )


@rule(
    "CN-ACC-007",
    zh="在中国内地没有经常居所或者营业所的申请人应委托专利代理机构",
    en="An applicant without residence or business in mainland China appoints an agency",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    languages=None,
    basis=[law(18, 1), guidelines("1.1.6.1.1"), guidelines("5.3.2.2")],
)
def agency_required(case: Case) -> Drafts:
    """Report a first (or representative) applicant from outside mainland China without an agency.

    Why:
        The law requires an agency for applicants who have neither habitual residence nor place
        of business in China.
    Known problems:
        Residence is judged by the address's country, else by nationality; a foreigner living in
        China needs no agency, so without an address this is a warning.

    Example:
        第一申请人地址在美国，未填写代理机构
    Use instead:
        填写代理机构名称及代码
    中文:
        第一申请人（或者代表人）的地址在中国内地以外而没有委托代理机构时报告；没有地址、仅国籍为外国的，
        作提示，因为在中国内地有经常居所的外国人可以自行申请。

    """
    applicants = case.bibliographic.applicants
    if not applicants:
        raise NotChecked("未提供申请人，未检查。", "Not checked: no applicant was given.")
    if case.bibliographic.agency is not None:
        return
    declared = [i for i, applicant in enumerate(applicants) if applicant.representative]
    index = declared[0] if declared else 0
    applicant = applicants[index]
    address_country = applicant.address.country_code if applicant.address else None
    country = address_country or applicant.nationality_code
    if country is None:
        raise NotChecked(
            "未提供申请人的地址国别，未检查。",
            "Not checked: the country of the applicant's address was not given.",
        )
    if country in _MAINLAND:
        return
    yield placed(
        case.field(f"/bibliographic/applicants/{index}/name", applicant.name),
        zh=f"申请人“{applicant.name}”（{country}）在中国内地没有经常居所或者营业所的，应当委托专利代理机构。",
        en=f"An applicant from {country} without residence or business in mainland China has to "
        "appoint a patent agency.",
        severity=None if address_country else Severity.WARNING,
    )


RULES = (
    applicant_missing,
    agency_required,
)
