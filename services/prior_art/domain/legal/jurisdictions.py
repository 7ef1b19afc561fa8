"""What offices' laws say about dates, as data.

CN: Patent Law Art. 22(2), 22(5), 24, Implementing Rules 12, 119, 132; before 2009-10-01 only
another's earlier application conflicted (Patent Law 2000, Art. 22(2): "他人"). EP: EPC Art.
54(2)-(3), 55, G 3/98.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.prior_art.domain.errors import InvalidQueryError


@dataclass(frozen=True)
class DateLaw:
    """How one office's law treats dates."""

    office_code: str
    own_application_counts_from: date | None
    """From this effective date on, the applicant's own earlier application conflicts as well;
    ``None``: always."""
    grace_months: int
    grace_counts_from_priority: bool
    """Whether the grace period runs back from the priority date, or from the filing date."""


LAWS = {
    "CN": DateLaw("CN", date(2009, 10, 1), 6, grace_counts_from_priority=True),
    "EP": DateLaw("EP", None, 6, grace_counts_from_priority=False),
}


def date_law(office_code: str) -> DateLaw:
    """The law of an office. Raises ``InvalidQueryError`` if its rules are not known here."""
    law = LAWS.get(office_code.strip().upper())
    if law is None:
        known = ", ".join(sorted(LAWS))
        raise InvalidQueryError(
            f"The rules on dates are known for {known} only. Leave jurisdiction out for CN.",
            f"仅收录 {known} 的日期规则；不填 jurisdiction 时适用中国规则。",
            pointer="#/legal_dates/jurisdiction",
        )
    return law
