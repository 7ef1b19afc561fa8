"""The form of evidence for a change (CN-BIB-009)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.facts import filed, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.changes.reading import change_rule, forms
from shared.contracts.formal_check import Severity
from shared.model.facts.bibliographic_change import ChangeEvidence


@change_rule(
    "CN-BIB-009",
    zh="证明文件写明申请号、名称和申请人，为原件或者经公证、盖章的复印件",
    en="Evidence states number, title and applicant; it is original or certified",
    severity=Severity.WARNING,
    reads=[Input.PAPERS],
    basis=[guidelines("1.1.6.7.2.6")],
)
def evidence_form(case: Case) -> Drafts:
    """Report evidence without number, title or applicant, and copies that are not certified.

    One piece of evidence for several forms is reported as well.

    Why:
        Evidence has to belong to one change of one application beyond doubt.
    Known problems:
        Evidence that was filed before for all applications of a party is not recognised.

    Example:
        证明文件没有写申请号
    Use instead:
        写明申请号、发明创造名称和申请人
    中文:
        变更证明文件没有写明申请号、发明创造名称或者申请人，为未经公证或者盖章的复印件，或者一份证明对应多份变更申报书时提示。

    """
    count = len(forms(case))
    evidence = filed(case, ChangeEvidence, "没有变更证明文件", "There is no evidence of a change")
    looked = False
    for paper in evidence:
        details = paper.details
        for field, zh, en in (
            ("application_numbers", "申请号", "number"),
            ("title", "发明创造名称", "title"),
            ("applicants", "申请人", "applicant"),
        ):
            looked |= details.states(field)
            if details.empty(field):
                yield absent(
                    f"{paper.pointer}/details/{field}",
                    zh=f"证明文件没有写明{zh}，请补正。",
                    en=f"The evidence does not state the {en} of the application: complete it.",
                )
        looked |= details.original is not None
        if details.original is False and not (details.notarised or details.authority_sealed):
            yield placed(
                case.field(f"{paper.pointer}/details/original", ""),
                zh="证明文件是复印件，应当经过公证或者由出具机关盖章，请补交。",
                en="The evidence is a copy: have it notarised, or sealed by the issuing authority.",
            )
    if count > len(evidence):
        looked = True
        yield absent(
            "/papers",
            zh=f"变更申报书{count}份，证明文件{len(evidence)}份；一份证明只能对应一次变更，请分别提交。",
            en=f"There are {count} notifications and {len(evidence)} pieces of evidence: every change "
            "needs its own.",
        )
    if not looked:
        unknown("证明文件的记载", "what the evidence states")


RULES = (evidence_form,)
