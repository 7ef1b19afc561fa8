"""OpenTelemetry traces across gateway and services: off unless an endpoint is set.

Without a configured provider every call here does nothing. Spans carry service, method, route
template and status; never a path, a query or a text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from opentelemetry import propagate, trace
from opentelemetry.trace import Span, SpanKind
from starlette.types import Scope

_NAME = "zhishen"
_NO_SPAN = nullcontext(trace.INVALID_SPAN)


def configure_tracing(service: str, endpoint: str) -> None:
    """Send this process's spans to an OTLP/HTTP endpoint. Once, at process entry."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ModuleNotFoundError:
        sys.exit(
            "A telemetry endpoint is set, but the packages for it are missing. Install them with: "
            "pip install 'zhishen[telemetry]'. 已设置遥测地址，但缺少相应依赖，请先安装。"
        )
    provider = TracerProvider(resource=Resource.create({"service.name": f"zhishen-{service}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    trace.set_tracer_provider(provider)


def request_span(service: str, scope: Scope) -> AbstractContextManager[Span]:
    """The span of one request, a child of the caller's if the request says so."""
    carrier = {
        key.decode("latin-1"): value.decode("latin-1")
        for key, value in scope["headers"]
        if key in (b"traceparent", b"tracestate")
    }
    if not carrier and isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return _NO_SPAN  # nobody collects spans, and there is no trace to pass on
    return _server_span(service, carrier)


@contextmanager
def _server_span(service: str, carrier: dict[str, str]) -> Iterator[Span]:
    # Exceptions are not recorded: their texts may quote an application.
    with trace.get_tracer(_NAME).start_as_current_span(
        service,
        context=propagate.extract(carrier),
        kind=SpanKind.SERVER,
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        yield span


def name_span(span: Span, service: str, method: str, route: str, status: int) -> None:
    """Say what the request was, once its route and status are known."""
    if not span.is_recording():
        return
    span.update_name(f"{service} {method} {route}")
    span.set_attribute("http.request.method", method)
    span.set_attribute("http.route", route)
    span.set_attribute("http.response.status_code", status)


def trace_headers() -> list[tuple[str, str]]:
    """Headers that make a called service's span a child of the current one."""
    if not trace.get_current_span().get_span_context().is_valid:
        return []
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    return list(carrier.items())
