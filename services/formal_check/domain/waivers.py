"""Leaves findings aside that a person answers for, except where acceptance depends on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.formal_check.domain.vocabulary import family_of
from shared.contracts.common import Message
from shared.contracts.formal_check import (
    CheckReport,
    Consequence,
    Finding,
    WaivedFinding,
)
from shared.contracts.waivers import UnusedWaiver, Waiver

_ACCEPTANCE = frozenset({Consequence.NOT_ACCEPTED, Consequence.DEEMED_NOT_FILED})

_EXPIRED = Message(zh="豁免已过期。", en="The waiver has expired.")
_NOTHING = Message(zh="没有与之对应的问题。", en="There is no finding that it concerns.")
_ACCEPTANCE_DEPENDS = Message(
    zh="该问题关系到申请能否受理，不得豁免。",
    en="Acceptance of the application depends on the finding: it cannot be waived.",
)


def decides_acceptance(code: str, consequence: Consequence) -> bool:
    """Whether it decides if there is an application at all: nobody may silence it."""
    return consequence in _ACCEPTANCE or family_of(code) == "ACC"


def waivable(finding: Finding) -> bool:
    """Whether a person may leave it aside: not what decides whether there is an application."""
    return not decides_acceptance(finding.code, finding.consequence)


def with_waivers(report: CheckReport, waivers: Sequence[Waiver], as_of: date) -> CheckReport:
    """``report`` with the findings that ``waivers`` leave aside on ``as_of`` apart.

    The first waiver that concerns a finding counts. Waivers without effect are listed with the
    reason; outcomes stay what they are.
    """
    kept: list[Finding] = []
    waived: list[WaivedFinding] = []
    reasons = {
        place: _EXPIRED if waiver.until < as_of else _NOTHING
        for place, waiver in enumerate(waivers)
    }
    for finding in report.findings:
        used = None
        for place, waiver in enumerate(waivers):
            if waiver.until < as_of or not _concerns(waiver, finding):
                continue
            if not waivable(finding):
                if place in reasons:
                    reasons[place] = _ACCEPTANCE_DEPENDS
                continue
            used = waiver
            reasons.pop(place, None)
            break
        if used is None:
            kept.append(finding)
        else:
            waived.append(WaivedFinding(finding=finding, waiver=used))
    return report.model_copy(
        update={
            "findings": tuple(kept),
            "waived": tuple(waived),
            "unused_waivers": tuple(
                UnusedWaiver(waiver=waivers[place], reason=reason)
                for place, reason in sorted(reasons.items())
            ),
        }
    )


def _concerns(waiver: Waiver, finding: Finding) -> bool:
    return waiver.code == finding.code and waiver.finding in (None, finding.id)
