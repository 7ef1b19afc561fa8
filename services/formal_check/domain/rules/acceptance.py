"""What an application needs to be accepted at all (CN-ACC-001 … 008; Rule 44)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.findings import Drafts, absent, placed, whole
from services.formal_check.domain.profile import (
    ALL_KINDS,
    DESIGN,
    FILING,
    UTILITY_MODEL,
)
from services.formal_check.domain.rule import rule
from services.formal_check.domain.script import is_foreign
from shared.contracts.formal_check import Consequence, Severity
from shared.model.application_number import parse_cn_application_number
from shared.model.identification import ApplicationKind

_MAINLAND = frozenset({"CN"})
_KIND_NAMES = {
    ApplicationKind.INVENTION: ("发明", "invention"),
    ApplicationKind.UTILITY_MODEL: ("实用新型", "utility model"),
    ApplicationKind.DESIGN: ("外观设计", "design"),
}


@rule(
    "CN-ACC-001",
    zh="发明申请应有请求书、说明书和权利要求书",
    en="An invention application has a request, a description and claims",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.CLAIMS, Input.DESCRIPTION, Input.REQUEST],
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1), guidelines("5.3.2.2")],
)
def parts_missing(case: Case) -> Drafts:
    """Report a filing without claims or without a description.

    It serves utility models too, which need the same parts and drawings (CN-ACC-002). The request
    form comes apart from the package; where its data are absent that part is not checked.

    Why:
        Without these papers there is no filing date. Where priority is claimed, a missing part
        can be incorporated by reference within two months (CN-ACC-009).

    Example:
        申请包内只有请求书与说明书
    Use instead:
        申请包内有请求书、100001权利要求书、100002说明书
    中文:
        申请包中没有权利要求书或者没有说明书时报告，将不予受理。请求书另行提交，没有其数据的部分不作结论。
        要求了优先权的，可以在2个月内以援引在先申请的方式补交。

    """
    if not case.has_claims:
        yield absent(
            "claims",
            file=case.file_of("claims"),
            zh="没有权利要求书，申请将不予受理，请提交。",
            en="There are no claims: the application will not be accepted. Hand them in.",
        )
    if not case.has_description:
        yield absent(
            "description",
            file=case.file_of("description"),
            zh="没有说明书，申请将不予受理，请提交。",
            en="There is no description: the application will not be accepted. Hand it in.",
        )
    if not case.has_request:
        raise NotChecked(
            "未提供请求书数据，未检查请求书。", "Not checked: the request's data were not given."
        )


@rule(
    "CN-ACC-002",
    zh="实用新型申请应有说明书附图",
    en="A utility-model application has drawings",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.DRAWINGS],
    kinds=UTILITY_MODEL,
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1), guidelines("5.3.2.2")],
)
def utility_model_drawings_missing(case: Case) -> Drafts:
    """Report a utility model without drawings.

    Why:
        Without drawings a utility model is not accepted.

    Example:
        实用新型申请包内无100003
    Use instead:
        含100003且至少一幅附图
    中文:
        实用新型申请没有说明书附图时报告，将不予受理。

    """
    if not case.figures:
        yield absent(
            "drawings",
            file=case.file_of("drawings"),
            zh="实用新型申请没有说明书附图，将不予受理，请提交。",
            en="This utility model has no drawings: it will not be accepted. Hand them in.",
        )


@rule(
    "CN-ACC-003",
    zh="外观设计申请应有请求书、图片或者照片和简要说明",
    en="A design application has a request, pictures and a brief explanation",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.DESIGN],
    kinds=DESIGN,
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1), law(27, 1)],
)
def design_parts_missing(case: Case) -> Drafts:
    """Report a design filing without pictures or without a brief explanation.

    Why:
        The pictures define the design and the brief explanation says what it is for; without
        either the application is not accepted.

    Example:
        外观设计申请没有简要说明
    Use instead:
        请求书、六面视图和简要说明齐全
    中文:
        外观设计申请没有图片或者照片，或者没有简要说明时报告，将不予受理。

    """
    design = case.design_or_none
    if design is None or not design.views:
        yield absent(
            "design/views",
            zh="没有外观设计的图片或者照片，申请将不予受理，请提交。",
            en="There are no pictures of the design: it will not be accepted. Hand them in.",
        )
    if design is None or not any(unit.text.strip() for unit in design.brief_explanation):
        yield absent(
            "design/brief_explanation",
            zh="没有外观设计的简要说明，申请将不予受理，请提交。",
            en="There is no brief explanation: the design will not be accepted. Hand it in.",
        )


@rule(
    "CN-ACC-004",
    zh="申请文件应使用中文",
    en="The papers are in Chinese",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.CLAIMS, Input.DESCRIPTION, Input.ABSTRACT],
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1), rules(3, 1)],
)
def not_in_chinese(case: Case) -> Drafts:
    """Report claims, description or abstract written in another language.

    Scripts are counted: a part is foreign when Latin letters outnumber Chinese characters four to
    one, or kana and hangul are many.

    Why:
        Papers in another language are not accepted.
    Known problems:
        Short parts, and parts made of formulae, are not judged.

    Example:
        1. A cup comprising a body and a lid.
    Use instead:
        1. 一种水杯，包括杯体和杯盖。
    中文:
        权利要求书、说明书或者摘要使用其他文字时报告：按各种文字的字数判断，过短的部分不判断。

    """
    parts = (
        ("权利要求书", "The claims", [c.unit for c in case.claims] if case.has_claims else []),
        (
            "说明书",
            "The description",
            [p.unit for p in case.paragraphs] if case.has_description else [],
        ),
        ("摘要", "The abstract", list(a.units) if (a := case.abstract_or_none) else []),
    )
    for zh, en, units in parts:
        if units and is_foreign(unit.text for unit in units):
            yield whole(
                units[0],
                zh=f"{zh}未使用中文，申请将不予受理，请提交中文文本。",
                en=f"{en} should be in Chinese: hand in a Chinese text.",
            )


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
    "CN-ACC-006",
    zh="专利申请的类别应当明确",
    en="The kind of application is clear",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.REQUEST],
    kinds=ALL_KINDS,
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1)],
)
def kind_unclear(case: Case) -> Drafts:
    """Report a request from which the kind of application cannot be told.

    Why:
        Invention, utility model and design are examined differently; an unclear kind is not
        accepted.
    Known problems:
        Only asked when data of the request are given.

    Example:
        请求书未选择申请类别
    Use instead:
        申请类别：发明
    中文:
        有请求书数据而无法确定申请类别（发明、实用新型或者外观设计）时报告。

    """
    if case.profile.kind is not None:
        return
    if not case.has_request:
        raise NotChecked(
            "未提供请求书数据，未检查。", "Not checked: the request's data were not given."
        )
    yield absent(
        "request/kind",
        zh="申请类别不明确，请选择发明、实用新型或者外观设计。",
        en="The kind of application is unclear: choose invention, utility model or design.",
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


@rule(
    "CN-ACC-008",
    zh="分案申请的类别应与原申请一致",
    en="A divisional keeps the kind of its parent",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    languages=None,
    basis=[rules(48, 3), guidelines("5.3.2.2")],
)
def divisional_changes_kind(case: Case) -> Drafts:
    """Compare the kind of a divisional with the kind that its parent's number shows.

    Why:
        A divisional is part of its parent and cannot become another right.

    Example:
        原申请为发明，分案申请为实用新型
    Use instead:
        均为发明
    中文:
        按原申请号判断原申请的类别，与分案申请不同时报告。

    """
    parent = case.bibliographic.parent
    if parent is None:
        raise NotApplicable("不是分案申请。", "This is no divisional.")
    number = parse_cn_application_number(parent.application_number)
    if number is None or number.kind is None or case.profile.kind is None:
        raise NotChecked(
            "无法从原申请号确定其类别，未检查。",
            "Not checked: the parent's number does not tell its kind.",
        )
    if number.kind is not case.profile.kind:
        zh, en = _KIND_NAMES[number.kind]
        own_zh, own_en = _KIND_NAMES[case.profile.kind]
        yield placed(
            case.field("/bibliographic/parent/application_number", parent.application_number),
            zh=f"原申请为{zh}，分案申请为{own_zh}；分案申请不得改变原申请的类别。",
            en=f"The parent is for a {en}, this divisional for a {own_en}: the kind may not change.",
        )


RULES = (
    parts_missing,
    utility_model_drawings_missing,
    design_parts_missing,
    not_in_chinese,
    applicant_missing,
    kind_unclear,
    agency_required,
    divisional_changes_kind,
)
