"""Citation letters as Chinese search reports use them, as a suggestion (Guidelines II-7-12).

X affects novelty or inventive step alone, Y in combination, A is background; P was published
between priority and filing date and carries X, Y, E or A behind it; E is a conflicting
application that affects novelty alone; R was filed on the same day for the same invention.
"""

from __future__ import annotations

from enum import StrEnum

from services.prior_art.domain.legal.status import Flag, Judgement, Reason, Status


class Coverage(StrEnum):
    """How much of a claim a document discloses."""

    ALL = "all"
    """Every element."""
    COMBINATION = "combination"
    """Every element together with one or two other documents."""
    PART = "part"


_BY_COVERAGE = {Coverage.ALL: "X", Coverage.COMBINATION: "Y", Coverage.PART: "A"}


def suggested_letter(judgement: Judgement, coverage: Coverage) -> str | None:
    """``X``, ``PY``, ``E`` …; ``None`` where no letter fits or a date has to be found first.

    A conflicting or same-day application is measured alone and against the whole claim: one that
    discloses less gets no letter.
    """
    if judgement.status is Status.PRIOR_ART:
        return _BY_COVERAGE[coverage]
    if judgement.status is Status.INTERMEDIATE:
        if coverage is Coverage.ALL and Flag.CONFLICTING_IF_PRIORITY_HOLDS in judgement.flags:
            return "PE"
        return "P" + _BY_COVERAGE[coverage]
    if coverage is not Coverage.ALL:
        return None
    if judgement.status is Status.CONFLICTING:
        return "E"
    if judgement.status is Status.SAME_DAY:
        return "R"
    if (
        judgement.status is Status.POSSIBLY_CONFLICTING
        and judgement.reason is Reason.FILED_IN_PRIORITY_INTERVAL
    ):
        return "PE"
    return None
