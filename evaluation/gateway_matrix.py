"""The authorisation matrix: ``matrix.…`` of ``zhishen eval gateway``.

Every operation of the gateway's OpenAPI document is asked for by every caller - each role, the owner
of what is asked for, nobody, a wrong key, a revoked key - for own, foreign, unpublished and missing
objects. A check is one answer; a leak is one that should have been refused, or that carries a word
its reader may not see, and an operation or path parameter for which no rule says who may have it.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from evaluation.gateway_matrix_plants import JSON, OWNER, Planted, Probe, Secret, Subject, plant
from evaluation.gateway_processes import Processes, processes
from gateway.access import ACCESS
from gateway.keys import parse_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.common import Role

OPEN = frozenset({("GET", "/livez"), ("GET", "/readyz")})
RULES: Mapping[tuple[str, str], frozenset[Role]] = {
    **{(method, re.sub(r":\w+}", "}", path)): roles for (method, path), roles in ACCESS.items()},
    ("GET", "/metrics"): frozenset({Role.OPERATOR}),
}
_ORDER = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Caller:
    """Who asks. ``role`` is ``None`` where the gateway must not know the caller."""

    name: str
    role: Role | None
    client: httpx.Client

    def sees(self, thing: Subject | Secret) -> bool:
        """Whether this caller may see it."""
        return self.role in thing.seen_by or self.name == thing.owner


@dataclass(frozen=True)
class Target:
    """One request of one operation."""

    method: str
    template: str
    path: str
    subjects: tuple[Subject, ...] = ()
    body: bytes | None = None


@dataclass
class Report:
    """What was asked and what was wrong."""

    checks: int = 0
    leaks: list[str] = field(default_factory=list)

    def judge(
        self, caller: Caller, target: Target, answer: httpx.Response, plants: Planted
    ) -> None:
        """Count one answer."""
        self.checks += 1
        name = f"{caller.name}: {target.method} {target.template}"
        wrong = fault(caller, target, answer.status_code)
        if wrong is not None:
            self.leaks.append(f"{name}: {wrong}")
        text = answer.text
        if any(secret.word in text and not caller.sees(secret) for secret in plants.secrets):
            self.leaks.append(f"{name}: a word this caller may not see")


def measure(folder: Path) -> dict[str, float]:
    """``matrix.checks`` and ``matrix.leaks``; what leaks stands on standard error."""
    report = examine(folder)
    for leak in report.leaks:
        print(leak, file=sys.stderr)  # noqa: T201 - a measurement's remarks
    return {"matrix.checks": float(report.checks), "matrix.leaks": float(len(report.leaks))}


def examine(folder: Path) -> Report:
    """Ask a gateway in a process of its own; then one that is open to the public."""
    report = Report()
    quick = {"ZHISHEN_OCR_WORKERS": "1"}
    with processes(folder) as started:
        gateway = started.gateway(quick)
        callers = known_callers(started, gateway.url)
        by_name = {caller.name: caller for caller in callers}
        plants = plant(by_name[OWNER].client, by_name["examiner"].client)
        document = by_name["examiner"].client.get("/openapi.json").json()
        ask(document, callers, plants, report)
    with processes(folder) as started:
        gateway = started.gateway({**quick, "ZHISHEN_GATEWAY_PUBLIC_ACCESS": "true"})
        url = gateway.url
        owner = caller_of(OWNER, Role.APPLICANT, url, started.key(Role.APPLICANT))
        examiner = caller_of("examiner", Role.EXAMINER, url, started.key(Role.EXAMINER))
        plants = plant(owner.client, examiner.client)
        ask(document, [caller_of("public", Role.PUBLIC, url)], plants, report)
    return report


def known_callers(started: Processes, url: str) -> list[Caller]:
    """Callers of a gateway without public access; who sees least comes first."""
    revoked = started.key(Role.EXAMINER)
    _revoke(started.folder, revoked)
    refused = [
        caller_of("nobody", None, url),
        caller_of("wrong key", None, url, started.key(Role.EXAMINER)[:-2] + "xx"),
        caller_of("revoked key", None, url, revoked),
    ]
    roles = [Role.OPERATOR, Role.AGENT, Role.APPLICANT, Role.REVIEWER]
    others = [caller_of(role.value, role, url, started.key(role)) for role in roles]
    owner = caller_of(OWNER, Role.APPLICANT, url, started.key(Role.APPLICANT))
    examiner = caller_of("examiner", Role.EXAMINER, url, started.key(Role.EXAMINER))
    return [*refused, *others, owner, examiner]


def caller_of(name: str, role: Role | None, url: str, key: str | None = None) -> Caller:
    """A caller with a key, or without."""
    headers = {} if key is None else {"authorization": f"Bearer {key}"}
    return Caller(name, role, httpx.Client(base_url=url, headers=headers, timeout=60))


def ask(document: dict[str, Any], callers: list[Caller], plants: Planted, report: Report) -> None:
    """Every target by every caller. What removes things comes last."""
    found, unruled = targets(document, plants)
    report.leaks += unruled
    for target in sorted(found, key=lambda one: _ORDER.index(one.method)):
        for caller in callers:
            answer = caller.client.request(
                target.method,
                target.path,
                content=target.body,
                headers={} if target.body is None else JSON,
            )
            report.judge(caller, target, answer, plants)


def targets(document: dict[str, Any], plants: Planted) -> tuple[list[Target], list[str]]:
    """Targets of all operations, and what no rule or subject covers."""
    found: list[Target] = []
    unruled: list[str] = []
    for template, operations in document["paths"].items():
        for method in (name.upper() for name in operations if name.upper() in _ORDER):
            if (method, template) not in RULES and (method, template) not in OPEN:
                unruled.append(f"{method} {template}: no rule says who may call it")
            names = re.findall(r"{(\w+)}", template)
            if missing := [name for name in names if not _subjects(template, name, plants)]:
                unruled.append(f"{method} {template}: nothing planted for {', '.join(missing)}")
                continue
            body = b"{}" if "requestBody" in operations[method.lower()] else None
            found += _filled(method, template, names, body, plants)
    found += [_probing(probe) for probe in plants.probes]
    return found, unruled


def _subjects(template: str, name: str, plants: Planted) -> Sequence[Subject]:
    group = template.split("/")[2]
    return plants.subjects.get(f"{group}.{name}") or plants.subjects.get(name, ())


def _filled(
    method: str, template: str, names: list[str], body: bytes | None, plants: Planted
) -> Iterator[Target]:
    for chosen in itertools.product(*(_subjects(template, name, plants) for name in names)):
        path = template
        for name, subject in zip(names, chosen, strict=True):
            path = path.replace(f"{{{name}}}", subject.value)
        query = "&".join(subject.query for subject in chosen if subject.query)
        yield Target(method, template, f"{path}?{query}" if query else path, chosen, body)


def _probing(probe: Probe) -> Target:
    subject = Subject("", probe.seen_by)
    return Target(probe.method, probe.template, probe.template, (subject,), probe.body)


def fault(caller: Caller, target: Target, status: int) -> str | None:
    """What is wrong with the status of an answer; ``None`` if it is as it must be."""
    operation = (target.method, target.template)
    if operation in OPEN:
        return None if status == 200 else f"open to all, answered {status}"
    if caller.role is None:
        return None if status == 401 else f"unknown caller, answered {status}"
    if caller.role not in RULES.get(operation, frozenset()):
        return None if status == 403 else f"role not admitted, answered {status}"
    if not all(caller.sees(subject) for subject in target.subjects):
        # A body is judged before the object is looked for; that tells nothing about the object.
        allowed = (404, 422) if target.body == b"{}" else (404,)
        return None if status in allowed else f"not to be seen, answered {status}"
    if status in (401, 403) or (status >= 500 and status != 503):
        return f"admitted, answered {status}"
    if target.method == "GET" and target.subjects and status != 200:
        return f"to be seen, answered {status}"
    return None


def _revoke(folder: Path, key: str) -> None:
    presented = parse_key(key)
    if presented is None:
        raise ValueError("not a key")
    engine = open_database(Settings(data_dir=folder).store_url)
    KeyStore(engine).revoke(presented.id, datetime.now(UTC))
    engine.dispose()
