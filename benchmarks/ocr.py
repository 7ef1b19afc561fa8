"""Speed and memory of recognition beside plain RapidOCR: ``python -m benchmarks.ocr [--data DIR]``.

Pages of ``DIR/ocr`` (or a rendered one, without data) go through the service's own pool with one and
with two workers; CPU seconds are those of the workers. Then one worker reads many pages (``--pages``, 200),
a whole A4 page at the greatest resolution among them, and its resident memory is looked at after each:
*flat* means that the last quarter's peak is no higher than the second quarter's. ``--part`` does one of the two alone. Ratios mean most: speed wants a quiet machine,
memory does not mind.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from evaluation.ocr_layouts import TRADITIONAL
from evaluation.ocr_pages import labelled_pages
from evaluation.ocr_readers import picture_of, plain_engines
from evaluation.ocr_rendering import Layout, render
from services.ocr.domain.limits import IntakeLimits, TimeLimits
from services.ocr.engines.build import build_recogniser
from services.ocr.engines.pool import WorkerPool
from services.ocr.engines.recogniser import Recogniser
from services.ocr.engines.registry import engine_specs

MOST_PAGES = 12
MEMORY_PAGES = 200


def main(data_dir: Path | None, part: str | None, memory_pages: int) -> None:
    """Print pages per second and CPU seconds per page (``speed``), and memory (``memory``)."""
    with tempfile.TemporaryDirectory(prefix="zhishen-benchmark-") as folder:
        pages = _pages(data_dir, Path(folder))
        if not pages:
            sys.exit("No pages: name a data folder, or install the Noto CJK fonts.")
        if part in (None, "speed"):
            _print_speed(pages)
        if part in (None, "memory"):
            _print_memory([_whole(pages, Path(folder)), *pages], memory_pages)


def _print_speed(pages: Sequence[Path]) -> None:
    plain = plain_engines()["rapidocr_plain"]
    pictures = [picture_of(path) for path in pages]
    begin = time.process_time()
    for picture in pictures:
        plain(picture)
    plain_s = (time.process_time() - begin) / len(pages)
    seconds, cpu_s = zip(*(_speed(pages, workers) for workers in (1, 2)), strict=True)
    sys.stdout.write(
        f"pages {len(pages)}\n"
        f"plain RapidOCR: {plain_s:.2f} CPU s per page\n"
        f"zhishen ocr: {cpu_s[0] / len(pages):.2f} CPU s per page "
        f"({cpu_s[0] / len(pages) / plain_s:.0%} of plain), start of the worker included\n"
        f"one worker {len(pages) / seconds[0]:.2f}, two {len(pages) / seconds[1]:.2f} pages per "
        f"second: {seconds[0] / seconds[1]:.2f} times\n"
    )


def _print_memory(pages: Sequence[Path], count: int) -> None:
    resident = _memory(pages, count)
    quarters = [resident[i * len(resident) // 4 : (i + 1) * len(resident) // 4] for i in range(4)]
    peaks = ", ".join(f"{max(part, default=0.0):.2f}" for part in quarters)
    sys.stdout.write(
        f"resident memory over {len(resident)} pages: peak {max(resident):.2f} GiB, by quarters {peaks}\n"
    )


def _pages(data_dir: Path | None, folder: Path) -> list[Path]:
    if data_dir is not None:
        ocr = data_dir / "ocr"
        return [ocr / str(truth["file"]) for truth in labelled_pages(ocr)][:MOST_PAGES]
    page = render(TRADITIONAL * 8, Layout())
    if page is None:
        return []
    path = folder / "page.png"
    Image.fromarray(page.picture).save(path)
    return [path] * 4


def _whole(pages: Sequence[Path], folder: Path) -> Path:
    """The page of most pixels, as high as A4: twice if it is a half page."""
    picture = max((picture_of(path) for path in pages), key=lambda pixels: pixels.size)
    if picture.shape[0] < picture.shape[1]:
        picture = np.concatenate([picture, picture])
    path = folder / "whole.png"
    Image.fromarray(picture).save(path)
    return path


def _started(workers: int) -> tuple[Recogniser, WorkerPool]:
    recogniser, pool = build_recogniser(
        engine_specs("rapidocr", threads=1, tesseract_languages=("chi_sim", "eng")),
        limits=IntakeLimits(),
        times=TimeLimits(page_s=900, document_s=3600),  # on a loaded machine too
        workers=workers,
        threads=1,
        tasks_per_worker=1_000_000,
        worker_memory_mb=6144,
        documents=workers,
    )
    pool.start()
    return recogniser, pool


def _speed(pages: Sequence[Path], workers: int) -> tuple[float, float]:
    """Wall-clock and CPU seconds of reading all pages."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    recogniser, pool = _started(workers)
    read: Callable[[Path], object] = lambda path: recogniser.recognise(path.read_bytes())  # noqa: E731
    begin = time.monotonic()
    with ThreadPoolExecutor(workers) as executor:
        list(executor.map(read, pages))
    seconds = time.monotonic() - begin
    pool.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _memory(pages: Sequence[Path], count: int) -> list[float]:
    """Peak resident memory of the one worker up to the end of each page, then reset, GiB."""
    recogniser, pool = _started(1)
    (worker,) = pool.processes()
    peaks = []
    for number in range(count):
        recogniser.recognise(pages[number % len(pages)].read_bytes())
        peaks.append(_peak_gib(worker))
        Path(f"/proc/{worker}/clear_refs").write_text("5")  # the peak counts anew
        sys.stderr.write(f"ocr memory {number + 1}/{count}: {peaks[-1]:.2f} GiB\n")
    pool.close()
    return peaks


def _peak_gib(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(kilobytes) / 1024 / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ocr")
    parser.add_argument("--data", default=os.environ.get("ZHISHEN_DATA"))
    parser.add_argument("--part", choices=("speed", "memory"))
    parser.add_argument("--pages", type=int, default=MEMORY_PAGES, help="pages of the memory part")
    given = parser.parse_args()
    main(Path(given.data) if given.data else None, given.part, max(1, given.pages))
