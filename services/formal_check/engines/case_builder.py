"""Builds a case file with real source maps from compact facts, as the YAML rule cases write them.

Every part becomes one virtual file; ``BuiltCase.files`` holds its text, so that a test can cut a
finding's place out of the file and compare. The keys are explained in ``docs/formal-check.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from shared.formats import ReadLimits
from shared.formats.sequence_listing import read_listing
from shared.model.application import (
    Abstract,
    Application,
    BibliographicData,
    FiledDocument,
    ReadingNote,
)
from shared.model.case_file import (
    CaseFile,
    DatedEvent,
    FeePayment,
    ProcedurePaper,
    RequestForm,
)
from shared.model.claim_language import FiledClaim, build_claims, split_number_label
from shared.model.claims import Claim
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.design import DesignPapers, DesignView
from shared.model.drawings import Figure, ImageFile, RecognisedPicture, RecognisedSign
from shared.model.facts.sequence_listing import SequenceListing
from shared.model.headings import section_of_heading
from shared.model.source import InlineObject, SourceMap, TextUnit
from shared.model.view_names import view_kind

Facts = Mapping[str, Any]
M = TypeVar("M", bound=BaseModel)

_INLINE = re.compile(r"\{(image|mathematics|chemistry|table)\}")
_NUMBERED = re.compile(r"\[(\d+)\]\s*")
KEYS = frozenset(
    [
        "kind",
        "kind_basis",
        "stage",
        "route",
        "language",
        "office",
        "title",
        "request_title",
        "claims",
        "claims_heading",
        "description",
        "abstract",
        "abstract_figure",
        "figures",
        "request",
        "bibliographic",
        "design",
        "events",
        "fees",
        "papers",
        "recognised_signs",
        "recognised_pictures",
        "sequence_listings",
        "documents",
        "reading_notes",
        "filing_date",
    ]
)


@dataclass
class BuiltCase:
    """A case file and the text of its virtual files."""

    case_file: CaseFile
    files: dict[str, str]


@dataclass
class _File:
    name: str
    element: str
    text: str = "<part>\n"
    units: list[TextUnit] = field(default_factory=list)

    def add(self, unit_id: str, content: str, before: str = "") -> TextUnit:
        """Append ``content`` to the file and return it as a text unit."""
        objects: list[InlineObject] = []
        plain = ""
        text_starts: list[int] = []
        file_starts: list[int] = []
        file_ends: list[int] = []
        self.text += f"<p>{before}"
        for piece in _INLINE.split(content):
            if piece in ("image", "mathematics", "chemistry", "table"):
                objects.append(InlineObject(kind=cast(Any, piece), offset=len(plain)))
                self.text += f"<{piece}/>"
            elif piece:
                text_starts.append(len(plain))
                file_starts.append(len(self.text))
                self.text += piece
                file_ends.append(len(self.text))
                plain += piece
        self.text += "</p>\n"
        return TextUnit(
            id=unit_id,
            text=plain,
            source=SourceMap(
                file=self.name,
                element=self.element,
                text_starts=tuple(text_starts),
                file_starts=tuple(file_starts),
                file_ends=tuple(file_ends),
            ),
            inline_objects=tuple(objects),
        )


def build_case(facts: Facts) -> BuiltCase:
    """The case file that ``facts`` describe. An unknown key is refused."""
    if unknown := set(facts) - KEYS:
        raise ValueError(f"unknown facts: {sorted(unknown)}")
    files = {
        part: _File(f"{part}.xml", f"/{part}")
        for part in ("request", "claims", "description", "abstract", "design")
    }
    language = str(facts.get("language", "zh"))
    bibliographic: dict[str, Any] = {
        "office_code": facts.get("office", "CN"),
        "filing_date": facts.get("filing_date"),
        **facts.get("bibliographic", {}),
    }
    if "request_title" in facts:
        bibliographic["invention_title"] = files["request"].add("title", facts["request_title"])
    application = Application(
        stage=facts.get("stage", "filing"),
        kind=facts.get("kind", "invention"),
        kind_basis=facts.get("kind_basis"),
        route=facts.get("route", "national"),
        language=language,
        bibliographic=BibliographicData.model_validate(bibliographic),
        claims=_claims(facts.get("claims"), files["claims"], language),
        claims_heading=(
            files["claims"].add("claims/heading", facts["claims_heading"])
            if "claims_heading" in facts
            else None
        ),
        description=_description(facts, files["description"], language),
        abstract=_abstract(facts, files["abstract"]),
        drawings=_figures(facts["figures"]) if facts.get("figures") is not None else None,
        design=_design(facts["design"], files["design"]) if "design" in facts else None,
        documents=_documents(facts),
        reading_notes=tuple(ReadingNote.model_validate(n) for n in facts.get("reading_notes", ())),
    )
    case_file = CaseFile(
        application=application,
        request=_request(facts.get("request")),
        events=_facts(facts, "events", DatedEvent),
        fees=_facts(facts, "fees", FeePayment),
        papers=_facts(facts, "papers", ProcedurePaper),
        recognised_signs=_signs(facts.get("recognised_signs")),
        recognised_pictures=_facts(facts, "recognised_pictures", RecognisedPicture),
        sequence_listings=_listings(facts.get("sequence_listings")),
    )
    return BuiltCase(case_file, {part.name: part.text for part in files.values()})


def _claims(claims: list[str] | None, file: _File, language: str) -> tuple[Claim, ...] | None:
    if claims is None:
        return None
    filed = []
    for position, content in enumerate(claims, start=1):
        label = split_number_label(content, language)
        length = label.length if label is not None else 0
        start = len(file.text) + len("<p>")
        unit = file.add(f"claims/{position}", content[length:], before=content[:length])
        number_unit = TextUnit(
            id=f"claims/{position}/number",
            text=content[:length],
            source=SourceMap(
                file=file.name,
                element=file.element,
                text_starts=(0,),
                file_starts=(start,),
                file_ends=(start + length,),
            ),
        )
        filed.append(
            FiledClaim(
                unit=unit,
                number=label.number if label is not None else None,
                number_label=label.label if label is not None else "",
                number_unit=number_unit if length else None,
            )
        )
    return build_claims(filed, language)


def _description(facts: Facts, file: _File, language: str) -> Description | None:
    if "description" not in facts and "title" not in facts:
        return None
    title = file.add("description/title", facts["title"]) if "title" in facts else None
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    section = DescriptionSection.OTHER
    for content in facts.get("description", ()):
        if content.startswith("#"):
            text = content.lstrip("# ")
            opened = section_of_heading(text, language)
            section = opened or section
            unit = file.add(f"description/heading/{len(headings) + 1}", text)
            headings.append(Heading(unit=unit, section=opened, before_paragraph=len(paragraphs)))
            continue
        opened = section_of_heading(content, language)
        section = opened or section
        number = _NUMBERED.match(content)
        length = number.end() if number else 0
        paragraphs.append(
            Paragraph(
                number=number.group(1) if number else None,
                unit=file.add(
                    f"description/{len(paragraphs) + 1}", content[length:], before=content[:length]
                ),
                section=section,
                opens_section=opened,
            )
        )
    return Description(title=title, headings=tuple(headings), paragraphs=tuple(paragraphs))


def _abstract(facts: Facts, file: _File) -> Abstract | None:
    if "abstract" not in facts and "abstract_figure" not in facts:
        return None
    content = facts.get("abstract", [])
    lines = [content] if isinstance(content, str) else content
    units = tuple(file.add(f"abstract/{i}", line) for i, line in enumerate(lines, start=1))
    figure = _figures([facts["abstract_figure"]])[0] if "abstract_figure" in facts else None
    return Abstract(units=units, figure=figure)


def _figures(figures: list[Any]) -> tuple[Figure, ...]:
    """``1`` is figure 1 labelled 图1; a text is a label; a mapping gives members apart."""
    found = []
    for position, entry in enumerate(figures, start=1):
        known: dict[str, Any] = dict(entry) if isinstance(entry, Mapping) else {}
        if isinstance(entry, int):
            known = {"number": entry, "label": f"图{entry}"}
        elif isinstance(entry, str):
            digits = re.search(r"\d+", entry)
            known = {"number": int(digits.group()) if digits else None, "label": entry}
        images = known.pop("images", [{"name": f"figure{position}.jpg"}])
        found.append(
            Figure(
                id=f"drawings/{position}",
                position=position,
                images=tuple(
                    ImageFile.model_validate({"path": image["name"], **image}) for image in images
                ),
                **known,
            )
        )
    return tuple(found)


def _design(design: Facts, file: _File) -> DesignPapers:
    """A view is its label, or a mapping with ``label``, ``design_number`` and members of its image."""
    name = design.get("product_name")
    views = tuple(_view(position, view) for position, view in enumerate(design.get("views", ()), 1))
    return DesignPapers(
        product_name=file.add("design/name", name) if name is not None else None,
        views=views,
        brief_explanation=tuple(
            file.add(f"design/brief/{i}", line) for i, line in enumerate(design.get("brief", ()), 1)
        ),
        locarno_stated=design.get("locarno"),
        partial=design.get("partial", False),
    )


def _view(position: int, stated: Any) -> DesignView:  # noqa: ANN401
    known = {"label": stated} if isinstance(stated, str) else dict(stated)
    label = known.pop("label", None)
    number = re.search(r"设计(\d{1,2})", label or "")
    file = {"name": f"view{position}.jpg", "path": f"view{position}.jpg"}
    return DesignView(
        id=f"design/{position}",
        position=position,
        label=label,
        kind=view_kind(label),
        design_number=known.pop("design_number", int(number.group(1)) if number else 1),
        image=ImageFile.model_validate(file | known),
    )


def _documents(facts: Facts) -> tuple[FiledDocument, ...]:
    if "documents" in facts:
        return tuple(
            FiledDocument.model_validate({"format": "cnipa-efiling", **document})
            for document in facts["documents"]
        )
    return ()


def _request(request: Facts | None) -> RequestForm | None:
    if request is None:
        return None
    return RequestForm.model_validate({"form_code": "110101", **request})


def _facts(facts: Facts, name: str, model: type[M]) -> tuple[M, ...] | None:
    if facts.get(name) is None:
        return None
    return tuple(model.model_validate(entry) for entry in facts[name])


def _listings(listings: list[str] | None) -> tuple[SequenceListing, ...] | None:
    """Each listing is the text of its file, read as a filed one is."""
    if listings is None:
        return None
    return tuple(
        read_listing(f"listing{place}.xml", text.encode(), ReadLimits())
        for place, text in enumerate(listings, start=1)
    )


def _signs(signs: list[Any] | None) -> tuple[RecognisedSign, ...] | None:
    """A sign is ``"12"`` (score 0.95, first sheet) or a mapping."""
    if signs is None:
        return None
    default: dict[str, Any] = {
        "file": "figure1.jpg",
        "figure_number": 1,
        "score": 0.95,
        "quad": (0, 0, 9, 0, 9, 9, 0, 9),
    }
    return tuple(
        RecognisedSign.model_validate(
            default | (dict(sign) if isinstance(sign, Mapping) else {"sign": str(sign)})
        )
        for sign in signs
    )
