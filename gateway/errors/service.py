"""A service that does not answer, or not what it should."""

from __future__ import annotations

from gateway.errors.base import GatewayError


class ServiceUnavailableError(GatewayError):
    """A service cannot answer now; asking again later may help."""

    name = "service-unavailable"
    title = "Service unavailable"
    unsent = False
    """Whether nothing of the request has left the gateway, so that it may be sent again."""

    @classmethod
    def down(cls, service: str, *, unsent: bool = False) -> ServiceUnavailableError:
        """The service cannot be reached."""
        error = cls(
            f"The service '{service}' cannot be reached. Try again later; an operator finds its "
            "state under its /readyz.",
            f"服务“{service}”无法访问，请稍后重试；运维人员可通过其 /readyz 查看状态。",
        )
        error.unsent = unsent
        return error

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


class ServiceRestingError(ServiceUnavailableError):
    """The service failed too often in a row: nobody calls it until ``retry_after_s`` is over."""

    name = "service-resting"
    title = "Service left alone"

    @classmethod
    def of(cls, service: str, retry_after_s: int) -> ServiceRestingError:
        """No replica of ``service`` may be called for so many seconds."""
        error = cls(
            f"The service '{service}' failed several times in a row and is left alone for "
            f"{retry_after_s} s. Try again then.",
            f"服务“{service}”连续失败，{retry_after_s} 秒内暂停调用，请稍后重试。",
        )
        error.retry_after_s = retry_after_s
        return error


class ServiceRefusedError(ServiceUnavailableError):
    """The service does not accept the gateway's signature."""

    name = "service-refused"
    title = "Service refused the gateway"

    @classmethod
    def of(cls, service: str) -> ServiceRefusedError:
        """``service`` answered 401 to a call that the gateway had signed."""
        return cls(
            f"The service '{service}' does not accept the gateway's signature. An operator has to see "
            "that both have the same ZHISHEN_TOKEN_SECRET and that their clocks agree.",
            f"服务“{service}”不接受网关签名，请运维人员检查双方的 ZHISHEN_TOKEN_SECRET 与时钟是否一致。",
        )


class ServiceBusyError(ServiceUnavailableError):
    """As many calls of the service run and wait as may."""

    name = "service-busy"
    title = "Service busy"

    @classmethod
    def of(cls, service: str) -> ServiceBusyError:
        """No place came free for a call of ``service``."""
        error = cls(
            f"The service '{service}' has more to do than it can take. Try again in a few seconds.",
            f"服务“{service}”繁忙，请数秒后重试。",
        )
        error.retry_after_s = 2
        return error


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
