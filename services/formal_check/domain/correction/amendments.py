"""Every amended passage, with what the papers as filed show of it (Patent Law, Art. 33).

Amendments must not go beyond the description and claims as filed. Whether one does, a person
decides; here each amended clause is aligned with them so that nothing has to be searched by eye.
The abstract is no part of the disclosure (Guidelines II-2-2.4): it supports nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from services.formal_check.domain.correction.claim_pairs import (
    Forms,
    ReadClaim,
    forms_of,
    pair_claims,
    read_claim,
)
from services.formal_check.domain.correction.disclosure import Cover, Disclosure
from services.formal_check.domain.correction.passage_tokens import Clause, clauses
from services.formal_check.domain.places import Places
from shared.contracts.common import Message, NotChecked
from shared.contracts.corrections import AmendedPassage, OmittedPassage, PassageSupport
from shared.model.application import Application
from shared.model.case_file import CaseFile
from shared.model.source import Location, TextUnit

MAX_CLAUSES = 3000
"""Amended clauses that are aligned; further ones are listed as not compared."""
MAX_WORK = 20_000_000_000
"""Characters looked through in all: keeps hostile papers within seconds."""
_SEARCHES = 100
"""Searches that one clause takes, roughly."""
_SUPPORT = {
    Cover.WHOLE: PassageSupport.STATED,
    Cover.PIECES: PassageSupport.IN_PIECES,
    Cover.PARTLY: PassageSupport.NOT_FOUND,
}


@dataclass
class Amendments:
    """What the replacement papers changed in the texts."""

    passages: list[AmendedPassage] = field(default_factory=list)
    omitted: list[OmittedPassage] = field(default_factory=list)
    not_compared: list[NotChecked] = field(default_factory=list)


def disclosure_of(application: Application) -> Disclosure:
    """The description and claims as filed; of a design, its name and brief explanation."""
    return Disclosure(
        [
            *_claim_units(application),
            *_description_units(application),
            *_design_units(application),
        ]
    )


def find_amendments(original: CaseFile, corrected: CaseFile, parts: Iterable[str]) -> Amendments:
    """Amended and omitted passages of ``parts``, in the order title, claims, description, abstract."""
    comparison = _Comparison(original, corrected)
    replaced = frozenset(parts)
    old, new = original.application, corrected.application
    if "title" in replaced:
        comparison.texts("title", _title_units(old), _title_units(new))
    if "claims" in replaced:
        comparison.claims()
    if "description" in replaced:
        comparison.texts("description", _description_units(old), _description_units(new))
    if "abstract" in replaced:
        comparison.texts("abstract", _abstract_units(old), _abstract_units(new))
    if "design" in replaced:
        comparison.texts("design", _design_units(old), _design_units(new))
    return comparison.found


class _Comparison:
    def __init__(self, original: CaseFile, corrected: CaseFile) -> None:
        self._old = original.application
        self._new = corrected.application
        self._old_places = Places(original)
        self._new_places = Places(corrected)
        self._disclosure = disclosure_of(self._old)
        self._left = min(MAX_CLAUSES, MAX_WORK // (_SEARCHES * (len(self._disclosure) + 1)))
        self._shown: set[tuple[str | None, int | None]] = set()
        """Places of the original that are shown as the nearest of something."""
        self._continues: dict[int, ReadClaim] = {}
        """The original's claim that a claim in this position continues."""
        self.found = Amendments()

    def texts(self, part: str, old: list[TextUnit], new: list[TextUnit]) -> None:
        """Clauses of ``new`` that no unit of ``old`` has, and the other way round."""
        filed = {forms_of(clause) for unit in old for clause in clauses(unit.text)}
        for unit in new:
            self._amended(part, unit, clauses(unit.text), filed)
        kept = {forms_of(clause) for unit in new for clause in clauses(unit.text)}
        for unit in old:
            self._omitted(part, unit, clauses(unit.text), kept)

    def claims(self) -> None:
        """The same claim by claim: a feature that moves to another claim is amended there."""
        old = [read_claim(one) for one in self._old.claims or () if not one.cancelled]
        new = [read_claim(one) for one in self._new.claims or () if not one.cancelled]
        paired = pair_claims(old, new)
        self._continues = {new[one].claim.position: old[other] for one, other in paired.items()}
        for index, claim in enumerate(new):
            before = old[paired[index]] if index in paired else None
            known: Set[Forms] = before.forms if before is not None else frozenset()
            self._references(claim, before, old, new)
            counterpart = before.claim.unit.id if before is not None else None
            self._amended("claims", claim.claim.unit, claim.clauses, known, counterpart)
        continued = {old_index: new_index for new_index, old_index in paired.items()}
        for index, claim in enumerate(old):
            if index in continued:
                kept = new[continued[index]].forms
                self._omitted("claims", claim.claim.unit, claim.clauses, kept)
            else:
                unit = claim.claim.unit
                place = self._old_places.of_unit(unit.id)
                self.found.omitted.append(
                    OmittedPassage(part="claims", place=place, location=unit.locate(), whole=True)
                )

    def _amended(
        self,
        part: str,
        unit: TextUnit,
        found: Iterable[Clause],
        known: Set[Forms],
        counterpart: str | None = None,
    ) -> None:
        for clause in found:
            if forms_of(clause) in known:
                continue
            if self._left <= 0:
                self._not_compared(part)
                return
            self._left -= 1
            support = self._disclosure.support(clause)
            if support.nearest is not None:
                self._shown.add((support.nearest.unit, support.nearest.unit_start))
            self.found.passages.append(
                AmendedPassage(
                    part=part,
                    place=self._new_places.of_unit(unit.id),
                    location=_span(unit, clause),
                    support=_SUPPORT[support.cover],
                    not_found=tuple(
                        _span(unit, clause[start:end]) for start, end in support.missing
                    ),
                    nearest=support.nearest,
                    counterpart=counterpart or _unit_of(support.nearest, part),
                )
            )

    def _omitted(
        self, part: str, unit: TextUnit, found: Iterable[Clause], kept: Set[Forms]
    ) -> None:
        """Clauses that are gone, but for those that stand beside what replaced them."""
        for clause in found:
            location = _span(unit, clause)
            if forms_of(clause) in kept or (location.unit, location.unit_start) in self._shown:
                continue
            if len(self.found.omitted) >= MAX_CLAUSES:
                self._not_compared(part)
                return
            place = self._old_places.of_unit(unit.id)
            self.found.omitted.append(OmittedPassage(part=part, place=place, location=location))

    def _references(
        self,
        claim: ReadClaim,
        before: ReadClaim | None,
        old: list[ReadClaim],
        new: list[ReadClaim],
    ) -> None:
        """List a claim that takes over the features of other claims than it did."""
        parents_before = _numbered(old, before.referred) if before is not None else []
        parents = _numbered(new, claim.referred)
        if before is not None and claim.referred == before.referred == frozenset():
            return
        if before is None and not claim.referred:
            return
        if parents:
            same = all(
                any(self._carries(parent, earlier) for earlier in parents_before)
                for parent in parents
            )
        else:
            same = any(earlier.forms <= claim.forms for earlier in parents_before)
        if same:
            return
        unit = claim.claim.unit
        references = claim.claim.references
        span = (references[0].start, references[0].end) if references else (0, len(unit.text))
        self.found.passages.append(
            AmendedPassage(
                part="claims",
                place=self._new_places.of_unit(unit.id),
                location=unit.locate(*span),
                support=PassageSupport.OTHER_REFERENCE,
                nearest=None if before is None else _reference_of(before),
                counterpart=None if before is None else before.claim.unit.id,
            )
        )

    def _carries(self, parent: ReadClaim, earlier: ReadClaim) -> bool:
        """Whether ``parent`` continues or contains ``earlier``: no other features are combined."""
        continued = self._continues.get(parent.claim.position)
        return continued is earlier or earlier.forms <= parent.forms

    def _not_compared(self, part: str) -> None:
        if not any(one.what == part for one in self.found.not_compared):
            self.found.not_compared.append(
                NotChecked(
                    what=part,
                    reason=Message(
                        zh="修改之处过多，其余部分未逐一对比，请人工核对。",
                        en="There are too many amended passages: the rest was not compared.",
                    ),
                )
            )


