"""Standard forms, medium and certification of papers (CN-FMT-012 … 014)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.every_paper import every_paper
from services.formal_check.domain.facts import known, statements
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, FILING, GoverningDate
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.paper_form.reading import EFILING
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.filing_statements import FilingStatements, is_electronic
from shared.model.facts.reading import kind_key, kinds
from shared.model.source import Location

_FREE_FORM = kinds(
    "correction",
    "补正书",
    "observations",
    "意见陈述书",
    "response",
    "答复",
    "附页",
    "证明文件",
    "证据",
)
_WITH_FORM = kinds(
    "bibliographic_change", "著录项目变更申报书", "withdrawal", "撤回专利申请声明", "examination_request",
    "实质审查请求书", "early_publication_request", "提前公布声明", "restoration_request", "恢复权利请求书",
    "extension_request", "延长期限请求书", "fee_reduction_request", "费用减缴请求书", "power_of_attorney",
    "专利代理委托书", "reexamination_request", "复审请求书", "invalidation_request", "专利权无效宣告请求书",
    "abandonment", "放弃专利权声明",
)  # fmt: skip


@rule(
    "CN-FMT-012",
    zh="办理手续应使用标准表格",
    en="Acts are done on the office's standard forms",
    severity=Severity.WARNING,
    reads=[Input.PAPERS],
    kinds=ALL_KINDS,
    governed_by=GoverningDate.ACT,
    profiles=FILING,
    basis=[guidelines("5.1.4")],
)
def standard_forms(case: Case) -> Drafts:
    """Report papers that are stated not to be on a standard form, or have no form code.

    Answers to notices need no form.

    Why:
        The forms ask for all that the act needs.
    Known problems:
        Which kinds have a form is told by a list of usual names; other kinds are judged only where
        standard_form is stated.

    Example:
        自制变更申请
    Use instead:
        著录项目变更申报书
    中文:
        著录项目变更、撤回、恢复权利等手续文件没有表格代码或者注明不是标准表格时提示；答复补正、审查意见除外。

    """
    for pointer, paper, details in every_paper(case):
        key = kind_key(paper.kind)
        if key in _FREE_FORM or details.standard_form is True:
            continue
        bare = key in _WITH_FORM and not (paper.form_code or "").strip()
        if details.standard_form is False or bare:
            yield placed(
                Location(file="", text=paper.kind, element=f"{pointer}/kind"),
                zh=f"“{paper.kind}”应使用专利局制定的标准表格并注明表格代码，请更换。",
                en="Use the office's standard form, with its code, for this paper.",
            )


@rule(
    "CN-FMT-013",
    zh="电子申请的后续文件以电子形式提交，纸件申请的以纸件提交",
    en="Later papers come in the form in which the application was filed",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.REQUEST, Input.DOCUMENTS],
    kinds=ALL_KINDS,
    governed_by=GoverningDate.ACT,
    profiles=FILING,
    basis=[guidelines("5.1.2.1"), guidelines("5.1.2.2")],
)
def medium_of_papers(case: Case) -> Drafts:
    """Report papers in the other form than the application's.

    Why:
        A file is kept in one form.
    Known problems:
        Original documents that have to be shown on paper are exceptions for a person to see.

    Example:
        电子申请，邮寄纸件补正书
    Use instead:
        以电子形式提交补正书
    中文:
        电子申请的后续文件以纸件提交，或者纸件申请的后续文件以电子形式提交时报告。

    """
    papers = every_paper(case)
    stated = statements(case, FilingStatements).filing_medium if case.has_request else None
    electronic = is_electronic(stated)
    if electronic is None and any(d.format == EFILING for d in case.documents):
        electronic = True
    known(electronic, "提交方式（filing_medium）", "the medium of filing (filing_medium)")
    judged = False
    for pointer, paper, details in papers:
        medium = is_electronic(details.medium)
        if medium is None:
            continue
        judged = True
        if medium is not electronic:
            form = ("电子", "electronic") if electronic else ("纸件", "on paper")
            yield placed(
                Location(file="", text=details.medium or "", element=f"{pointer}/details/medium"),
                zh=f"本申请为{form[0]}申请，“{paper.kind}”应以{form[0]}形式提交，请重新提交。",
                en=f"The application is {form[1]}: hand in this paper likewise.",
            )
    if not judged:
        raise NotChecked(
            "未提供手续文件的提交方式（medium），未检查。",
            "Not checked: the medium of the papers was not given.",
        )


@rule(
    "CN-FMT-014",
    zh="外文证件、证明文件应附具中文题录译文",
    en="Foreign-language evidence has a Chinese translation of its bibliographic data",
    severity=Severity.WARNING,
    reads=[Input.PAPERS],
    kinds=ALL_KINDS,
    governed_by=GoverningDate.ACT,
    profiles=FILING,
    basis=[guidelines("5.1.3.3"), rules(3, 2)],
)
def foreign_evidence(case: Case) -> Drafts:
    """Report papers in another language than Chinese without a translated title list.

    Why:
        The office has to see what it was given; it may ask for a full translation, and a paper
        without it counts as not filed.

    Example:
        英文转让合同，无中文题录译文
    Use instead:
        附具中文题录译文
    中文:
        手续文件的语言不是中文而没有附具中文题录译文时提示。专利局可以要求限期提交全文译文。

    """
    judged = False
    for pointer, paper, details in every_paper(case):
        if details.language is None:
            continue
        judged = True
        language = details.language.strip().lower()
        if (
            language in ("zh", "zh-cn", "中文", "汉语", "chinese")
            or details.bibliographic_translation
        ):
            continue
        if details.bibliographic_translation is None:
            raise NotChecked(
                "未提供是否附具中文题录译文（bibliographic_translation），未检查。",
                "Not checked: bibliographic_translation was not given.",
            )
        yield placed(
            Location(
                file="", text=paper.kind, element=f"{pointer}/details/bibliographic_translation"
            ),
            zh=f"“{paper.kind}”为外文，请附具中文题录译文。",
            en="This paper is in a foreign language: add a Chinese translation of its title data.",
        )
    if not judged:
        raise NotChecked(
            "未提供手续文件的语言（language），未检查。",
            "Not checked: the language of the papers was not given.",
        )


RULES = (
    standard_forms,
    medium_of_papers,
    foreign_evidence,
)
