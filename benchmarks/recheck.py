"""Whether a re-check costs the same per item at any size: ``python -m benchmarks.recheck``.

For each size (1,000, 10,000 and 100,000 if none is given) that many short generated applications
are filed into a fresh SQLite installation and checked by one worker with a process for each core;
with ``--again`` once more, against the results of the first time. A line for each tenth of a job:
items per second, processor time per item of the worker and its check processes, and their resident
memory. Columns that stay the same, down a job and from size to size, mean a constant cost and flat
memory. Processor time and memory may be read on a busy machine, items per second may not. 100,000
items take half an hour of two cores.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from rich.console import Console

from evaluation.gateway_recheck import Site, children

SIZES = (1_000, 10_000, 100_000)
_PARTS = 10
_LINE = "{:>9} {:>9} {:>6} {:>9} {:>12} {:>11} {:>18}"


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__, usage="%(prog)s [--again] [SIZE]...")
    parser.add_argument("sizes", metavar="SIZE", type=int, nargs="*", default=SIZES)
    parser.add_argument("--again", action="store_true", help="check everything twice")
    chosen = parser.parse_args()
    _print("items", "done", "job", "items/s", "CPU ms/item", "worker MiB", "check process MiB")
    for size in chosen.sizes:
        _measure(size, ("first", "again") if chosen.again else ("first",))


def _measure(size: int, jobs: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory(prefix="zhishen-bench-") as name:
        site = Site(Path(name), f"sqlite:///{name}/gateway/gateway.sqlite3")
        try:
            site.fill(size)
            for job in jobs:
                site.throughput(_Tenths(size, job).look)
        finally:
            site.close()


class _Tenths:
    """Prints a line whenever another tenth of a job is done. Starting the processes is in none."""

    def __init__(self, size: int, job: str) -> None:
        self._size = size
        self._job = job
        self._since: tuple[int, float, float] | None = None
        """Items, clock and processor seconds where the tenth began."""

    def look(self, worker: int, done: int) -> None:
        """Look at a worker and the processes it started."""
        if not done:
            return
        processes = children(worker)
        now = done, time.monotonic(), sum(map(_cpu_s, (worker, *processes)))
        if self._since is None:
            self._since = now
        elif done - self._since[0] >= self._size / _PARTS:
            items, seconds, cpu_s = (new - old for new, old in zip(now, self._since, strict=True))
            self._since = now
            _print(
                f"{self._size:,}",
                f"{done:,}",
                self._job,
                f"{items / seconds:.1f}",
                f"{1000 * cpu_s / items:.1f}",
                f"{_resident_mib(worker):.0f}",
                f"{max(map(_resident_mib, processes), default=0.0):.0f}",
            )


def _print(*cells: str) -> None:
    Console(width=100).print(_LINE.format(*cells), highlight=False)


def _cpu_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:  # it has ended
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_mib(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
