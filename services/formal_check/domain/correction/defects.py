"""What became of each defect: cured, open, new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.formal_check.domain.comparison import compare
from services.formal_check.domain.places import Places
from shared.contracts.corrections import AmendedPassage, Defect, DefectState
from shared.contracts.formal_check import CheckReport, Finding
from shared.model.case_file import CaseFile


def follow_defects(
    notice: CheckReport, original: CheckReport, corrected: CheckReport
) -> tuple[tuple[Defect, ...], bool]:
    """Defects of the notice in its order, then new ones; and whether the reports are comparable.

    ``original`` is a check of the papers as filed: it tells what the correction brought from what
    the notice passed over (an examiner may have struck it).
    """
    told = compare(notice, corrected)
    now: dict[str, Finding] = {one.id: one for one in told.unchanged}
    now |= {pair.before.id: pair.after for pair in told.changed}
    unconfirmed = _ids(told.unconfirmed)
    followed = [
        Defect(state=_state(one, now, unconfirmed), finding=one, now=now.get(one.id))
        for one in notice.findings
    ]
    brought = _ids(compare(original, corrected).new)
    further = [
        Defect(
            state=DefectState.NEW if one.id in brought else DefectState.NOT_NOTIFIED, finding=one
        )
        for one in told.new
    ]
    return (*followed, *further), told.comparable


def notified(
    passages: Iterable[AmendedPassage], notice: CheckReport, original: CaseFile
) -> Iterator[AmendedPassage]:
    """The passages, with whether a defect of the notice lies where they amend the original."""
    places = Places(original)
    units = {
        (place.unit or "").removesuffix("/number")
        for one in notice.findings
        for place in (one.location, *one.related)
    }
    parts = {places.document(one).value for one in notice.findings if one.location.unit is None} | {
        "title" for unit in units if unit in ("title", "description/title")
    }
    for passage in passages:
        asked = passage.part in parts or passage.counterpart in units
        yield passage.model_copy(update={"notified": asked})


def _state(finding: Finding, now: dict[str, Finding], unconfirmed: frozenset[str]) -> DefectState:
    if finding.id in now:
        return DefectState.OPEN
    return DefectState.UNCONFIRMED if finding.id in unconfirmed else DefectState.CURED


def _ids(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(one.id for one in findings)
