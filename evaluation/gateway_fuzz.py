"""Every route of the gateway and of each service fuzzed: ``fuzz.…`` of ``zhishen eval gateway``.

schemathesis with all its default phases and 100 examples, against real processes (ocr with an engine
that costs nothing). The gateway is asked twice: by an examiner, and by an agent who must find nothing
of what another applicant has filed, though the identifiers of those papers are put into its paths.
"""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console

from evaluation.fuzzing import FuzzResult, fuzz
from evaluation.gateway_processes import Processes, Running, processes
from gateway.openapi import documents
from shared.contracts.common import Role
from shared.model.application import Abstract, Application, BibliographicData
from shared.model.case_file import CaseFile
from shared.model.identification import ApplicationKind, DocumentStage
from shared.model.source import TextUnit

EXAMPLES = 100
SEED = 20260302
BUDGET_S = 900.0
"""For all APIs together: what is not begun by then is left out, and the figures say so."""
SERVICES = ("formal_check", "prior_art", "design_image", "ocr")
CANARY = "机密标记7f3a9c"
NO_LIMIT = {
    "ZHISHEN_GATEWAY_RATE_LIMIT_PER_S": "0",
    "ZHISHEN_GATEWAY_HEAVY_RATE_LIMIT_PER_S": "0",
}
"""Fuzzing is faster than any key may be."""


def measure(folder: Path) -> dict[str, float]:
    """``fuzz.requests``, ``fuzz.server_errors``, ``fuzz.schema_violations``, ``fuzz.leaks``."""
    total = FuzzResult()
    apis = {name: json.loads(text) for name, text in documents()}
    until = time.monotonic() + BUDGET_S
    complete = 0
    with processes(folder) as started:
        running = {name: started.service(name) for name in SERVICES if name != "ocr"}
        running["ocr"] = started.module("evaluation.fuzz_ocr", "ZHISHEN_OCR_")
        for name in SERVICES:
            complete += _run(
                total, apis[f"{name}.json"], running[name], _signer(started, name), until
            )
        gateway = started.gateway(
            {
                "ZHISHEN_GATEWAY_MODE": "separate",
                **{f"ZHISHEN_GATEWAY_{name.upper()}_URL": one.url for name, one in running.items()},
                **NO_LIMIT,
            }
        )
        secrets = _file_secret(gateway.url, started.key(Role.APPLICANT))
        document = apis["gateway.json"]
        for role, forbidden in ((Role.EXAMINER, ()), (Role.AGENT, (CANARY, *secrets))):
            headers = {"Authorization": f"Bearer {started.key(role)}"}
            complete += _run(total, document, gateway, headers.copy, until, forbidden)
    for label, how in sorted(total.faults.items()):
        Console(stderr=True).print(f"{label}\n    {how}", markup=False, soft_wrap=True)
    return {
        "fuzz.requests": float(total.requests),
        "fuzz.server_errors": float(total.server_errors),
        "fuzz.schema_violations": float(total.schema_violations),
        "fuzz.leaks": float(total.leaks),
        "fuzz.runs_complete": complete / (len(SERVICES) + 2),
    }


def _signer(started: Processes, name: str) -> Any:  # noqa: ANN401
    return lambda: started.signed(name, Role.EXAMINER)


def _run(
    total: FuzzResult,
    document: Mapping[str, Any],
    running: Running,
    headers: Any,  # noqa: ANN401
    until: float,
    secrets: tuple[str, ...] = (),
) -> bool:
    """Whether it came to its end within the budget."""
    if time.monotonic() >= until:
        return False
    result = fuzz(
        document,
        running.url,
        headers,
        examples=EXAMPLES,
        seed=SEED,
        secrets=secrets,
        workers=2,
        until=until,
    )
    total.add(result)
    return result.complete


def _file_secret(url: str, key: str) -> tuple[str, ...]:
    """File an application whose texts hold ``CANARY``; the identifiers that nobody else may see."""
    application = Application(
        kind=ApplicationKind.INVENTION,
        stage=DocumentStage.FILING,
        bibliographic=BibliographicData(office_code="CN"),
        abstract=Abstract(units=(TextUnit(id="abstract/1", text=CANARY),)),
    )
    case_file = CaseFile(application=application).model_dump(mode="json", exclude_unset=True)
    body = json.dumps({"case_file": case_file}).encode()
    headers = {"Authorization": f"Bearer {key}", "content-type": "application/json"}
    request = urllib.request.Request(f"{url}/v1/examinations", body, headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
        return (json.loads(answer.read())["id"],)
