"""The day before which a document must have been published to count as prior art.

Patent Law Art. 22(5) and 23(4): prior art and prior designs are what was known to the public
before the filing date; with a priority, before the priority date (Implementing Rules, Rule 11).
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from shared.contracts.dossier import DateLimit, DateLimitBasis
from shared.model.application import BibliographicData
from shared.model.case_file import CaseFile
from shared.model.facts.grace import GraceDeclaration, GraceStatement, GraceStatements, undeclared
from shared.model.facts.reading import read_details, read_papers
from shared.model.facts.stated import MistypedFactError


def date_limit(data: BibliographicData) -> DateLimit | None:
    """The earliest date stated, and which one it is; ``None`` when the papers state none.

    The earliest priority is taken as claimed. A divisional keeps the filing date of its parent
    (Rule 49), a national-phase application has its international one (Rule 119).
    """
    stated: list[tuple[date | None, DateLimitBasis]] = [
        (claim.filing_date, DateLimitBasis.PRIORITY_DATE) for claim in data.priority_claims
    ]
    if data.parent is not None:
        stated.append((data.parent.filing_date, DateLimitBasis.PARENT_FILING_DATE))
    if data.pct is not None:
        stated.append((data.pct.filing_date, DateLimitBasis.INTERNATIONAL_FILING_DATE))
    stated.append((data.filing_date, DateLimitBasis.FILING_DATE))
    known = [DateLimit(published_before=day, basis=basis) for day, basis in stated if day]
    return min(known, key=lambda limit: limit.published_before, default=None)


def own_document_keys(data: BibliographicData) -> tuple[str, ...]:
    """Keys of the application's own publications, which are never prior art against it.

    A Chinese number is kept from publication to grant, so that its other kind codes are named
    too.
    """
    keys: list[str] = []
    for document in (data.publication, data.grant):
        if document is None:
            continue
        stem = f"{document.office_code}{document.document_number}"
        kinds = [document.kind_code or ""]
        if document.office_code == "CN":
            kinds += ["A", "B", "C", "U", "Y", "S"]
        keys += [stem + kind for kind in kinds]
    return tuple(dict.fromkeys(keys))


def declared_disclosures(case_file: CaseFile) -> tuple[date, ...]:
    """Days of disclosures that the applicant declared (Patent Law Art. 24), sorted.

    A declaration that cannot be read gives none: the formal check tells of it.
    """
    statements: list[GraceStatement] = []
    with suppress(MistypedFactError):
        further = case_file.request.further if case_file.request is not None else {}
        stated = read_details(GraceStatements, undeclared(further), "/request/further")
        statements += stated.grace_period or ()
    with suppress(MistypedFactError):
        papers = read_papers(case_file.papers or (), GraceDeclaration)
        statements += [paper.details for paper in papers]
    return tuple(sorted({one.disclosed_on for one in statements if one.disclosed_on is not None}))
