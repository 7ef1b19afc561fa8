"""Pending applications over HTTP: who files, amends, reads and sets what."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from gateway.app import create_app
from gateway.settings import Settings
from shared.contracts.applications import ApplicationPage, ApplicationRecord
from shared.contracts.common import Role
from shared.model.application import BibliographicData
from shared.model.parties import Applicant
from tests.gateway import fake_services
from tests.gateway.api.test_examinations import CLAIMS, IDENTITY, body
from tests.gateway.conftest import ClientOf
from tests.gateway.filed import figure, invention, png

NUMBER = "202410000001.3"


def application(number: str | None = NUMBER, text: str = "a.png") -> dict[str, Any]:
    data = BibliographicData(
        office_code="CN",
        application_number=number,
        applicants=(Applicant(name="某人", identifier=IDENTITY),),
    )
    return body(invention(bibliographic=data, drawings=(figure(1, text),)), {text: png()})


def file(client: TestClient, number: str | None = NUMBER) -> dict[str, Any]:
    answer = client.post("/v1/applications", json=application(number))
    assert answer.status_code == 201, answer.text
    record: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/v1/applications/{record['id']}"
    return record


def test_filed_amended_and_read(client_of: ClientOf) -> None:
    applicant = client_of(Role.APPLICANT)
    record = file(applicant)
    same = applicant.post("/v1/applications", json=application())
    assert (same.status_code, same.json()) == (200, record)
    taken = applicant.post("/v1/applications", json=application(text="b.png"))
    assert taken.status_code == 409
    assert record["id"] in taken.json()["detail"]
    place = f"/v1/applications/{record['id']}"
    amended = applicant.post(f"{place}/versions", json=application(text="b.png"))
    assert amended.status_code == 201, amended.text
    assert [one["number"] for one in amended.json()["versions"]] == [1, 2]
    other = applicant.post(f"{place}/versions", json=application("202410000002.8"))
    assert other.status_code == 409
    again = ApplicationRecord.model_validate_json(applicant.get(place).content)
    assert again.version == 2
    papers = applicant.get(f"{place}/versions/2/papers").json()["items"]
    assert [one["path"] for one in papers] == ["b.png"]
    paper = applicant.get(f"{place}/versions/2/papers/1")
    assert paper.content == png()
    assert paper.headers["content-disposition"] == "attachment; filename*=UTF-8''b.png"


def test_a_package_is_filed_with_its_papers(client_of: ClientOf) -> None:
    agent = client_of(Role.AGENT)
    files = [("package", ("P1/100001-1/100001.xml", CLAIMS.encode(), "application/xml"))]
    answer = agent.post("/v1/applications", files=files)
    assert answer.status_code == 201, answer.text
    [version] = answer.json()["versions"]
    assert (version["input_name"], version["papers"]) == ("P1", 1)
    bad = agent.post("/v1/applications", files=[("package", ("a.xml", b"<a", "text/xml"))])
    assert bad.status_code in (415, 422)


def test_for_others_it_does_not_exist(client_of: ClientOf) -> None:
    record = file(client_of(Role.APPLICANT))
    place = f"/v1/applications/{record['id']}"
    stranger = client_of(Role.AGENT)
    for path in (
        place,
        f"{place}/versions/1",
        f"{place}/versions/1/papers",
        f"{place}/versions/1/papers/1",
        f"{place}/results/formal_check",
        f"/v1/applications/{'0' * 32}",
    ):
        answer = stranger.get(path)
        assert (answer.status_code, answer.json()["type"]) == (
            404,
            "urn:zhishen:problem:application-not-found",
        )
    assert stranger.post(f"{place}/versions", json=application()).status_code == 404
    assert stranger.patch(place, json={"state": "granted"}).status_code == 403
    assert stranger.get("/v1/applications").json()["items"] == []
    assert client_of(Role.EXAMINER).get(place).json() == record


def test_operators_see_states_never_texts(client_of: ClientOf) -> None:
    record = file(client_of(Role.APPLICANT))
    operator = client_of(Role.OPERATOR)
    page = ApplicationPage.model_validate_json(operator.get("/v1/applications").content)
    [line] = page.items
    assert (line.id, line.state) == (record["id"], "filed")
    assert (line.title, line.application_number) == (None, None)
    assert operator.get(f"/v1/applications/{record['id']}").status_code == 403


def test_identity_numbers_are_for_examiners(client_of: ClientOf) -> None:
    applicant, reviewer = client_of(Role.APPLICANT), client_of(Role.REVIEWER)
    place = f"/v1/applications/{file(applicant)['id']}/versions/1"
    for client in (applicant, reviewer):
        assert IDENTITY not in client.get(place).text
    assert IDENTITY in client_of(Role.EXAMINER).get(place).text
    assert reviewer.get(f"{place}/papers/1").status_code == 403


def test_the_office_sets_state_and_deadlines(client_of: ClientOf) -> None:
    place = f"/v1/applications/{file(client_of(Role.APPLICANT))['id']}"
    examiner = client_of(Role.EXAMINER)
    change = {
        "state": "correction_requested",
        "order": "priority",
        "art_unit": "A1",
        "deadlines": [{"kind": "correction", "due": "2026-03-01"}],
    }
    answer = examiner.patch(place, json=change)
    assert answer.status_code == 200, answer.text
    assert {name: answer.json()[name] for name in change} == change
    assert examiner.get("/v1/applications", params={"art_unit": "A1"}).json()["items"]
    assert not examiner.get("/v1/applications", params={"state": "granted"}).json()["items"]
    assert examiner.patch(place, json={"state": "lost"}).status_code == 422
    for day in (0, 1772323200, "2026-03-01T00:00:00"):
        change = {"deadlines": [{"kind": "correction", "due": day}]}
        assert examiner.patch(place, json=change).status_code == 422


@pytest.mark.parametrize("url", ["nothere://x", "s4://bucket"])
def test_an_unknown_blob_store_is_told_at_start(settings: Settings, url: str) -> None:
    app = create_app(settings.model_copy(update={"blobs_url": url}), fake_services.embedded)
    with pytest.raises(Exception, match="ZHISHEN_GATEWAY_BLOBS_URL"), TestClient(app):
        pass
