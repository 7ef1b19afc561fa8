"""Translations in the national phase (CN-PCT-005, 007, 021; Rules 121 and 131)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import (
    events,
    fees,
    filed,
    known,
    missed,
    notice_received,
)
from services.formal_check.domain.findings import Draft, Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.pct.reading import entry_statement, pct_rule, publication
from shared.contracts.common import Message
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.notices import NoticeKind
from shared.model.facts.pct import TRANSLATION_CORRECTION_FEE, TranslationCorrection
from shared.model.facts.priority import PublicationPrepared
from shared.model.source import Location
from shared.model.time_limits import months_after


@pct_rule(
    "CN-PCT-005",
    zh="以外文提出的国际申请提交说明书和权利要求书的中文译文",
    en="Description and claims of an application in another language are translated",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.CLAIMS, Input.DESCRIPTION],
    basis=[rules(121, 1)],
)
def translation_missing(case: Case) -> Drafts:
    """Report missing claims or description, and papers that are not in Chinese.

    CN-PCT-019 switches the rule off for applications filed in Chinese.

    Why:
        Without the translation of both there is no entry.
    Known problems:
        Whether the translation is faithful is for a person to judge.

    Example:
        只提交权利要求书的译文
    Use instead:
        说明书和权利要求书的译文均提交
    中文:
        国际申请以外文提出，没有提交说明书或者权利要求书的中文译文，或者提交的文本不是中文时报告。

    """
    for part, there, zh in (
        ("claims", case.has_claims, "权利要求书"),
        ("description", case.has_description, "说明书"),
    ):
        if not there:
            yield absent(
                part,
                file=case.file_of(part),
                zh=f"没有{zh}的中文译文，进入国家阶段的手续不予接受，请提交。",
                en=f"The translation of the {part} is missing: entry is not accepted without it.",
            )
        elif case.profile.language != "zh":
            yield absent(
                part,
                file=case.file_of(part),
                zh=f"{zh}不是中文，请提交中文译文。",
                en=f"The {part} is not in Chinese: file a translation.",
            )


_FOREIGN_WORD = re.compile(r"(?!(?:fig|figs|figure)\b)[a-z]{4,}", re.IGNORECASE)


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
    "CN-PCT-021",
    zh="改正译文错误：公布准备完成前或者实审通知起3个月内，并缴费",
    en="Translations are corrected before publication or within 3 months of examination, for a fee",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.EVENTS, Input.FEES],
    basis=[rules(131, 1), rules(131, 2)],
)
def translation_correction(case: Case) -> Drafts:
    """Report a request to correct the translation outside its two windows or without its fee.

    Why:
        Such a request is deemed not made.
    Known problems:
        A correction that the office asked for has the term of its notice and is not told apart.

    Example:
        没有缴纳译文改正费
    Use instead:
        在期限内请求并缴纳译文改正费
    中文:
        改正译文错误的请求既不在公布准备工作完成之前，也不在收到进入实质审查阶段通知书起3个月内的，或者没有缴纳译文改正费的，予以提示。

    """
    requests = filed(
        case,
        TranslationCorrection,
        "没有改正译文错误的请求",
        "No correction of the translation is requested",
    )
    prepared = next((e.occurred_on for e in events(case, PublicationPrepared)), None)
    examined = notice_received(case, NoticeKind.EXAMINATION_ENTRY)
    for request in requests:
        day = known(request.received_on, "改正请求的提交日", "the day of the request")
        before = prepared is None or day < prepared
        during = examined is not None and not missed(months_after(examined, 3), day)
        if examined is not None and day < examined:
            during = False
        if not before and not during:
            yield placed(
                case.field(f"{request.pointer}/received_on", day.isoformat()),
                zh=f"改正译文错误应在公布准备工作完成（{prepared}）前，或者收到进入实质审查阶段通知书起3个月内提出。",
                en=f"A correction comes before the preparations for publication ({prepared}) or within "
                "three months of the notice that examination begins.",
            )
    if not fees(case, TRANSLATION_CORRECTION_FEE):
        yield absent(
            "/fees",
            zh="请求改正译文错误，未见译文改正费的缴费记录，请缴纳。",
            en="A correction of the translation is requested, but no fee for it is on record.",
        )


RULES = (
    translation_missing,
    abstract_and_drawings,
    translation_correction,
)
