"""Files of a package: format and folder (CN-FMT-001, 003)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import GUIDELINES_CHANGED, practice
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity
from shared.model.source import Location

_NOT_XML = frozenset({"docx", "text"})
_PAPERS = frozenset({"claims", "description", "abstract", "drawings"})
_FOLDER_NOTE = "part-differs-from-folder"


@rule(
    "CN-FMT-001",
    zh="2026年1月1日起电子申请文件使用XML格式",
    en="Since 2026-01-01 papers of e-filings are XML",
    severity=Severity.WARNING,
    reads=[Input.DOCUMENTS],
    profiles=FILING,
    effective_from=GUIDELINES_CHANGED,
    introduced=True,
    basis=[practice()],
)
def paper_not_xml(case: Case) -> Drafts:
    """Report a paper of a filing that came as DOCX or plain text.

    Why:
        The office announced that since 2026 papers of e-filings are accepted as XML only.
    Known problems:
        The announcement is known from secondary sources; hence a warning, not an error. For a
        draft that is to be converted, the finding is a reminder.

    Example:
        说明书.docx
    Use instead:
        100002.xml
    中文:
        申请日在2026年1月1日以后的申请，申请文件为DOCX或者纯文本时提示转换为XML。该要求依据二手来源，仅作提示。

    """
    for document in case.documents:
        if document.format in _NOT_XML and document.part in _PAPERS:
            yield placed(
                document.location or Location(file=document.file, element=document.part),
                zh="该文件不是XML格式，提交电子申请前请转换为XML。",
                en="This paper is not XML: convert it before e-filing.",
            )


@rule(
    "CN-FMT-003",
    zh="各申请文件放在与表格代码相符的文件夹中",
    en="Every paper lies in the folder of its form code",
    severity=Severity.ERROR,
    reads=[Input.DOCUMENTS],
    profiles=FILING,
    basis=[practice()],
)
def paper_in_wrong_folder(case: Case) -> Drafts:
    """Report a paper whose content is another than its folder's code says.

    Why:
        The e-filing system takes 100001 for claims, 100002 for the description, and so on.
    Known problems:
        The folder codes are known from published packages, not from a text at hand.

    Example:
        100001文件夹中是说明书
    Use instead:
        100001文件夹中是权利要求书
    中文:
        文件夹的表格代码与其中文件的内容不一致时报告，例如100001文件夹中的文件是说明书。

    """
    for note in case.reading_notes:
        if note.code == _FOLDER_NOTE:
            yield placed(
                note.location or Location(file="", element="package"),
                zh="文件内容与所在文件夹的表格代码不一致，请放入相应文件夹。",
                en="The paper is another than its folder's form code says: move it to its folder.",
            )


RULES = (
    paper_not_xml,
    paper_in_wrong_folder,
)
