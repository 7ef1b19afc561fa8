"""Pages for operators and quality reviewers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from gateway.report.render import ENVIRONMENT, style_and_digest
from shared.contracts.quality import MonitorReport, QualityCell
from shared.contracts.status import InstallationStatus

_LEFT, _WIDTH, _BOTTOM, _HEIGHT = 5.0, 250.0, 60.0, 50.0


@dataclass(frozen=True, slots=True)
class _Plot:
    """One rule over the months: shares 0-1 as a line."""

    code: str
    last: str
    points: str
    marks: tuple[tuple[float, float, str], ...]


def render_status(status: InstallationStatus) -> str:
    """A page with the state of the installation."""
    style, digest = style_and_digest()
    template = ENVIRONMENT.get_template("status.html")
    return template.render(status=status, style=style, style_digest=digest)


def render_quality(report: MonitorReport) -> str:
    """A page with the quality of pending applications."""
    style, digest = style_and_digest()
    plots = [_plot(code, list(cells)) for code, cells in groupby(report.by_month, lambda c: c.code)]
    template = ENVIRONMENT.get_template("quality.html")
    return template.render(report=report, plots=plots, style=style, style_digest=digest)


def _plot(code: str, cells: list[QualityCell]) -> _Plot:
    step = _WIDTH / max(1, len(cells) - 1)
    marks = []
    for number, cell in enumerate(cells):
        share = cell.with_finding / cell.applications
        label = f"{cell.month}: {cell.with_finding} / {cell.applications}"
        marks.append((round(_LEFT + number * step, 1), round(_BOTTOM - _HEIGHT * share, 1), label))
    points = " ".join(f"{x},{y}" for x, y, _ in marks)
    return _Plot(code, f"{cells[-1].with_finding} / {cells[-1].applications}", points, tuple(marks))
