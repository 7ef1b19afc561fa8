"""HTML pages: the report of a dossier and the list of dossiers. No script, no external resource."""

from gateway.report.render import render_index, render_report

__all__ = ["render_index", "render_report"]
