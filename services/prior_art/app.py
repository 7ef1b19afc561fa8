"""The service as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from services.prior_art.api import routes, routes_documents, routes_reports
from services.prior_art.api.errors import ERROR_STATUS
from services.prior_art.engines.encoders import encoder_kind
from services.prior_art.engines.library import Library
from services.prior_art.engines.store.database import open_database
from services.prior_art.engines.store.records import RecordStore, Retention
from services.prior_art.engines.store.store import DocumentStore
from services.prior_art.settings import Settings
from shared.web import build_app, metrics
from shared.web.database import database_state
from shared.web.health import truth_of

SERVICE = "prior_art"


def store_url(settings: Settings) -> str:
    """The database of the collections."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return f"sqlite:///{settings.data_dir / SERVICE / 'collections.db'}"


def open_library(settings: Settings) -> Library:
    """The collections that the settings name. Raises ``EngineUnavailableError``."""
    folder = settings.data_dir / SERVICE
    engine = records = open_database(store_url(settings))
    if settings.database_url is None:
        # SQLite has one writer per file: a search must not wait for a mass import to be recorded.
        records = open_database(f"sqlite:///{folder / 'searches.db'}")
    kind = encoder_kind(settings.encoder, settings.encoder_weight)
    retention = Retention(settings.searches_kept_days, settings.examiner_searches_kept_days)
    store, kept = DocumentStore(engine), RecordStore(records, retention)
    kept.delete_expired()
    return Library(
        store, kept, folder / "indexes", kind, settings.index_wait_s, settings.exact_up_to
    )


def create_app(settings: Settings) -> FastAPI:
    """The application. Does no I/O; its lifespan opens the store and the indexes."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        library = await run_in_threadpool(open_library, settings)
        await run_in_threadpool(library.start)
        app.state.library = library
        for channel in ("lexical", "dense"):
            metrics.INDEX_BEHIND.labels(SERVICE, channel).set_function(
                partial(library.changes_behind, channel)
            )
        app.state.health.probe = lambda: {"database": database_state(library.store.collections)}
        app.state.health.truth = truth_of(store_url(settings))
        try:
            yield
        finally:
            await run_in_threadpool(library.stop)

    return build_app(
        service=SERVICE,
        title="Zhishen prior_art",
        settings=settings,
        # Longer paths first: a document's key may hold slashes.
        routers=[routes_documents.router, routes_reports.router, routes.router],
        lifespan=lifespan,
        error_status=ERROR_STATUS,
    )
