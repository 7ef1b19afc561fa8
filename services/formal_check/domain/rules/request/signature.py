"""The request is signed (CN-REQ-033)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import known
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.request.reading import applicants_of, request_rule
from shared.contracts.formal_check import Severity
from shared.model.facts.comparing import name_key, name_keys
from shared.model.source import Location


@request_rule(
    "CN-REQ-033",
    zh="请求书应由申请人或者其代表人签字或者盖章；委托代理机构的，由代理机构盖章",
    en="The request is signed by the applicants or their representative, or sealed by the agency",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    basis=[rules(146, 1), rules(19, 1)],
)
def signature(case: Case) -> Drafts:
    """Report a request that nobody signed, or that somebody else signed.

    Why:
        A paper that nobody answers for has no effect.
    Known problems:
        Names are compared; whether a seal is genuine is not.

    Example:
        无电子签章
    Use instead:
        代理机构电子签章
    中文:
        请求书没有签字或者盖章；委托了代理机构而不是由其盖章；未委托而全体申请人或者其代表人都没有签章时报告。

    """
    signed = known(case.request.signed_by, "签章（signed_by）", "who signed (signed_by)")
    place = "/request/signed_by"
    names = name_keys(signed)
    if not names:
        yield absent(
            place,
            file=case.file_of("request"),
            zh="请求书没有签字或者盖章，请由申请人或者所委托的代理机构签章。",
            en="Nobody signed the request: the applicants or their agency have to.",
        )
        return
    shown = Location(file=case.file_of("request"), text="、".join(signed), element=place)
    agency = case.bibliographic.agency
    if agency is not None:
        if name_key(agency.name) not in names:
            yield placed(
                shown,
                zh=f"已委托专利代理机构，请求书应由“{agency.name}”盖章。",
                en=f"An agency is appointed: {agency.name} has to seal the request.",
            )
        return
    applicants = applicants_of(case)
    stated = [party for party in applicants if party.representative]
    if any(name_key(party.name) in names for party in stated or applicants[:1]):
        return
    missing = [party.name for party in applicants if name_key(party.name) not in names]
    if missing:
        yield placed(
            shown,
            zh=f"请求书应由全体申请人或者其代表人签章，缺少：{'、'.join(missing)}。",
            en=f"All applicants or their representative have to sign; missing: {', '.join(missing)}.",
        )


RULES = (signature,)
