"""Papers that were filed as pictures only: their recognised text becomes part of the application.

Only parts that no paper gives as text are taken, for the second formal check; the dossier's application
stays what was filed. Doubts and alarms of the recognition stand in its own section.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shared.contracts.ocr import Recognition
from shared.model.application import Application, BibliographicData, ReadingNote
from shared.model.case_file import CaseFile
from shared.model.identification import DocumentStage

PAGES_ONLY = "pages-only"
"""Code of the note on an input that is nothing but page pictures."""
_PARTS = ("claims", "description", "abstract")


def pages_only() -> CaseFile:
    """The case file of an input that holds pages but no text that a reader knows."""
    note = ReadingNote(
        code=PAGES_ONLY,
        message_en="The papers are pictures only; what the formal check knows of them was recognised.",
        message_zh="申请文件仅为图像，形式审查依据识别所得的文本进行。",
    )
    application = Application(
        stage=DocumentStage.EXCERPT,
        kind=None,
        bibliographic=BibliographicData(office_code="XX"),
        reading_notes=(note,),
    )
    return CaseFile(application=application)


def with_recognised_papers(
    case_file: CaseFile, recognitions: Sequence[Recognition]
) -> CaseFile | None:
    """The case file with the parts that only pictures gave; ``None`` if they give none."""
    application = case_file.application
    changes: dict[str, Any] = {}
    for recognition in recognitions:
        if recognition.structure is None:
            continue
        read = recognition.structure.application
        for part in _PARTS:
            if getattr(application, part) or part in changes or not getattr(read, part):
                continue
            changes[part] = getattr(read, part)
            if part == "claims":
                changes["claims_heading"] = read.claims_heading
        if application.kind is None and read.kind is not None and "kind" not in changes:
            changes |= {"kind": read.kind, "kind_basis": read.kind_basis}
    if not any(part in changes for part in _PARTS):
        return None
    if any(note.code == PAGES_ONLY for note in application.reading_notes):
        first = next(r.structure for r in recognitions if r.structure is not None)
        changes |= {
            "language": first.application.language,
            "bibliographic": first.application.bibliographic,
        }
    return case_file.model_copy(update={"application": application.model_copy(update=changes)})
