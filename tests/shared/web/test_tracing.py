"""Traces: spans with route templates, children across services, nothing without a provider."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from shared.web.tracing import trace_headers
from tests.conftest import ClientFactory
from tests.shared.web.test_frame import frame_app


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    yield exporter
    provider.shutdown()


def test_a_request_is_a_span_without_content(
    open_client: ClientFactory, spans: InMemorySpanExporter
) -> None:
    open_client(frame_app(), "frame").get("/nowhere/secret?text=secret")
    (span,) = spans.get_finished_spans()
    assert span.name == "frame GET unmatched"
    assert span.attributes is not None
    assert span.attributes["http.response.status_code"] == 404
    assert "secret" not in span.to_json()


def test_a_crash_leaves_no_text_in_its_span(
    open_client: ClientFactory, spans: InMemorySpanExporter
) -> None:
    open_client(frame_app(), "frame").get("/crash")
    (span,) = spans.get_finished_spans()
    assert "secret" not in span.to_json()


def test_the_callers_trace_goes_on(open_client: ClientFactory, spans: InMemorySpanExporter) -> None:
    with trace.get_tracer("test").start_as_current_span("caller") as caller:
        headers = dict(trace_headers())
    open_client(frame_app(), "frame").get("/crash", headers=headers)
    span = next(one for one in spans.get_finished_spans() if one.name.startswith("frame"))
    assert span.parent is not None
    assert span.context.trace_id == caller.get_span_context().trace_id


def test_without_a_span_nothing_is_sent() -> None:
    assert trace_headers() == []
