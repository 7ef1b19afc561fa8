"""The entry statement against the international phase (CN-PCT-006, 007, 009, 011, 013 … 015)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.duties import Duty, owed, received
from services.formal_check.domain.facts import inapplicable, papers, unknown
from services.formal_check.domain.findings import Draft, Drafts, absent, placed
from services.formal_check.domain.rules.pct_entry import (
    entry_date,
    entry_statement,
    pct_rule,
    publication,
)
from shared.contracts.common import Message
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_key, name_keys, number_key
from shared.model.facts.grace import GraceProof
from shared.model.facts.pct import (
    DepositCertificate,
    GeneticResourcesForm,
    PreliminaryReport,
    StatedPriority,
    ViabilityCertificate,
    in_chinese,
    relies_on,
)
from shared.model.source import Location
from shared.model.time_limits import months_after

_FOREIGN_WORD = re.compile(r"(?!(?:fig|figs|figure)\b)[a-z]{4,}", re.IGNORECASE)


@pct_rule(
    "CN-PCT-006",
    zh="名称、申请人、发明人与国际局的记录一致，没有发明人的补写",
    en="Title, applicants and inventors agree with the International Bureau's record",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.BIBLIOGRAPHIC, Input.TITLE, Input.PAPERS],
    basis=[rules(121, 1)],
)
def data_differ_from_record(case: Case) -> Drafts:
    """Compare title, applicants and inventors with the international publication.

    Names are compared with the original names, in Chinese publications with the names; a title in
    Chinese publications only. Numbers of parties are compared always.

    Why:
        Uncorrected differences make the application deemed withdrawn.
    Known problems:
        Translations are not judged.

    Example:
        国际公布的申请人为A Inc.，进入声明的申请人原文为B Inc.
    Use instead:
        原文名称与国际公布扉页一致
    中文:
        进入声明的发明名称、申请人、发明人与国际公布扉页不一致，或者国际公布没有发明人而进入声明没有补写时提示。译名不作比较，只比较原文。

    """
    record = publication(case).details
    data = case.bibliographic
    chinese = in_chinese(record)
    title = case.request_title or case.description_title
    published = record.title if chinese else None
    if published and title is not None and name_key(published) != name_key(title.text):
        yield placed(
            title.locate(),
            zh="发明名称与国际公布文本扉页的记载不一致，请更正。",
            en="The title is not that of the international publication: correct it.",
        )
    for stated, recorded, field, zh, en in (
        (data.applicants, record.applicants, "applicants", "申请人", "applicants"),
        (data.inventors, record.inventors, "inventors", "发明人", "inventors"),
    ):
        if not recorded:
            continue
        place = case.field(f"/bibliographic/{field}", "、".join(party.name for party in stated))
        originals = [party.name if chinese else party.original_name for party in stated]
        names = [name for name in originals if name]
        if len(stated) != len(recorded):
            yield placed(
                place,
                zh=f"{zh}{len(stated)}名，国际公布记载{len(recorded)}名，请核对。",
                en=f"There are {len(stated)} {en}, the international publication has {len(recorded)}.",
            )
        elif len(names) == len(stated) and name_keys(names) != name_keys(recorded):
            yield placed(
                place,
                zh=f"{zh}与国际公布文本扉页的记载不一致，请更正或者提供变更的通知。",
                en=f"The {en} are not those of the international publication: correct them.",
            )
    if record.empty("inventors") and not data.inventors:
        yield absent(
            "/bibliographic/inventors",
            zh="国际公布没有记载发明人，请在进入声明中补写发明人姓名。",
            en="The international publication names no inventor: name the inventors on entry.",
        )
    if not record.states("title", "applicants", "inventors"):
        unknown("国际公布的著录项目", "the data of the international publication")


@pct_rule(
    "CN-PCT-007",
    zh="提交摘要译文、附图副本并指定摘要附图，图中文字替换为中文",
    en="Abstract translated, drawings filed with Chinese words, abstract figure named",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[
        Input.ABSTRACT,
        Input.DRAWINGS,
        Input.PAPERS,
        Input.REQUEST,
        Input.RECOGNISED_SIGNS,
    ],
    basis=[rules(121, 1)],
)
def abstract_and_drawings(case: Case) -> Drafts:
    """Report a missing abstract, missing drawings or abstract figure, and foreign words in drawings.

    Words rest on recognition: four Latin letters or more, without Fig.

    Why:
        They are published with the application; uncorrected it is deemed withdrawn.
    Known problems:
        Program code and screens need not be translated; a person tells them apart.

    Example:
        附图标注valve
    Use instead:
        附图标注阀门
    中文:
        没有摘要译文，国际申请有附图而没有附图副本或者没有指定摘要附图，以及识别出附图中有未译的外文文字时提示。“Fig”可以不译。

    """
    abstract = case.abstract_or_none
    if abstract is None or not abstract.text.strip():
        yield absent(
            "abstract",
            file=case.file_of("abstract"),
            zh="没有摘要的中文译文，请提交。",
            en="The translation of the abstract is missing: file it.",
        )
    record = publication(case).details
    figures = case.figures
    if record.drawings and not figures:
        yield absent(
            "drawings",
            file=case.file_of("drawings"),
            zh="国际申请有附图，没有提交附图副本，请提交。",
            en="The international application has drawings: file a copy of them.",
        )
    if record.abstract_figure:
        named = case.request.abstract_figure_number if case.has_request else None
        figure = abstract.figure if abstract is not None else None
        statement = entry_statement(case).details
        if named is None and figure is None and not statement.abstract_figure:
            yield absent(
                "abstract/figure",
                zh=f"国际公布有摘要附图（{record.abstract_figure}），请在进入声明中指定摘要附图。",
                en="The international publication has a figure with its abstract: name it on entry.",
            )
    if not figures:
        return
    for sign in case.recognised_signs:
        if _FOREIGN_WORD.search(sign.sign):
            yield Draft(
                Message(
                    zh=f"附图中的文字“{sign.sign}”似未译成中文，请核对。",
                    en=f"The word “{sign.sign}” in the drawings seems not to be translated: check it.",
                ),
                Location(file=sign.file, text=sign.sign, element="drawings"),
                from_recognition=True,
            )


@pct_rule(
    "CN-PCT-009",
    zh="审查基础声明所指的国际阶段修改应实际存在",
    en="Amendments named as the basis of examination exist",
    severity=Severity.WARNING,
    reads=[Input.PAPERS],
    basis=[guidelines("3.1.3.1.6")],
)
def amendments_do_not_exist(case: Case) -> Drafts:
    """Report a basis of examination that names amendments which the international phase has not.

    Those under Article 19 stand in the publication, those under Article 34 are annexed to the
    international preliminary report.

    Why:
        The office asks for a correction of the statement.

    Example:
        声明以34条修改为审查基础，专利性国际初步报告没有附件
    Use instead:
        声明以原始申请为审查基础
    中文:
        进入声明的审查基础提及第19条或者第34条的修改，而国际公布或者专利性国际初步报告记载没有该修改时提示更正。

    """
    statement = entry_statement(case)
    details = statement.details
    if not details.states("examination_basis"):
        unknown("审查基础声明", "the basis of examination")
    if not (relies_on(details, "19") or relies_on(details, "34")):
        inapplicable("审查基础不涉及国际阶段的修改", "The basis names no amendments")
    text = "、".join(details.examination_basis or ())
    place = case.field(f"{statement.pointer}/details/examination_basis", text)
    if relies_on(details, "19"):
        there = publication(case).details.article_19_amendments
        if there is None:
            unknown("国际公布是否有第19条修改", "whether there are Article 19 amendments")
        if not there:
            yield placed(
                place,
                zh="国际公布文本没有条约第19条的修改，请更正审查基础声明。",
                en="The publication has no Article 19 amendments: correct the basis of examination.",
            )
    if relies_on(details, "34"):
        reports = papers(case, PreliminaryReport)
        annexed = [report.details.annexes for report in reports]
        if not annexed or None in annexed:
            unknown("专利性国际初步报告的附件", "the annexes of the preliminary report")
        if not any(annexed):
            yield placed(
                place,
                zh="专利性国际初步报告没有第34条修改的附件，请更正审查基础声明。",
                en="The preliminary report has no annexes: correct the basis of examination.",
            )


@pct_rule(
    "CN-PCT-011",
    zh="进入时不得提出新的优先权要求，在先申请号应写明",
    en="No new priority on entry; a missing earlier number is supplied",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[guidelines("3.1.5.2.1")],
)
def new_priority(case: Case) -> Drafts:
    """Report a priority that the international publication does not have, or without a number.

    Why:
        Priority is claimed in the international phase; the national phase can only complete it.

    Example:
        进入声明增加优先权63/000009
    Use instead:
        进入声明的优先权与国际公布一致
    中文:
        要求的优先权不在国际公布记载的优先权之中，或者没有写明在先申请号时报告。进入国家阶段不允许提出新的优先权要求。

    """
    claims = case.bibliographic.priority_claims
    if not claims:
        inapplicable("没有要求优先权", "No priority is claimed")
    for index, claim in enumerate(claims):
        if not (claim.application_number or "").strip():
            yield absent(
                f"/bibliographic/priority_claims/{index}/application_number",
                zh=f"第{index + 1}项优先权没有写明在先申请号，请在进入声明中写明。",
                en=f"Priority {index + 1} has no earlier number: state it on entry.",
            )
    record = publication(case).details
    if not record.states("priorities"):
        unknown("国际公布的优先权", "the priorities of the international publication")
    for index, claim in enumerate(claims):
        number = claim.application_number or ""
        if not _recorded(record.priorities or (), number, claim.filing_date):
            yield placed(
                case.field(f"/bibliographic/priority_claims/{index}/application_number", number),
                zh="该项优先权不在国际公布的记载之中，进入国家阶段不允许提出新的优先权要求，请删除。",
                en="The international publication has no such priority: none can be added on entry.",
            )


def _recorded(recorded: Iterable[StatedPriority], number: str, day: object) -> bool:
    for priority in recorded:
        if priority.application_number and number:
            if number_key(priority.application_number) == number_key(number):
                return True
        elif priority.filing_date is not None and priority.filing_date == day:
            return True
    return False


@pct_rule(
    "CN-PCT-013",
    zh="生物材料保藏：进入声明指明记载位置，保藏和存活证明4个月内提交",
    en="Biological deposit: its place is indicated, certificates within 4 months of entry",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[rules(125, 1), rules(125, 3)],
)
def deposit_on_entry(case: Case) -> Drafts:
    """Report a deposit whose place is not indicated on entry, and missing or late certificates.

    Why:
        Four months after entry the material is deemed not deposited.

    Example:
        进入声明没有指明保藏事项的记载位置
    Use instead:
        说明书译文第5页第3至8行
    中文:
        国际申请涉及生物材料保藏，进入声明没有指明记载保藏事项的文件和位置，或者没有在进入日起4个月内提交保藏证明和存活证明时报告；期限未满的，提示届满日。

    """
    record = publication(case).details
    statement = entry_statement(case)
    if not record.deposit and not statement.details.deposit_place:
        if record.deposit is None:
            unknown("国际申请是否涉及生物材料保藏", "whether a deposit is concerned")
        inapplicable("不涉及生物材料保藏", "No deposit is concerned")
    _, entered = entry_date(case)
    limit = months_after(entered, 4)
    loss = ("该生物材料视为未提交保藏", "the material is deemed not deposited")
    if statement.details.empty("deposit_place"):
        duty = Duty(
            limit,
            f"{statement.pointer}/details/deposit_place",
            "指明记载保藏事项的文件和位置",
            "the place where the deposit is described",
            *loss,
        )
        yield from owed(case, duty, ())
    for pointer, zh, en, acts in (
        ("deposit", "保藏证明", "deposit certificate", received(papers(case, DepositCertificate))),
        (
            "viability",
            "存活证明",
            "viability statement",
            received(papers(case, ViabilityCertificate)),
        ),
    ):
        duty = Duty(limit, f"/papers/{pointer}_certificate", f"提交{zh}", f"the {en}", *loss)
        yield from owed(case, duty, acts)


@pct_rule(
    "CN-PCT-014",
    zh="不丧失新颖性的公开：国际申请时声明、进入声明说明、2个月内交证明",
    en="Grace period: declared internationally, stated on entry, proved in 2 months",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[rules(124, 1)],
)
def grace_on_entry(case: Case) -> Drafts:
    """Report a grace period that was not declared in time, not stated on entry or not proved.

    Why:
        All three are needed; otherwise Article 24 does not apply.

    Example:
        国际阶段未声明，进入声明中提出
    Use instead:
        国际阶段已声明，进入声明说明，并在2个月内提交证明
    中文:
        进入声明要求不丧失新颖性的公开而国际申请时没有声明，国际申请时声明而进入声明没有说明，或者没有在进入日起2个月内提交证明时报告。

    """
    record = publication(case).details.grace_period
    statement = entry_statement(case)
    stated = statement.details.grace_period
    place = case.field(f"{statement.pointer}/details/grace_period", "")
    if record is None or stated is None:
        unknown("国际阶段和进入声明的宽限期声明", "the declarations of a grace period")
    if stated and not record:
        yield placed(
            place,
            zh="提出国际申请时没有声明不丧失新颖性的公开，进入时提出的，不予适用。",
            en="No such disclosure was declared in the international application: stated on entry "
            "only, it does not count.",
        )
    elif record and not stated:
        yield placed(
            place,
            zh="国际申请时作过不丧失新颖性公开的声明，进入声明没有说明，请补充，否则不适用宽限期。",
            en="The international application declared a disclosure, the entry statement does not "
            "mention it: add it, or the grace period does not apply.",
        )
    elif record:
        _, entered = entry_date(case)
        duty = Duty(
            months_after(entered, 2),
            "/papers/grace_period_proof",
            "提交不丧失新颖性的证明材料",
            "the evidence of the disclosure",
            "不适用宽限期",
            "the grace period does not apply",
        )
        yield from owed(case, duty, received(papers(case, GraceProof)))
    else:
        inapplicable("没有要求不丧失新颖性的公开", "No grace period is claimed")


@pct_rule(
    "CN-PCT-015",
    zh="依赖遗传资源完成的，在进入声明中说明并填写登记表",
    en="Genetic resources are stated on entry and disclosed on the form",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    basis=[rules(126, 1)],
)
def genetic_resources_on_entry(case: Case) -> Drafts:
    """Report a statement of genetic resources without the form, and the form without a statement.

    Why:
        Both are required; uncorrected the application is deemed withdrawn.
    Known problems:
        Whether the invention relies on genetic resources is not told from its text.

    Example:
        进入声明说明依赖遗传资源，没有登记表
    Use instead:
        附遗传资源来源披露登记表
    中文:
        进入声明说明发明依赖遗传资源完成而没有提交遗传资源来源披露登记表，或者提交了登记表而进入声明没有说明时报告。

    """
    statement = entry_statement(case)
    forms = papers(case, GeneticResourcesForm)
    stated = statement.details.genetic_resources
    if stated is None and not forms:
        unknown("进入声明是否说明遗传资源", "whether genetic resources are stated")
    if stated and not forms:
        yield absent(
            "/papers/genetic_resources_form",
            zh="说明依赖遗传资源完成，没有遗传资源来源披露登记表，请提交。",
            en="Genetic resources are stated, but the form that discloses their source is missing.",
        )
    elif forms and not stated:
        yield placed(
            case.field(f"{statement.pointer}/details/genetic_resources", ""),
            zh="提交了遗传资源来源披露登记表，进入声明没有说明，请补充说明。",
            en="The form on genetic resources was filed, but the entry statement does not say so.",
        )


RULES = (
    data_differ_from_record,
    abstract_and_drawings,
    amendments_do_not_exist,
    new_priority,
    deposit_on_entry,
    grace_on_entry,
    genetic_resources_on_entry,
)
