"""The format and layout of papers, as read from them."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from shared.model.application import FiledDocument
from shared.model.layout import DocumentLayout
from shared.model.source import Location

EFILING = "cnipa-efiling"
"""Format of documents of an e-filing package."""
_WITH_PAGES = frozenset({"docx", "pdf", "tiff", "scan"})


def layout_place(document: FiledDocument, what: str, text: str = "") -> Location:
    """What the layout of a document says, as a place."""
    return Location(file=document.file, text=text, element=f"{document.part}/layout/{what}")


def laid_out(case: Case, part: str | None = None) -> list[tuple[FiledDocument, DocumentLayout]]:
    """Documents with a layout, one per file; abstains where none can have one."""
    documents = [d for d in case.documents if part is None or d.part == part]
    if not documents:
        raise NotChecked("未提供文件，未检查。", "Not checked: no paper was given.")
    found: dict[str, tuple[FiledDocument, DocumentLayout]] = {}
    for document in documents:
        if document.layout is not None:
            found.setdefault(document.file, (document, document.layout))
    if found:
        return list(found.values())
    if any(document.format in _WITH_PAGES for document in documents):
        raise NotChecked("未提供版式数据，未检查。", "Not checked: the layout was not given.")
    raise NotApplicable(
        "XML等格式的文件由系统排版。", "Papers in XML and the like are laid out by the system."
    )


def not_given(zh: str, en: str) -> NotChecked:
    """The abstention of a rule whose part of the layout was not read."""
    return NotChecked(f"未提供{zh}，未检查。", f"Not checked: {en} not given.")
