"""Which rules concern a case: office, kind, route, stage, language and the governing date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.contracts.formal_check import CheckProfile
from shared.model.application import Application
from shared.model.application_number import parse_cn_application_number
from shared.model.case_file import CaseFile
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute


class ProfileName(StrEnum):
    """How complete the papers are taken to be."""

    FILING = "filing"
    """A package as filed: what is absent is missing."""
    PUBLISHED = "published"
    """Publications and excerpts: filing completeness does not apply."""


class GoverningDate(StrEnum):
    """Which day chooses the version of a rule."""

    FILING = "filing"
    """The filing date: requirements on the papers."""
    ACT = "act"
    """The day of the check: requirements on later procedure, judged by the law of the day."""


TECHNICAL = frozenset({ApplicationKind.INVENTION, ApplicationKind.UTILITY_MODEL})
ALL_KINDS = frozenset(ApplicationKind)
INVENTION = frozenset({ApplicationKind.INVENTION})
UTILITY_MODEL = frozenset({ApplicationKind.UTILITY_MODEL})
DESIGN = frozenset({ApplicationKind.DESIGN})
FILING = frozenset({ProfileName.FILING})
NATIONAL = frozenset({FilingRoute.NATIONAL})
NATIONAL_PHASE = frozenset({FilingRoute.PCT_NATIONAL_PHASE})
HAGUE = frozenset({FilingRoute.HAGUE})
EVERY_ROUTE = frozenset(FilingRoute)
"""The kinds, profiles and routes that rules concern, so that all name them alike."""


@dataclass(frozen=True)
class Profile:
    """What decides the rule set of one case."""

    office_code: str
    name: ProfileName
    stage: DocumentStage
    kind: ApplicationKind | None
    possible_kinds: frozenset[ApplicationKind]
    """``{kind}``, or what the parts leave possible when no paper tells the kind."""
    route: FilingRoute
    language: str
    """Primary language subtag, e.g. ``zh``."""
    governing_date: date
    governing_date_basis: str
    """``stated``, ``filing_date``, ``application_number`` (year end) or ``today``."""
    as_of: date
    """The day on which running terms are judged."""

    def wire(self) -> CheckProfile:
        """The profile as results show it."""
        return CheckProfile(
            office_code=self.office_code,
            name=self.name.value,
            stage=self.stage.value,
            kind=self.kind.value if self.kind else None,
            route=self.route.value,
            governing_date=self.governing_date,
            governing_date_basis=self.governing_date_basis,
            as_of=self.as_of,
        )


def choose_profile(case_file: CaseFile, as_of: date, stated: date | None = None) -> Profile:
    """The profile of a case on the day ``as_of``; ``stated`` overrides the governing date."""
    application = case_file.application
    governing_date, basis = _governing_date(application, as_of, stated)
    filing = application.stage is DocumentStage.FILING
    return Profile(
        office_code=application.bibliographic.office_code,
        name=ProfileName.FILING if filing else ProfileName.PUBLISHED,
        stage=application.stage,
        kind=application.kind,
        possible_kinds=_possible_kinds(application),
        route=application.route,
        language=application.language.partition("-")[0].lower(),
        governing_date=governing_date,
        governing_date_basis=basis,
        as_of=as_of,
    )


def _governing_date(application: Application, as_of: date, stated: date | None) -> tuple[date, str]:
    bibliographic = application.bibliographic
    if stated is not None:
        return stated, "stated"
    filed = bibliographic.filing_date
    if filed is None and bibliographic.pct is not None:
        filed = bibliographic.pct.filing_date  # Rule 119: the international filing date counts
    if filed is None and bibliographic.parent is not None:
        filed = bibliographic.parent.filing_date  # Rule 49: a divisional keeps the parent's date
    if filed is not None:
        return filed, "filing_date"
    number = parse_cn_application_number(bibliographic.application_number or "")
    if number is not None and number.year <= as_of.year:
        return min(date(number.year, 12, 31), as_of), "application_number"
    return as_of, "today"


def _possible_kinds(application: Application) -> frozenset[ApplicationKind]:
    if application.kind is not None:
        return frozenset({application.kind})
    if application.design is not None:
        return frozenset({ApplicationKind.DESIGN})
    if application.claims is not None or application.description is not None:
        return TECHNICAL
    return ALL_KINDS
