"""The client for asyncio programs."""

from __future__ import annotations

from shared.client.asynchronous.applications import AsyncApplicationCalls
from shared.client.asynchronous.design_image import AsyncDesignImageCalls
from shared.client.asynchronous.documents import AsyncDocumentCalls
from shared.client.asynchronous.examinations import AsyncExaminationCalls
from shared.client.asynchronous.formal_check import AsyncFormalCheckCalls
from shared.client.asynchronous.installation import AsyncInstallationCalls
from shared.client.asynchronous.ocr import AsyncOcrCalls
from shared.client.asynchronous.prior_art import AsyncPriorArtCalls
from shared.client.asynchronous.rechecks import AsyncRecheckCalls

__all__ = ["AsyncZhishenClient"]


class AsyncZhishenClient(
    AsyncExaminationCalls,
    AsyncFormalCheckCalls,
    AsyncPriorArtCalls,
    AsyncDocumentCalls,
    AsyncDesignImageCalls,
    AsyncOcrCalls,
    AsyncApplicationCalls,
    AsyncRecheckCalls,
    AsyncInstallationCalls,
):
    """Calls a gateway; use it as an async context manager. Methods raise ``ClientError``.

    ``timeout_s`` bounds one call; an examination takes as long as its recognition needs.
    ``http`` replaces the HTTP client (proxies, certificates, tests); it is closed with this one.
    """
