"""The service as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from services.design_image.api import routes, routes_models, routes_searches
from services.design_image.api.errors import ERROR_STATUS
from services.design_image.engines.backbones import load_backbone
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.database import open_database
from services.design_image.engines.decoding import PictureLimits
from services.design_image.engines.records import Retention, SearchRecords
from services.design_image.settings import Settings
from shared.web import build_app
from shared.web.database import database_state
from shared.web.health import truth_of

SERVICE = "design_image"


def open_collection(settings: Settings) -> DesignCollection:
    """The collection that the settings name. Raises ``BackboneError``."""
    url = settings.database_url
    return DesignCollection(
        settings.data_dir / SERVICE,
        None if url is None else url.get_secret_value(),
        backbone=load_backbone(settings.backbone) if settings.backbone else None,
        backbone_weight=settings.backbone_weight,
        exact_up_to=settings.exact_up_to,
    )


def open_records(settings: Settings) -> SearchRecords:
    """The recorded searches. SQLite has one writer per file, so they have a file of their own."""
    url = settings.database_url
    file = settings.data_dir / SERVICE / "searches.sqlite3"
    records = SearchRecords(
        open_database(f"sqlite:///{file}" if url is None else url.get_secret_value()),
        Retention(settings.searches_kept_days, settings.examiner_searches_kept_days),
    )
    records.delete_expired()
    return records


def picture_limits(settings: Settings) -> PictureLimits:
    """The limits that the settings name."""
    return PictureLimits(
        max_bytes=settings.max_picture_bytes,
        max_side=settings.max_picture_side,
        max_pixels=settings.max_picture_pixels,
        max_pages=settings.max_picture_pages,
    )


def create_app(settings: Settings) -> FastAPI:
    """The application. Does no I/O; its lifespan opens the collection and builds the index."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        collection = await run_in_threadpool(open_collection, settings)
        app.state.collection = collection
        records = await run_in_threadpool(open_records, settings)
        app.state.records = records
        url = settings.database_url
        app.state.health.truth = truth_of(
            None if url is None else url.get_secret_value(), place=collection.place
        )
        app.state.health.probe = lambda: {"database": database_state(collection.counts)}
        app.state.picture_limits = picture_limits(settings)
        await run_in_threadpool(collection.resume_refit)
        try:
            yield
        finally:
            await run_in_threadpool(records.close)
            await run_in_threadpool(collection.close)

    return build_app(
        service=SERVICE,
        title="Zhishen design_image",
        settings=settings,
        routers=[routes.router, routes_searches.router, routes_models.router],
        lifespan=lifespan,
        error_status=ERROR_STATUS,
    )
