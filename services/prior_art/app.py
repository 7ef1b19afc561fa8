"""The service as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from services.prior_art.api.errors import ERROR_STATUS
from services.prior_art.api.routes import router
from services.prior_art.engines.encoders import encoder_kind
from services.prior_art.engines.library import Library
from services.prior_art.engines.store.database import open_database
from services.prior_art.engines.store.store import DocumentStore
from services.prior_art.settings import Settings
from shared.web import build_app

SERVICE = "prior_art"


def open_library(settings: Settings) -> Library:
    """The collections that the settings name. Raises ``EngineUnavailableError``."""
    folder = settings.data_dir / SERVICE
    url = (
        settings.database_url.get_secret_value()
        if settings.database_url is not None
        else f"sqlite:///{folder / 'collections.db'}"
    )
    kind = encoder_kind(settings.encoder, settings.encoder_weight)
    store = DocumentStore(open_database(url))
    return Library(store, folder / "indexes", kind, settings.index_wait_s)


def create_app(settings: Settings) -> FastAPI:
    """The application. Does no I/O; its lifespan opens the store and the indexes."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        library = await run_in_threadpool(open_library, settings)
        await run_in_threadpool(library.start)
        app.state.library = library
        try:
            yield
        finally:
            await run_in_threadpool(library.stop)

    return build_app(
        service=SERVICE,
        title="Zhishen prior_art",
        settings=settings,
        routers=[router],
        lifespan=lifespan,
        error_status=ERROR_STATUS,
    )
