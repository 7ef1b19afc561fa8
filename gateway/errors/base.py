"""The base of the gateway's errors."""

from __future__ import annotations

from shared.errors import ZhishenError


class GatewayError(ZhishenError):
    """Base of the gateway's errors."""

    name = "gateway"
    title = "Gateway error"
