"""Packages in, dossiers out; who sees them."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from shared.contracts.common import Role
from shared.contracts.dossier import Dossier
from shared.contracts.gateway import DossierPage, ExaminationRequest
from shared.model.application import Application, BibliographicData
from shared.model.case_file import CaseFile
from shared.model.parties import Applicant
from tests.gateway.conftest import ClientOf
from tests.gateway.filed import UNPUBLISHED, figure, invention, png

IDENTITY = "11010519491231002X"


def body(application: Application, files: dict[str, bytes] | None = None) -> dict[str, Any]:
    request = ExaminationRequest(
        name="case.json",
        case_file=CaseFile(application=application),
        files={name: base64.b64encode(data) for name, data in (files or {}).items()},
    )
    return request.model_dump(mode="json")


def drawn() -> dict[str, Any]:
    data = BibliographicData(
        office_code="CN", applicants=(Applicant(name="某人", identifier=IDENTITY),)
    )
    application = invention(bibliographic=data, drawings=(figure(1, "a.png"),))
    return body(application, {"a.png": png()})


def examine(client: TestClient) -> dict[str, Any]:
    answer = client.post("/v1/examinations", json=drawn())
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/v1/examinations/{answer.json()['id']}"
    result: dict[str, Any] = answer.json()
    return result


def test_examined_and_read_again(client_of: ClientOf) -> None:
    examiner = client_of(Role.EXAMINER)
    dossier = examine(examiner)
    assert {name: section["status"] for name, section in dossier["sections"].items()} == {
        "formal_check": "complete",
        "prior_art": "complete",
        "design_image": "not_applicable",
        "ocr": "complete",
    }
    assert dossier["sections"]["formal_check"]["with_recognition"]
    again = examiner.get(f"/v1/examinations/{dossier['id']}")
    assert again.json() == dossier
    Dossier.model_validate_json(again.content)


CLAIMS = """<?xml version="1.0" encoding="UTF-8"?>
<cn-application-body lang="zh" country="CN"><cn-claims>
<claim num="0001"><claim-text>1. 一种装置，其特征在于包括壳体。</claim-text></claim>
</cn-claims></cn-application-body>"""


def test_multipart_package_of_several_files(client_of: ClientOf) -> None:
    files = [
        ("package", ("P1/100001-1/100001.xml", CLAIMS.encode(), "application/xml")),
        ("package", ("P1/100001-1/img.png", png(), "image/png")),
    ]
    answer = client_of(Role.AGENT).post("/v1/examinations", files=files)
    assert answer.status_code == 201, answer.text
    assert answer.json()["input_name"] == "P1"
    [claim] = answer.json()["application"]["claims"]
    assert claim["unit"]["text"] == "一种装置，其特征在于包括壳体。"
    assert claim["unit"]["source"]["file"] == "P1/100001-1/100001.xml"


def test_foreign_dossier_does_not_exist(client_of: ClientOf) -> None:
    dossier = examine(client_of(Role.APPLICANT))
    for role in (Role.APPLICANT, Role.AGENT):
        stranger = client_of(role)
        for path in (f"/v1/examinations/{dossier['id']}", "/v1/examinations/0"):
            answer = stranger.get(path)
            assert answer.status_code == 404
            assert answer.json()["type"] == "urn:zhishen:problem:dossier-not-found"
            assert stranger.get(f"{path}/report").status_code == 404
        assert stranger.get("/v1/examinations").json()["items"] == []
    for role in (Role.EXAMINER, Role.REVIEWER):
        assert client_of(role).get(f"/v1/examinations/{dossier['id']}").status_code == 200


def test_identity_numbers_are_for_examiners(client_of: ClientOf) -> None:
    applicant = client_of(Role.APPLICANT)
    answer = applicant.post("/v1/examinations", json=drawn())
    path = f"/v1/examinations/{answer.json()['id']}"
    for shown in (answer, applicant.get(path), client_of(Role.REVIEWER).get(path)):
        assert IDENTITY not in shown.text
        [finding] = shown.json()["sections"]["formal_check"]["findings"]
        assert finding["location"]["text"] == "110**************X"
    assert IDENTITY in client_of(Role.EXAMINER).get(path).text


def test_unpublished_applications_are_for_examiners(client_of: ClientOf) -> None:
    """Nobody else sees what an examiner's search of them found: as if it had not been made."""
    dated = BibliographicData(office_code="CN", filing_date=date(2020, 5, 1))
    examiner = client_of(Role.EXAMINER)
    made = examiner.post("/v1/examinations", json=body(invention(bibliographic=dated)))
    path = f"/v1/examinations/{made.json()['id']}"
    for shown in (made, examiner.get(path), examiner.get(f"{path}/report")):
        assert shown.status_code in (200, 201)
        assert UNPUBLISHED.title in shown.text
    reviewer = client_of(Role.REVIEWER)
    for shown in (reviewer.get(path), reviewer.get(f"{path}/report")):
        assert shown.status_code == 200
        assert UNPUBLISHED.title not in shown.text
        assert UNPUBLISHED.key not in shown.text
    section = reviewer.get(path).json()["sections"]["prior_art"]
    assert section["pending"] is None
    assert [one["what"] for one in section["not_checked"]] == ["pending_applications"]
    for role in (Role.APPLICANT, Role.AGENT, Role.REVIEWER):
        own = client_of(role).post("/v1/examinations", json=body(invention(bibliographic=dated)))
        assert own.json()["sections"]["prior_art"] == section


