"""The rule set that formal_check runs now."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from gateway.clients import ServiceClient, ServiceName, ServiceRequest
from gateway.errors import ServiceAnswerError
from gateway.recheck.affected import RuleSet, rule_set
from shared.contracts.formal_check import RuleList
from shared.web.principal import Principal


async def current_rule_set(
    clients: Mapping[ServiceName, ServiceClient], principal: Principal
) -> RuleSet:
    """Asks formal_check. Raises ``ServiceUnavailableError``, ``ServiceAnswerError``."""
    service = ServiceName.FORMAL_CHECK
    answer = await clients[service].call(ServiceRequest("GET", "/v1/rules"), principal)
    try:
        return rule_set(RuleList.model_validate_json(answer.body))
    except ValidationError:
        raise ServiceAnswerError.of(service) from None
