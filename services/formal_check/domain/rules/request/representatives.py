"""Who acts for the applicants (CN-AGT-003, CN-REQ-023)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import inapplicable, statements, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.request.appointments import appointed_agency, powers_filed
from services.formal_check.domain.rules.request.reading import request_rule
from shared.contracts.formal_check import Severity
from shared.model.facts.comparing import name_key, name_keys
from shared.model.facts.filing_papers import FilingStatements


@request_rule(
    "CN-AGT-003",
    zh="被委托的代理机构仅限一家",
    en="Only one agency is appointed",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    languages=None,
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
    appointed_agency(case)
    names: dict[str, str] = {}
    for power in powers_filed(case):
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


@request_rule(
    "CN-REQ-023",
    zh="声明的代表人应是申请人之一",
    en="The declared representative is one of the applicants",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    languages=None,
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


RULES = (
    several_agencies,
    representative_no_applicant,
)
