"""The client for ordinary programs."""

from __future__ import annotations

from shared.client.synchronous.applications import ApplicationCalls
from shared.client.synchronous.design_image import DesignImageCalls
from shared.client.synchronous.documents import DocumentCalls
from shared.client.synchronous.examinations import ExaminationCalls
from shared.client.synchronous.formal_check import FormalCheckCalls
from shared.client.synchronous.installation import InstallationCalls
from shared.client.synchronous.ocr import OcrCalls
from shared.client.synchronous.prior_art import PriorArtCalls
from shared.client.synchronous.rechecks import RecheckCalls

__all__ = ["ZhishenClient"]


class ZhishenClient(
    ExaminationCalls,
    FormalCheckCalls,
    PriorArtCalls,
    DocumentCalls,
    DesignImageCalls,
    OcrCalls,
    ApplicationCalls,
    RecheckCalls,
    InstallationCalls,
):
    """Calls a gateway; use it as a context manager. Methods raise ``ClientError``.

    ``timeout_s`` bounds one call; an examination takes as long as its recognition needs.
    ``http`` replaces the HTTP client (proxies, certificates, tests); it is closed with this one.
    """
