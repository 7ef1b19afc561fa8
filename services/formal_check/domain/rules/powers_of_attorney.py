"""Powers of attorney and the representative (CN-AGT-001 … 003, CN-REQ-023, CN-PCT-022)."""

from __future__ import annotations

from functools import partial

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import inapplicable, papers, statements, unknown
from services.formal_check.domain.findings import Draft, Drafts, absent, placed
from services.formal_check.domain.profile import ALL_KINDS, FILING, NATIONAL_PHASE
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.agency import AgencyStatements, PowerOfAttorney
from shared.model.facts.comparing import name_key, name_keys, number_key
from shared.model.facts.filing_papers import FilingStatements
from shared.model.facts.reading import PaperFact
from shared.model.parties import Agency

filing_rule = partial(rule, kinds=ALL_KINDS, profiles=FILING, languages=None)


def _agency(case: Case) -> Agency:
    agency = case.bibliographic.agency
    if agency is None:
        inapplicable("没有委托代理机构", "No agency is appointed")
    return agency


def _powers(case: Case) -> tuple[PaperFact[PowerOfAttorney], ...]:
    """Powers of attorney for this application; a general power stands in its place."""
    found = papers(case, PowerOfAttorney)
    if not found:
        unknown("委托书", "the power of attorney")
    return found


def _at(case: Case, power: PaperFact[PowerOfAttorney], field: str, zh: str, en: str) -> Draft:
    value = getattr(power.details, field)
    text = "、".join(value) if isinstance(value, tuple) else str(value or "")
    return placed(case.field(f"{power.pointer}/details/{field}", text), zh=zh, en=en)


