"""Render dossiers as HTML pages.

Everything from the application is escaped by the template engine; the pages forbid scripts and
external resources by their own content security policy, so that a hostile filing stays text.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from gateway.report.chart import LEGAL_NAMES, chart_views
from gateway.report.pictures import pictures
from gateway.report.text import NumberedFinding, text_view
from shared.contracts.dossier import Dossier
from shared.contracts.formal_check import Outcome, Severity
from shared.contracts.gateway import DossierSummary
from shared.contracts.prior_art import HitPassage
from shared.contracts.prior_art_chart import ChartCell
from shared.contracts.rechecks import GroupSummary, RecheckSummary

ENVIRONMENT = Environment(
    loader=PackageLoader("gateway.report"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _highlighted(passage: HitPassage | ChartCell) -> list[tuple[str, bool]]:
    """A passage in pieces: text, and whether it matched the query."""
    pieces: list[tuple[str, bool]] = []
    place = 0
    for start, end in sorted(passage.highlights):
        start = max(start, place)
        if end <= start:
            continue
        pieces += [(passage.text[place:start], False), (passage.text[start:end], True)]
        place = end
    pieces.append((passage.text[place:], False))
    return [piece for piece in pieces if piece[0]]


def document_address(key: str, collection: str) -> str:
    """Where the workbench shows a document."""
    return f"/workbench/documents/{quote(key)}?{urlencode({'collection': collection})}"


def by_rule(findings: Sequence[NumberedFinding]) -> list[list[NumberedFinding]]:
    """Findings of one rule together, rules in the order of their first finding."""
    groups: dict[str, list[NumberedFinding]] = {}
    for one in findings:
        groups.setdefault(one.finding.code, []).append(one)
    return list(groups.values())


ENVIRONMENT.globals |= {
    "by_rule": by_rule,
    "highlighted": _highlighted,
    "legal_names": LEGAL_NAMES,
    "document_address": document_address,
}


def style_and_digest() -> tuple[str, str]:
    """The style sheet, and its digest for the content security policy."""
    style = ENVIRONMENT.get_template("report.css").render()
    return style, base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def render_index(
    items: Sequence[DossierSummary], next_cursor: str | None, *, office: bool = False
) -> str:
    """A page that lists dossiers, with links to their reports, and takes further packages."""
    style, digest = style_and_digest()
    return ENVIRONMENT.get_template("index.html").render(
        items=items, next_cursor=next_cursor, office=office, style=style, style_digest=digest
    )


def render_recheck(summary: RecheckSummary, bars: int = 20) -> str:
    """A page with charts; of the rules the ``bars`` with most changes."""

    def changes(group: GroupSummary) -> int:
        return group.new + group.cleared + group.changed + group.unconfirmed

    rules = sorted(summary.by_rule, key=changes, reverse=True)[:bars]
    style, digest = style_and_digest()
    return ENVIRONMENT.get_template("recheck.html").render(
        summary=summary,
        job=summary.job,
        rules=rules,
        units=summary.by_art_unit,
        longest=max((changes(one) for one in (*rules, *summary.by_art_unit)), default=0),
        style=style,
        style_digest=digest,
    )


def render_report(dossier: Dossier, images: Mapping[str, bytes], *, served: bool = False) -> str:
    """The page; ``images`` holds the filed image files by their path in the package.

    ``served`` by a gateway it has links and a form; a page that is a file has none.
    """
    sections = dossier.sections
    findings = sections.formal_check.findings
    severities = Counter(finding.severity for finding in findings)
    outcomes = Counter(item.outcome for item in sections.formal_check.outcomes)
    style, digest = style_and_digest()
    title = dossier.application.title
    return ENVIRONMENT.get_template("report.html").render(
        dossier=dossier,
        application=dossier.application,
        bibliographic=dossier.application.bibliographic,
        title=title.text if title is not None else dossier.input_name,
        sections=sections,
        text=text_view(dossier.application, findings),
        pictures=pictures(dossier.application, sections.ocr, images),
        counts={severity.value: severities[severity] for severity in Severity},
        outcomes={outcome.value: outcomes[outcome] for outcome in Outcome},
        charts=chart_views(sections.prior_art.result),
        served=served,
        style=style,
        style_digest=digest,
    )
