"""The model over HTTP: shown to operators, refitted beside searches, resumed at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from services.design_image.app import create_app
from services.design_image.domain import fitting
from services.design_image.engines import redescribing
from services.design_image.engines.collection import DesignCollection
from services.design_image.settings import Settings
from shared.contracts.common import Role
from tests.conftest import TOKEN_SECRET, ClientFactory
from tests.services.design_image.engines.test_serving import fill


def settings(folder: Path) -> Settings:
    return Settings(data_dir=folder, token_secret=SecretStr(TOKEN_SECRET))


def collection_in(folder: Path) -> DesignCollection:
    return DesignCollection(folder / "design_image")


def test_refit_runs_beside_searches_and_ends(
    open_client: ClientFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = collection_in(tmp_path)
    fill(collection, range(5))
    collection.close()
    client = open_client(create_app(settings(tmp_path)), "design_image", Role.OPERATOR)
    before = client.get("/v1/descriptor-model").json()
    assert before["vector_index"] == "faiss-flat"
    assert before["views"] == 20
    assert before["refit"] is None
    refused = client.post("/v1/descriptor-model/refits", json={})
    assert refused.status_code == 409
    assert "20" in refused.text
    monkeypatch.setattr(fitting, "MIN_VIEWS", 20)
    answer = client.post("/v1/descriptor-model/refits", json={})
    assert answer.status_code == 202, answer.text
    client.app.state.collection._refit.wait()  # type: ignore[attr-defined]
    after = client.get("/v1/descriptor-model").json()
    assert after["version"] != before["version"]
    assert after["refit"] is None


def test_refit_cut_short_is_taken_up_at_the_next_start(
    open_client: ClientFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "MIN_VIEWS", 20)
    monkeypatch.setattr(redescribing, "_BATCH", 4)
    collection = collection_in(tmp_path)
    fill(collection, range(5))

    class Killed(BaseException):
        pass

    def kill(_: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        collection.refit(report=kill)
    state = collection.refit_state
    assert state is not None
    collection.close()
    client = open_client(create_app(settings(tmp_path)), "design_image", Role.OPERATOR)
    client.app.state.collection._refit.wait()  # type: ignore[attr-defined]
    assert client.get("/v1/descriptor-model").json()["version"] == state.version


@pytest.mark.parametrize("role", [Role.EXAMINER, Role.APPLICANT])
def test_only_operators_see_the_model(
    open_client: ClientFactory, tmp_path: Path, role: Role
) -> None:
    client = open_client(create_app(settings(tmp_path)), "design_image", role)
    assert client.get("/v1/descriptor-model").status_code == 403
    assert client.post("/v1/descriptor-model/refits", json={}).status_code == 403
