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
        by_url: dict[ServiceName, Transport] = {
            service: HttpTransport(service, service_url(settings, service), session, sockets)
            for service in ServiceName
        }
        yield clients_over(by_url, settings, settings.token_secret)


def service_url(settings: Settings, service: ServiceName) -> str:
    """Base URL of a service in separate mode."""
    urls = {
        ServiceName.FORMAL_CHECK: settings.formal_check_url,
        ServiceName.PRIOR_ART: settings.prior_art_url,
        ServiceName.DESIGN_IMAGE: settings.design_image_url,
        ServiceName.OCR: settings.ocr_url,
    }
    return urls[service]


def clients_over(
    transports: Mapping[ServiceName, Transport], settings: Settings, secret: SecretStr
) -> Clients:
    """Clients over given transports, with the settings' limits."""
    token = PrincipalToken(secret.get_secret_value())
    timeouts = {
        ServiceName.FORMAL_CHECK: settings.formal_check_timeout_s,
        ServiceName.PRIOR_ART: settings.prior_art_timeout_s,
        ServiceName.DESIGN_IMAGE: settings.design_image_timeout_s,
        ServiceName.OCR: settings.ocr_timeout_s,
    }
    return {
        service: ServiceClient(
            service,
            transport,
            token,
            timeout_s=timeouts[service],
            max_answer_bytes=settings.max_answer_bytes,
        )
        for service, transport in transports.items()
    }
