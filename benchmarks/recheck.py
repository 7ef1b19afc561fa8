"""Whether a re-check costs the same per item at any size: ``python -m benchmarks.recheck [SIZE]…``.

For each size (1,000, 10,000 and 100,000 if none is given) that many short generated applications
are filed into a fresh SQLite installation and checked twice by one worker with a process for each
core: once for the first time, once against the results of the first. Shown are items per second of
both jobs, processor time per item, and the largest memory of the worker with its processes. Flat
columns mean a constant cost and flat memory. 100,000 items take most of an hour.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.gateway_recheck import Site

SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Measure every size and print a line for each."""
    sizes = [int(one) for one in sys.argv[1:]] or list(SIZES)
    table = Table("items", "filing/s", "first/s", "again/s", "CPU ms/item", "largest process MiB")
    for size in sizes:
        table.add_row(*(f"{value:,.1f}" for value in _measure(size)))
    Console().print(table)


def _measure(size: int) -> tuple[float, ...]:
    with tempfile.TemporaryDirectory(prefix="zhishen-bench-") as name:
        site = Site(Path(name), f"sqlite:///{name}/gateway/gateway.sqlite3")
        try:
            begin = time.monotonic()
            site.fill(size)
            filing = size / (time.monotonic() - begin)
            before = _children_seconds()
            first, again = site.throughput(), site.throughput()
            cpu = (_children_seconds() - before) / (2 * size)
        finally:
            site.close()
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return float(size), filing, first, again, cpu * 1000, largest


def _children_seconds() -> float:
    """Processor time of the processes that ended so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
