"""HTML pages: the report of a dossier, the list of dossiers, a re-check. No script, no external resource."""

from gateway.report.render import render_index, render_recheck, render_report

__all__ = ["render_index", "render_recheck", "render_report"]
