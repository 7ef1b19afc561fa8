"""The gateway's exceptions.

GatewayError
├── ServiceUnavailableError       a service is down, slow or overloaded
│   └── ServiceNotInstalledError  its extra is not installed in this environment
├── ServiceAnswerError            a service answered something that is not its contract
├── DossierNotFoundError          there is no such dossier for this key
├── InvalidUploadError            the upload is not a package
├── InvalidCursorError            a page mark that this gateway did not make
├── OriginRefusedError            a page of this origin may not open a hint session
├── TicketRefusedError            a hint session was opened without a good ticket
├── TooManyHintSessionsError      this key, or the gateway, has as many sessions as it may
└── ConfigurationError            settings that cannot work together
"""

from __future__ import annotations

from shared.errors import ZhishenError


class GatewayError(ZhishenError):
    """Base of the gateway's errors."""

    name = "gateway"
    title = "Gateway error"


class ServiceUnavailableError(GatewayError):
    """A service cannot answer now; asking again later may help."""

    name = "service-unavailable"
    title = "Service unavailable"

    @classmethod
    def down(cls, service: str) -> ServiceUnavailableError:
        """The service cannot be reached."""
        return cls(
            f"The service '{service}' cannot be reached. Try again later; an operator finds its "
            "state under its /readyz.",
            f"服务“{service}”无法访问，请稍后重试；运维人员可通过其 /readyz 查看状态。",
        )

    @classmethod
    def not_started(cls, service: str) -> ServiceUnavailableError:
        """The service could not be loaded in this process."""
        return cls(
            f"The service '{service}' could not be started in this process. The log names the "
            "cause (service.not_started); mend it and start again.",
            f"服务“{service}”未能在本进程中启动，原因见日志（service.not_started），排除后请重新启动。",
        )

    @classmethod
    def busy(cls, service: str) -> ServiceUnavailableError:
        """The service has as much to do as it may."""
        return cls(
            f"The service '{service}' has no room for more now. Try again later.",
            f"服务“{service}”当前繁忙，请稍后重试。",
        )

    @classmethod
    def slow(cls, service: str, seconds: float) -> ServiceUnavailableError:
        """The service did not answer in time."""
        return cls(
            f"The service '{service}' did not answer within {seconds:g} s. Try again later.",
            f"服务“{service}”未在 {seconds:g} 秒内应答，请稍后重试。",
        )


class ServiceNotInstalledError(ServiceUnavailableError):
    """The service's packages are not installed in this environment."""

    name = "service-not-installed"
    title = "Service not installed"

    @classmethod
    def missing(cls, service: str, module: str) -> ServiceNotInstalledError:
        """``module`` could not be imported."""
        extra = service.replace("_", "-")
        return cls(
            f"The service '{service}' is not installed here (module '{module}' is missing). "
            f"Install it with: pip install 'zhishen[{extra}]'.",
            f"此环境未安装服务“{service}”（缺少模块“{module}”），"
            f"请执行：pip install 'zhishen[{extra}]'。",
        )


class ServiceAnswerError(GatewayError):
    """A service answered something that is not its contract."""

    name = "service-answer"
    title = "Unexpected answer of a service"

    @classmethod
    def of(cls, service: str) -> ServiceAnswerError:
        """The answer of ``service`` cannot be used; it is not quoted."""
        return cls(
            f"The service '{service}' gave an answer that does not follow its contract. Check that "
            "gateway and services have the same version.",
            f"服务“{service}”的应答不符合接口约定，请检查网关与服务的版本是否一致。",
        )


def refused(service: str, status: int) -> GatewayError:
    """The error for a service that would not begin a conversation, by its HTTP status."""
    if status in (429, 503):
        return ServiceUnavailableError.busy(service)
    return ServiceAnswerError.of(service)


class DossierNotFoundError(GatewayError):
    """There is no such dossier, or it belongs to somebody else: both look the same."""

    name = "dossier-not-found"
    title = "Dossier not found"

    def __init__(
        self,
        en: str = "There is no such dossier for this key.",
        zh: str = "该密钥下没有此审查卷宗。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class InvalidUploadError(GatewayError):
    """The upload is not a package."""

    name = "invalid-upload"
    title = "Invalid upload"


class InvalidCursorError(GatewayError):
    """A page mark that this gateway did not make."""

    name = "invalid-cursor"
    title = "Invalid cursor"


class OriginRefusedError(GatewayError):
    """A page of this origin may not open a hint session."""

    name = "origin-refused"
    title = "Origin refused"

    def __init__(
        self,
        en: str = "Pages of this origin may not open a hint session. An operator allows it with "
        "ZHISHEN_GATEWAY_CORS_ORIGINS.",
        zh: str = "该来源的网页不得打开提示会话；运维人员可通过 ZHISHEN_GATEWAY_CORS_ORIGINS 放行。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class TicketRefusedError(GatewayError):
    """A hint session was opened without a ticket, or with one that is used, too old or unknown."""

    name = "ticket-refused"
    title = "Ticket refused"

    def __init__(
        self,
        en: str = "This needs a fresh ticket of POST /v1/hints/tickets; each opens one session.",
        zh: str = "请先通过 POST /v1/hints/tickets 取得新的凭票；每张凭票只能打开一次会话。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class TooManyHintSessionsError(GatewayError):
    """As many hint sessions are open as the key, or the gateway, may have."""

    name = "too-many-hint-sessions"
    title = "Too many hint sessions"

    def __init__(
        self,
        en: str = "No more hint sessions can be opened now. Close one or try again later.",
        zh: str = "当前无法打开更多提示会话，请关闭部分会话或稍后重试。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class ConfigurationError(GatewayError):
    """Settings that cannot work together; found at start."""

    name = "configuration"
    title = "Configuration error"
