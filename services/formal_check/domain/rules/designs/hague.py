"""International design applications (CN-HAG-001 … 005; Rules 136-144, Guidelines VI)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import RULES_2023, guidelines, rules
from services.formal_check.domain.duties import Duty, owed, received
from services.formal_check.domain.facts import (
    events,
    fees,
    inapplicable,
    known,
    missed,
    papers,
    statements,
    unknown,
)
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import DESIGN, FILING, HAGUE, GoverningDate
from services.formal_check.domain.rule import Silence, rule, suppression
from services.formal_check.domain.rules.grace.reading import declarations
from shared.contracts.common import Message
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.divisional import DivisionalStatements
from shared.model.facts.grace import GraceProof
from shared.model.facts.hague import HagueApplication, HaguePublication
from shared.model.facts.pct import FILING_FEE
from shared.model.facts.priority import PriorityCopy
from shared.model.facts.reading import EventFact
from shared.model.identification import FilingRoute
from shared.model.time_limits import months_after

_REGISTRATION = re.compile(r"(?:DM|IR)[\s/.\-]*\d{5,7}", re.IGNORECASE)
hague_rule = partial(
    rule,
    kinds=DESIGN,
    profiles=FILING,
    routes=HAGUE,
    languages=None,
    governed_by=GoverningDate.ACT,
    effective_from=RULES_2023.effective_from,
    introduced=True,
    severity=Severity.ERROR,
)


def _published(case: Case) -> EventFact[HaguePublication]:
    found = next(iter(events(case, HaguePublication)), None)
    return known(found, "国际公布日", "the day of the international publication")


@hague_rule(
    "CN-HAG-001",
    zh="通过专利局提交的外观设计国际注册申请应符合传送条件",
    en="An international design application is fit to be transmitted",
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    basis=[guidelines("6.1.2.2.2", before=False)],
)
def not_transmittable(case: Case) -> Drafts:
    """Report each condition for transmission to the International Bureau that is not met.

    An applicant resident in China, China as an applicant's contracting party, English, an official
    form (DM/1 or the Bureau's e-filing), reproductions, and a Chinese address for letters.

    Why:
        The office does not transmit the application otherwise; it can be filed directly.
    Known problems:
        The seventh condition, nothing against law or morals, is for a person to judge.

    Example:
        申请文件用中文撰写
    Use instead:
        用英语填写DM/1表格
    中文:
        通过专利局提交的外观设计国际注册申请逐项检查传送条件：申请人在中国有经常居所或者营业所、选择中国为缔约方、使用英语、正式表格、图片或者照片、中文通信信息。

    """
    applications = papers(case, HagueApplication)
    if not applications:
        unknown("外观设计国际注册申请的数据", "the data of the international application")
    for application in applications:
        details = application.details
        if details.via_office is False:
            inapplicable("直接向国际局提交", "Filed directly with the International Bureau")
        parties = {party.strip().upper() for party in details.contracting_parties or ()}
        language = (details.language or "").lower()
        form = re.sub(r"[^0-9A-Z]", "", (details.form or "").upper())
        checks = (
            ("residence_in_china", details.residence_in_china, "没有在中国有经常居所或者营业所的申请人",
             "no applicant is resident in China"),
            ("contracting_parties", None if not details.states("contracting_parties")
             else bool(parties & {"CN", "中国"}), "没有申请人选择中国作为缔约方",
             "no applicant names China as its contracting party"),
            ("language", None if not details.states("language")
             else language.startswith("en") or language in ("英语", "英文"), "没有使用英语撰写",
             "it is not in English"),
            ("form", None if not details.states("form") else form in ("DM1", "DM1E", "EHAGUE"),
             "没有使用正式表格（DM/1）", "it is not on the official form DM/1"),
            ("reproductions", details.reproductions, "没有外观设计图片或者照片",
             "it has no reproductions"),
            ("chinese_contact", details.chinese_contact, "没有中国内地的中文通信信息",
             "it has no Chinese address for letters"),
        )  # fmt: skip
        for field, met, zh, en in checks:
            if met is False:
                yield placed(
                    case.field(f"{application.pointer}/details/{field}", ""),
                    zh=f"{zh}，不符合传送条件，请更正或者直接向国际局提交。",
                    en=f"It cannot be transmitted: {en}. Correct it or file with the Bureau directly.",
                )
        if any(met is None for _, met, _, _ in checks):
            unknown("全部传送条件的数据", "the data on every condition for transmission")


@hague_rule(
    "CN-HAG-002",
    zh="在先申请文件副本自国际公布之日起3个月内提交",
    en="Priority copy within 3 months of the international publication",
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS, Input.EVENTS],
    basis=[rules(139, 2, before=False)],
)
def hague_copy_late(case: Case) -> Drafts:
    """Report a missing or late copy; announce its last day.

    Why:
        Without it the priority is deemed not claimed, and it is not restored.

    Example:
        公布日起4个月提交副本
    Use instead:
        2个月内提交
    中文:
        外观设计国际申请要求优先权，而在先申请文件副本超过国际公布之日起3个月或者没有提交时报告；期限未满的，提示届满日。

    """
    foreign = [c for c in case.bibliographic.priority_claims if c.office_code != "CN"]
    if not foreign:
        inapplicable("没有要求外国优先权", "No foreign priority is claimed")
    copies = papers(case, PriorityCopy)
    duty = Duty(
        months_after(_published(case).occurred_on, 3),
        "/bibliographic/priority_claims",
        "提交在先申请文件副本",
        "the copy of the earlier application",
        "视为未要求优先权",
        "the priority is deemed not claimed",
    )
    yield from owed(case, duty, received(copies))


@hague_rule(
    "CN-HAG-003",
    zh="宽限期：国际申请时声明，国际公布之日起2个月内交证明",
    en="Grace period: declared on filing, proved within 2 months of publication",
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.REQUEST, Input.PAPERS, Input.EVENTS],
    basis=[rules(140, 1, before=False)],
)
def hague_grace(case: Case) -> Drafts:
    """Report evidence of a disclosure that was not declared, and a declaration without evidence.

    Whether it was declared is told from the request's statements or the event of publication.

    Why:
        Without both Article 24 does not apply.

    Example:
        声明了展览会公开，公布日起3个月提交证明
    Use instead:
        公布日起2个月内提交证明
    中文:
        外观设计国际申请时没有声明而提交了不丧失新颖性的证明，或者声明后没有在国际公布之日起2个月内提交证明时报告；期限未满的，提示届满日。

    """
    published = _published(case)
    declared = published.details.grace_period
    if declared is None and case.has_request:
        stated = declarations(case)
        declared = None if stated is None else bool(stated)
    evidence = papers(case, GraceProof)
    if declared is None:
        unknown("不丧失新颖性的声明", "whether a disclosure is declared")
    if not declared and not evidence:
        inapplicable("没有要求不丧失新颖性的公开", "No disclosure is declared")
    if not declared:
        yield placed(
            case.field(evidence[0].pointer, ""),
            zh="提出国际申请时没有声明不丧失新颖性的公开，证明不予接受。",
            en="No disclosure was declared on filing: evidence of it does not count.",
        )
        return
    duty = Duty(
        months_after(published.occurred_on, 2),
        "/papers/grace_period_proof",
        "提交不丧失新颖性的证明材料",
        "the evidence of the disclosure",
        "不适用宽限期",
        "the grace period does not apply",
    )
    yield from owed(case, duty, received(evidence))


@hague_rule(
    "CN-HAG-004",
    zh="主动分案：自国际公布之日起2个月内提出并缴费",
    en="Voluntary division within 2 months of the international publication, for a fee",
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.EVENTS, Input.FEES, Input.REQUEST],
    routes=(FilingRoute.NATIONAL, FilingRoute.HAGUE),
    basis=[rules(141, 1, before=False)],
)
def hague_division_late(case: Case) -> Drafts:
    """Report a divisional of an international registration that is late or unpaid.

    A parent whose number is one of the international register (DM/123456) tells it. A division
    that the office asked for has another term and is not judged.

    Why:
        Such a divisional is deemed not filed.

    Example:
        公布日起3个月提出分案
    Use instead:
        1个月内提出并缴费
    中文:
        外观设计国际申请的主动分案超过国际公布之日起2个月，或者没有申请费的缴费记录时报告。按照审查意见分案的不适用该期限。

    """
    parent = case.bibliographic.parent
    if parent is None or not _REGISTRATION.fullmatch(parent.application_number.strip()):
        inapplicable("不是外观设计国际申请的分案", "No divisional of an international registration")
    if case.has_request and statements(case, DivisionalStatements).divided_on_office_action:
        inapplicable("按照审查意见提出的分案", "Divided on the office's objection")
    submitted = known(parent.submission_date, "分案申请递交日", "the day of submission")
    limit = months_after(_published(case).occurred_on, 2)
    if missed(limit, submitted):
        yield placed(
            case.field("/bibliographic/parent/submission_date", submitted.isoformat()),
            zh=f"主动分案的期限于{limit.end}届满，分案申请视为未提出。",
            en=f"The term for a voluntary division ended on {limit.end}: it is deemed not filed.",
        )
    elif not fees(case, FILING_FEE):
        yield absent(
            "/fees",
            zh="外观设计国际申请的分案应缴纳费用，未见申请费的缴费记录。",
            en="A divisional of an international registration costs fees: none is on record.",
        )


@suppression(
    "CN-HAG-005",
    zh="外观设计国际申请不得以形式缺陷驳回，视图名称视为合格",
    en="International designs are not refused for form; their view names count as right",
    suppresses=(
        *("CN-DSN-001", "CN-DSN-002", "CN-DSN-003", "CN-DSN-004", "CN-DSN-005", "CN-DSN-006"),
        *("CN-DSN-007", "CN-DSN-008", "CN-DSN-009", "CN-DSN-010", "CN-DSN-011", "CN-DSN-014"),
        *("CN-DSN-018", "CN-DSN-020", "CN-DSN-022", "CN-DSN-023", "CN-DSN-024", "CN-DSN-025"),
    ),
    reads=[],
    kinds=DESIGN,
    routes=HAGUE,
    basis=[guidelines("6.2.2", before=False), guidelines("6.2.5.2.1", before=False)],
)
def hague_form(_: Case) -> Iterator[Silence]:
    """Switch the national rules on the form of design papers off for international designs.

    Why:
        The Agreement and its regulations govern the form; the International Bureau has examined
        it. What is refused are substantive defects only.
    Known problems:
        Which rules are rules of form is our reading: names, view names and numbers, brief
        explanation, lines, sizes and class.

    Example:
        对外观设计国际申请报CN-DSN-010
    Use instead:
        不报告
    中文:
        外观设计国际申请的形式适用海牙协定，不得以申请文件的形式缺陷驳回，视图名称及其标注视为符合规定，因此不检查国家申请的形式规则。

    """
    yield Silence(
        Message(
            zh="外观设计国际申请不检查国家申请的形式规则（CN-HAG-005）。",
            en="National rules of form do not concern international designs (CN-HAG-005).",
        )
    )


RULES = (
    not_transmittable,
    hague_copy_late,
    hague_grace,
    hague_division_late,
    hague_form,
)
