"""Services in this process: each that cannot run is unavailable, and the others run."""

from __future__ import annotations

import asyncio
import builtins
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from gateway.clients import ServiceClient, ServiceName, ServiceRequest
from gateway.connections import clients_over
from gateway.embedded import run_services, service_application
from gateway.errors import ServiceNotInstalledError, ServiceUnavailableError
from gateway.settings import Settings
from tests.gateway.fake_services import SECRET, service_app

SETTINGS = Settings()


def opened(service: ServiceName, settings: Settings, secret: SecretStr) -> FastAPI:
    """OCR is not installed, prior_art does not start, the others are fakes."""
    if service is ServiceName.OCR:
        raise ServiceNotInstalledError.missing(service, "rapidocr")
    app = service_app(service)
    if service is ServiceName.PRIOR_ART:

        @asynccontextmanager
        async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
            raise RuntimeError("secret")
            yield

        app.router.lifespan_context = lifespan
    return app


async def _call(clients: Mapping[ServiceName, ServiceClient], service: ServiceName) -> str:
    try:
        answer = await clients[service].call(ServiceRequest("GET", "/readyz"), None)
    except ServiceUnavailableError as error:
        return f"{error.name}: {error.en}"
    return answer.body.decode()


def test_services_that_cannot_run_do_not_stop_the_others() -> None:
    async def run() -> dict[ServiceName, str]:
        async with run_services(SETTINGS, SECRET, opened) as transports:
            clients = clients_over(transports, SETTINGS, SECRET)
            return {service: await _call(clients, service) for service in ServiceName}

    answers = asyncio.run(run())
    assert answers[ServiceName.FORMAL_CHECK] == '{"status":"ready"}'
    assert answers[ServiceName.DESIGN_IMAGE] == '{"status":"ready"}'
    assert answers[ServiceName.OCR].startswith("service-not-installed")
    assert "zhishen[ocr]" in answers[ServiceName.OCR]
    assert answers[ServiceName.PRIOR_ART].startswith("service-unavailable")
    assert "secret" not in answers[ServiceName.PRIOR_ART]


def test_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_numpy(name: str, *rest: object, **named: object) -> object:
        if name.split(".")[0] == "numpy":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest, **named)  # type: ignore[arg-type]

    for loaded in [name for name in sys.modules if name.startswith("services.ocr")]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(builtins, "__import__", without_numpy)
    with pytest.raises(ServiceNotInstalledError, match=r"'numpy'.*zhishen\[ocr\]"):
        service_application(ServiceName.OCR, SETTINGS, SECRET)


def test_services_share_the_gateways_folder_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=tmp_path)
    given: list[Path] = []

    class Module:
        @staticmethod
        def create_app(service_settings: Settings) -> FastAPI:
            given.append(service_settings.data_dir)
            return FastAPI()

    from services.formal_check.settings import Settings as FormalCheckSettings

    class SettingsModule:
        Settings = FormalCheckSettings

    modules = {
        "services.formal_check.app": Module,
        "services.formal_check.settings": SettingsModule,
    }
    monkeypatch.setattr("gateway.embedded.importlib.import_module", modules.__getitem__)
    service_application(ServiceName.FORMAL_CHECK, settings, SECRET)
    monkeypatch.setenv("ZHISHEN_DATA_DIR", "/elsewhere")
    service_application(ServiceName.FORMAL_CHECK, settings, SECRET)
    assert given == [tmp_path, tmp_path]
