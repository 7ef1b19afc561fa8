"""What a rule may look at: the parts of a case file, each behind the input it counts as.

A part that is absent raises the abstention that fits, so that no rule mistakes a missing fact for
a fault. Every access is noted in ``touched``; a test compares it with what the rule declares, and
the live hints rely on that declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.field_places import FieldPlaces
from services.formal_check.domain.inputs import NAMES, TEXTS, Input, not_given
from services.formal_check.domain.profile import Profile, ProfileName
from services.formal_check.domain.script import foreign_parts
from services.formal_check.domain.word_lists import WordList
from shared.model.application import Abstract, BibliographicData, FiledDocument, ReadingNote
from shared.model.case_file import CaseFile, DatedEvent, FeePayment, ProcedurePaper, RequestForm
from shared.model.claims import Claim
from shared.model.description import Description, DescriptionSection, Heading, Paragraph
from shared.model.design import DesignPapers
from shared.model.drawings import Figure, RecognisedPicture, RecognisedSign
from shared.model.facts.sequence_listing import SequenceListing
from shared.model.source import Location, TextUnit

T = TypeVar("T")


class Case:
    """One case file as rules see it. Immutable but for its caches."""

    def __init__(
        self,
        case_file: CaseFile,
        profile: Profile,
        unknown: frozenset[Input] = frozenset(),
        words: Mapping[str, WordList] = MappingProxyType({}),
    ) -> None:
        """``unknown`` are parts that nobody has shown: they are neither there nor missing.

        ``words`` are the word lists that an office changed, by name.
        """
        self._case_file = case_file
        self._application = case_file.application
        self._unknown = unknown
        self._words = words
        self._shared: dict[Callable[[Case], Any], Any] = {}
        self._shared_inputs: dict[Callable[[Case], Any], frozenset[Input]] = {}
        self._per_unit: dict[tuple[Callable[[TextUnit], Any], str], tuple[TextUnit, Any]] = {}
        self._kept_paragraphs: dict[
            Callable[[str], bool], tuple[tuple[Paragraph, ...], tuple[TextUnit, ...]]
        ] = {}
        self.profile = profile
        self.touched: set[Input] = set()

    def edited(
        self, case_file: CaseFile, changed: frozenset[Input], unknown: frozenset[Input]
    ) -> Case:
        """The case after an edit of the inputs ``changed``, under the same profile.

        Shared results that rest on other inputs are kept, and those on units that are the same.
        """
        case = Case(case_file, self.profile, unknown, self._words)
        case._per_unit = self._per_unit
        case._kept_paragraphs = self._kept_paragraphs
        for compute, inputs in self._shared_inputs.items():
            if compute in self._shared and not inputs & changed:
                case._shared[compute] = self._shared[compute]
                case._shared_inputs[compute] = inputs
        return case

    # Title

    @property
    def title(self) -> TextUnit:
        """The title: of the description, else of the request."""
        self.touched.add(Input.TITLE)
        found = self._application.title
        if found is None:
            raise not_given(Input.TITLE)
        return found

    @property
    def titles(self) -> tuple[TextUnit, ...]:
        """Every title that the papers show, the request's first; empty if there is none."""
        self._look_at(Input.TITLE)
        description = self._application.description
        found = (
            self._application.bibliographic.invention_title,
            description.title if description is not None else None,
        )
        return tuple(unit for unit in found if unit is not None)

    @property
    def request_title(self) -> TextUnit | None:
        """Title of the request form or front page."""
        self.touched.add(Input.TITLE)
        return self._application.bibliographic.invention_title

    @property
    def description_title(self) -> TextUnit | None:
        """Title on the first line of the description."""
        self.touched.add(Input.TITLE)
        description = self._application.description
        return description.title if description is not None else None

    # Claims

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that stand, in file order; at least one."""
        self.touched.add(Input.CLAIMS)
        found = tuple(claim for claim in self._application.claims or () if not claim.cancelled)
        if not found:
            raise not_given(Input.CLAIMS)
        return found

    @property
    def has_claims(self) -> bool:
        """Whether there is a claim at all."""
        self._look_at(Input.CLAIMS)
        return bool(self._application.claims)

    @property
    def claims_heading(self) -> TextUnit | None:
        """A heading above the claims."""
        self.touched.add(Input.CLAIMS)
        return self._application.claims_heading

    # Description

    @property
    def _description(self) -> Description:
        if self._application.description is None:
            raise not_given(Input.DESCRIPTION)
        return self._application.description

    @property
    def has_description(self) -> bool:
        """Whether there is a description with any text."""
        self._look_at(Input.DESCRIPTION)
        description = self._application.description
        return description is not None and any(p.unit.text.strip() for p in description.paragraphs)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The description's paragraphs, in file order."""
        self.touched.add(Input.DESCRIPTION)
        return self._description.paragraphs

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The description's headings, in file order."""
        self._look_at(Input.HEADINGS)
        return self._description.headings

    def section(self, section: DescriptionSection) -> tuple[Paragraph, ...]:
        """The paragraphs of one section."""
        return tuple(p for p in self.paragraphs if p.section is section)

    # Abstract, drawings, design

    @property
    def abstract(self) -> Abstract:
        """The abstract, with at least one text unit."""
        self.touched.add(Input.ABSTRACT)
        found = self._application.abstract
        if found is None or not found.text.strip():
            raise not_given(Input.ABSTRACT)
        return found

    @property
    def abstract_or_none(self) -> Abstract | None:
        """The abstract, even an empty one; ``None`` if no paper carries it."""
        self._look_at(Input.ABSTRACT)
        return self._application.abstract

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The drawings; empty where a filing has none. Unknown for papers read in part."""
        self._look_at(Input.DRAWINGS)
        if self._application.drawings is None and self.profile.name is not ProfileName.FILING:
            raise not_given(Input.DRAWINGS)
        return self._application.drawings or ()

    @property
    def design(self) -> DesignPapers:
        """The design papers."""
        self.touched.add(Input.DESIGN)
        if self._application.design is None:
            raise not_given(Input.DESIGN)
        return self._application.design

    @property
    def design_or_none(self) -> DesignPapers | None:
        """The design papers, if there are any."""
        self._look_at(Input.DESIGN)
        return self._application.design

    # Facts

    @property
    def bibliographic(self) -> BibliographicData:
        """Bibliographic data. Its members may be absent one by one."""
        self.touched.add(Input.BIBLIOGRAPHIC)
        return self._application.bibliographic

    @property
    def filing_date(self) -> date:
        """The filing date."""
        found = self.bibliographic.filing_date
        if found is None:
            raise NotChecked(
                "未提供申请日，未检查。", "Not checked: the filing date was not given."
            )
        return found

    @property
    def request(self) -> RequestForm:
        """The request form's data."""
        self.touched.add(Input.REQUEST)
        return self._given(self._case_file.request, Input.REQUEST)

    @property
    def has_request(self) -> bool:
        """Whether the request form's data are there."""
        self._look_at(Input.REQUEST)
        return self._case_file.request is not None

    @property
    def events(self) -> tuple[DatedEvent, ...]:
        """Dated events of the procedure."""
        self.touched.add(Input.EVENTS)
        return self._given(self._case_file.events, Input.EVENTS)

    @property
    def fees(self) -> tuple[FeePayment, ...]:
        """Fees paid."""
        self.touched.add(Input.FEES)
        return self._given(self._case_file.fees, Input.FEES)

    @property
    def papers(self) -> tuple[ProcedurePaper, ...]:
        """Papers of the procedure."""
        self.touched.add(Input.PAPERS)
        return self._given(self._case_file.papers, Input.PAPERS)

    @property
    def recognised_signs(self) -> tuple[RecognisedSign, ...]:
        """Signs read in the drawings."""
        self.touched.add(Input.RECOGNISED_SIGNS)
        return self._given(self._case_file.recognised_signs, Input.RECOGNISED_SIGNS)

    @property
    def recognised_pictures(self) -> tuple[RecognisedPicture, ...]:
        """What was seen in the pictures."""
        self.touched.add(Input.RECOGNISED_PICTURES)
        return self._given(self._case_file.recognised_pictures, Input.RECOGNISED_PICTURES)

    @property
    def sequence_listings(self) -> tuple[SequenceListing, ...]:
        """Sequence listing files; empty where the filing has none."""
        self.touched.add(Input.SEQUENCE_LISTINGS)
        return self._given(self._case_file.sequence_listings, Input.SEQUENCE_LISTINGS)

    @property
    def documents(self) -> tuple[FiledDocument, ...]:
        """The papers of the package."""
        self.touched.add(Input.DOCUMENTS)
        return self._application.documents

    @property
    def reading_notes(self) -> tuple[ReadingNote, ...]:
        """What the reader could not take into the model."""
        self.touched.add(Input.DOCUMENTS)
        return self._application.reading_notes

    def words(self, words: WordList) -> WordList:
        """The word list as the office in charge uses it."""
        return self._words.get(words.name, words)

    # Places

    def text_units(self) -> tuple[TextUnit, ...]:
        """Every text unit. Counts as all the parts that hold text."""
        self.touched |= TEXTS
        return self._text_units

    def text_units_where(self, test: Callable[[str], bool]) -> tuple[TextUnit, ...]:
        """The text units whose text ``test`` picks. Paragraphs are asked once until they change."""
        self.touched |= TEXTS
        application = self._application
        paragraphs = application.description.paragraphs if application.description else ()
        known = self._kept_paragraphs.get(test)
        if known is None or known[0] is not paragraphs:
            known = (paragraphs, tuple(p.unit for p in paragraphs if test(p.unit.text)))
            self._kept_paragraphs[test] = known
        return (
            *(unit for unit in application.units_before_paragraphs() if test(unit.text)),
            *known[1],
            *(unit for unit in application.units_after_paragraphs() if test(unit.text)),
        )

    @cached_property
    def _text_units(self) -> tuple[TextUnit, ...]:
        return self._application.text_units()

    def file_of(self, part: str) -> str:
        """The file read as ``part``, or an empty string: where something absent was expected."""
        documents = self._application.documents
        return next((document.file for document in documents if document.part == part), "")

    def field(self, pointer: str, value: str) -> Location:
        """The place of a bibliographic value; without a source, only its pointer."""
        return self._field_places.stated(pointer, value) or Location(
            file=self.file_of("request"), text=value, element=pointer
        )

    def settled(self, place: Location) -> Location:
        """The place with file and span, where a rule gave the pointer of a stated value only."""
        return self._field_places.settled(place)

    @cached_property
    def _field_places(self) -> FieldPlaces:
        return FieldPlaces(self._application)

    # Language

    def require_own_script(self, parts: frozenset[Input]) -> None:
        """Abstain where one of ``parts`` is not in Chinese though the papers are said to be.

        That is a defect of its own (CN-ACC-004); comparing words would only report it again for
        every sign and term.
        """
        for part in sorted(parts & self._foreign_parts):
            zh, en = NAMES[part]
            raise NotChecked(f"{zh}不是中文，未检查。", f"Not checked: {en} is not in Chinese.")

    @cached_property
    def _foreign_parts(self) -> frozenset[Input]:
        """Parts that are not in Chinese; none where the papers are in another language."""
        return foreign_parts(self._application) if self.profile.language == "zh" else frozenset()

    # Shared computations

    def shared(self, compute: Callable[[Case], T]) -> T:
        """The result of ``compute`` on this case, computed once for all rules that ask.

        The inputs it read count as read by each of them.
        """
        if compute not in self._shared:
            before, self.touched = self.touched, set()
            try:
                self._shared[compute] = compute(self)
            finally:
                self._shared_inputs[compute] = frozenset(self.touched)
                self.touched |= before
        self.touched |= self._shared_inputs[compute]
        return cast(T, self._shared[compute])

    def per_unit(self, compute: Callable[[TextUnit], T], unit: TextUnit) -> T:
        """The result of ``compute`` on one text unit, computed once until the unit changes."""
        known = self._per_unit.get((compute, unit.id))
        if known is None or known[0] is not unit:
            known = (unit, compute(unit))
            self._per_unit[compute, unit.id] = known
        return cast(T, known[1])

    def _look_at(self, part: Input) -> None:
        """Note that presence or content of ``part`` matters; abstain where nobody has shown it."""
        self.touched.add(part)
        if part in self._unknown:
            raise not_given(part)

    @staticmethod
    def _given(value: T | None, part: Input) -> T:
        if value is None:
            raise not_given(part)
        return value
