"""Each paper for itself, with pages numbered from 1 (CN-FMT-010, 011, CN-CLM-040, CN-DSC-027)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import Abstention
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.every_paper import every_paper
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.paper_form.reading import laid_out, layout_place, not_given
from shared.contracts.formal_check import Severity
from shared.model.application import FiledDocument
from shared.model.facts.comparing import number_key
from shared.model.source import Location


@rule(
    "CN-FMT-010",
    zh="一份文件不得涉及两件以上申请，一页不得包含两种文件",
    en="A paper concerns one application, a page one kind of paper",
    severity=Severity.ERROR,
    reads=[Input.DOCUMENTS, Input.PAPERS, Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[guidelines("5.1.5.3")],
)
def one_paper_one_thing(case: Case) -> Drafts:
    """Report papers that name two applications, and files whose parts share a page.

    A file with several parts and fewer page breaks than parts must have two parts on one page; as
    a draft to be divided, it is a warning.

    Why:
        Papers are filed by application and by kind.
    Known problems:
        Which part begins on which page is not known, only how many page breaks there are.

    Example:
        说明书与权利要求书在同一页
    Use instead:
        说明书、权利要求书分别成文
    中文:
        一份手续文件涉及两个以上申请号时报告；一个文件中有两种以上申请文件而分页不足时提示分开。

    """
    missing: Abstention | None = None
    parts: dict[str, list[FiledDocument]] = {}
    try:
        for document, layout in laid_out(case):
            parts[document.file] = [d for d in case.documents if d.file == document.file]
            several = len({d.part for d in parts[document.file]})
            if layout.page_breaks is not None and several > 1 and layout.page_breaks < several - 1:
                yield placed(
                    layout_place(document, "page_breaks"),
                    zh=f"该文件包含{several}种申请文件而分页不足，同一页上有两种文件，请分别成文。",
                    en=f"The file holds {several} papers with too few page breaks: part them.",
                    severity=Severity.WARNING,
                )
    except Abstention as abstention:
        missing = abstention
    try:
        for pointer, paper, details in every_paper(case):
            numbers = {number_key(number) for number in details.application_numbers or ()}
            if len(numbers) > 1:
                yield placed(
                    Location(file="", element=f"{pointer}/details/application_numbers"),
                    zh=f"“{paper.kind}”涉及{len(numbers)}件申请，请按申请分别提交。",
                    en=f"This paper concerns {len(numbers)} applications: hand in one for each.",
                )
    except Abstention as abstention:
        if missing is not None:
            raise missing from abstention


def _sequence(numbers: tuple[str, ...], first: int | None) -> str | None:
    """What is wrong with the numbers on the pages; ``None`` if they run on."""
    expected = first
    for index, number in enumerate(numbers, start=1):
        if not number.strip():
            return f"第{index}页没有页码"
        if not re.fullmatch(r"[0-9]{1,4}", number.strip()):
            return f"第{index}页的页码“{number}”不是阿拉伯数字"
        value = int(number)
        if expected is not None and value != expected:
            return f"第{index}页的页码为{value}，应为{expected}"
        expected = value + 1
    return None


def _page_numbers(case: Case, part: str, zh: str, en: str) -> Drafts:
    judged = False
    for document, layout in laid_out(case, part):
        if layout.page_numbers is not None:
            judged = True
            wrong = _sequence(layout.page_numbers, None)
            if wrong is not None:
                yield placed(
                    layout_place(document, "page_numbers"),
                    zh=f"{zh}{wrong}，请用阿拉伯数字顺序编写页码。",
                    en=f"The pages of the {en} are not numbered consecutively in Arabic numerals.",
                )
        elif layout.page_number_field is not None:
            judged = True
            if not layout.page_number_field:
                yield placed(
                    layout_place(document, "page_numbers"),
                    zh=f"{zh}没有页码，请用阿拉伯数字顺序编写页码（以XML提交的由系统生成）。",
                    en=f"The {en} has no page numbers: add them (for XML the system makes them).",
                )
    if not judged:
        raise not_given("页码（layout.page_numbers）", "the page numbers were")


@rule(
    "CN-CLM-040",
    zh="权利要求书用阿拉伯数字顺序编写页码",
    en="The pages of the claims are numbered in Arabic numerals",
    severity=Severity.NOTICE,
    reads=[Input.DOCUMENTS],
    profiles=FILING,
    basis=[guidelines("1.1.4.4")],
)
def claims_pages(case: Case) -> Drafts:
    """Note claims without page numbers, or with numbers that jump.

    Why:
        Pages can be lost or mixed up on paper.
    Known problems:
        Known for Word documents and scans; the system numbers the pages of XML papers.

    Example:
        页码缺失
    Use instead:
        1、2、3
    中文:
        权利要求书没有页码、页码不是阿拉伯数字或者不连续时提示。以XML提交的由系统生成，不适用。

    """
    yield from _page_numbers(case, "claims", "权利要求书", "claims")


@rule(
    "CN-DSC-027",
    zh="说明书用阿拉伯数字顺序编写页码",
    en="The pages of the description are numbered in Arabic numerals",
    severity=Severity.NOTICE,
    reads=[Input.DOCUMENTS],
    profiles=FILING,
    basis=[guidelines("1.1.4.2")],
)
def description_pages(case: Case) -> Drafts:
    """Note a description without page numbers, or with numbers that jump.

    Why:
        Pages can be lost or mixed up on paper.
    Known problems:
        Known for Word documents and scans; the system numbers the pages of XML papers.

    Example:
        页码跳号
    Use instead:
        1、2、3
    中文:
        说明书没有页码、页码不是阿拉伯数字或者不连续时提示。以XML提交的由系统生成，不适用。

    """
    yield from _page_numbers(case, "description", "说明书", "description")


@rule(
    "CN-FMT-011",
    zh="各种文件分别用阿拉伯数字顺序编写页码",
    en="Every paper has page numbers of its own, from 1",
    severity=Severity.NOTICE,
    reads=[Input.DOCUMENTS],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[guidelines("5.1.5.6")],
)
def own_page_numbers(case: Case) -> Drafts:
    """Note a paper whose page numbers do not begin with 1.

    Why:
        Each paper can be replaced by itself.
    Known problems:
        Known only where the numbers printed on the pages were read.

    Example:
        说明书从第4页起编，与权利要求书混编
    Use instead:
        各文件分别从1起编
    中文:
        文件的页码不从1开始顺序编写时提示，例如各文件连续混编。

    """
    judged = False
    for document, layout in laid_out(case):
        if layout.page_numbers is None:
            continue
        judged = True
        wrong = _sequence(layout.page_numbers, 1)
        if wrong is not None:
            yield placed(
                layout_place(document, "page_numbers"),
                zh=f"{wrong}，各种文件应分别从1起用阿拉伯数字顺序编写页码。",
                en="The page numbers of this paper do not run on from 1.",
            )
    if not judged:
        raise not_given("页码（layout.page_numbers）", "the page numbers were")


RULES = (
    one_paper_one_thing,
    claims_pages,
    description_pages,
    own_page_numbers,
)
