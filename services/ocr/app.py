"""The ocr application."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from services.ocr.api import job_routes, routes
from services.ocr.api.errors import ERROR_STATUS
from services.ocr.engines.build import build_recogniser
from services.ocr.engines.job_store import Request
from services.ocr.engines.jobs import RecognitionJobs
from services.ocr.engines.messages import EngineSpec
from services.ocr.engines.recogniser import Progress
from services.ocr.engines.registry import engine_specs
from services.ocr.settings import Settings
from shared.contracts.ocr import Recognition, RecognitionOptions
from shared.web import build_app

SERVICE = "ocr"


def create_app(settings: Settings, engines: Sequence[EngineSpec] | None = None) -> FastAPI:
    """The service. Worker processes start in the lifespan, with their models loaded.

    ``engines`` replaces the registered engines (tests).
    """
    specs = engines or engine_specs(
        settings.engine,
        threads=settings.threads,
        tesseract_languages=settings.tesseract_languages,
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        recogniser, pool = build_recogniser(
            specs,
            limits=settings.intake_limits,
            times=settings.time_limits,
            workers=settings.workers,
            threads=settings.threads,
            tasks_per_worker=settings.tasks_per_worker,
            worker_memory_mb=settings.worker_memory_mb,
            documents=settings.concurrent_documents,
        )
        await run_in_threadpool(pool.start)
        app.state.recogniser = recogniser

        def read_later(document: bytes, request: Request, progress: Progress) -> Recognition:
            options = RecognitionOptions.model_validate_json(request.options)
            return routes.recognised(recogniser, document, options, request.name, progress=progress)

        jobs = await run_in_threadpool(
            RecognitionJobs,
            settings.data_dir / SERVICE,
            read_later,
            workers=settings.workers,
            waiting=settings.waiting_jobs,
            kept=settings.kept_results,
            kept_s=settings.kept_results_s,
        )
        app.state.jobs = jobs
        app.state.health.truth = f"shared:{jobs.identity}"
        try:
            yield
        finally:
            jobs.close()
            await run_in_threadpool(pool.close)

    return build_app(
        service=SERVICE,
        title="Zhishen ocr",
        settings=settings,
        routers=[routes.router, job_routes.router],
        lifespan=lifespan,
        error_status=ERROR_STATUS,
    )
