"""Who may call which route: one table for the whole gateway. A route without a line is closed.

``owner_seen_by`` says whose unpublished papers a caller sees.
"""

from __future__ import annotations

from fastapi import HTTPException
from starlette.requests import HTTPConnection

from shared.contracts.common import Role
from shared.web.principal import CurrentPrincipal, Principal

FILING = frozenset({Role.APPLICANT, Role.AGENT, Role.EXAMINER, Role.REVIEWER})
"""Everyone who may have an application examined."""
OFFICE = frozenset({Role.EXAMINER, Role.REVIEWER})
"""People of the office: they see every dossier."""
MAINTAINERS = frozenset({Role.OPERATOR, Role.EXAMINER})
"""Who may change collections."""
BATCH = OFFICE | {Role.OPERATOR}
"""Who runs batches over pending applications; operators see no texts in them."""
PAPER_READERS = FILING - {Role.REVIEWER}
"""Who may see papers as filed, in which identity numbers cannot be masked."""
WITH_STATES = FILING | {Role.OPERATOR}
READERS = FILING | {Role.PUBLIC}
"""Who may search published documents."""
EVERYONE = frozenset(Role)

ACCESS: dict[tuple[str, str], frozenset[Role]] = {
    ("GET", "/"): FILING,
    ("POST", "/workbench/examinations"): FILING,
    ("GET", "/workbench/searches"): FILING,
    ("POST", "/workbench/searches"): FILING,
    ("GET", "/workbench/searches/{search_id}"): FILING,
    ("GET", "/workbench/documents/{key:document}"): FILING,
    ("GET", "/workbench/image-searches"): FILING,
    ("POST", "/workbench/image-searches"): FILING,
    ("POST", "/v1/examinations"): FILING,
    ("GET", "/v1/examinations"): WITH_STATES,
    ("GET", "/v1/examinations/{dossier_id}"): FILING,
    ("GET", "/v1/examinations/{dossier_id}/report"): FILING,
    ("GET", "/status"): frozenset({Role.OPERATOR}),
    ("GET", "/v1/status"): frozenset({Role.OPERATOR}),
    ("GET", "/quality"): OFFICE,
    ("GET", "/v1/quality"): OFFICE,
    ("POST", "/v1/applications"): FILING,
    ("GET", "/v1/applications"): WITH_STATES,
    ("GET", "/v1/applications/{application_id}"): FILING,
    ("PATCH", "/v1/applications/{application_id}"): OFFICE,
    ("POST", "/v1/applications/{application_id}/versions"): FILING,
    ("GET", "/v1/applications/{application_id}/versions/{number}"): FILING,
    ("GET", "/v1/applications/{application_id}/versions/{number}/papers"): PAPER_READERS,
    ("GET", "/v1/applications/{application_id}/versions/{number}/papers/{position}"): PAPER_READERS,
    ("GET", "/v1/applications/{application_id}/results/{check}"): FILING,
    ("POST", "/v1/rechecks"): BATCH,
    ("GET", "/v1/rechecks"): BATCH,
    ("GET", "/v1/rechecks/{job_id}"): BATCH,
    ("POST", "/v1/rechecks/{job_id}/{action:recheck_action}"): BATCH,
    ("GET", "/v1/rechecks/{job_id}/items"): BATCH,
    ("GET", "/v1/rechecks/{job_id}/summary"): BATCH,
    ("GET", "/v1/rechecks/{job_id}/events"): BATCH,
    ("GET", "/v1/rechecks/{job_id}/export"): BATCH,
    ("POST", "/v1/checks"): FILING,
    ("POST", "/v1/hints"): FILING,
    ("POST", "/v1/hints/tickets"): FILING,
    ("WEBSOCKET", "/v1/hints/session"): FILING,
    ("POST", "/v1/comparisons"): FILING,
    ("POST", "/v1/corrections"): FILING,
    ("POST", "/v1/notices"): OFFICE,
    ("GET", "/v1/rules"): EVERYONE,
    ("GET", "/v1/rules/{code}"): EVERYONE,
    ("POST", "/v1/searches"): READERS,
    ("GET", "/v1/searches/{search_id}"): FILING,
    ("POST", "/v1/searches/{search_id}/replay"): FILING,
    ("POST", "/v1/search-features"): FILING,
    ("POST", "/v1/classification-suggestions"): FILING,
    ("POST", "/v1/search-reports"): OFFICE,
    ("GET", "/v1/search-reports/{report_id}"): OFFICE,
    ("POST", "/v1/documents"): MAINTAINERS,
    ("GET", "/v1/documents/{key:path}/claims/{number}"): READERS,
    ("GET", "/v1/documents/{key:path}/passages/{place}"): READERS,
    ("GET", "/v1/documents/{key:path}/citations"): READERS,
    ("GET", "/v1/documents/{key:path}/family"): READERS,
    ("POST", "/v1/document-corrections"): MAINTAINERS,
    ("GET", "/v1/document-corrections"): MAINTAINERS,
    ("GET", "/v1/documents/{key:document}"): READERS,
    ("DELETE", "/v1/documents/{key:document}"): MAINTAINERS,
    ("GET", "/v1/collections"): READERS | {Role.OPERATOR},
    ("GET", "/v1/collections/{name}"): READERS | {Role.OPERATOR},
    ("GET", "/v1/collections/{name}/quality"): MAINTAINERS,
    ("PUT", "/v1/collections/{name}"): frozenset({Role.EXAMINER}),
    ("POST", "/v1/image-searches"): FILING,
    ("GET", "/v1/image-searches/{search_id}"): FILING,
    ("POST", "/v1/image-searches/{search_id}/replay"): FILING,
    ("GET", "/v1/image-searches/{search_id}/views/{number}/image"): FILING,
    ("GET", "/v1/image-searches/{search_id}/hits/{design_id}"): FILING,
    (
        "GET",
        "/v1/image-searches/{search_id}/hits/{design_id}/matches/{number}/{picture}",
    ): FILING,
    ("GET", "/v1/descriptor-model"): frozenset({Role.OPERATOR}),
    ("POST", "/v1/descriptor-model/refits"): frozenset({Role.OPERATOR}),
    ("POST", "/v1/designs"): MAINTAINERS,
    ("GET", "/v1/designs/{design_id}"): READERS | {Role.OPERATOR},
    ("DELETE", "/v1/designs/{design_id}"): MAINTAINERS,
    ("GET", "/v1/designs/{design_id}/views/{view_id}/image"): READERS | {Role.OPERATOR},
    ("POST", "/v1/recognitions"): FILING,
    ("GET", "/v1/recognitions/{identifier}"): FILING,
    ("DELETE", "/v1/recognitions/{identifier}"): FILING,
    ("GET", "/v1/engines"): FILING | {Role.OPERATOR},
}


async def authorise(connection: HTTPConnection, principal: CurrentPrincipal) -> None:
    """Dependency of every router: 403 unless the table lets this role in."""
    scope = connection.scope
    route = getattr(scope.get("route"), "path", "")
    method = scope.get("method", "WEBSOCKET")
    if principal.role not in ACCESS.get((method, route), frozenset()):
        raise HTTPException(403)


def owner_seen_by(principal: Principal) -> str | None:
    """Whose unpublished papers this caller sees: the key id of one owner, ``None`` for anybody's.

    Give it to a store as ``owner``. What it does not find does not exist for this caller: 404.
    """
    return None if principal.role in OFFICE else principal.key_id