def _numbered(claims: list[ReadClaim], numbers: frozenset[int]) -> list[ReadClaim]:
    return [one for one in claims if one.claim.number in numbers]


def _reference_of(claim: ReadClaim) -> Location:
    references = claim.claim.references
    unit = claim.claim.unit
    return unit.locate(references[0].start, references[0].end) if references else unit.locate()


def _unit_of(nearest: Location | None, part: str) -> str | None:
    """The nearest unit, where it is of the same part and no claim (claims are paired as wholes)."""
    unit = nearest.unit if nearest is not None else None
    return unit if unit is not None and part != "claims" and unit.startswith(part) else None


def _span(unit: TextUnit, tokens: Clause) -> Location:
    return unit.locate(tokens[0].start, tokens[-1].end)


def _title_units(application: Application) -> list[TextUnit]:
    title = application.bibliographic.invention_title
    return [title] if title is not None else []


def _claim_units(application: Application) -> Iterator[TextUnit]:
    return (claim.unit for claim in application.claims or ())


def _description_units(application: Application) -> list[TextUnit]:
    description = application.description
    if description is None:
        return []
    title = [description.title] if description.title is not None else []
    headings = [heading.unit for heading in description.headings]
    return [*title, *headings, *(paragraph.unit for paragraph in description.paragraphs)]


def _design_units(application: Application) -> list[TextUnit]:
    design = application.design
    if design is None:
        return []
    name = [design.product_name] if design.product_name is not None else []
    return [*name, *design.brief_explanation]


def _abstract_units(application: Application) -> list[TextUnit]:
    return list(application.abstract.units) if application.abstract is not None else []
