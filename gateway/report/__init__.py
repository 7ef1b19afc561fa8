"""HTML pages: dossiers, re-checks, the quality monitor, the status. No script, nothing from outside."""

from gateway.report.operations import render_quality, render_status
from gateway.report.render import render_index, render_recheck, render_report

__all__ = ["render_index", "render_quality", "render_recheck", "render_report", "render_status"]
