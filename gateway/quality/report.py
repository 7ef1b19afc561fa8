"""The monitor's report from what is known of the pending applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from gateway.quality.likeness import Signature, alike
from gateway.quality.links import agency_shares, groups
from gateway.quality.observed import Observed
from gateway.quality.trends import AGENCY, ALL, ART_UNIT, groups_of, rises
from shared.contracts.common import Message
from shared.contracts.quality import (
    AgencyInGroups,
    AlikeGroup,
    MonitorReport,
    QualityCell,
    QualityRise,
)

RULES_SHOWN = 10
"""Most frequent rules in a table, per group."""
MONTHS_SHOWN = 13
GROUPS_SHOWN = 200
BASIS = Message(
    zh="发明创造内容明显相同的多件申请属于《规范申请专利行为的规定》（国家知识产权局令第77号）第三条"
    "所列情形；相似不等于违规，由审查员判断。",
    en="Several applications with plainly the same content are named in Article 3 of the Provisions on "
    "Regulating Patent Applications (CNIPA Order No. 77). Likeness is no breach by itself: a person "
    "decides.",
)


def quality_report(
    observed: Sequence[Observed], signatures: Mapping[str, Signature], not_compared: int
) -> MonitorReport:
    """The report. ``signatures`` by identifier, of those whose text is long enough."""
    by_id = {one.id: one for one in observed}
    found = groups(alike(signatures), by_id)
    months = sorted({one.month for one in observed})[-MONTHS_SHOWN:]
    latest = months[-1:]
    return MonitorReport(
        applications=len(observed),
        checked=sum(one.codes is not None for one in observed),
        compared=len(signatures),
        not_compared=not_compared,
        by_month=_cells(observed, ALL, months),
        by_art_unit=_cells(observed, ART_UNIT, latest),
        by_agency=_cells(observed, AGENCY, latest),
        rises=tuple(
            QualityRise(
                scope=one.scope,
                group=one.group,
                code=one.code,
                month=one.month,
                with_finding=one.findings,
                applications=one.applications,
                with_finding_before=one.findings_before,
                applications_before=one.applications_before,
                ratio=round(one.ratio, 2),
                p_value=float(f"{one.p_value:.2g}"),
            )
            for one in rises(observed)
        ),
        alike=tuple(
            AlikeGroup(
                applications=one.applications,
                similarity=round(one.similarity, 3),
                identical=one.identical,
                different_applicants=one.different_applicants,
                applicants=one.applicants,
                agencies=one.agencies,
            )
            for one in found[:GROUPS_SHOWN]
        ),
        agencies=tuple(
            AgencyInGroups(
                agency=one.agency, applications=one.applications, in_groups=one.in_groups
            )
            for one in agency_shares(found, by_id)[:GROUPS_SHOWN]
        ),
        basis=BASIS,
    )


def _cells(
    observed: Sequence[Observed], scope: str, months: Sequence[str]
) -> tuple[QualityCell, ...]:
    applications: Counter[tuple[str, str]] = Counter()
    findings: Counter[tuple[str, str, str]] = Counter()
    totals: dict[str, Counter[str]] = {}
    for one in observed:
        if one.codes is None or one.month not in months:
            continue
        for kind, group in groups_of(one):
            if kind == scope:
                applications[group, one.month] += 1
                totals.setdefault(group, Counter()).update(one.codes)
                findings.update((group, code, one.month) for code in one.codes)
    return tuple(
        QualityCell(
            month=month,
            group=group,
            code=code,
            applications=applications[group, month],
            with_finding=findings[group, code, month],
        )
        for group in sorted(totals)
        for code, _ in sorted(totals[group].items(), key=lambda item: (-item[1], item[0]))[
            :RULES_SHOWN
        ]
        for month in months
        if applications[group, month]
    )
