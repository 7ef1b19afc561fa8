"""The gateway's exceptions.

GatewayError
├── ServiceUnavailableError       a service is down, slow or overloaded
│   ├── ServiceNotInstalledError  its extra is not installed in this environment
│   ├── ServiceRestingError       it failed too often and is left alone for a while
│   ├── ServiceRefusedError       it does not accept the gateway's signature
│   └── ServiceBusyError          as many calls of it run and wait as may
├── ServiceAnswerError            a service answered something that is not its contract
├── DossierNotFoundError          there is no such dossier for this key
├── ApplicationNotFoundError      there is no such application for this key
├── ApplicationNumberTakenError   the owner has filed this number already
├── AmendmentMismatchError        an amendment names another application number
├── RecheckNotFoundError          there is no such re-check
├── RecheckStateError             a re-check in this state cannot do that
├── InvalidSelectionError         a selection names a rule that is not there
├── InvalidUploadError            the upload is not a package
├── InvalidCursorError            a page mark that this gateway did not make
├── OriginRefusedError            a page of this origin may not open a hint session
├── TicketRefusedError            a hint session was opened without a good ticket
├── TooManyHintSessionsError      this key, or the gateway, has as many sessions as it may
├── BackupError                   a backup cannot be written or restored
├── IdempotencyKeyError           an idempotency key that cannot be used for this request
├── TooManyRequestsError          this key asks faster than it may
├── IdentityProviderError         the provider of tokens cannot be reached
├── AuditUnavailableError         what must be audited first cannot be
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


class ApplicationNotFoundError(GatewayError):
    """There is no such application, version or paper, or it belongs to somebody else."""

    name = "application-not-found"
    title = "Application not found"

    def __init__(
        self,
        en: str = "There is no such application, version, paper or result for this key.",
        zh: str = "该密钥下没有此申请、版本、文件或检查结果。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class ApplicationNumberTakenError(GatewayError):
    """The owner has filed an application with this number already."""

    name = "application-number-taken"
    title = "Application number already filed"

    @classmethod
    def by(cls, application_id: str) -> ApplicationNumberTakenError:
        """``application_id`` has the number."""
        return cls(
            "An application with this number was filed already. Send an amendment to "
            f"/v1/applications/{application_id}/versions.",
            f"该申请号已存在。修改文件请提交至 /v1/applications/{application_id}/versions。",
        )


class AmendmentMismatchError(GatewayError):
    """An amendment names another application number."""

    name = "amendment-mismatch"
    title = "Amendment of another application"

    def __init__(
        self,
        en: str = "The amendment names another application number than the application it was "
        "sent to. Check the number, or file it as an application of its own.",
        zh: str = "修改文件所载申请号与目标申请不一致，请核对申请号，或作为新申请提交。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class RecheckNotFoundError(GatewayError):
    """There is no such re-check."""

    name = "recheck-not-found"
    title = "Re-check not found"

    def __init__(
        self, en: str = "There is no such re-check.", zh: str = "没有此复查任务。", **place: str
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class RecheckStateError(GatewayError):
    """A re-check in this state cannot do that."""

    name = "recheck-state"
    title = "Not possible in this state"

    @classmethod
    def of(cls, state: str, action: str) -> RecheckStateError:
        """``action`` was asked of a job in ``state``."""
        return cls(
            f"A re-check that is {state} cannot be asked to {action}. Read its state first.",
            f"复查任务当前状态为 {state}，不能执行 {action}，请先查看其状态。",
        )


class InvalidSelectionError(GatewayError):
    """A selection names a rule that formal_check does not have."""

    name = "invalid-selection"
    title = "Invalid selection"

    def __init__(
        self,
        en: str = "There is no such rule. GET /v1/rules lists them.",
        zh: str = "没有此规则，可通过 GET /v1/rules 查看全部规则。",
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


class BackupError(GatewayError):
    """A backup cannot be written or restored."""

    name = "backup"
    title = "Backup not possible"

    @classmethod
    def exists(cls, name: str) -> BackupError:
        """The file is there already."""
        return cls(
            f"'{name}' exists already. Name a new file; backups are never overwritten.",
            f"“{name}”已存在，请指定新的文件名，备份不会覆盖已有文件。",
        )

    @classmethod
    def lost(cls, digest: str) -> BackupError:
        """A blob that the database names is not there."""
        return cls(
            f"A paper that the database names is lost or damaged in the blob store: {digest}. "
            "Bring it back from an earlier backup first.",
            f"数据库引用的文件在存储中缺失或损坏：{digest}，请先从较早的备份中恢复该文件。",
        )

    @classmethod
    def not_empty(cls) -> BackupError:
        """There is something in the database."""
        return cls(
            "The database is not empty. Restore into a new one (ZHISHEN_DATA_DIR, "
            "ZHISHEN_GATEWAY_DATABASE_URL).",
            "目标数据库非空，请恢复到新的数据库（ZHISHEN_DATA_DIR、ZHISHEN_GATEWAY_DATABASE_URL）。",
        )

    @classmethod
    def unknown_version(cls) -> BackupError:
        """A newer version wrote it."""
        return cls(
            "The backup was made by a newer version. Restore it with that version.",
            "该备份由更新的版本生成，请使用相应版本恢复。",
        )

    @classmethod
    def damaged(cls, name: str) -> BackupError:
        """It is not a whole backup."""
        return cls(
            f"'{name}' is not a whole backup of this software; nothing can be relied on in it. "
            "Discard the half-restored installation and use another copy.",
            f"“{name}”不是本软件的完整备份，请弃用未恢复完的数据并改用其他副本。",
            file=name,
        )


class IdempotencyKeyError(GatewayError):
    """An idempotency key that cannot be used for this request."""

    name = "idempotency-key"
    title = "Idempotency key not usable"

    @classmethod
    def malformed(cls) -> IdempotencyKeyError:
        """Not a key."""
        return cls(
            "Idempotency-Key has 1 to 255 visible ASCII characters, a random UUID for example.",
            "Idempotency-Key 须为 1 至 255 个可见 ASCII 字符，例如随机 UUID。",
            pointer="header:idempotency-key",
        )

    @classmethod
    def other(cls) -> IdempotencyKeyError:
        """It was used for another request."""
        return cls(
            "This Idempotency-Key was used for another request. Use a new one for each request.",
            "该 Idempotency-Key 已用于其他请求，请为每个请求使用新的值。",
            pointer="header:idempotency-key",
        )

    @classmethod
    def in_use(cls) -> IdempotencyKeyError:
        """The first request is not answered yet."""
        return cls(
            "The first request with this Idempotency-Key is still being answered. Ask again later.",
            "使用该 Idempotency-Key 的首个请求仍在处理，请稍后再试。",
            pointer="header:idempotency-key",
        )


class TooManyRequestsError(GatewayError):
    """A key asks faster than it may."""

    name = "too-many-requests"
    title = "Too many requests"

    def __init__(
        self,
        en: str = "This key asks faster than it may. Wait as long as Retry-After says.",
        zh: str = "该密钥的请求过于频繁，请按 Retry-After 所示时间等待后重试。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class IdentityProviderError(GatewayError):
    """The provider's keys cannot be fetched, so that no token can be verified."""

    name = "identity-provider"
    title = "Identity provider unavailable"

    def __init__(
        self,
        en: str = "Tokens cannot be verified now: the identity provider does not answer. Try again "
        "later, or use an API key.",
        zh: str = "身份认证服务无应答，当前无法核验令牌，请稍后重试或改用 API 密钥。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class AuditUnavailableError(GatewayError):
    """What must be audited before it is answered cannot be: nothing is told."""

    name = "audit-unavailable"
    title = "Audit unavailable"

    def __init__(
        self,
        en: str = "The audit log cannot be written, so this is not answered. Try again later; the "
        "operator's log has the cause (audit.not_written).",
        zh: str = "审计日志无法写入，暂不能应答，请稍后重试；原因见运维日志（audit.not_written）。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class ConfigurationError(GatewayError):
    """Settings that cannot work together; found at start."""

    name = "configuration"
    title = "Configuration error"
