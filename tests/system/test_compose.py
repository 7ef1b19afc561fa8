"""The commands of docker-compose.yml work together; a service may die and come back."""

from __future__ import annotations

import re
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from shared.client import ZhishenClient
from shared.contracts.dossier import Dossier, SectionStatus
from tests.system.compose import ROOT, Composition, interpolate, load
from tests.system.sample import write_sample

SECRET = "a secret of the system tests, long enough to be accepted"
COMPLETE, FAILED, NOT_APPLICABLE = SectionStatus


def test_only_the_gateway_publishes_a_port() -> None:
    services = load()["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["gateway"]
    inside = [name for name, service in services.items() if service["networks"] == ["inside"]]
    assert sorted([*inside, "gateway"]) == sorted(services)
    assert load()["networks"]["inside"]["internal"] is True


def test_every_container_is_hardened() -> None:
    for name, service in load()["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["healthcheck"]["test"][0] == "CMD", name


def test_example_environment_names_every_variable_of_compose() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    asked = set(re.findall(r"\$\{(\w+)", compose))
    assert asked == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_secret_must_be_set() -> None:
    value = load()["services"]["gateway"]["environment"]["ZHISHEN_TOKEN_SECRET"]
    with pytest.raises(KeyError):
        interpolate(value, {"ZHISHEN_TOKEN_SECRET": ""})


@pytest.fixture(scope="module")
def composition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composition]:
    running = Composition(tmp_path_factory.mktemp("compose"), {"ZHISHEN_TOKEN_SECRET": SECRET})
    try:
        for name in running.services:
            running.start(name)
        for name in running.services:
            running.wait_ready(name)
        yield running
    finally:
        codes = running.stop()
    assert set(codes.values()) <= {0, -15}


@pytest.fixture(scope="module")
def client(composition: Composition) -> Iterator[ZhishenClient]:
    made = composition.run(
        "gateway", "zhishen", "keys", "create", "--role", "examiner", "--name", "system test"
    )
    with ZhishenClient(composition.url("gateway"), made.strip(), timeout_s=250) as client:
        yield client


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("sample"))


def _states(dossier: Dossier) -> tuple[SectionStatus, ...]:
    sections = dossier.sections
    return (
        sections.formal_check.status,
        sections.prior_art.status,
        sections.design_image.status,
        sections.ocr.status,
    )


@pytest.mark.system
def test_services_alone_refuse_everyone(composition: Composition) -> None:
    paths = {"formal-check": "/v1/rules", "prior-art": "/v1/collections", "ocr": "/v1/engines"}
    for name, path in paths.items():
        assert httpx.get(composition.url(name) + path).status_code == 401


@pytest.mark.system
def test_examines_over_five_processes(client: ZhishenClient, sample: Path) -> None:
    dossier = client.examine(sample)
    assert _states(dossier) == (COMPLETE, COMPLETE, NOT_APPLICABLE, COMPLETE)
    assert dossier.sections.formal_check.with_recognition
    assert client.dossier(dossier.id) == dossier


@pytest.mark.system
def test_service_killed_during_an_examination_loses_its_section_only(
    composition: Composition, client: ZhishenClient, sample: Path
) -> None:
    made: list[Dossier] = []
    asking = threading.Thread(target=lambda: made.append(client.examine(sample)))
    asking.start()
    _wait_for_request(composition, "ocr")
    composition.kill("ocr")
    asking.join(60)
    [dossier] = made
    assert _states(dossier) == (COMPLETE, COMPLETE, NOT_APPLICABLE, FAILED)
    assert dossier.sections.ocr.problem is not None
    assert not dossier.sections.formal_check.with_recognition

    composition.start("ocr")
    composition.wait_ready("ocr")
    healed = client.examine(sample)
    assert _states(healed) == (COMPLETE, COMPLETE, NOT_APPLICABLE, COMPLETE)


@pytest.mark.system
@pytest.mark.parametrize("name", ["formal-check", "prior-art"])
def test_service_that_is_down_loses_its_section_only(
    composition: Composition, client: ZhishenClient, sample: Path, name: str
) -> None:
    composition.kill(name)
    try:
        states = _states(client.examine(sample))
    finally:
        composition.start(name)
        composition.wait_ready(name)
    expected = [COMPLETE, COMPLETE, NOT_APPLICABLE, COMPLETE]
    expected[["formal-check", "prior-art"].index(name)] = FAILED
    assert states == tuple(expected)
    assert _states(client.examine(sample))[:2] == (COMPLETE, COMPLETE)


def _wait_for_request(composition: Composition, name: str) -> None:
    """Until the service is answering something."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with urllib.request.urlopen(composition.url(name) + "/metrics", timeout=5) as answer:
            text = answer.read().decode()
        # The request for the metrics is in flight too.
        found = re.search(r'^zhishen_requests_in_flight{service="\w+"} (\S+)', text, re.MULTILINE)
        if found is not None and float(found.group(1)) >= 2:
            return
        time.sleep(0.02)
    pytest.fail(f"{name} was not asked")
