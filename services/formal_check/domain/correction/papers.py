"""The application as corrected: parts of the replacement papers in the place of the original's."""

from __future__ import annotations

from typing import Any

from shared.model.application import Application, BibliographicData, FieldSource, FiledDocument
from shared.model.case_file import CaseFile
from shared.model.identification import DocumentStage

_TEXT_PARTS = ("claims", "description", "abstract", "drawings", "design")
_FACTS = ("events", "fees", "papers", "recognised_signs", "recognised_pictures")


def replaced_parts(replacement: CaseFile) -> tuple[str, ...]:
    """The parts that the replacement papers hold, in the order of a filing."""
    application = replacement.application
    parts = ["request"] if _has_request(replacement) else []
    if application.bibliographic.invention_title is not None:
        parts.append("title")
    parts += [part for part in _TEXT_PARTS if getattr(application, part) is not None]
    return tuple(parts)


def corrected(original: CaseFile, replacement: CaseFile) -> CaseFile:
    """The case file after the correction.

    The request's data are replaced as a whole; facts that the replacement papers do not carry stay
    the original's, but what recognition saw in drawings that are replaced does not.
    """
    parts = frozenset(replaced_parts(replacement))
    changes: dict[str, Any] = {
        name: getattr(replacement, name)
        for name in _FACTS
        if getattr(replacement, name) is not None
    }
    if parts & {"drawings", "design"}:
        changes.setdefault("recognised_signs", None)
        changes.setdefault("recognised_pictures", None)
    if replacement.sequence_listings:
        changes["sequence_listings"] = replacement.sequence_listings
    if replacement.request is not None:
        changes["request"] = replacement.request
    changes["application"] = _application(original.application, replacement.application, parts)
    return original.model_copy(update=changes)


def _application(old: Application, new: Application, parts: frozenset[str]) -> Application:
    changes: dict[str, Any] = {part: getattr(new, part) for part in parts & set(_TEXT_PARTS)}
    if "claims" in parts:
        changes["claims_heading"] = new.claims_heading
    changes["bibliographic"] = _bibliographic(old.bibliographic, new.bibliographic, parts)
    changes["documents"] = _documents(old, new, parts)
    changes["field_sources"] = _sources(old, new, parts)
    changes["reading_notes"] = (*new.reading_notes, *_kept_notes(old, new, parts))
    if old.stage is DocumentStage.EXCERPT:
        changes["stage"] = new.stage
    if old.kind is None:
        changes.update(kind=new.kind, kind_basis=new.kind_basis)
    return old.model_copy(update=changes)


def _bibliographic(
    old: BibliographicData, new: BibliographicData, parts: frozenset[str]
) -> BibliographicData:
    """With a new request all its data are new, but what the office gave (number and date) stays."""
    if "request" not in parts:
        if "title" in parts:
            return old.model_copy(update={"invention_title": new.invention_title})
        return old
    kept = {
        name: getattr(old, name)
        for name in ("application_number", "filing_date", "pct", "parent")
        if getattr(new, name) is None
    }
    if "title" not in parts:
        kept["invention_title"] = old.invention_title
    return new.model_copy(update=kept)


def _documents(
    old: Application, new: Application, parts: frozenset[str]
) -> tuple[FiledDocument, ...]:
    delivered = {document.part for document in new.documents} | parts
    kept = tuple(document for document in old.documents if document.part not in delivered)
    return (*new.documents, *kept)


def _sources(old: Application, new: Application, parts: frozenset[str]) -> tuple[FieldSource, ...]:
    known = {source.pointer for source in new.field_sources}
    return (
        *new.field_sources,
        *(
            source
            for source in old.field_sources
            if source.pointer not in known
            and not (
                "request" in parts and source.pointer.startswith(("/bibliographic", "/request"))
            )
        ),
    )


def _kept_notes(old: Application, new: Application, parts: frozenset[str]) -> tuple[Any, ...]:
    """Notes on the files that stay."""
    files = {document.file for document in _documents(old, new, parts)} - {
        document.file for document in new.documents
    }
    return tuple(
        note for note in old.reading_notes if note.location is None or note.location.file in files
    )


def _has_request(replacement: CaseFile) -> bool:
    data = replacement.application.bibliographic
    return replacement.request is not None or bool(data.applicants or data.inventors or data.agency)
