"""Recognition of images and PDFs: at once, or asked for and fetched later."""

from __future__ import annotations

import time
from pathlib import Path

from shared.client.operations import ocr
from shared.client.packages import one_file
from shared.client.synchronous.caller import Caller
from shared.contracts.ocr import EngineList, Recognition, RecognitionJob, RecognitionOptions


class OcrCalls(Caller):
    """Calls that ocr answers."""

    def recognise(self, path: Path, options: RecognitionOptions | None = None) -> Recognition:
        """Recognise the image or PDF at ``path`` and wait for it."""
        name, data = one_file(path)
        return self._run(ocr.recognise(name, data, options or RecognitionOptions()))

    def recognised_document(
        self,
        path: Path,
        document_format: ocr.RecognitionFormat = "pdf",
        options: RecognitionOptions | None = None,
    ) -> bytes:
        """What was recognised as ALTO, hOCR, searchable PDF or HTML proof page."""
        name, data = one_file(path)
        asked = options or RecognitionOptions()
        return self._run(ocr.recognised_document(name, data, document_format, asked))

    def start_recognition(
        self, path: Path, options: RecognitionOptions | None = None
    ) -> RecognitionJob:
        """Ask for a recognition without waiting for it."""
        name, data = one_file(path)
        return self._run(ocr.start_recognition(name, data, options or RecognitionOptions()))

    def recognition(self, job_id: str) -> RecognitionJob:
        """Progress of a recognition asked for, and its result when it is complete."""
        return self._run(ocr.recognition(job_id))

    def finished_recognition(self, job_id: str, timeout_s: float = 900.0) -> Recognition:
        """Ask until a recognition is complete; its result."""
        begun = time.monotonic()
        while True:
            job = self.recognition(job_id)
            result = ocr.settled(job, time.monotonic() - begun, timeout_s)
            if result is not None:
                return result
            time.sleep(ocr.POLL_S)

    def forget_recognition(self, job_id: str) -> None:
        """Forget a recognition and its result; one that waits is not begun."""
        self._run(ocr.forget_recognition(job_id))

    def engines(self) -> EngineList:
        """The recognition engines with their versions."""
        return self._run(ocr.engines())
