"""Prometheus metrics, defined once per process with a ``service`` label."""

from __future__ import annotations

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
READY = Gauge("zhishen_ready", "1 when the service has loaded", ["service"])
