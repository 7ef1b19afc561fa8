"""The public client, sync and async, against a real gateway over fake services."""

from __future__ import annotations

import asyncio
import inspect
import pickle
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

import shared.client
from gateway.app import create_app
from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.client import (
    AsyncZhishenClient,
    ClientError,
    ConnectionFailedError,
    ProblemError,
    ZhishenClient,
)
from shared.client.errors import UnexpectedAnswerError
from shared.contracts.common import Role
from shared.contracts.formal_check import CheckRequest
from shared.contracts.gateway import ExaminationRequest
from shared.contracts.prior_art import SearchRequest
from shared.model.case_file import CaseFile
from tests.gateway import fake_services
from tests.gateway.filed import invention

CLAIMS = """<?xml version="1.0" encoding="UTF-8"?>
<cn-application-body lang="zh" country="CN"><cn-claims>
<claim num="0001"><claim-text>1. 一种装置，其特征在于包括壳体。</claim-text></claim>
</cn-claims></cn-application-body>"""

Call = Callable[..., Any]


class Synchronous:
    """Calls a method of the plain client."""

    def __init__(self, url: str, key: str) -> None:
        self.url, self.key = url, key

    def __call__(self, method: str, *arguments: object) -> Any:  # noqa: ANN401
        with ZhishenClient(self.url, self.key) as client:
            answer = getattr(client, method)(*arguments)
            return list(answer) if isinstance(answer, Iterator) else answer


class Asynchronous(Synchronous):
    """Calls the same method of the async client."""

    def __call__(self, method: str, *arguments: object) -> Any:  # noqa: ANN401
        async def run() -> object:
            async with AsyncZhishenClient(self.url, self.key) as client:
                answer = getattr(client, method)(*arguments)
                if inspect.isasyncgen(answer):
                    return [item async for item in answer]
                return await answer

        return asyncio.run(run())


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("gateway"))
    key, text = new_key("client", Role.AGENT, datetime.now(UTC))
    KeyStore(open_database(settings.store_url)).add(key)
    with fake_services.served(create_app(settings, fake_services.embedded)) as port:
        yield f"http://127.0.0.1:{port}", text


@pytest.fixture(params=[Synchronous, Asynchronous])
def call(request: pytest.FixtureRequest, gateway: tuple[str, str]) -> Synchronous:
    made: Synchronous = request.param(*gateway)
    return made


def test_examines_files_folders_and_models(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "P1" / "100001"
    folder.mkdir(parents=True)
    (folder / "claims.xml").write_text(CLAIMS, encoding="utf-8")
    of_file = call("examine", folder / "claims.xml")
    of_folder = call("examine", tmp_path / "P1")
    request = ExaminationRequest(case_file=CaseFile(application=invention()))
    of_model = call("examine_application", request)
    assert (of_file.input_name, of_folder.input_name) == ("claims.xml", "P1")
    assert of_file.application.claims[0].unit.text == of_folder.application.claims[0].unit.text
    assert call("dossier", of_model.id) == of_model
    assert call("report", of_model.id).lstrip().lower().startswith("<!doctype html")
    listed = [item.id for item in call("dossiers", 1)]
    assert listed[:3] == [of_model.id, of_folder.id, of_file.id]


def test_single_services(call: Call) -> None:
    report = call("check", CheckRequest(case_file=CaseFile(application=invention())))
    assert report.versions.service == "formal_check"
    assert call("search", SearchRequest(text="壳体")).collection == "published"


def test_problems_are_raised_with_their_places(call: Call) -> None:
    with pytest.raises(ProblemError) as caught:
        call("dossier", "a/../b")
    assert caught.value.problem.status == 404
    assert caught.value.zh
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problem == caught.value.problem
    call.key = "zs_wrong"  # type: ignore[attr-defined]
    with pytest.raises(ProblemError, match="valid key"):
        call("rules")


def test_answers_of_something_else_are_not_believed(call: Call) -> None:
    with pytest.raises(UnexpectedAnswerError):
        call("rules")  # the fake service answers something of its own


def test_nothing_to_upload(call: Call, tmp_path: Path) -> None:
    with pytest.raises(ClientError, match="no file"):
        call("examine", tmp_path)


def test_gateway_that_is_down_or_slow(call: Call) -> None:
    call.url = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    with pytest.raises(ConnectionFailedError, match="cannot be reached"):
        call("rules")


def test_timeout_is_told_apart() -> None:
    def slow(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("", request=request)

    http = httpx.Client(transport=httpx.MockTransport(slow))
    with pytest.raises(ConnectionFailedError, match="in time"):
        ZhishenClient("http://x", "k", http=http).rules()


def test_both_clients_have_the_same_methods() -> None:
    def public(kind: type) -> dict[str, list[inspect.Parameter]]:
        return {
            name: list(inspect.signature(member).parameters.values())
            for name, member in inspect.getmembers(kind, inspect.isfunction)
            if not name.startswith("_")
        }

    assert public(ZhishenClient) == public(AsyncZhishenClient)
    assert all(hasattr(shared.client, name) for name in shared.client.__all__)
