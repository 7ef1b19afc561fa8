"""Every route of the gateway and of each service fuzzed: ``fuzz.…`` of ``zhishen eval gateway``.

schemathesis with all its default phases and 100 examples, against real processes (ocr with an engine
that costs nothing). The gateway is asked twice: by an examiner, and by an agent who must find nothing
of what another applicant has filed, though the identifiers of those papers are put into its paths.
Each of these six runs has an installation of its own, so that what one makes and deletes is not
missed by another, and as many go on at a time as there are cores: making up requests costs more than
answering them.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import time
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

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
BUDGET_S = 1320.0
"""For all APIs together: what is not done by then is left out, and the figures say so."""
SERVICES = ("ocr", "design_image", "formal_check", "prior_art")
RUNS = (*SERVICES, Role.EXAMINER.value, Role.AGENT.value)
"""Which service is asked directly, or who asks the gateway. The shortest first: what the time does
not suffice for is then one or two of the six, and the last two take equally long."""
CANARY = "机密标记7f3a9c"
NO_LIMIT = {
    "ZHISHEN_GATEWAY_RATE_LIMIT_PER_S": "0",
    "ZHISHEN_GATEWAY_HEAVY_RATE_LIMIT_PER_S": "0",
}
"""Fuzzing is faster than any key may be."""


def measure(folder: Path) -> dict[str, float]:
    """``fuzz.requests``, ``fuzz.server_errors``, ``fuzz.schema_violations``, ``fuzz.leaks``."""
    total, complete, console = FuzzResult(), 0, Console(stderr=True)
    until = time.monotonic() + BUDGET_S
    with ProcessPoolExecutor(
        os.cpu_count() or 1, mp_context=multiprocessing.get_context("spawn")
    ) as pool:
        for name, result in zip(
            RUNS, pool.map(partial(one_run, folder=folder, until=until), RUNS), strict=True
        ):
            total.add(result)
            complete += result.complete
            end = "" if result.complete else ", not complete"
            console.print(
                f"{name}: {result.requests} requests in {result.seconds:.0f} s{end}", markup=False
            )
    for label, how in sorted(total.faults.items()):
        console.print(f"{label}\n    {how}", markup=False, soft_wrap=True)
    return {
        "fuzz.requests": float(total.requests),
        "fuzz.server_errors": float(total.server_errors),
        "fuzz.schema_violations": float(total.schema_violations),
        "fuzz.leaks": float(total.leaks),
        "fuzz.runs_complete": complete / len(RUNS),
    }


def one_run(name: str, folder: Path, until: float) -> FuzzResult:
    """One of ``RUNS``, in an installation below ``folder``."""
    if time.monotonic() >= until:
        return FuzzResult(complete=False)
    own = folder / name
    own.mkdir()
    with processes(own) as started:
        if name in SERVICES:
            signed = partial(started.signed, name, Role.EXAMINER)
            return _fuzzed(f"{name}.json", _service(started, name), signed, until)
        gateway = started.gateway(
            {
                "ZHISHEN_GATEWAY_MODE": "separate",
                **{
                    f"ZHISHEN_GATEWAY_{one.upper()}_URL": _service(started, one).url
                    for one in SERVICES
                },
                **NO_LIMIT,
            }
        )
        role = Role(name)
        secrets: tuple[str, ...] = ()
        if role is Role.AGENT:
            secrets = (CANARY, *_file_secret(gateway.url, started.key(Role.APPLICANT)))
        headers = {"Authorization": f"Bearer {started.key(role)}"}
        return _fuzzed("gateway.json", gateway, headers.copy, until, secrets)


def _service(started: Processes, name: str) -> Running:
    if name == "ocr":
        return started.module("evaluation.fuzz_ocr", "ZHISHEN_OCR_")
    return started.service(name)


def _fuzzed(
    document: str,
    running: Running,
    headers: Callable[[], Mapping[str, str]],
    until: float,
    secrets: tuple[str, ...] = (),
) -> FuzzResult:
    begin = time.monotonic()
    result = fuzz(
        json.loads(dict(documents())[document]),
        running.url,
        headers,
        examples=EXAMPLES,
        seed=SEED,
        secrets=secrets,
        until=until,
    )
    result.seconds = time.monotonic() - begin
    return result


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
