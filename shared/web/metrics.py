"""Prometheus metrics, defined once per process with a ``service`` label."""

from __future__ import annotations

import shutil
from pathlib import Path

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter(
    "zhishen_requests_total", "Requests by route template", ["service", "method", "route", "status"]
)
DURATION = Histogram(
    "zhishen_request_duration_seconds",
    "Time to the last byte of the answer",
    ["service", "method", "route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
IN_FLIGHT = Gauge("zhishen_requests_in_flight", "Requests being answered", ["service"])
RETRIES = Counter("zhishen_service_retries_total", "Calls of a service tried again", ["service"])
BREAKER_OPEN = Gauge(
    "zhishen_service_breaker_open",
    "1 while a replica of a service is left alone",
    ["service", "replica"],
)
CALLS_IN_USE = Gauge("zhishen_service_calls", "Calls of a service that run", ["service"])
CALLS_WAITING = Gauge(
    "zhishen_service_calls_waiting", "Calls of a service that wait for a place", ["service"]
)
SHED = Counter(
    "zhishen_shed_total",
    "Requests refused for want of room; `where` is the process or one of its services",
    ["service", "where"],
)
READY = Gauge("zhishen_ready", "1 when the service has loaded", ["service"])

QUEUE_ITEMS = Gauge("zhishen_recheck_items_waiting", "Items of running re-checks not done yet")
QUEUE_AGE = Gauge(
    "zhishen_recheck_oldest_seconds", "Age of the oldest running re-check with items left"
)
INDEX_BEHIND = Gauge(
    "zhishen_index_changes_behind",
    "Changes of all collections that an index lacks",
    ["service", "channel"],
)
DISK_FREE = Gauge("zhishen_disk_free_bytes", "Room left where files are kept", ["service"])
DISK_TOTAL = Gauge("zhishen_disk_total_bytes", "Size of the disk with the files", ["service"])


def watch_disk(service: str, folder: Path) -> None:
    """Let every scrape look at the disk of ``folder``, which need not exist yet."""
    there = next((one for one in (folder, *folder.absolute().parents) if one.is_dir()), Path())
    DISK_FREE.labels(service).set_function(lambda: shutil.disk_usage(there).free)
    DISK_TOTAL.labels(service).set_function(lambda: shutil.disk_usage(there).total)
