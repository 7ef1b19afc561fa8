"""Who and what is let in: sessions, tickets, rates, keys of requests."""

from __future__ import annotations

from gateway.errors.base import GatewayError


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
