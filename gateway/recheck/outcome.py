"""What checking one application gave, and what changed since its last result. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.contracts.applications import CheckName
from shared.contracts.rechecks import CheckDifference

Json = Mapping[str, Any]


@dataclass(frozen=True)
class LastKnown:
    """What is kept of the last result of one check, without its document."""

    sources: str
    governing_date: date | None
    finding_ids: tuple[str, ...]


@dataclass(frozen=True)
class NewResult:
    """A result to keep as the last one."""

    check: CheckName
    versions: Json
    sources: str
    office_code: str
    kind: str | None
    route: str
    profile: str
    governing_date: date | None
    finding_ids: tuple[str, ...]
    errors: int
    document: bytes


@dataclass(frozen=True)
class ItemOutcome:
    """What became of one item: results with their differences, or a problem."""

    position: int
    application_id: str
    version: int
    facts_sha256: str
    results: tuple[NewResult, ...] = ()
    differences: tuple[CheckDifference, ...] = ()
    problem: str | None = None
    """Type of a problem."""


def formal_result(report: Json, document: bytes) -> NewResult:
    """The result that a ``CheckReport`` is."""
    profile, components = report["profile"], report["versions"]["components"]
    findings: Sequence[Json] = report["findings"]
    return NewResult(
        check=CheckName.FORMAL_CHECK,
        versions=report["versions"],
        sources=components.get("rule_sources", components.get("rule_set", "")),
        office_code=profile["office_code"],
        kind=profile["kind"],
        route=profile["route"],
        profile=profile["name"],
        governing_date=date.fromisoformat(profile["governing_date"]),
        finding_ids=tuple(finding["id"] for finding in findings),
        errors=sum(finding["severity"] == "error" for finding in findings),
        document=document,
    )


def search_result(answer: Json, document: bytes, formal: Json) -> NewResult:
    """The result that a ``SearchResult`` is; ``formal`` has the application's kind and route."""
    components: Mapping[str, str] = answer["versions"]["components"]
    return NewResult(
        check=CheckName.PRIOR_ART,
        versions=answer["versions"],
        sources=" ".join(components[name] for name in sorted(components))[:64],
        office_code=formal["bibliographic"]["office_code"],
        kind=formal["kind"],
        route=formal["route"],
        profile="",
        governing_date=None,
        finding_ids=tuple(hit["key"] for hit in answer["hits"]),
        errors=0,
        document=document,
    )


def difference_by_id(
    new: NewResult, last: LastKnown | None, codes: Sequence[str]
) -> CheckDifference:
    """New, gone and unchanged by id. ``codes`` are what the new result's ids are called."""
    if last is None:
        return CheckDifference(check=new.check, first=True, comparable=True, new=tuple(codes))
    before, now = frozenset(last.finding_ids), frozenset(new.finding_ids)
    pairs = zip(new.finding_ids, codes, strict=True)
    return CheckDifference(
        check=new.check,
        first=False,
        comparable=_comparable(new, last),
        new=tuple(code for one, code in pairs if one not in before),
        cleared=tuple(_code_of(one) for one in last.finding_ids if one not in now),
        unchanged=len(before & now),
    )


def difference_by_comparison(new: NewResult, last: LastKnown, comparison: Json) -> CheckDifference:
    """What formal_check's ``ReportComparison`` says, as rule codes."""
    return CheckDifference(
        check=new.check,
        first=False,
        comparable=_comparable(new, last),
        new=_codes(comparison["new"]),
        cleared=_codes(comparison["cleared"]),
        changed=tuple(pair["after"]["code"] for pair in comparison["changed"]),
        unconfirmed=_codes(comparison["unconfirmed"]),
        unchanged=len(comparison["unchanged"]),
    )


def _comparable(new: NewResult, last: LastKnown) -> bool:
    return new.sources == last.sources and new.governing_date == last.governing_date


def _codes(findings: Sequence[Json]) -> tuple[str, ...]:
    return tuple(finding["code"] for finding in findings)


def _code_of(finding_id: str) -> str:
    """``CN-CLM-002`` of ``CN-CLM-002-8c1f…``; other ids stand for themselves."""
    parts = finding_id.split("-")
    return "-".join(parts[:3]) if len(parts) == 4 else finding_id
