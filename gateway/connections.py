"""Opens the clients of all services, in this process or by URL, as the settings say."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from pydantic import SecretStr

from gateway.clients import ServiceClient, ServiceName, Transport
from gateway.embedded import run_services
from gateway.errors import ConfigurationError
from gateway.http_transport import HttpTransport, open_session, open_socket_session
from gateway.resilience.breaker import CircuitBreaker
from gateway.resilience.bulkhead import Bulkhead
from gateway.resilience.replicas import Replica, ReplicaSet
from gateway.resilience.truth import require_shared_truth
from gateway.settings import Settings
from shared.web.principal import PrincipalToken

Clients = Mapping[ServiceName, ServiceClient]
OpenClients = Callable[[Settings], AbstractAsyncContextManager[Clients]]


@asynccontextmanager
async def open_clients(settings: Settings) -> AsyncGenerator[Clients, None]:
    """Clients of all four services, closed at the end.

    In embedded mode the secret that signs principals is random and never leaves the process; in
    separate mode it is the one the services share (``ConfigurationError`` without).
    """
    if settings.mode == "embedded":
        secret = SecretStr(secrets.token_urlsafe(32))
        async with run_services(settings, secret) as transports:
            yield clients_over(transports, settings, secret)
        return
    if settings.token_secret is None:
        raise ConfigurationError(
            "ZHISHEN_TOKEN_SECRET is not set. In separate mode gateway and services share it.",
            "未设置 ZHISHEN_TOKEN_SECRET：分离模式下网关与各服务须共享该密钥。",
        )
    timeout_s = settings.connect_timeout_s
    async with open_session(timeout_s) as session, open_socket_session(timeout_s) as sockets:
        for service in (ServiceName.PRIOR_ART, ServiceName.DESIGN_IMAGE):
            await require_shared_truth(service, service_urls(settings, service), session)
        by_url: dict[ServiceName, Transport] = {
            service: ReplicaSet(
                service,
                [
                    Replica(
                        url,
                        HttpTransport(service, url, session, sockets),
                        CircuitBreaker(settings.breaker_failures, settings.breaker_rest_s),
                    )
                    for url in service_urls(settings, service)
                ],
                timeouts(settings)[service],
            )
            for service in ServiceName
        }
        yield clients_over(by_url, settings, settings.token_secret)


def service_urls(settings: Settings, service: ServiceName) -> list[str]:
    """Base URLs of a service's replicas in separate mode."""
    urls = {
        ServiceName.FORMAL_CHECK: settings.formal_check_url,
        ServiceName.PRIOR_ART: settings.prior_art_url,
        ServiceName.DESIGN_IMAGE: settings.design_image_url,
        ServiceName.OCR: settings.ocr_url,
    }
    return [url.strip().rstrip("/") for url in urls[service].split(",") if url.strip()]


def timeouts(settings: Settings) -> dict[ServiceName, float]:
    """Longest time of one call, all its tries together."""
    return {
        ServiceName.FORMAL_CHECK: settings.formal_check_timeout_s,
        ServiceName.PRIOR_ART: settings.prior_art_timeout_s,
        ServiceName.DESIGN_IMAGE: settings.design_image_timeout_s,
        ServiceName.OCR: settings.ocr_timeout_s,
    }


def clients_over(
    transports: Mapping[ServiceName, Transport], settings: Settings, secret: SecretStr
) -> Clients:
    """Clients over given transports, with the settings' limits."""
    token = PrincipalToken(secret.get_secret_value())
    limits = {
        ServiceName.FORMAL_CHECK: settings.formal_check_calls,
        ServiceName.PRIOR_ART: settings.prior_art_calls,
        ServiceName.DESIGN_IMAGE: settings.design_image_calls,
        ServiceName.OCR: settings.ocr_calls,
    }
    return {
        service: ServiceClient(
            service,
            transport,
            token,
            timeout_s=timeouts(settings)[service],
            max_answer_bytes=settings.max_answer_bytes,
            bulkhead=Bulkhead(limits[service], settings.waiting_calls, settings.call_wait_s),
        )
        for service, transport in transports.items()
    }
