"""Recognition of images and PDFs: at once, or asked for and fetched later."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from shared.client.asynchronous.caller import AsyncCaller
from shared.client.operations import ocr
from shared.client.packages import one_file
from shared.contracts.ocr import EngineList, Recognition, RecognitionJob, RecognitionOptions


class AsyncOcrCalls(AsyncCaller):
    """Calls that ocr answers."""

    async def recognise(self, path: Path, options: RecognitionOptions | None = None) -> Recognition:
        """Recognise the image or PDF at ``path`` and wait for it."""
        name, data = await asyncio.to_thread(one_file, path)
        return await self._run(ocr.recognise(name, data, options or RecognitionOptions()))

    async def recognised_document(
        self,
        path: Path,
        document_format: ocr.RecognitionFormat = "pdf",
        options: RecognitionOptions | None = None,
    ) -> bytes:
        """What was recognised as ALTO, hOCR, searchable PDF or HTML proof page."""
        name, data = await asyncio.to_thread(one_file, path)
        asked = options or RecognitionOptions()
        return await self._run(ocr.recognised_document(name, data, document_format, asked))

    async def start_recognition(
        self, path: Path, options: RecognitionOptions | None = None
    ) -> RecognitionJob:
        """Ask for a recognition without waiting for it."""
        name, data = await asyncio.to_thread(one_file, path)
        return await self._run(ocr.start_recognition(name, data, options or RecognitionOptions()))

    async def recognition(self, job_id: str) -> RecognitionJob:
        """Progress of a recognition asked for, and its result when it is complete."""
        return await self._run(ocr.recognition(job_id))

    async def finished_recognition(self, job_id: str, timeout_s: float = 900.0) -> Recognition:
        """Ask until a recognition is complete; its result."""
        begun = time.monotonic()
        while True:
            job = await self.recognition(job_id)
            result = ocr.settled(job, time.monotonic() - begun, timeout_s)
            if result is not None:
                return result
            await asyncio.sleep(ocr.POLL_S)

    async def forget_recognition(self, job_id: str) -> None:
        """Forget a recognition and its result; one that waits is not begun."""
        await self._run(ocr.forget_recognition(job_id))

    async def engines(self) -> EngineList:
        """The recognition engines with their versions."""
        return await self._run(ocr.engines())
