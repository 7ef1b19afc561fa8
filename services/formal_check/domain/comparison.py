"""What became of the findings of one report in a later one on the same application.

Ids survive edits elsewhere, so equal ids are the same finding. Of the rest, findings of one rule in
one text unit are paired in their order: an edit that changed the words but not the fault.
"""

from __future__ import annotations

from collections import defaultdict

from shared.contracts.formal_check import (
    ChangedFinding,
    CheckReport,
    Finding,
    Outcome,
    ReportComparison,
)

_VERDICTS = frozenset({Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE})


def compare(before: CheckReport, after: CheckReport) -> ReportComparison:
    """The difference between two reports, finding by finding."""
    earlier = {finding.id for finding in before.findings}
    later = {finding.id for finding in after.findings}
    waived = {one.finding.id for one in after.waived}
    decided = {one.code for one in after.outcomes if one.outcome in _VERDICTS}
    appeared: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in after.findings:
        if finding.id not in earlier:
            appeared[_place(finding)].append(finding)
    changed: list[ChangedFinding] = []
    gone: list[Finding] = []
    for finding in before.findings:
        if finding.id in later or finding.id in waived:
            continue
        candidates = appeared[_place(finding)]
        if candidates:
            changed.append(ChangedFinding(before=finding, after=candidates.pop(0)))
        else:
            gone.append(finding)
    matched = earlier | {pair.after.id for pair in changed}
    return ReportComparison(
        new=tuple(one for one in after.findings if one.id not in matched),
        cleared=tuple(one for one in gone if one.code in decided),
        unchanged=tuple(one for one in after.findings if one.id in earlier),
        changed=tuple(changed),
        unconfirmed=tuple(one for one in gone if one.code not in decided),
        waived=tuple(one for one in before.findings if one.id in waived),
        comparable=_rules_of(before) == _rules_of(after),
    )


def _place(finding: Finding) -> tuple[str, str]:
    place = finding.location
    return finding.code, place.unit or f"{place.file}#{place.element}"


def _rules_of(report: CheckReport) -> tuple[object, ...]:
    profile = report.profile
    return (
        report.versions.components.get("rule_set"),
        profile.office_code,
        profile.kind,
        profile.route,
        profile.name,
        profile.governing_date,
    )
