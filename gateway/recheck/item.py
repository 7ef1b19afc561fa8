"""Checks one application through the services and says what changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import orjson

from gateway.clients import ServiceClient, ServiceName, ServiceRequest
from gateway.errors import GatewayError
from gateway.examination.ports import ServiceFailureError
from gateway.examination.searches import prior_art_section
from gateway.intake import GivenInput
from gateway.recheck.outcome import (
    ItemOutcome,
    LastKnown,
    NewResult,
    difference_by_comparison,
    difference_by_id,
    formal_result,
    search_result,
)
from gateway.service_calls import ServiceCalls
from gateway.store.recheck_work import JobTerms, WorkItem
from shared.contracts.applications import CheckName
from shared.contracts.common import Role
from shared.contracts.dossier import SectionStatus
from shared.contracts.rechecks import CheckDifference
from shared.model.case_file import CaseFile
from shared.web.principal import Principal

PRINCIPAL = Principal(key_id="recheck", role=Role.EXAMINER)
"""On whose behalf services are asked: the office's batch."""
_REFUSED = frozenset({400, 404, 413, 415, 422})
LastDocument = Callable[[str, CheckName], bytes | None]


class ServiceDownError(Exception):
    """A service cannot answer now: the item waits. ``problem`` is the type of its problem."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class _RefusedError(Exception):
    """A service works and refuses this application."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class ItemChecker:
    """Checks items; ``last_document`` gives earlier answers when they are needed."""

    def __init__(
        self,
        clients: Mapping[ServiceName, ServiceClient],
        last_document: LastDocument,
        prior_art_hits: int,
    ) -> None:
        self._clients = clients
        self._last_document = last_document
        self._prior_art_hits = prior_art_hits

    async def check(self, item: WorkItem, terms: JobTerms) -> ItemOutcome:
        """The outcome of one item. Raises ``ServiceDownError``."""
        results: list[NewResult] = []
        differences: list[CheckDifference] = []
        problem: str | None = None
        try:
            for check in terms.checks:
                result, codes = await self._result(check, item, terms.as_of)
                if result is None:
                    continue
                results.append(result)
                differences.append(await self._difference(item, result, codes))
        except _RefusedError as refused:
            results, differences, problem = [], [], refused.problem
        return ItemOutcome(
            position=item.position,
            application_id=item.application_id,
            version=item.version,
            facts_sha256=item.facts_sha256,
            results=tuple(results),
            differences=tuple(differences),
            problem=problem,
        )

    async def _result(
        self, check: CheckName, item: WorkItem, as_of: date
    ) -> tuple[NewResult | None, list[str]]:
        """A check's result and the code of each of its findings; ``None``: it does not apply."""
        if check is CheckName.PRIOR_ART:
            return await self._search(item)
        # The case file is kept as the JSON that the service reads: it need not be parsed here.
        body = b'{"as_of":"%s","case_file":%s}' % (as_of.isoformat().encode(), item.case_file)
        document = await self._formal_check("/v1/checks", body)
        report = orjson.loads(document)
        return formal_result(report, document), [one["code"] for one in report["findings"]]

    async def _search(self, item: WorkItem) -> tuple[NewResult | None, list[str]]:
        case_file = CaseFile.model_validate_json(item.case_file)
        services = ServiceCalls(self._clients, PRINCIPAL)
        try:
            section = await prior_art_section(
                GivenInput(case_file, {}),
                services,
                limit=self._prior_art_hits,
                with_pending=False,  # applicants read results of re-checks
            )
        except ServiceFailureError as failure:
            kind = _RefusedError if failure.refused else ServiceDownError
            raise kind(failure.problem.type) from None
        if section.status is not SectionStatus.COMPLETE or section.result is None:
            return None, []
        answer = section.result.model_dump(mode="json")
        papers = case_file.application.model_dump(
            mode="json", include={"kind": True, "route": True, "bibliographic": {"office_code"}}
        )
        result = search_result(answer, section.result.model_dump_json().encode(), papers)
        return result, list(result.finding_ids)

    async def _difference(
        self, item: WorkItem, result: NewResult, codes: list[str]
    ) -> CheckDifference:
        last = item.last.get(result.check)
        if last is None or result.check is not CheckName.FORMAL_CHECK or _all_alike(result, last):
            return difference_by_id(result, last, codes)
        before = self._last_document(item.application_id, result.check)
        if before is None:
            return difference_by_id(result, last, codes)
        body = b'{"before":%s,"after":%s}' % (before, result.document)
        try:
            comparison = orjson.loads(await self._formal_check("/v1/comparisons", body))
        except _RefusedError:  # an older version's report, which this one does not read
            return difference_by_id(result, last, codes)
        return difference_by_comparison(result, last, comparison)

    async def _formal_check(self, path: str, body: bytes) -> bytes:
        headers = [("content-type", "application/json"), ("content-length", str(len(body)))]
        request = ServiceRequest("POST", path, headers=headers, body=body)
        try:
            answer = await self._clients[ServiceName.FORMAL_CHECK].call(request, PRINCIPAL)
        except GatewayError as error:
            raise ServiceDownError(f"urn:zhishen:problem:{error.name}") from None
        if answer.status == 200:
            return answer.body
        problem = _problem_type(answer.body)
        raise _RefusedError(problem) if answer.status in _REFUSED else ServiceDownError(problem)


def _all_alike(result: NewResult, last: LastKnown) -> bool:
    """Nothing came and nothing went: no need to compare the reports."""
    return set(result.finding_ids) == set(last.finding_ids)


def _problem_type(body: bytes) -> str:
    try:
        stated: Any = json.loads(body)
        return str(stated["type"])[:100]
    except (ValueError, KeyError, TypeError):
        return "urn:zhishen:problem:service-answer"
