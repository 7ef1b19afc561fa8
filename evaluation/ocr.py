"""Recognition measured on real text and drawings: ``zhishen eval ocr``.

Labelled pages (``ocr_pages``) and drawings (``ocr_signs``), further layouts rendered from real text
(``ocr_layouts``) and damaged pages for the doubts (``ocr_doubt``), beside plain Tesseract
(``chi_sim+eng``, page segmentation 3) and plain RapidOCR on the same pictures. Every page is one task of
two worker processes. The parts come in the order of their weight and no page is begun after
``MOST_SECONDS``; a part of the data that is absent, or not reached, leaves its figures out.
"""

from __future__ import annotations

from pathlib import Path

from evaluation.ocr_doubt import damaged_pages, doubt_figures, judge_page
from evaluation.ocr_layouts import layout_figures, layouts, read_layout
from evaluation.ocr_pages import labelled_pages, page_figures, read_labelled
from evaluation.ocr_signs import read_sheet, sheets_of, sign_figures
from evaluation.ocr_workers import Workers

PROCESSES = 2
MOST_SECONDS = 1200.0
"""Two quiet cores need about a third of it for 32 pages and 19 drawings."""


def evaluate(data_dir: Path, seconds: float = MOST_SECONDS) -> dict[str, float]:
    """All figures that the folder's data and the time allow."""
    folder = data_dir / "ocr"
    with Workers(PROCESSES, seconds) as workers:
        pages = [(folder, truth) for truth in labelled_pages(folder)]
        figures = page_figures(workers.run("pages", read_labelled, pages))
        sheets = sheets_of(folder)
        outcomes = list(workers.run("drawings", read_sheet, [(s.path,) for s in sheets]))
        figures |= sign_figures(data_dir, sheets, outcomes)
        rendered = layouts(data_dir)
        read = workers.run("layouts", read_layout, [(page,) for page in rendered.values()])
        # the pages first: at the end of the shorter one zip has then taken no further task
        figures |= layout_figures(dict(zip(rendered, read, strict=False)))
        judged = workers.run("damaged pages", judge_page, damaged_pages(data_dir))
        figures |= doubt_figures(judged)
        figures |= {
            f"left_out.{part.replace(' ', '_')}": float(tasks)
            for part, tasks in workers.left_out.items()
        }
    return figures
