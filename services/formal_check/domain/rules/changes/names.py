"""Changes of names and of inventors (CN-BIB-004, 007)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.facts import (
    inapplicable,
    known,
    missed,
    notice_received,
    papers,
    unknown,
)
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.changes.reading import change_rule, changes, keys
from shared.contracts.formal_check import Severity
from shared.model.facts.bibliographic_change import ChangeEvidence, item_of, reason_of
from shared.model.facts.comparing import name_keys
from shared.model.facts.notices import NoticeKind
from shared.model.time_limits import months_after


@change_rule(
    "CN-BIB-004",
    zh="更名应提供证件号码或者统一社会信用代码，无法核对的附证明",
    en="A change of name states the identity number or credit code, or has evidence",
    severity=Severity.WARNING,
    reads=[Input.PAPERS],
    basis=[guidelines("1.1.6.7.2.1")],
)
def name_change_unproved(case: Case) -> Drafts:
    """Report a changed name of an applicant with neither number nor evidence.

    Why:
        The office checks the new name against the number; where it cannot, it wants evidence.
    Known problems:
        An identifier that is left out of the data counts as unknown, an empty one as missing.

    Example:
        仅写新名称
    Use instead:
        新名称并附统一社会信用代码
    中文:
        申请人（专利权人）变更姓名或者名称，既没有提供身份证件号码或者统一社会信用代码，又没有证明文件时提示。

    """
    renamed = [
        (pointer, change)
        for _, pointer, change in changes(case)
        if item_of(change) == "applicant" and reason_of(change) == "name_change"
    ]
    if not renamed:
        inapplicable("没有变更姓名或者名称", "No name is changed")
    proved = bool(papers(case, ChangeEvidence))
    for pointer, change in renamed:
        if change.after is None:
            unknown("变更后的姓名或者名称", "the new name")
        for index, party in enumerate(change.after):
            if party.identifier or proved:
                continue
            if not party.states("identifier"):
                unknown("变更后当事人的证件号码", "the party's identity number or credit code")
            yield absent(
                f"{pointer}/after/{index}/identifier",
                zh="变更姓名或者名称没有提供身份证件号码或者统一社会信用代码，也没有证明文件，请补充。",
                en="The new name has neither number nor evidence: state the number or file evidence.",
            )


@change_rule(
    "CN-BIB-007",
    zh="漏填、错填发明人的，收到受理通知书起1个月内提出并附全体签章的证明",
    en="Inventors left out are added within a month of acceptance, signed by all",
    severity=Severity.ERROR,
    reads=[Input.PAPERS, Input.EVENTS, Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.6.7.2.3")],
)
def inventor_correction(case: Case) -> Drafts:
    """Report a correction of inventors that is late, not signed by all or without the declaration.

    Signing have all applicants and all inventors of both lists, who declare that the new list is
    complete.

    Why:
        Inventorship is fixed early, so that it does not change with the interest in the patent.

    Example:
        受理后半年增加发明人
    Use instead:
        收到受理通知书1个月内提出
    中文:
        因漏填或者错填而变更发明人，超过收到受理通知书起1个月，或者证明文件缺少全体申请人、变更前后全体发明人的签章或者资格声明时报告。

    """
    corrections = [
        (form, change)
        for form, _, change in changes(case)
        if item_of(change) == "inventor" and reason_of(change) == "omission"
    ]
    if not corrections:
        inapplicable("没有因漏填、错填变更发明人", "No omitted inventor is corrected")
    accepted = known(
        notice_received(case, NoticeKind.ACCEPTANCE),
        "受理通知书的收到日",
        "when acceptance was notified",
    )
    limit = months_after(accepted, 1)
    evidence = papers(case, ChangeEvidence)
    for form, change in corrections:
        day = known(form.received_on, "申报书提交日", "the day of the notification")
        if missed(limit, day):
            yield placed(
                case.field(f"{form.pointer}/received_on", day.isoformat()),
                zh=f"更正漏填、错填发明人的期限于{limit.end}届满，视为未提出。",
                en=f"The term to correct inventors ended on {limit.end}: the change is deemed not "
                "notified.",
            )
        if not evidence:
            yield absent(
                "/papers/inventor_change_evidence",
                zh="没有全体申请人和变更前后全体发明人签章的证明文件，请提交。",
                en="The evidence signed by all applicants and inventors is missing: file it.",
            )
            continue
        needed = keys(change.before) | keys(change.after)
        needed |= name_keys(party.name for party in case.bibliographic.applicants)
        for paper in evidence:
            details = paper.details
            if details.declares_inventorship is False:
                yield placed(
                    case.field(f"{paper.pointer}/details/declares_inventorship", ""),
                    zh="证明文件没有声明变更后的发明人是作出创造性贡献的全体人员，请补充。",
                    en="The evidence does not declare that the new list of inventors is complete.",
                )
            if details.states("signed_by"):
                lacking = needed - name_keys(details.signed_by or ())
                if lacking:
                    yield placed(
                        case.field(
                            f"{paper.pointer}/details/signed_by", "、".join(details.signed_by or ())
                        ),
                        zh=f"证明文件缺少{len(lacking)}名申请人或者发明人的签章，请补签。",
                        en=f"{len(lacking)} applicants or inventors have not signed the evidence.",
                    )


RULES = (
    name_change_unproved,
    inventor_correction,
)
