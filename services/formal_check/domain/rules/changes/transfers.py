"""Transfers of the right (CN-BIB-005, 006; Patent Law Art. 10)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law
from services.formal_check.domain.facts import inapplicable, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import TECHNICAL
from services.formal_check.domain.rules.changes.reading import (
    change_rule,
    changes,
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

_MAINLAND = frozenset({"CN", "中国", "CHINA"})


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


def _mainland(country: str | None) -> bool:
    return (country or "").strip().upper() in _MAINLAND


def _names(parties: tuple[ChangedParty, ...] | None, wanted: frozenset[str]) -> str:
    return "、".join(p.name for p in parties or () if p.name and name_key(p.name) in wanted)


RULES = (
    contract_unsigned,
    export_without_licence,
)
