"""Applicants of the earlier application and of this one (CN-PRI-009, 010)."""

from __future__ import annotations

from services.formal_check.domain.abstention import Undecidable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import known, papers, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.priority.reading import (
    CLAIMS,
    domestic_records,
    numbered,
    priority_rule,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import is_chinese, name_keys, number_key
from shared.model.facts.priority import PriorityAssignment, PriorityCopy


@priority_rule(
    "CN-PRI-009",
    zh="要求外国优先权的申请人应是在先申请人或其之一",
    en="Foreign priority: the applicant is one of the earlier application's",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[rules(34, 3), guidelines("1.1.6.2.1.4")],
)
def foreign_applicants_differ(case: Case) -> Drafts:
    """Report a copy none of whose applicants is an applicant here, unless priority was assigned.

    Names are compared in both forms that the request gives, without case and punctuation.

    Why:
        Only the earlier applicant, or who was assigned the right within 16 months, may claim it.
    Known problems:
        Translated names cannot be compared: without the name in the original language the rule
        gives no verdict.

    Example:
        在先申请人A公司，在后申请人B公司，没有优先权转让证明
    Use instead:
        附A公司签章的优先权转让证明
    中文:
        在后申请的申请人与副本记载的申请人完全不一致，又没有优先权转让证明时报告。申请人姓名只有译名而无法比较的，
        不作结论。

    """
    copies = {
        number_key(copy.details.application_number): copy
        for copy in papers(case, PriorityCopy)
        if copy.details.application_number
    }
    own = case.bibliographic.applicants
    if not own:
        unknown("申请人", "the applicant")
    names = [name for party in own for name in (party.name, party.original_name) if name]
    for index, _, number in numbered(case, domestic=False):
        copy = copies.get(number_key(number))
        if copy is None:
            continue
        earlier = known(copy.details.applicants, "副本记载的申请人", "the copy's applicants")
        if name_keys(names) & name_keys(earlier):
            continue
        if {is_chinese(n) for n in names}.isdisjoint({is_chinese(n) for n in earlier}):
            raise Undecidable(
                "申请人只有译名，无法与副本比较，请人工核对。",
                "Only translated names are given: a person has to compare them with the copy.",
            )
        if not _assigned(case, number, earlier):
            yield placed(
                case.field(f"{CLAIMS}/{index}/application_number", number),
                zh=f"申请人与在先申请{number}副本记载的申请人完全不一致，请提交全体在先申请人签章的优先权转让证明。",
                en=f"No applicant is one of the copy of {number}: file an assignment of the priority "
                "signed by all earlier applicants.",
            )


@priority_rule(
    "CN-PRI-010",
    zh="要求本国优先权的申请人应与在先申请一致",
    en="Domestic priority: the applicants are those of the earlier application",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[guidelines("1.1.6.2.2.4")],
)
def domestic_applicants_differ(case: Case) -> Drafts:
    """Report applicants that are not exactly those of the earlier application, without assignment.

    The earlier application's record has to be among the papers.

    Why:
        Unlike foreign priority, one of several earlier applicants does not suffice: all of them
        have to sign an assignment within 16 months.

    Example:
        在先申请人A、B，在后申请人A
    Use instead:
        附A、B签章的优先权转让证明
    中文:
        本国优先权的在后申请人与在先申请记录的申请人不完全一致，又没有全体在先申请人签章的转让证明时报告。

    """
    for index, number, record in domestic_records(case):
        earlier = known(record.applicants, "在先申请的申请人", "the earlier applicants")
        own = name_keys(party.name for party in case.bibliographic.applicants)
        if own != name_keys(earlier) and not _assigned(case, number, earlier):
            yield placed(
                case.field(f"{CLAIMS}/{index}/application_number", number),
                zh=f"申请人与在先申请{number}的申请人不一致，请提交全体在先申请人签章的优先权转让证明。",
                en=f"The applicants are not those of {number}: file an assignment of the priority "
                "signed by all earlier applicants.",
            )


def _assigned(case: Case, number: str, signatories: tuple[str, ...]) -> bool:
    """Whether the earlier applicants assigned the priority; signatures count where they are known."""
    for paper in papers(case, PriorityAssignment):
        concerns = paper.details.application_number
        if concerns is not None and number_key(concerns) != number_key(number):
            continue
        signed = paper.details.signed_by
        if signed is None and not paper.details.empty("signed_by"):
            return True
        if name_keys(signatories) <= name_keys(signed or ()):
            return True
    return False


RULES = (
    foreign_applicants_differ,
    domestic_applicants_differ,
)
