"""Render a dossier as one HTML page.

Everything from the application is escaped by the template engine; the page forbids scripts and
external resources by its own content security policy, so that a hostile filing stays text.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from gateway.report.pictures import pictures
from gateway.report.text import text_view
from shared.contracts.dossier import Dossier
from shared.contracts.formal_check import Outcome, Severity
from shared.contracts.prior_art import HitPassage

_ENVIRONMENT = Environment(
    loader=PackageLoader("gateway.report"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _highlighted(passage: HitPassage) -> list[tuple[str, bool]]:
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


def render_report(dossier: Dossier, images: Mapping[str, bytes]) -> str:
    """The page; ``images`` holds the filed image files by their path in the package."""
    sections = dossier.sections
    findings = sections.formal_check.findings
    severities = Counter(finding.severity for finding in findings)
    outcomes = Counter(item.outcome for item in sections.formal_check.outcomes)
    style = _ENVIRONMENT.get_template("report.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title = dossier.application.title
    return _ENVIRONMENT.get_template("report.html").render(
        dossier=dossier,
        application=dossier.application,
        bibliographic=dossier.application.bibliographic,
        title=title.text if title is not None else dossier.input_name,
        sections=sections,
        text=text_view(dossier.application, findings),
        pictures=pictures(dossier.application, sections.ocr, images),
        counts={severity.value: severities[severity] for severity in Severity},
        outcomes={outcome.value: outcomes[outcome] for outcome in Outcome},
        highlighted=_highlighted,
        style=style,
        style_digest=digest,
    )
