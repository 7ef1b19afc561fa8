"""From texts in an editor to a case file: no files, so places are offsets in text units.

What the editor has not shown is *unknown*: rules give no verdict on whether it is there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.formal_check.domain.inputs import Input
from shared.contracts.formal_check import DraftLine, DraftTexts
from shared.model.application import Abstract, Application, BibliographicData
from shared.model.case_file import CaseFile
from shared.model.claim_language import FiledClaim, build_claims, split_number_label
from shared.model.claims import Claim
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.drawings import Figure
from shared.model.headings import section_of_heading
from shared.model.identification import ApplicationKind, DocumentStage
from shared.model.source import TextUnit

_PARAGRAPH_NUMBER = re.compile(r"\s{0,8}[\[［【](\d{1,6})[\]］】]\s{0,8}")
_FIGURE_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True)
class DraftCase:
    """A case file made from texts, and the parts that nobody has shown."""

    case_file: CaseFile
    unknown: frozenset[Input]


def draft_case(texts: DraftTexts) -> DraftCase:
    """The papers that are being written, as if they were filed now."""
    described = texts.title is not None or texts.description is not None
    application = Application(
        stage=DocumentStage.FILING,
        kind=texts.kind,
        kind_basis="request" if texts.kind is not None else None,
        route=texts.route,
        language=texts.language,
        bibliographic=BibliographicData(
            office_code=texts.office_code,
            filing_date=texts.filing_date,
            invention_title=(
                None
                if texts.request_title is None
                else TextUnit(id="title", text=texts.request_title)
            ),
        ),
        claims=None if texts.claims is None else _claims(texts.claims, texts.language),
        description=_description(texts) if described else None,
        abstract=None if texts.abstract is None else _abstract(texts.abstract),
        drawings=None if texts.figures is None else _figures(texts.figures),
    )
    return DraftCase(CaseFile(application=application), _unknown(texts))


def filed_claim(unit: TextUnit, full_text: str, language: str) -> FiledClaim:
    """A claim from the text as typed, label included. ``unit`` gives its id and source."""
    label = split_number_label(full_text, language)
    length = 0 if label is None else label.length
    return FiledClaim(
        unit=unit.model_copy(update={"text": full_text[length:]}),
        number=None if label is None else label.number,
        number_label="" if label is None else label.label,
        number_unit=(TextUnit(id=f"{unit.id}/number", text=full_text[:length]) if length else None),
    )


def paragraph(unit_id: str, text: str, section: DescriptionSection, language: str) -> Paragraph:
    """A paragraph as typed; a number ``[0001]`` before it is split off."""
    number = _PARAGRAPH_NUMBER.match(text)
    rest = text if number is None else text[number.end() :]
    opened = section_of_heading(rest, language)
    return Paragraph(
        number=None if number is None else number[1],
        unit=TextUnit(id=unit_id, text=rest),
        section=opened or section,
        opens_section=opened,
    )


def _claims(texts: Sequence[str], language: str) -> tuple[Claim, ...]:
    filed = [
        filed_claim(TextUnit(id=f"claims/{position}", text=""), text, language)
        for position, text in enumerate(texts, start=1)
    ]
    return build_claims(filed, language)


def _description(texts: DraftTexts) -> Description:
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    section = DescriptionSection.OTHER
    for line in texts.description or ():
        if line.heading:
            heading = _heading(line, len(headings) + 1, len(paragraphs), texts.language)
            headings.append(heading)
            section = heading.section or section
        else:
            unit_id = f"description/{len(paragraphs) + 1}"
            paragraphs.append(paragraph(unit_id, line.text, section, texts.language))
            section = paragraphs[-1].section
    title = None if texts.title is None else TextUnit(id="description/title", text=texts.title)
    return Description(title=title, headings=tuple(headings), paragraphs=tuple(paragraphs))


def _heading(line: DraftLine, position: int, before: int, language: str) -> Heading:
    return Heading(
        unit=TextUnit(id=f"description/heading/{position}", text=line.text),
        section=section_of_heading(line.text, language),
        before_paragraph=before,
    )


def _abstract(paragraphs: Sequence[str]) -> Abstract:
    return Abstract(
        units=tuple(
            TextUnit(id=f"abstract/{position}", text=text)
            for position, text in enumerate(paragraphs, start=1)
        )
    )


def _figures(labels: Sequence[str]) -> tuple[Figure, ...]:
    found = []
    for position, label in enumerate(labels, start=1):
        number = _FIGURE_NUMBER.search(label)
        found.append(
            Figure(
                id=f"drawings/{position}",
                position=position,
                number=None if number is None else int(number[0]),
                label=label,
            )
        )
    return tuple(found)


def _unknown(texts: DraftTexts) -> frozenset[Input]:
    """Parts that the editor did not show."""
    shown = {
        Input.TITLE: texts.title is not None or texts.request_title is not None,
        Input.ABSTRACT: texts.abstract is not None,
        Input.CLAIMS: texts.claims is not None,
        Input.DESCRIPTION: texts.description is not None,
        Input.HEADINGS: texts.description is not None,
        Input.DRAWINGS: texts.figures is not None,
        Input.DESIGN: texts.kind not in (None, ApplicationKind.DESIGN),
        Input.REQUEST: False,
    }
    return frozenset(part for part, known in shown.items() if not known)
