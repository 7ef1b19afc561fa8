"""Fit the weights of the doubt: ``python -m evaluation.ocr_doubt_fit DATA [PAGES]``.

Damaged pages of the texts in tenth 0 (``ocr_language.FITTING``) are read, each line as it was set is
right or wrong, and two logistic regressions are fitted over its evidence: of one reading, and of two.
Prints both, and what thresholds would have marked, each page judged by a fit on the others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evaluation.ocr_doubt import damaged_page, damaged_pages
from evaluation.ocr_errors import comparable
from evaluation.ocr_language import FITTING
from evaluation.ocr_readers import default_engine
from evaluation.ocr_rendering import DAMAGES
from services.ocr.domain.doubt import Evidence, evidence
from services.ocr.domain.framing import read_framed
from services.ocr.domain.geometry import centre
from services.ocr.domain.ink import ink_mask, text_height
from services.ocr.domain.search import find_lines
from services.ocr.domain.specks import without_specks
from services.ocr.domain.stamps import separate_red_stamp
from services.ocr.engines.language_table import load_language

Matrix = NDArray[np.float64]
PENALTY = 1.0
PAGES = 108
RIGHT_MARKED = (0.06, 0.08, 0.1, 0.12)


class Line(NamedTuple):
    """A line of a fitting page."""

    page: int
    wrong: bool
    one: Evidence
    two: Evidence


def fitting_lines(number: int, paragraphs: list[str]) -> Iterator[Line]:
    """The lines of one page; a line found in pieces has the evidence of its worst."""
    engine, language = default_engine(), load_language()
    page = damaged_page(number, paragraphs, _seed(number))
    picture, _ = separate_red_stamp(page.picture)
    ink = ink_mask(picture)
    picture, ink = without_specks(picture, ink)
    quads = [found.quad for found in find_lines(engine, picture, ink, text_height(ink))]
    framed, tight = read_framed(engine, picture, quads), engine.read(picture, quads)
    for line in page.lines:
        left, top, right, bottom = line.box
        inside = [
            i
            for i, quad in enumerate(quads)
            if top < centre(quad)[1] < bottom and left - 5 < centre(quad)[0] < right + 5
        ]
        if not inside:
            continue
        inside.sort(key=lambda i: quads[i][0])
        text = "".join(framed[i].text for i in inside)
        yield Line(
            number,
            comparable(text) != comparable(line.text),
            _worst([evidence(framed[i], (), language) for i in inside]),
            _worst([evidence(framed[i], (tight[i],), language) for i in inside]),
        )


def fit(x: Matrix, y: NDArray[np.bool_]) -> Matrix:
    """Bias and weights of a ridge logistic regression, by Newton's method on scaled evidence."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    weights = np.zeros(z.shape[1])
    ridge = np.eye(z.shape[1]) * PENALTY
    ridge[0, 0] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ weights))
        gradient = z.T @ (p - y) + ridge @ weights
        hessian = (z * (p * (1 - p))[:, None]).T @ z + ridge
        weights -= np.linalg.solve(hessian, gradient)
    plain = weights[1:] / spread
    return np.concatenate([[weights[0] - plain @ mean], plain])


def held_out(x: Matrix, y: NDArray[np.bool_], pages: NDArray[np.int64]) -> Matrix:
    """Probability of each line by a fit on the other pages."""
    odds = np.zeros(len(y))
    for page in np.unique(pages):
        others = pages != page
        weights = fit(x[others], y[others])
        odds[~others] = weights[0] + x[~others] @ weights[1:]
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


def report(lines: list[Line]) -> str:
    """The fits and their thresholds."""
    y = np.array([line.wrong for line in lines])
    pages = np.array([line.page for line in lines])
    out = [f"lines {len(y)}, wrong {int(y.sum())}, pages {len(set(pages.tolist()))}"]
    for name in ("one", "two"):
        x = np.array([getattr(line, name) for line in lines], dtype=np.float64)
        bias, *weights = fit(x, y).round(3).tolist()
        out.append(f"{name}: Weights({bias}, Evidence({', '.join(map(str, weights))}))")
        seen = held_out(x, y, pages)
        for share in RIGHT_MARKED:
            threshold = np.quantile(seen[~y], 1 - share)
            marked = (seen[y] >= threshold).mean()
            out.append(f"  at {threshold:.3f}: {share:.2f} of right, {marked:.3f} of wrong marked")
        low = np.quantile(seen[y], 0.03)
        out.append(f"  {(seen[~y] < low).mean():.2f} of right below {low:.3f}, .03 of wrong")
    return "\n".join(out) + "\n"


def _seed(number: int) -> int:
    """Of a page's damage: another than in the measurement, so that none is seen twice."""
    return number + 1000 * (number % len(DAMAGES))


def _worst(pieces: list[Evidence]) -> Evidence:
    return Evidence(*(max(values) for values in zip(*pieces, strict=True)))


def _main(data_dir: Path, most_pages: int) -> None:
    lines: list[Line] = []
    for number, paragraphs in damaged_pages(data_dir, FITTING, most_pages):
        lines += fitting_lines(number, paragraphs)
        sys.stderr.write(f"page {number}: {len(lines)} lines\n")
    sys.stdout.write(report(lines))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else PAGES)
