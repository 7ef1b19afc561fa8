"""Routes that are passed on to a service as they are.

FastAPI describes them all (``forwarding_router``). Those without parameters in their path, which are
nearly all calls, it does not have to carry out: ``FixedRoutes`` finds them with one look.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from gateway.access import authorise
from gateway.api.forwarded_call import pass_on
from gateway.api.forwarded_route import ForwardedRoute
from gateway.api.forwarded_routes import FORWARDED
from gateway.api.state import State, gateway_state
from gateway.clients import ServiceClient
from shared.web.principal import CurrentPrincipal, Principal, current_principal


class FixedRoutes(BaseRoute):
    """Every forwarded route whose path has no parameters: the first route of the application.

    FastAPI's way to a route and through its wrappers costs more than all that the gateway itself
    does for such a call. Anything else is not matched and goes that way.
    """

    def __init__(self) -> None:
        self._routes = {
            (route.method, route.path): route for route in FORWARDED if "{" not in route.path
        }

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Starlette's question; the same answer as of a route that FastAPI knows."""
        if scope["type"] != "http" or scope.get("root_path"):
            return Match.NONE, {}
        route = self._routes.get((scope["method"], scope["path"]))
        if route is None:
            return Match.NONE, {}
        return Match.FULL, {"endpoint": pass_on, "path_params": {}, "route": route}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry out a call that was matched."""
        connection = HTTPConnection(scope)
        principal = await current_principal(connection)
        await authorise(connection, principal)
        route: ForwardedRoute = scope["route"]
        await pass_on(
            scope["app"].state.gateway.clients[route.service],
            principal,
            repeatable=route.repeatable,
            scope=scope,
            receive=receive,
            send=send,
        )


class ForwardingRoute(APIRoute):
    """A route that is described to OpenAPI like any other, but called without FastAPI's solver.

    Resolving dependencies costs more than the rest of the way through the gateway. A route of this
    class has none but who is asking and whether they may.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The endpoint, authorised."""
        if self.dependencies:
            raise TypeError("a forwarded route takes no dependencies: they would not run")
        endpoint = self.endpoint

        async def handle(request: Request) -> Response:
            principal = await current_principal(request)
            await authorise(request, principal)
            response = await endpoint(request, await gateway_state(request), principal)
            assert isinstance(response, Response)  # noqa: S101 - narrows the type
            return response

        return handle


def forwarding_router() -> APIRouter:
    """One route for each line of ``FORWARDED``."""
    router = APIRouter(route_class=ForwardingRoute)
    for route in FORWARDED:
        router.add_api_route(
            route.path,
            _endpoint(route),
            methods=[route.method],
            name=route.operation_id,
            operation_id=route.operation_id,
            summary=route.summary,
            tags=[route.service.value],
            status_code=route.status,
            response_model=None,
            response_class=JSONResponse if route.answers_json else Response,
            responses=route.responses(),
            openapi_extra=route.openapi_extra(),
        )
    return router


def _endpoint(route: ForwardedRoute) -> Callable[..., Awaitable[Response]]:
    async def forward(request: Request, state: State, principal: CurrentPrincipal) -> Response:  # noqa: ARG001
        client = state.clients[route.service]
        return _ForwardedResponse(client, principal, repeatable=route.repeatable)

    return forward


class _ForwardedResponse(Response):
    """What FastAPI takes for an answer, and calls."""

    def __init__(self, client: ServiceClient, principal: Principal, *, repeatable: bool) -> None:
        super().__init__()
        self._client = client
        self._principal = principal
        self._repeatable = repeatable

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await pass_on(
            self._client,
            self._principal,
            repeatable=self._repeatable,
            scope=scope,
            receive=receive,
            send=send,
        )
