"""Lists of papers, and how a later paper names its application. See docs/facts/agency-and-papers.md."""

from __future__ import annotations

from shared.model.facts.reading import Fact, Flag, Names, Text, also


class ListedFile(Fact):
    """One line of the request's list of papers."""

    name: Text = also("文件名称", "名称")
    pages: int | None = also("页数")
    copies: int | None = also("份数")


class FilingStatements(Fact):
    """Further statements of the request on its papers."""

    file_list: tuple[ListedFile, ...] | None = also("申请文件清单", "文件清单")
    attachment_list: tuple[ListedFile, ...] | None = also("附加文件清单")
    incorporation_by_reference: Flag = also("援引加入声明")
    representative: Text = also("代表人")


class Identification(Fact):
    """Which application a paper says it belongs to."""

    application_numbers: Names = also("application_number", "申请号", "专利号")
    title: Text = also("发明创造名称")
    applicants: Names = also("申请人", "专利权人")


class IdentifiedPaper(Fact):
    """The part of any paper's details that says where it belongs."""

    identification: Identification | None = also("案卷标识")