@filing_rule(
    "CN-AGT-001",
    zh="委托书写明权限、名称、代理机构和代理师，并与请求书一致",
    en="A power of attorney states scope, title, agency and attorneys as the request does",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC, Input.TITLE, Input.PAPERS],
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
    agency = _agency(case)
    compared = False
    for power in _powers(case):
        details = power.details
        for field, zh, en in (
            ("scope", "委托权限", "scope"),
            ("title", "发明创造名称", "title"),
            ("agencies", "专利代理机构名称", "agency"),
            ("attorneys", "专利代理师姓名", "attorneys"),
        ):
            if details.empty(field):
                compared = True
                yield _at(
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
                yield _at(
                    case,
                    power,
                    "title",
                    "委托书的发明创造名称与请求书不一致，请更正。",
                    "The power's title is not the request's: correct it.",
                )
        if details.agencies:
            compared = True
            if name_key(agency.name) not in name_keys(details.agencies):
                yield _at(
                    case,
                    power,
                    "agencies",
                    "委托书的代理机构与请求书不一致，请更正。",
                    "The power's agency is not the request's: correct it.",
                )
        if details.attorneys:
            compared = True
            if name_keys(details.attorneys) != name_keys(a.name for a in agency.attorneys):
                yield _at(
                    case,
                    power,
                    "attorneys",
                    "委托书的专利代理师与请求书不一致，请更正。",
                    "The power's attorneys are not the request's: correct them.",
                )
    if not compared:
        unknown("委托书的内容", "what the power of attorney states")


@filing_rule(
    "CN-AGT-002",
    zh="委托书由全体申请人签章并由代理机构盖章，或者写明总委托书编号",
    en="All applicants sign the power and the agency seals it, or a general power is named",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS, Input.REQUEST],
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
    _agency(case)
    if case.has_request and statements(case, AgencyStatements).general_power_number:
        return
    powers = _powers(case)
    if any(power.details.general_number for power in powers):
        return
    applicants = case.bibliographic.applicants
    looked = False
    for power in powers:
        details = power.details
        if details.agency_sealed is not None:
            looked = True
            if not details.agency_sealed:
                yield _at(
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
            yield _at(
                case,
                power,
                "signed_by",
                f"委托书缺少{which}申请人的签字或者盖章，请补正。",
                f"Applicants {', '.join(map(str, lacking))} have not signed the power.",
            )
    if not looked:
        unknown("委托书的签章", "who signed the power of attorney")


@filing_rule(
    "CN-AGT-003",
    zh="被委托的代理机构仅限一家",
    en="Only one agency is appointed",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[guidelines("1.1.6.1.1")],
)
def several_agencies(case: Case) -> Drafts:
    """Report powers of attorney for more than one agency.

    Why:
        The office writes to one agency; a second appointment is not accepted.

    Example:
        同时委托甲、乙两家代理机构
    Use instead:
        只委托甲代理机构
    中文:
        各份委托书委托了两家以上代理机构时报告。被委托的专利代理机构仅限一家。

    """
    _agency(case)
    names: dict[str, str] = {}
    for power in _powers(case):
        for name in power.details.agencies or ():
            names.setdefault(name_key(name), name)
    if not names:
        unknown("委托书的代理机构", "the agency in the power of attorney")
    if len(names) > 1:
        yield placed(
            case.field("/papers", "、".join(names.values())),
            zh=f"委托了{len(names)}家代理机构，仅限一家，请更正。",
            en=f"{len(names)} agencies are appointed: only one may be.",
        )


@filing_rule(
    "CN-REQ-023",
    zh="声明的代表人应是申请人之一",
    en="The declared representative is one of the applicants",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    basis=[rules(17, 3), guidelines("1.1.4.1.5")],
)
def representative_no_applicant(case: Case) -> Drafts:
    """Report a declared representative that is no applicant, and more than one of them.

    Without a declaration the first applicant is the representative; nothing is reported then.

    Why:
        The representative acts for all applicants before the office.

    Example:
        申请人张三、李四，代表人赵六
    Use instead:
        代表人李四
    中文:
        请求书声明的代表人不是申请人之一，或者声明了两名以上代表人时报告。没有声明的，以第一署名申请人为代表人。

    """
    applicants = case.bibliographic.applicants
    if len(applicants) < 2:
        inapplicable("申请人不足两人", "There are not two applicants")
    marked = [index for index, party in enumerate(applicants) if party.representative]
    if len(marked) > 1:
        yield placed(
            case.field("/bibliographic/applicants", ""),
            zh=f"声明了{len(marked)}名代表人，请只声明一名。",
            en=f"{len(marked)} representatives are declared: declare one.",
        )
    named = statements(case, FilingStatements).representative if case.has_request else None
    if named is not None and name_key(named) not in name_keys(p.name for p in applicants):
        yield placed(
            case.field("/request/further/representative", named),
            zh="声明的代表人不是申请人之一，请更正。",
            en="The declared representative is no applicant: correct it.",
        )


@filing_rule(
    "CN-PCT-022",
    zh="进入国家阶段的委托书写明国际申请号和申请人原文及译名",
    en="National phase: the power states the international number and names as published",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    routes=NATIONAL_PHASE,
    consequence=Consequence.TO_BE_CORRECTED,
    basis=[guidelines("3.1.5.1.2")],
)
def power_without_international_data(case: Case) -> Drafts:
    """Report a power that does not state, or states otherwise, number and names of the applicants.

    Why:
        The power is usually signed abroad: number and original name tie it to the application.
    Known problems:
        Only details that somebody noted are compared; a stated empty value counts as missing.

    Example:
        委托书没有国际申请号
    Use instead:
        委托书写明PCT/US2024/012345、申请人原文名称和中文译名
    中文:
        进入国家阶段的委托书没有写明国际申请号、申请人原文名称或者中文译名，或者与申请不一致时提示。

    """
    _agency(case)
    pct = case.bibliographic.pct
    own = {
        "international_application_number": (pct.application_number or "") if pct else "",
    }
    applicants = case.bibliographic.applicants
    looked = False
    for power in _powers(case):
        details = power.details
        for field, zh, en in (
            ("international_application_number", "国际申请号", "international application number"),
            ("original_names", "申请人的原文姓名或者名称", "applicants' original names"),
            ("applicants", "申请人的中文译名", "applicants' Chinese names"),
        ):
            if not details.states(field):
                continue
            looked = True
            if details.empty(field):
                yield absent(
                    f"{power.pointer}/details/{field}",
                    zh=f"委托书没有写明{zh}，请补正。",
                    en=f"The power does not state the {en}: complete it.",
                )
        number = details.international_application_number
        wanted = own["international_application_number"]
        if number and wanted and number_key(number) != number_key(wanted):
            yield _at(
                case,
                power,
                "international_application_number",
                "委托书的国际申请号与进入声明不一致，请更正。",
                "The power's international number is not the application's: correct it.",
            )
        originals = [party.original_name for party in applicants if party.original_name]
        for field, names, zh, en in (
            ("original_names", originals, "原文名称", "original names"),
            ("applicants", [party.name for party in applicants], "中文译名", "Chinese names"),
        ):
            stated = getattr(details, field)
            if stated and names and name_keys(stated) != name_keys(names):
                yield _at(
                    case,
                    power,
                    field,
                    f"委托书的申请人{zh}与申请文件不一致，请更正。",
                    f"The {en} of the power are not those of the application: correct them.",
                )
    if not looked:
        unknown("委托书的国际申请号和申请人名称", "the power's number and names")


RULES = (
    power_differs,
    power_unsigned,
    several_agencies,
    representative_no_applicant,
    power_without_international_data,
)
