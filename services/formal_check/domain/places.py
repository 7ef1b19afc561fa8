"""Which document a finding belongs to, and how an examiner names its place."""

from __future__ import annotations

from enum import StrEnum

from services.formal_check.domain.vocabulary import family_of
from shared.contracts.common import Message
from shared.contracts.formal_check import Finding
from shared.model.application import Application
from shared.model.case_file import CaseFile
from shared.model.source import Location, TextUnit


class Document(StrEnum):
    """Documents of an application, in the order of a notice."""

    REQUEST = "request"
    ABSTRACT = "abstract"
    CLAIMS = "claims"
    DESCRIPTION = "description"
    DRAWINGS = "drawings"
    DESIGN = "design"
    OTHER = "other"


DOCUMENTS = {
    Document.REQUEST: Message(zh="请求书", en="Request"),
    Document.ABSTRACT: Message(zh="说明书摘要及摘要附图", en="Abstract and its figure"),
    Document.CLAIMS: Message(zh="权利要求书", en="Claims"),
    Document.DESCRIPTION: Message(zh="说明书", en="Description"),
    Document.DRAWINGS: Message(zh="说明书附图", en="Drawings"),
    Document.DESIGN: Message(
        zh="外观设计图片或者照片及简要说明", en="Pictures of the design and brief explanation"
    ),
    Document.OTHER: Message(zh="其他文件和手续", en="Other papers and formalities"),
}
_PARTS = {
    "title": Document.REQUEST,
    "request": Document.REQUEST,
    "bibliographic": Document.REQUEST,
    "abstract": Document.ABSTRACT,
    "abstract_figure": Document.ABSTRACT,
    "claims": Document.CLAIMS,
    "description": Document.DESCRIPTION,
    "drawings": Document.DRAWINGS,
    "design": Document.DESIGN,
}
_FAMILIES = {
    "REQ": Document.REQUEST,
    "IDN": Document.REQUEST,
    "AGT": Document.REQUEST,
    "CLM": Document.CLAIMS,
    "DSC": Document.DESCRIPTION,
    "DRW": Document.DRAWINGS,
    "ABS": Document.ABSTRACT,
    "DSN": Document.DESIGN,
}


class Places:
    """Names places of one case file."""

    def __init__(self, case_file: CaseFile) -> None:
        application = case_file.application
        self._names: dict[str, tuple[Document, Message]] = {}
        self._file_parts = {document.file: document.part for document in application.documents}
        self._note_titles(application)
        self._note_texts(application)
        for figure in application.drawings or ():
            label = figure.label or f"图{figure.number or figure.position}"
            self._names[f"drawings/{figure.position}"] = (
                Document.DRAWINGS,
                Message(zh=f"附图（{label}）", en=f"drawing {label}"),
            )

    def document(self, finding: Finding) -> Document:
        """The document to correct."""
        place = finding.location
        known = self._known(place)
        if known is not None:
            return known[0]
        steps = [step for step in place.element.split("/") if step not in ("", "application")]
        head = steps[0] if steps else ""
        part = _PARTS.get(head) or _PARTS.get(self._file_parts.get(place.file, ""))
        return part or _FAMILIES.get(family_of(finding.code), Document.OTHER)

    def name(self, finding: Finding) -> Message | None:
        """E.g. ``权利要求3``; ``None`` where no more than the document can be named."""
        known = self._known(finding.location)
        return None if known is None else known[1]

    def of_unit(self, unit: str) -> Message:
        """How an examiner names a text unit, or a picture (``drawings/2``, ``design/1``)."""
        known = self._names.get(unit)
        return Message(zh=unit, en=unit) if known is None else known[1]

    def _known(self, place: Location) -> tuple[Document, Message] | None:
        return self._names.get(place.unit or "") or self._names.get(place.element)

    def _note(self, unit: TextUnit | None, document: Document, zh: str, en: str) -> None:
        if unit is not None:
            self._names[unit.id] = (document, Message(zh=zh, en=en))

    def _note_titles(self, application: Application) -> None:
        title = application.bibliographic.invention_title
        self._note(title, Document.REQUEST, "发明创造名称", "title in the request")
        if application.description is not None:
            described = application.description.title
            self._note(
                described, Document.DESCRIPTION, "说明书中的名称", "title of the description"
            )

    def _note_texts(self, application: Application) -> None:
        self._note(application.claims_heading, Document.CLAIMS, "权利要求书标题", "heading")
        for claim in application.claims or ():
            number = claim.position if claim.number is None else claim.number
            zh, en = f"权利要求{number}", f"claim {number}"
            if claim.number != claim.position:
                zh, en = f"{zh}（第{claim.position}项）", f"{en} (claim in place {claim.position})"
            self._note(claim.unit, Document.CLAIMS, zh, en)
            self._note(claim.number_unit, Document.CLAIMS, f"{zh}的编号", f"number of {en}")
        if application.description is not None:
            for position, one in enumerate(application.description.paragraphs, start=1):
                zh = f"第[{one.number}]段" if one.number else f"第{position}段"
                en = f"paragraph [{one.number}]" if one.number else f"paragraph {position}"
                self._note(one.unit, Document.DESCRIPTION, zh, en)
            for heading in application.description.headings:
                self._note(heading.unit, Document.DESCRIPTION, "小标题", "heading")
        if application.abstract is not None:
            for unit in application.abstract.units:
                self._note(unit, Document.ABSTRACT, "摘要文字部分", "text of the abstract")
        if application.design is not None:
            name = application.design.product_name
            self._note(name, Document.DESIGN, "产品名称", "name of the product")
            for unit in application.design.brief_explanation:
                self._note(unit, Document.DESIGN, "简要说明", "brief explanation")
            for view in application.design.views:
                label = view.label or str(view.position)
                self._names[f"design/{view.position}"] = (
                    Document.DESIGN,
                    Message(zh=f"视图（{label}）", en=f"view {label}"),
                )
