"""Edits of the papers while they are written, and the inputs that each of them changes.

An edited unit keeps its id. Its place in a file is forgotten, because the file says something
else; offsets in the unit stay exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.formal_check.domain.description_lines import (
    EditedLines,
    insert_heading,
    insert_paragraph,
    remove_line,
    set_line,
)
from services.formal_check.domain.drafting import filed_claim
from services.formal_check.domain.edited_units import unplaced, with_text, with_texts
from services.formal_check.domain.errors import EditRefusedError
from services.formal_check.domain.inputs import Input
from shared.contracts.hint_session import Edit, InsertUnit, RemoveUnit, ReplaceText, SetText
from shared.model.application import Abstract, Application
from shared.model.claim_language import FiledClaim, build_claims
from shared.model.claims import Claim
from shared.model.description import Description
from shared.model.source import TextUnit

MAX_UNIT_LENGTH = 1_000_000


@dataclass
class Edited:
    """An application after edits."""

    application: Application
    changed: set[Input] = field(default_factory=set)
    units: dict[str, None] = field(default_factory=dict)
    """Ids of units made or changed, in order."""


def apply_edits(application: Application, edits: Sequence[Edit], made: int = 0) -> Edited:
    """The application after ``edits``; ``made`` edits came before and number new units.

    Raises:
        EditRefusedError: naming the edit, for an unknown unit, a wrong span or an id in use.

    """
    edited = Edited(application)
    for index, edit in enumerate(edits):
        editor = _Editor(edited, f"#/edits/{index}")
        if isinstance(edit, ReplaceText):
            editor.replace(edit)
        elif isinstance(edit, SetText):
            editor.set_text(edit)
        elif isinstance(edit, InsertUnit):
            editor.insert(edit, f"new/{made + index + 1}")
        else:
            editor.remove(edit)
    return edited


class _Editor:
    """One edit. Each part of the papers is tried in turn for the unit that is named."""

    def __init__(self, edited: Edited, pointer: str) -> None:
        self._edited = edited
        self._pointer = pointer

    @property
    def _application(self) -> Application:
        return self._edited.application

    def replace(self, edit: ReplaceText) -> None:
        """Replace a span of a unit."""
        text = self._text(edit.unit)
        if not edit.start <= edit.end <= len(text):
            raise EditRefusedError.span(f"{self._pointer}/end")
        new = text[: edit.start] + edit.replacement + text[edit.end :]
        claim = self._claim(edit.unit)
        if claim is not None:
            label = claim.number_unit.text if claim.number_unit is not None else ""
            new = new + claim.unit.text if edit.unit != claim.unit.id else label + new
        self._set(edit.unit, new)

    def set_text(self, edit: SetText) -> None:
        """Give a unit a new text."""
        self._text(edit.unit)
        self._set(edit.unit, edit.text)

    def insert(self, edit: InsertUnit, new_id: str) -> None:
        """Add a unit to its part."""
        unit_id = edit.unit or f"{edit.part}/{new_id}"
        if any(
            unit.id in (unit_id, f"{unit_id}/number") for unit in self._application.text_units()
        ):
            raise EditRefusedError.id_in_use(f"{self._pointer}/unit")
        application = self._application
        if edit.part == "claim":
            filed = _filed(application.claims or ())
            place = self._place([one.unit.id for one in filed], edit.before)
            unit = TextUnit(id=unit_id, text="")
            filed.insert(place, filed_claim(unit, edit.text, application.language))
            self._put_claims(filed)
        elif edit.part == "abstract":
            known = application.abstract or Abstract()
            units = list(known.units)
            units.insert(
                self._place([one.id for one in units], edit.before),
                TextUnit(id=unit_id, text=edit.text),
            )
            self._put({Input.ABSTRACT}, abstract=known.model_copy(update={"units": tuple(units)}))
        else:
            self._insert_line(edit, unit_id)
        self._edited.units[unit_id] = None

    def remove(self, edit: RemoveUnit) -> None:
        """Take a unit away."""
        application, unit = self._application, edit.unit
        self._text(unit)
        claim = self._claim(unit)
        description = application.description
        if claim is not None and unit == claim.unit.id:
            self._put_claims(
                [one for one in _filed(application.claims or ()) if one.unit.id != unit]
            )
        elif claim is not None:
            self._set(unit, claim.unit.text)
        elif application.claims_heading is not None and application.claims_heading.id == unit:
            self._put({Input.CLAIMS}, claims_heading=None)
        elif application.abstract is not None and _has(application.abstract.units, unit):
            kept = tuple(one for one in application.abstract.units if one.id != unit)
            abstract = application.abstract.model_copy(update={"units": kept})
            self._put({Input.ABSTRACT}, abstract=abstract)
        elif _is(application.bibliographic.invention_title, unit):
            self._put_request_title(None)
        elif description is not None and _is(description.title, unit):
            self._put_description(description, {Input.TITLE}, title=None)
        elif description is not None and not self._is_design(unit):
            self._put_lines(remove_line(description, unit))
        else:
            raise EditRefusedError.fixed(f"{self._pointer}/unit")

    def _text(self, unit_id: str) -> str:
        for unit in self._application.text_units():
            if unit.id == unit_id:
                return unit.text
        raise EditRefusedError.unknown_unit(f"{self._pointer}/unit")

    def _claim(self, unit: str) -> Claim | None:
        for claim in self._application.claims or ():
            if unit == claim.unit.id or _is(claim.number_unit, unit):
                return claim
        return None

    def _is_design(self, unit: str) -> bool:
        design = self._application.design
        return design is not None and (
            _is(design.product_name, unit) or _has(design.brief_explanation, unit)
        )

    def _set(self, unit: str, text: str) -> None:
        """The new text of a unit; of a claim: label and text together."""
        if len(text) > MAX_UNIT_LENGTH:
            raise EditRefusedError.too_long(self._pointer)
        application = self._application
        claim, description, design = self._claim(unit), application.description, application.design
        if claim is not None:
            self._set_claim(claim, text)
        elif _is(application.claims_heading, unit):
            self._put(
                {Input.CLAIMS}, claims_heading=with_text(application.claims_heading, unit, text)
            )
        elif _is(application.bibliographic.invention_title, unit):
            self._put_request_title(
                with_text(application.bibliographic.invention_title, unit, text)
            )
        elif application.abstract is not None and _has(application.abstract.units, unit):
            units = with_texts(application.abstract.units, unit, text)
            abstract = application.abstract.model_copy(update={"units": units})
            self._put({Input.ABSTRACT}, abstract=abstract)
        elif design is not None and self._is_design(unit):
            name = design.product_name
            update = {
                "product_name": name if name is None else with_text(name, unit, text),
                "brief_explanation": with_texts(design.brief_explanation, unit, text),
            }
            self._put({Input.DESIGN, Input.TITLE}, design=design.model_copy(update=update))
        elif description is not None and _is(description.title, unit):
            self._put_description(
                description, {Input.TITLE}, title=with_text(description.title, unit, text)
            )
        elif description is not None:
            self._put_lines(set_line(description, unit, text, application.language))
        self._edited.units[unit] = None

    def _set_claim(self, claim: Claim, full_text: str) -> None:
        language = self._application.language
        source = None if claim.unit.source is None else unplaced(claim.unit.source)
        unit = claim.unit.model_copy(update={"source": source, "inline_objects": ()})
        new = filed_claim(unit, full_text, language)
        if new.number is None and claim.number_unit is None:
            # The number stands in the markup, not in the text.
            new = FiledClaim(new.unit, claim.number, claim.number_label, new.number_unit)
        filed = _filed(self._application.claims or ())
        self._put_claims([new if one.unit.id == claim.unit.id else one for one in filed])
        self._edited.units[claim.unit.id] = None
        if new.number_unit is not None:
            self._edited.units[new.number_unit.id] = None

    def _insert_line(self, edit: InsertUnit, unit_id: str) -> None:
        description = self._application.description or Description()
        place = self._place([one.unit.id for one in description.paragraphs], edit.before)
        insert = insert_heading if edit.part == "heading" else insert_paragraph
        unit = TextUnit(id=unit_id, text=edit.text)
        self._put_lines(insert(description, unit, place, self._application.language))

    def _put_lines(self, edited: EditedLines) -> None:
        self._put(set(edited.changed), description=edited.description)

    def _place(self, ids: Sequence[str], before: str | None) -> int:
        if before is None:
            return len(ids)
        if before not in ids:
            raise EditRefusedError.unknown_unit(f"{self._pointer}/before")
        return ids.index(before)

    def _put_claims(self, filed: Sequence[FiledClaim]) -> None:
        cancelled = {one.unit.id for one in self._application.claims or () if one.cancelled}
        claims = build_claims(filed, self._application.language)
        self._put(
            {Input.CLAIMS},
            claims=tuple(
                one.model_copy(update={"cancelled": True}) if one.unit.id in cancelled else one
                for one in claims
            ),
        )

    def _put_request_title(self, title: TextUnit | None) -> None:
        data = self._application.bibliographic.model_copy(update={"invention_title": title})
        self._put({Input.TITLE}, bibliographic=data)

    def _put_description(
        self, description: Description, changed: set[Input], **update: object
    ) -> None:
        self._put(changed, description=description.model_copy(update=update))

    def _put(self, changed: set[Input], **update: object) -> None:
        self._edited.application = self._application.model_copy(update=update)
        self._edited.changed |= changed


def _filed(claims: Iterable[Claim]) -> list[FiledClaim]:
    return [FiledClaim(one.unit, one.number, one.number_label, one.number_unit) for one in claims]


def _is(unit: TextUnit | None, unit_id: str) -> bool:
    return unit is not None and unit.id == unit_id


def _has(units: Iterable[TextUnit], unit_id: str) -> bool:
    return any(unit.id == unit_id for unit in units)
