"""One API fuzzed from its OpenAPI document with schemathesis, and what came of it.

All of its default phases (examples, coverage, fuzzing, stateful) run with its default checks, but
two. ``not_a_server_error`` is replaced by a count that allows 503 with ``Retry-After``, which is how
an overloaded service says so. ``positive_data_acceptance`` is left out: rules between fields (a
claim number that must exist, a name that must have its file) cannot be said in JSON Schema.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.recorder import Interaction, ScenarioRecorder

LEFT_OUT = ("not_a_server_error", "positive_data_acceptance")
REQUEST_TIMEOUT_S = 60.0
REFRESH_S = 20
"""A service's signed principal holds for 60 s."""
Headers = Callable[[], Mapping[str, str]]


@dataclass
class FuzzResult:
    """Counts, and one line for each kind of fault: operation, check or status."""

    requests: int = 0
    server_errors: int = 0
    schema_violations: int = 0
    leaks: int = 0
    complete: bool = True
    """Whether every phase came to its end in time."""
    seconds: float = 0.0
    faults: dict[str, str] = field(default_factory=dict)
    """Label of the fault, and how to repeat one of them."""

    def add(self, other: FuzzResult) -> None:
        """Take another run's counts and faults in."""
        self.requests += other.requests
        self.server_errors += other.server_errors
        self.schema_violations += other.schema_violations
        self.leaks += other.leaks
        self.faults |= other.faults


def fuzz(
    document: Mapping[str, Any],
    base_url: str,
    headers: Headers,
    *,
    examples: int,
    seed: int,
    secrets: Sequence[str] = (),
    phases: Iterable[str] = ("examples", "coverage", "fuzzing", "stateful"),
    workers: int = 1,
    until: float | None = None,
) -> FuzzResult:
    """Send what the document allows and forbids to a running API.

    ``headers`` say who calls; they are made anew every ``REFRESH_S``. ``secrets`` are texts that no answer may hold; they
    are tried as identifiers. At ``until`` (monotonic clock) it is broken off.
    """
    chosen = set(phases)
    schema = schemathesis.openapi.from_dict(
        dict(document),
        config=SchemathesisConfig.from_dict(
            {
                "seed": seed,
                "base-url": base_url,
                "workers": workers,
                "request-timeout": REQUEST_TIMEOUT_S,
                "continue-on-failure": True,
                "generation": {"max-examples": examples, "database": "none", "no-shrink": True},
                "checks": {name: {"enabled": False} for name in LEFT_OUT},
                "phases": {
                    name: {"enabled": name in chosen}
                    for name in ("examples", "coverage", "fuzzing", "stateful")
                },
            }
        ),
    )

    @schema.auth(refresh_interval=REFRESH_S)
    class _Caller:  # pragma: no cover - called by schemathesis
        def get(self, case: Any, context: Any) -> Mapping[str, str]:  # noqa: ANN401, ARG002
            return headers()

        def set(self, case: Any, data: Mapping[str, str], context: Any) -> None:  # noqa: ANN401, ARG002
            case.headers.update(data)

    for parameter in ("dossier_id", "application_id"):
        if secrets:
            _try_identifiers(schema, parameter, secrets)
    result = FuzzResult()
    stream = from_schema(schema).execute()
    for event in stream:
        if until is not None and time.monotonic() >= until:
            result.complete = False
            stream.stop()
        if isinstance(event, events.ScenarioFinished):
            _take(event.recorder, result, secrets)
        elif isinstance(event, events.NonFatalError):
            result.faults[f"{event.label}: {type(event.value).__name__}"] = str(event.value)
        elif isinstance(event, events.FatalError):
            raise event.exception
    return result


def _try_identifiers(schema: Any, parameter: str, secrets: Sequence[str]) -> None:  # noqa: ANN401
    """Put what must not be found into every third path that has such a parameter."""
    turn = itertools.count()

    @schema.hook  # type: ignore[untyped-decorator]
    def map_path_parameters(_context: Any, values: dict[str, Any] | None) -> dict[str, Any] | None:  # noqa: ANN401
        if values and parameter in values and next(turn) % 3 == 0:
            return {**values, parameter: secrets[-1]}
        return values


def _take(recorder: ScenarioRecorder, result: FuzzResult, secrets: Sequence[str]) -> None:
    for interaction in recorder.interactions.values():
        result.requests += 1
        answer = interaction.response
        if answer is None:
            continue
        if answer.status_code >= 500 and not _says_when(interaction):
            result.server_errors += 1
            _note(result, recorder.label, f"status {answer.status_code}", interaction)
        body = answer.content or b""
        if any(secret.encode() in body for secret in secrets):
            result.leaks += 1
            _note(result, recorder.label, "leak", interaction)
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.status is Status.FAILURE:
                result.schema_violations += 1
                failure = check.failure_info.failure if check.failure_info else None
                label = f"{check.name}: {failure.title if failure else ''}"
                _note(result, recorder.label, label, recorder.interactions.get(case_id), failure)


def _says_when(interaction: Interaction) -> bool:
    answer = interaction.response
    return (
        answer is not None and answer.status_code == 503 and bool(answer.headers.get("retry-after"))
    )


def _note(
    result: FuzzResult,
    label: str,
    what: str,
    interaction: Interaction | None,
    failure: object = "",
) -> None:
    request = None if interaction is None else interaction.request
    answer = None if interaction is None else interaction.response
    told = (
        "" if request is None else f"{request.method} {request.uri} {(request.body or b'')[:300]!r}"
    )
    status = "" if answer is None else f" -> {answer.status_code} {(answer.content or b'')[:300]!r}"
    result.faults.setdefault(f"{label}: {what}", f"{told}{status} {failure}")