def test_operator_sees_states_never_texts(client_of: ClientOf) -> None:
    dossier = examine(client_of(Role.APPLICANT))
    operator = client_of(Role.OPERATOR)
    [item] = operator.get("/v1/examinations").json()["items"]
    assert item["id"] == dossier["id"]
    assert item["sections"]["ocr"] == "complete"
    assert item["title"] is None
    assert item["input_name"] is None
    assert operator.get(f"/v1/examinations/{dossier['id']}").status_code == 403
    assert operator.get(f"/v1/examinations/{dossier['id']}/report").status_code == 403
    assert operator.post("/v1/examinations", json=drawn()).status_code == 403


def test_list_is_paged_newest_first(client_of: ClientOf) -> None:
    client = client_of(Role.APPLICANT)
    made = [examine(client)["id"] for _ in range(5)]
    listed: list[str] = []
    cursor: str | None = None
    for _ in range(3):
        parameters = {"limit": 2} | ({} if cursor is None else {"cursor": cursor})
        page = DossierPage.model_validate(client.get("/v1/examinations", params=parameters).json())
        listed += [item.id for item in page.items]
        cursor = page.next_cursor
    assert cursor is None
    assert listed == made[::-1]


@pytest.mark.parametrize("cursor", ["x", "????", "bm8gZGF0ZQ", "MjAyMC0wMS0wMSB4"])
def test_foreign_cursor_is_422(client_of: ClientOf, cursor: str) -> None:
    answer = client_of(Role.APPLICANT).get("/v1/examinations", params={"cursor": cursor})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "query:cursor"


def test_bad_bodies_are_problems(client_of: ClientOf) -> None:
    client = client_of(Role.APPLICANT)
    path = "/v1/examinations"
    bad = drawn()
    bad["case_file"]["application"]["stage"] = "秘密"
    wrong_field = client.post(path, json=bad)
    assert wrong_field.status_code == 422
    assert wrong_field.json()["errors"][0]["pointer"] == "#/case_file/application/stage"
    assert "秘密" not in wrong_field.text
    assert client.post(path, content=b"x", headers={"content-type": "text/x"}).status_code == 422
    assert client.post(path, content=b"{", headers={"content-type": JSON}).status_code == 422
    other_field = client.post(path, files={"file": ("a.xml", b"<a/>")})
    assert other_field.json()["errors"][0]["pointer"] == "#/package"
    twice = client.post(path, files=[("package", ("a", b"1")), ("package", ("a", b"2"))])
    assert twice.status_code == 422
    unknown = client.post(path, files={"package": ("a.bin", b"\x00\x01\x02")})
    assert unknown.status_code in (415, 422)
    assert unknown.headers["content-type"] == "application/problem+json"
    assert client.post(path, content=b"x" * 1_000_001).status_code == 413


JSON = "application/json"


def test_report_is_closed_html(client_of: ClientOf) -> None:
    client = client_of(Role.APPLICANT)
    dossier = examine(client)
    answer = client.get(f"/v1/examinations/{dossier['id']}/report")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "data:image/png;base64," in answer.text
    assert IDENTITY not in answer.text
