"""Speed of recognition beside plain RapidOCR: ``python -m benchmarks.ocr [DATA]``.

Pages of ``DATA/ocr`` (or rendered ones, without data) go through the service's own pool with one and
with two workers; CPU seconds and peak memory are those of the workers. Ratios mean most: run it on a
quiet machine.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from evaluation.ocr_layouts import TRADITIONAL
from evaluation.ocr_pages import labelled_pages
from evaluation.ocr_readers import plain_engines
from evaluation.ocr_rendering import Layout, render
from services.ocr.domain.limits import IntakeLimits
from services.ocr.engines.build import build_recogniser
from services.ocr.engines.recogniser import TimeLimits
from services.ocr.engines.registry import engine_specs

MOST_PAGES = 12


def main(data_dir: Path | None) -> None:
    """Print pages per second, CPU seconds per page and peak memory."""
    pages = _pages(data_dir)
    if not pages:
        sys.exit("No pages: name a data folder, or install the Noto CJK fonts.")
    pictures = [np.array(Image.open(path).convert("RGB")) for path in pages]
    plain = plain_engines()["rapidocr_plain"]
    begin = time.process_time()
    for picture in pictures:
        plain(picture)
    plain_s = (time.process_time() - begin) / len(pages)
    seconds, cpu_s = zip(*(_run(pages, workers) for workers in (1, 2)), strict=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 / 1024
    sys.stdout.write(
        f"pages {len(pages)}\n"
        f"plain RapidOCR: {plain_s:.2f} CPU s per page\n"
        f"zhishen ocr: {cpu_s[0] / len(pages):.2f} CPU s per page "
        f"({cpu_s[0] / len(pages) / plain_s:.0%} of plain), start of the worker included\n"
        f"one worker {len(pages) / seconds[0]:.2f}, two {len(pages) / seconds[1]:.2f} pages per "
        f"second: {seconds[0] / seconds[1]:.2f} times\n"
        f"peak memory of a worker {peak:.2f} GiB\n"
    )


def _pages(data_dir: Path | None) -> list[Path]:
    if data_dir is not None:
        folder = data_dir / "ocr"
        return [folder / str(truth["file"]) for truth in labelled_pages(folder)][:MOST_PAGES]
    page = render(TRADITIONAL * 8, Layout())
    if page is None:
        return []
    path = Path(os.environ.get("TMPDIR", "/var/tmp")) / "zhishen-benchmark-page.png"  # noqa: S108
    Image.fromarray(page.picture).save(path)
    return [path] * 4


def _run(pages: Sequence[Path], workers: int) -> tuple[float, float]:
    """Wall-clock and CPU seconds of reading all pages."""
    recogniser, pool = build_recogniser(
        engine_specs("rapidocr", threads=1, tesseract_languages=("chi_sim", "eng")),
        limits=IntakeLimits(),
        times=TimeLimits(),
        workers=workers,
        threads=1,
        tasks_per_worker=1000,
        worker_memory_mb=6144,
        documents=workers,
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    pool.start()
    read: Callable[[Path], object] = lambda path: recogniser.recognise(path.read_bytes())  # noqa: E731
    begin = time.monotonic()
    with ThreadPoolExecutor(workers) as executor:
        list(executor.map(read, pages))
    seconds = time.monotonic() - begin
    pool.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ZHISHEN_DATA")
    main(Path(given) if given else None)
