"""Secrecy examination before filing abroad (CN-SEC-001, 002; Patent Law Art. 19, Rule 8)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.facts import events, inapplicable, known, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.profile import TECHNICAL
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.examination import SecrecyExaminationRequest
from shared.model.facts.notices import ForeignFiling

_CHINESE = frozenset({"zh", "zh-cn", "中文", "汉语"})
_THIS_OFFICE = frozenset({"CN", "RO/CN", "CNIPA", "中国", "国家知识产权局"})


@procedure_rule(
    "CN-SEC-001",
    zh="在中国完成的发明或者实用新型向外国申请前，应请求保密审查",
    en="Before an invention made in China is filed abroad, secrecy examination is requested",
    severity=Severity.WARNING,
    consequence=Consequence.REJECTED,
    reads=[Input.EVENTS, Input.PAPERS],
    kinds=TECHNICAL,
    basis=[law(19, 1), rules(8, 3, before=False)],
)
def secrecy_examination_not_requested(case: Case) -> Drafts:
    """Warn of an application abroad without an earlier request for secrecy examination.

    An international application filed with this office counts as such a request.

    Why:
        Without it no patent is granted in China.
    Known problems:
        Where the place in which the invention was made is not stated, China is assumed.

    Example:
        2026-03-05拟向美国申请，未请求保密审查
    Use instead:
        2026-01-05请求向外国申请专利保密审查
    中文:
        在中国完成的发明或者实用新型向外国申请专利前没有请求保密审查时提示；向本局提交国际申请的视为同时提出请求。

    """
    filings = [
        filing
        for filing in events(case, ForeignFiling)
        if filing.details.made_in_china is not False
        and not (
            filing.details.international_application
            and (filing.details.office or "").upper() in _THIS_OFFICE
        )
    ]
    if not filings:
        inapplicable("没有需要保密审查的向外国申请", "Nothing is filed abroad that would need it")
    requests = papers(case, SecrecyExaminationRequest)
    for filing in filings:
        days = [request.received_on for request in requests]
        if any(day is not None and day <= filing.occurred_on for day in days):
            continue
        if None in days:
            unknown("保密审查请求的提交日", "the day of the request for secrecy examination")
        yield placed(
            case.field(filing.pointer, filing.details.office or ""),
            zh=f"{filing.occurred_on}向外国申请之前没有请求保密审查，请先提出请求，否则在中国不授予专利权。",
            en=f"Secrecy examination was not requested before the filing abroad of "
            f"{filing.occurred_on}: without it no patent is granted in China.",
        )


@procedure_rule(
    "CN-SEC-002",
    zh="直接向外国申请的，提交中文的保密审查请求书和技术方案说明书",
    en="For filing abroad directly: request and technical description in Chinese",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS],
    kinds=TECHNICAL,
    basis=[rules(8, 2), guidelines("5.5.6.1.1")],
)
def secrecy_request_papers(case: Case) -> Drafts:
    """Report such a request without technical description, or with one that is not in Chinese.

    Why:
        The request counts as not made; a text in another language is only an aid.

    Example:
        仅提交英文说明书
    Use instead:
        提交中文技术方案说明书，可以附外文文本
    中文:
        直接向外国申请专利的保密审查请求没有技术方案说明书，或者说明书不是中文时报告。

    """
    requests = papers(case, SecrecyExaminationRequest)
    direct = [request for request in requests if request.details.direct is not False]
    if not direct:
        inapplicable("没有直接向外国申请的保密审查请求", "No such request was made")
    for request in direct:
        details = request.details
        place = f"{request.pointer}/details"
        language = (details.language or "").lower()
        if details.technical_description is False:
            yield absent(
                f"{place}/technical_description",
                zh="保密审查请求没有技术方案说明书，请提交中文的技术方案说明书。",
                en="The request has no technical description: hand in one in Chinese.",
            )
        elif language and language not in _CHINESE:
            yield placed(
                case.field(f"{place}/language", details.language or ""),
                zh="技术方案说明书应当使用中文，请提交中文文本。",
                en="The technical description has to be in Chinese: hand in a Chinese text.",
            )
        else:
            known(details.direct, "是否直接向外国申请", "whether it is filed abroad directly")
            known(details.technical_description, "技术方案说明书", "whether there is a description")
            if not language:
                unknown("技术方案说明书的语言", "the language of the description")


RULES = (secrecy_examination_not_requested, secrecy_request_papers)
