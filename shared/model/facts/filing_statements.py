"""Statements on a filing and on any paper of the procedure. Vocabulary: docs/facts/filing.md."""

from __future__ import annotations

from shared.model.facts.reading import Day, Fact, Flag, Names, Text, also

ELECTRONIC = frozenset({"electronic", "电子", "电子申请", "电子形式", "电子文件"})
PAPER = frozenset({"paper", "纸件", "纸质", "纸件形式", "面交", "邮寄"})


class TwinApplication(Fact):
    """The other application of a pair (invention and utility model) for the same thing."""

    application_number: Text = also("申请号")
    kind: Text = also("专利类型")
    filing_date: Day = also("申请日")
    declared: Flag = also("已声明")
    """Whether its request declares this application."""


class FilingStatements(Fact):
    """What the request, or the office's own records, state about the filing."""

    filing_medium: Text = also("提交方式")
    """``electronic`` or ``paper``."""
    twin_application: TwinApplication | None = also("同日申请")
    seal_names: Names = also("公章名称")
    """Names on the seals used."""
    reciprocity: Flag = also("互惠证明")
    """Whether reciprocity of the applicant's country was proved."""
    doubted_inventors: Names = also("存疑发明人")
    """Inventors of whom there is evidence that they contributed nothing."""
    near_duplicates: Names = also("雷同申请")
    """Applications by the same applicant that read alike."""


class AnyPaper(Fact):
    """Details that any paper may have."""

    medium: Text = also("提交方式")
    language: Text = also("语言")
    bibliographic_translation: Flag = also("中文题录译文")
    application_numbers: Names = also("涉及的申请号")
    standard_form: Flag = also("标准表格")
    applicants: Names = also("申请人", "applicant")
    agency: Text = also("代理机构", "专利代理机构")
    title: Text = also("发明创造名称", "发明名称")


def is_electronic(medium: str | None) -> bool | None:
    """Whether a stated medium is electronic; ``None`` for an unknown word."""
    folded = (medium or "").strip().lower()
    if folded in ELECTRONIC:
        return True
    return False if folded in PAPER else None
