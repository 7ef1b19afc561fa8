"""Evidence for changes of bibliographic data (CN-BIB-004 … 007, 009)."""

from __future__ import annotations

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, law
from services.formal_check.domain.facts import (
    inapplicable,
    known,
    missed,
    notice_received,
    papers,
    unknown,
)
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.profile import TECHNICAL
from services.formal_check.domain.rules.bibliographic_changes import (
    change_rule,
    changes,
    forms,
    is_transfer,
    keys,
)
from shared.contracts.formal_check import Severity
from shared.model.facts.bibliographic_change import (
    ChangedParty,
    ChangeEvidence,
    CoOwnerConsent,
    ExportLicence,
    item_of,
    reason_of,
)
from shared.model.facts.comparing import name_key, name_keys
from shared.model.facts.notices import NoticeKind
from shared.model.time_limits import months_after

_MAINLAND = frozenset({"CN", "中国", "CHINA"})


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
    "CN-BIB-005",
    zh="转让、赠与应提交双方签章的合同，共有的须全体同意",
    en="An assignment or gift has a contract signed by both sides and by all owners",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    basis=[guidelines("1.1.6.7.2.2"), law(10, 3)],
)
def contract_unsigned(case: Case) -> Drafts:
    """Report a transfer without contract, and a contract that a party has not signed.

    Former owners that have not signed the contract can have consented in a paper of their own.

    Why:
        A transfer takes effect on its registration, for which the contract is needed.

    Example:
        转让合同只有受让方签章
    Use instead:
        双方签章，共有人全体同意
    中文:
        权利转让或者赠与没有提交合同，合同缺少转让方或者受让方的签章，或者共有人没有全体同意时报告。

    """
    transfers = [
        (pointer, change)
        for _, pointer, change in changes(case)
        if item_of(change) == "applicant" and reason_of(change) in ("assignment", "gift")
    ]
    if not transfers:
        inapplicable("没有转让或者赠与", "No right is assigned or given")
    contracts = papers(case, ChangeEvidence)
    consented = {
        key
        for consent in papers(case, CoOwnerConsent)
        for key in name_keys(consent.details.signed_by or ())
    }
    for pointer, change in transfers:
        if not contracts:
            yield absent(
                "/papers/assignment_contract",
                zh="权利转让或者赠与没有提交双方签字或者盖章的合同，请提交。",
                en="The transfer has no contract signed by both sides: file it.",
            )
            continue
        if not any(contract.details.states("signed_by") for contract in contracts):
            unknown("合同的签章人", "who signed the contract")
        signed = {
            key for contract in contracts for key in name_keys(contract.details.signed_by or ())
        }
        for parties, have, side, zh, en in (
            (change.before, signed | consented, "before", "转让方", "former owners"),
            (change.after, signed, "after", "受让方", "new owners"),
        ):
            staying = keys(change.before) & keys(change.after) if side == "after" else frozenset()
            lacking = keys(parties) - staying - have
            if lacking:
                yield placed(
                    case.field(f"{pointer}/{side}", _names(parties, lacking)),
                    zh=f"合同缺少{len(lacking)}名{zh}的签字、盖章或者同意证明，请补交。",
                    en=f"{len(lacking)} of the {en} have not signed: file their signatures.",
                )


@change_rule(
    "CN-BIB-006",
    zh="发明、实用新型由内地转让给境外的，须有技术出口许可证或者登记证",
    en="Inventions assigned from the mainland abroad need an export licence or registration",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    kinds=TECHNICAL,
    basis=[law(10, 2), guidelines("1.1.6.7.2.2")],
)
def export_without_licence(case: Case) -> Drafts:
    """Report an assignment from the mainland to a foreign party without the trade papers.

    Parties of Hong Kong, Macao and Taiwan count as foreign. Designs are not concerned.

    Why:
        Technology leaves the country: the trade authorities license or register that first.

    Example:
        深圳公司转让给美国公司，没有登记证
    Use instead:
        附技术出口合同登记证
    中文:
        发明或者实用新型由内地个人或者单位转让给外国或者港澳台的当事人，没有技术出口许可证或者技术出口合同登记证时报告。

    """
    exported = []
    unclear = False
    for _, pointer, change in changes(case):
        if not is_transfer(change):
            continue
        stays = keys(change.before)
        new = [party for party in change.after or () if name_key(party.name or "") not in stays]
        before = [party.country for party in change.before or ()]
        if any(country is None for country in [*before, *(party.country for party in new)]):
            unclear = True
            continue
        if any(_mainland(c) for c in before) and any(not _mainland(p.country) for p in new):
            exported.append((pointer, change))
    licences = papers(case, ExportLicence)
    for pointer, change in exported:
        if not licences:
            yield placed(
                case.field(f"{pointer}/after", _names(change.after, keys(change.after))),
                zh="向境外转让没有技术出口许可证或者技术出口合同登记证，请提交。",
                en="The assignment abroad has neither export licence nor registration: file it.",
            )
    if unclear:
        unknown("转让双方的国家或者地区", "the countries of the parties")
    if not any(is_transfer(change) for _, _, change in changes(case)):
        inapplicable("没有权利转移", "No right is transferred")


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
    evidence = papers(case, ChangeEvidence)
    if not evidence:
        inapplicable("没有变更证明文件", "There is no evidence of a change")
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


def _mainland(country: str | None) -> bool:
    return (country or "").strip().upper() in _MAINLAND


def _names(parties: tuple[ChangedParty, ...] | None, wanted: frozenset[str]) -> str:
    return "、".join(p.name for p in parties or () if p.name and name_key(p.name) in wanted)


RULES = (
    name_change_unproved,
    contract_unsigned,
    export_without_licence,
    inventor_correction,
    evidence_form,
)
