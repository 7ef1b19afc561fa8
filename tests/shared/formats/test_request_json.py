"""Request forms and design papers as JSON, alone and beside a filing package."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from shared.formats import read_files, read_upload
from shared.formats.errors import AmbiguousInputError, MalformedDocumentError
from shared.formats.request_json import read_request
from shared.model.design import ViewKind
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute

DOCS = Path(__file__).parents[3] / "docs" / "request-json.md"
EXAMPLES = re.findall(r"```json\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
CLAIMS = """<?xml version="1.0" encoding="UTF-8"?>
<cn-application-body><cn-claims><claim num="1"><claim-text>1. 一种水杯。</claim-text></claim>
</cn-claims></cn-application-body>""".encode()


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (40, 30), 255).save(stream, "PNG")
    return stream.getvalue()


def request(**fields: object) -> bytes:
    return json.dumps({"form_code": "110101", **fields}, ensure_ascii=False).encode()


def test_the_documented_examples_are_read() -> None:
    found = [read_request("request.json", example.encode()) for example in EXAMPLES]
    assert [data.form_code for data in found] == ["110101", "120101", "130101"]
    assert [data.kind for data in found] == [
        ApplicationKind.INVENTION,
        ApplicationKind.UTILITY_MODEL,
        ApplicationKind.DESIGN,
    ]
    assert [data.request.further for data in found] == [{}, {}, {}]


def test_every_field_of_the_schema_is_documented() -> None:
    from shared.formats import request_schema

    text = DOCS.read_text(encoding="utf-8")
    for name in (item for item in vars(request_schema) if item.startswith("Given")):
        for field in getattr(request_schema, name).model_fields:
            assert f"`{field}`" in text or f"`{field}[]`" in text, f"{name}.{field}"


def test_a_request_goes_beside_a_filing() -> None:
    package = read_files({"100001-/a.xml": CLAIMS, "request.json": EXAMPLES[0].encode()})
    case = package.case_file
    data = case.application.bibliographic
    assert case.application.kind is ApplicationKind.INVENTION
    assert case.application.kind_basis == "request"
    assert len(case.application.claims or ()) == 1
    assert [a.nationality_code for a in data.applicants] == ["CN"]
    assert [(i.name, i.publish_name) for i in data.inventors] == [("张三", True), ("李四", False)]
    assert data.agency is not None
    assert data.agency.attorneys[0].licence_number == "1100012345.6"
    assert data.priority_claims[0].office_code == "US"
    assert data.priority_claims[0].filing_date == date(2023, 3, 1)
    assert case.request is not None
    assert case.request.declared_claim_count == 3
    assert case.request.substantive_examination_requested is True
    assert case.request.early_publication_requested is None
    assert case.request.signed_by == ("示例专利代理有限公司",)
    assert case.fees is not None
    assert (case.fees[0].kind, case.fees[0].amount) == ("申请费", Decimal(900))
    assert case.papers is not None
    assert case.events is None


def test_a_design_is_its_json_and_pictures() -> None:
    files = {name: picture() for name in ("front.png", "perspective.png", "front2.png")}
    package = read_files({"design.json": EXAMPLES[2].encode(), **files})
    application = package.case_file.application
    assert application.kind is ApplicationKind.DESIGN
    assert application.stage is DocumentStage.FILING
    assert application.title is not None
    assert application.title.text == "水杯"
    design = application.design
    assert design is not None
    assert [(v.kind, v.design_number, v.image.path) for v in design.views] == [
        (ViewKind.FRONT, 1, "front.png"),
        (ViewKind.PERSPECTIVE, 1, "perspective.png"),
        (ViewKind.FRONT, 2, "front2.png"),
    ]
    assert all(view.image.sha256 for view in design.views)
    places = [view.location for view in design.views if view.location is not None]
    assert len(places) == len(design.views)
    assert [place.element for place in places] == [
        f"design/{position}" for position in range(1, len(places) + 1)
    ]
    assert len(design.brief_explanation) == 4
    assert design.locarno_stated == "07-01"
    assert application.claims is None


def test_a_missing_picture_is_named_without_a_path() -> None:
    package = read_upload("design.json", EXAMPLES[2].encode())
    design = package.case_file.application.design
    assert design is not None
    assert [view.image.path for view in design.views] == [None, None, None]


def test_texts_point_at_their_place_in_the_json() -> None:
    escaped = EXAMPLES[2].replace("用于盛水。", '用于\\u76db\\n水\\"。')
    package = read_upload("design.json", escaped.encode())
    for unit in package.case_file.application.text_units():
        place = unit.locate()
        assert place.file == "design.json"
        cut = escaped[place.start : place.end]
        assert "".join(json.loads(f'"{cut}"').split()) == "".join(unit.text.split())


def test_field_sources_follow_the_model() -> None:
    data = read_request("r.json", EXAMPLES[0].encode())
    sources = {item.pointer: item.source for item in data.field_sources}
    source = sources["/bibliographic/priority_claims/0/application_number"]
    assert EXAMPLES[0][source.file_starts[0] : source.file_ends[-1]] == "63/000,001"
    assert source.element == "/priorities/0/application_number"


def test_office_terms_are_accepted() -> None:
    data = read_request(
        "r.json",
        request(
            form_code="实用新型专利请求书",
            filing_date="2024年3月1日",
            applicants=[{"name": "a", "party_type": "大专院校", "nationality": "韩国"}],
            secrecy_requested="否",
        ),
    )
    assert data.kind is ApplicationKind.UTILITY_MODEL
    assert data.bibliographic["filing_date"] == date(2024, 3, 1)
    (applicant,) = data.bibliographic["applicants"]
    assert (applicant.party_type, applicant.nationality_code) == ("organisation", "KR")
    assert data.request.secrecy_requested is False


def test_unknown_names_are_kept() -> None:
    data = read_request("r.json", request(fax="1", applicants=[{"name": "a", "fax": "2"}]))
    assert data.request.further == {"fax": "1", "applicants/0/fax": "2"}


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"form_code": "110102"}, "/form_code"),
        ({"filing_date": "2024-02-30"}, "/filing_date"),
        ({"applicants": [{"name": "secret name", "party_type": "secret"}]}, "/applicants/0/party_type"),
        ({"applicants": [{"address": "secret"}]}, "/applicants/0/name"),
        ({"declared_claim_count": -1}, "/declared_claim_count"),
        ({"fees": [{"kind": "a", "amount": "secret", "paid_on": "2024-01-01"}]}, "/fees/0/amount"),
    ],
)  # fmt: skip
def test_wrong_values_are_named_and_not_quoted(fields: dict[str, Any], pointer: str) -> None:
    with pytest.raises(MalformedDocumentError) as refused:
        read_request("r.json", request(**fields))
    assert refused.value.pointer == pointer
    assert refused.value.file == "r.json"
    assert "secret" not in refused.value.en + refused.value.zh


def test_broken_json_names_its_line() -> None:
    with pytest.raises(MalformedDocumentError) as refused:
        read_upload("r.json", b'{"form_code": "110101",\n"title": }')
    assert refused.value.line == 2


@pytest.mark.parametrize(
    "bomb", [b'{"form_code":' + b"[" * 100_000, b'{"form_code":' + b"9" * 9000 + b"}"]
)
def test_bombs_are_refused(bomb: bytes) -> None:
    with pytest.raises(MalformedDocumentError):
        read_upload("r.json", bomb)


def test_two_request_forms_are_refused() -> None:
    with pytest.raises(AmbiguousInputError):
        read_files({"a.json": request(), "b.json": request()})


@pytest.mark.parametrize(
    ("fields", "route"),
    [
        ({}, FilingRoute.NATIONAL),
        ({"route": "海牙"}, FilingRoute.HAGUE),
        ({"pct": {"application_number": "PCT/US2024/012345"}}, FilingRoute.PCT_NATIONAL_PHASE),
    ],
)
def test_the_route_is_stated_or_told_by_the_international_application(
    fields: dict[str, Any], route: FilingRoute
) -> None:
    package = read_files({"request.json": request(**fields)})
    assert package.case_file.application.route is route
