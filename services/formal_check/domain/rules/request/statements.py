"""Statements of the request: twins, consistency, secrecy, good faith (CN-REQ-034 … 037)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.every_paper import every_paper
from services.formal_check.domain.facts import known, statements
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.request.reading import request_rule
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.facts.comparing import name_key, name_keys
from shared.model.facts.filing_statements import FilingStatements, is_electronic
from shared.model.facts.reading import kinds
from shared.model.source import Location

_REQUEST = "/request"


def _place(case: Case, element: str, text: str = "") -> Location:
    return Location(file=case.file_of("request"), text=text, element=element)


@rule(
    "CN-REQ-034",
    zh="同日对同样的发明创造申请发明和实用新型的，申请时应分别说明",
    en="An invention and a utility model for the same thing on one day declare each other",
    severity=Severity.ERROR,
    reads=[Input.REQUEST, Input.BIBLIOGRAPHIC],
    profiles=FILING,
    basis=[rules(47, 2)],
)
def twin_applications(case: Case) -> Drafts:
    """Report a twin application that one of the two requests does not declare.

    Why:
        Only with both declarations can the utility model later be given up for the invention.
    Known problems:
        That a twin exists is a fact of the case file (twin_application): other applications are
        not searched.

    Example:
        同日申请存在，本请求书未勾选同日声明
    Use instead:
        两份请求书均勾选
    中文:
        已知同一申请人同日就同样的发明创造提出另一申请，而本请求书或者另一请求书没有声明时报告。

    """
    stated = statements(case, FilingStatements)
    declared = case.request.same_day_application_declared
    twin = stated.twin_application
    if twin is None:
        if declared is None:
            raise NotChecked(
                "未提供同日申请声明（same_day_application_declared）和同日申请（twin_application），未检查。",
                "Not checked: neither the declaration nor a twin application was given.",
            )
        raise NotApplicable("没有已知的同日申请。", "No twin application is known.")
    filed = case.bibliographic.filing_date
    if twin.filing_date is not None and filed is not None and twin.filing_date != filed:
        raise NotApplicable("另一申请不是同日提出。", "The other application has another date.")
    known(
        declared, "同日申请声明（same_day_application_declared）", "same_day_application_declared"
    )
    if not declared:
        yield placed(
            _place(case, f"{_REQUEST}/same_day_application_declared"),
            zh="同日就同样的发明创造另有申请，本请求书没有声明；该声明只能在申请时作出，请核对。",
            en="There is a twin application of the same day, which this request does not declare; "
            "it can be declared at filing only.",
        )
    if twin.declared is False:
        yield placed(
            _place(case, f"{_REQUEST}/further/twin_application", twin.application_number or ""),
            zh="另一申请的请求书没有作同日申请声明，两份请求书均应声明。",
            en="The request of the other application lacks the declaration: both need it.",
        )


_COMPARED = kinds(
    "power_of_attorney", "专利代理委托书", "委托书", "总委托书", "fee_reduction_request", "费用减缴请求书",
    "examination_request", "实质审查请求书", "early_publication_request", "提前公布声明", "补正书",
    "correction", "意见陈述书", "observations", "延长期限请求书", "extension_request", "撤回专利申请声明",
    "withdrawal",
)  # fmt: skip
"""Papers that name the applicants, agency and title of this application itself."""


@request_rule(
    "CN-REQ-035",
    zh="同一内容在不同文件中应填写一致",
    en="The same data are stated alike in all papers",
    severity=Severity.WARNING,
    reads=[Input.REQUEST, Input.BIBLIOGRAPHIC, Input.TITLE, Input.PAPERS],
    basis=[guidelines("5.1.5.4")],
)
def papers_agree(case: Case) -> Drafts:
    """Compare applicants, agency and title of the request with those in further papers.

    Why:
        A paper that names others may belong to another application.
    Known problems:
        Priority documents, assignments and requests for a change name others rightly; they are
        left to their own rules. White space, width and punctuation do not count.

    Example:
        请求书申请人为甲公司，委托书申请人为乙公司
    Use instead:
        两处均为甲公司
    中文:
        比较请求书与委托书、费用减缴请求书、实质审查请求书等文件中的申请人、代理机构和名称，不一致时提示。

    """
    bibliographic = case.bibliographic
    applicants = name_keys(party.name for party in bibliographic.applicants)
    agency = bibliographic.agency
    title = case.request_title or case.description_title
    compared = False
    for pointer, paper, details in every_paper(case):
        if re.sub(r"[\s_\-《》]", "", fold(paper.kind).lower()) not in _COMPARED:
            continue
        checks = (
            ("applicants", "申请人", details.applicants, applicants),
            (
                "agency",
                "专利代理机构",
                None if details.agency is None else (details.agency,),
                name_keys([agency.name]) if agency is not None else frozenset(),
            ),
            (
                "title",
                "发明创造名称",
                None if details.title is None else (details.title,),
                name_keys([title.text]) if title is not None else frozenset(),
            ),
        )
        for field, zh, stated, own in checks:
            if stated is None or not own:
                continue
            compared = True
            for name in stated:
                if name_key(name) not in own:
                    yield placed(
                        Location(file="", text=name, element=f"{pointer}/details/{field}"),
                        zh=f"“{paper.kind}”中的{zh}“{name}”与请求书不一致，请改为一致。",
                        en=f"The {field} “{name}” of this paper differs from the request: correct it.",
                    )
    if not compared:
        raise NotChecked(
            "没有可与请求书比较的文件内容，未检查。",
            "Not checked: no paper states data that the request has too.",
        )


@rule(
    "CN-REQ-036",
    zh="保密请求应在请求书中提出，并以纸件提交",
    en="Secrecy is requested in the request form, and the papers are filed on paper",
    severity=Severity.ERROR,
    reads=[Input.REQUEST, Input.DOCUMENTS],
    profiles=FILING,
    basis=[guidelines("5.5.3.1.1")],
)
def secrecy_on_paper(case: Case) -> Drafts:
    """Report a request for secrecy in an application that was filed electronically.

    Why:
        Matter that may have to be kept secret must not pass through the e-filing system.
    Known problems:
        Papers read from an e-filing package count as electronic unless the medium is stated.

    Example:
        电子申请勾选保密请求
    Use instead:
        以纸件提交
    中文:
        请求书中提出保密请求，而申请文件以电子形式提交时报告。

    """
    requested = known(
        case.request.secrecy_requested, "保密请求（secrecy_requested）", "secrecy_requested"
    )
    if not requested:
        raise NotApplicable("没有提出保密请求。", "Secrecy is not requested.")
    electronic = is_electronic(statements(case, FilingStatements).filing_medium)
    if electronic is None and any(d.format == "cnipa-efiling" for d in case.documents):
        electronic = True
    known(electronic, "提交方式（filing_medium）", "the medium of filing (filing_medium)")
    if electronic:
        yield placed(
            _place(case, f"{_REQUEST}/secrecy_requested"),
            zh="提出保密请求的申请应以纸件形式提交，不得通过电子方式提交，请改以纸件提交。",
            en="An application with a request for secrecy is filed on paper, not electronically.",
        )


@request_rule(
    "CN-REQ-037",
    zh="申请应以真实发明创造活动为基础",
    en="An application rests on genuine inventive activity",
    severity=Severity.NOTICE,
    reads=[Input.REQUEST],
    basis=[rules(11, 1, before=False)],
    introduced=True,
)
def near_duplicates(case: Case) -> Drafts:
    """Note that the case file knows applications of the same applicant that read alike.

    Why:
        Applications made up in series are refused; only a person can tell.
    Known problems:
        Likeness is a fact of the case file (near_duplicates): it is not measured here.

    Example:
        同日批量雷同文本
    Use instead:
        无雷同申请
    中文:
        案卷数据表明同一申请人有雷同申请时提示人工核查，不作结论。

    """
    found = statements(case, FilingStatements)
    if not found.states("near_duplicates"):
        raise NotChecked(
            "未提供雷同申请（near_duplicates），未检查。",
            "Not checked: near_duplicates was not given.",
        )
    if found.near_duplicates:
        yield placed(
            _place(case, f"{_REQUEST}/further/near_duplicates", "、".join(found.near_duplicates)),
            zh=f"同一申请人有{len(found.near_duplicates)}件雷同申请，请人工核查是否以真实发明创造活动为基础。",
            en=f"{len(found.near_duplicates)} applications of this applicant read alike: a person "
            "should check.",
        )


RULES = (
    twin_applications,
    papers_agree,
    secrecy_on_paper,
    near_duplicates,
)
