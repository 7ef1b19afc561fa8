"""Entry of an international application into the national phase. See docs/facts/national-phase.md."""

from __future__ import annotations

from shared.model.facts.fees import FEE_NAMES, FeeKind
from shared.model.facts.reading import Day, Fact, Flag, Names, Text, also, kinds

FILING_FEE = kinds(FeeKind.FILING, *FEE_NAMES[FeeKind.FILING])
PUBLICATION_FEE = kinds(FeeKind.PUBLICATION_PRINTING, *FEE_NAMES[FeeKind.PUBLICATION_PRINTING])
SURCHARGE = kinds("national_phase_surcharge", "entry_surcharge", "宽限费")
TRANSLATION_CORRECTION_FEE = kinds("translation_correction_fee", "译文改正费")
UNITY_RESTORATION_FEE = kinds("unity_restoration_fee", "单一性恢复费")


class StatedPriority(Fact):
    """A priority as stated on entry or in the international publication."""

    office: Text = also("原受理机构")
    application_number: Text = also("在先申请号")
    filing_date: Day = also("在先申请日")


class EntryStatement(Fact):
    """The statement with which the national phase is entered (进入声明)."""

    KINDS = kinds("entry_statement", "进入声明", "国际申请进入中国国家阶段声明")

    international_application_number: Text = also("国际申请号")
    protection: Names = also("保护类型", "要求获得的专利权类型")
    """``invention`` (``发明``) or ``utility_model`` (``实用新型``)."""
    title: Text = also("发明名称")
    applicants: Names = also("申请人")
    inventors: Names = also("发明人")
    examination_basis: Names = also("审查基础")
    """``original``, ``article_19``, ``article_34``, ``article_28_41``, or in Chinese."""
    priorities: tuple[StatedPriority, ...] | None = also("优先权")
    deposit_place: Text = also("生物材料保藏事项记载位置")
    grace_period: Flag = also("不丧失新颖性公开")
    genetic_resources: Flag = also("遗传资源")
    early_processing: Flag = also("提前处理请求")
    abstract_figure: Text = also("摘要附图")


class InternationalPublication(Fact):
    """What the international publication, or a later notice of the International Bureau, records."""

    KINDS = kinds("international_publication", "国际公布文本", "国际局记录")

    language: Text = also("国际申请语言", "语言")
    title: Text = also("发明名称")
    applicants: Names = also("申请人")
    inventors: Names = also("发明人")
    priorities: tuple[StatedPriority, ...] | None = also("优先权")
    article_19_amendments: Flag = also("条约第19条修改")
    drawings: Flag = also("附图")
    abstract_figure: Text = also("摘要附图")
    deposit: Flag = also("生物材料保藏")
    grace_period: Flag = also("不丧失新颖性公开")
    priority_restored: Flag = also("受理局已批准恢复优先权")


class PreliminaryReport(Fact):
    """The international preliminary report on patentability."""

    KINDS = kinds("international_preliminary_report", "专利性国际初步报告")

    annexes: Flag = also("附件", "条约第34条修改")


class AmendmentTranslation(Fact):
    """The translation of amendments made in the international phase."""

    KINDS = kinds("amendment_translation", "修改文件译文", "国际阶段修改译文")

    article: Text = also("修改依据")
    """``19`` or ``34``."""


class DepositCertificate(Fact):
    """The receipt of a biological deposit."""

    KINDS = kinds("deposit_certificate", "生物材料样品保藏证明", "保藏证明")


class ViabilityCertificate(Fact):
    """The statement that a deposit is viable."""

    KINDS = kinds("viability_certificate", "生物材料样品存活证明", "存活证明")


class GeneticResourcesForm(Fact):
    """The form that discloses the source of genetic resources."""

    KINDS = kinds("genetic_resources_form", "遗传资源来源披露登记表")


class InternationalCopy(Fact):
    """A certified copy of the international application."""

    KINDS = kinds("international_application_copy", "国际申请副本", "经确认的国际申请副本")


class TranslationCorrection(Fact):
    """A request to correct the translation."""

    KINDS = kinds("translation_correction_request", "改正译文错误请求书", "译文改正请求")


class UnityNotice(Fact):
    """A notice to pay the unity restoration fee."""

    KINDS = kinds("unity_fee_notice_received", "收到缴纳单一性恢复费通知书")

    due_on: Day = also("指定期限届满日")


_PROTECTION = {"发明": "invention", "发明专利": "invention", "实用新型": "utility_model"}


def protection_of(statement: EntryStatement) -> frozenset[str]:
    """The kinds of protection asked for, by their English names."""
    stated = statement.protection or ()
    return frozenset(
        _PROTECTION.get(name.strip().removesuffix("专利"), name.strip().lower()) for name in stated
    )


def relies_on(statement: EntryStatement, article: str) -> bool:
    """Whether amendments under ``article`` (``19``, ``34``) are to be examined."""
    return any(article in name for name in statement.examination_basis or ())


def in_chinese(publication: InternationalPublication) -> bool | None:
    """Whether the international application was filed in Chinese; ``None`` if not stated."""
    if publication.language is None:
        return None
    return publication.language.lower().startswith("zh") or "中文" in publication.language
