"""Live sessions: after any edits, what stands is what a fresh check finds."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from services.formal_check.api import hint_sessions
from services.formal_check.api.hint_sessions import BURST, MESSAGES_PER_S, Pace
from services.formal_check.app import SERVICE, create_app
from services.formal_check.domain.case import Case
from services.formal_check.domain.drafting import DraftCase, draft_case
from services.formal_check.domain.engine import check_case
from services.formal_check.domain.errors import EditRefusedError
from services.formal_check.domain.hint_session import HintSession
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.engines.case_builder import build_case
from services.formal_check.settings import Settings
from shared.contracts.common import Role
from shared.contracts.formal_check import DraftLine, DraftTexts
from shared.contracts.hint_session import InsertUnit, RemoveUnit, ReplaceText, SetText
from shared.model.identification import ApplicationKind
from shared.web.principal import HEADER, Principal, PrincipalToken
from tests.conftest import TOKEN_SECRET

AS_OF = date(2026, 3, 2)
TEXTS = DraftTexts(
    kind=ApplicationKind.INVENTION,
    title="一种除尘装置",
    abstract=("本发明公开了一种除尘装置，包括壳体。",),
    claims=(
        "1. 一种除尘装置，其特征在于，包括壳体(1)。",
        "2. 根据权利要求1所述的除尘装置，其特征在于，还包括喷头(2)。",
        "3. 根据权利要求2所述的除尘装置，其特征在于，所述喷头(2)为铜制。",
    ),
    description=(
        DraftLine(text="技术领域", heading=True),
        DraftLine(text="[0001] 本发明涉及除尘装置。"),
        DraftLine(text="具体实施方式", heading=True),
        DraftLine(text="[0002] 如图1所示，壳体1内设有喷头2。"),
    ),
    figures=("图1",),
)


def session(texts: DraftTexts = TEXTS) -> HintSession:
    return HintSession(draft_case(texts), rule_book(), AS_OF)


def test_an_edit_tells_only_what_it_changes() -> None:
    open_ = session()
    before = {finding.id for finding in open_.findings}
    text = open_.case_file.application.claims[2].unit.text  # type: ignore[index]
    start = text.index("喷头")
    changes = open_.edit(
        [ReplaceText(op="replace", unit="claims/3", start=start, end=start + 2, replacement="阀门")]
    )
    assert changes.added
    assert all(finding.id not in before for finding in changes.added)
    assert {finding.location.unit for finding in changes.added} <= {"claims/3", "claims/2"}
    assert changes.units[0] == "claims/3"
    back = open_.edit(
        [ReplaceText(op="replace", unit="claims/3", start=start, end=start + 2, replacement="喷头")]
    )
    assert set(back.cleared) == {finding.id for finding in changes.added}
    assert {finding.id for finding in back.added} == set(changes.cleared)
    assert {finding.id for finding in open_.findings} == before


def test_moved_findings_are_told() -> None:
    texts = TEXTS.model_copy(update={"claims": ("1. 一种装置，其特征在于，包括所述阀门。",)})
    open_ = session(texts)
    assert open_.findings
    changes = open_.edit(
        [ReplaceText(op="replace", unit="claims/1", start=2, end=2, replacement="水")]
    )
    moved = {finding.id: finding for finding in changes.moved}
    kept = [finding for finding in open_.findings if finding.id in moved]
    assert [finding for finding in kept if finding.location.unit == "claims/1"]
    assert all(moved[finding.id] == finding for finding in kept)


def random_edits(chance: random.Random, open_: HintSession) -> list[Any]:
    units = [unit for unit in open_.case_file.application.text_units() if unit.id != "title"]
    edits: list[Any] = []
    claims = [claim.unit.id for claim in open_.case_file.application.claims or ()]
    description = open_.case_file.application.description
    paragraphs = [one.unit.id for one in description.paragraphs] if description else []
    choice = chance.randrange(6)
    if choice == 0:
        text = f"{len(claims) + 1}. 根据权利要求{chance.randint(1, 5)}所述的装置，还包括阀门(9)。"
        before = chance.choice([None, *claims])
        edits.append(InsertUnit(op="insert", part="claim", text=text, before=before))
    elif choice == 1:
        part: Any = chance.choice(["paragraph", "heading"])
        text = chance.choice(["附图说明", "背景技术", "如图3所示，阀门9关闭", "[0009] 好。"])
        before = chance.choice([None, *paragraphs])
        edits.append(InsertUnit(op="insert", part=part, text=text, before=before))
    elif choice == 2 and units:
        edits.append(RemoveUnit(op="remove", unit=chance.choice(units).id))
    elif choice == 3 and units:
        text = chance.choice(["2、一种水泵", "附图说明", "", "如图2所示的喷头2。", "装置"])
        edits.append(SetText(op="set", unit=chance.choice(units).id, text=text))
    elif units:
        unit = chance.choice(units)
        start = chance.randint(0, len(unit.text))
        end = chance.randint(start, min(len(unit.text), start + 4))
        new = chance.choice(["", "所述阀门", "(7)", "。", "权利要求2", "图4", "其特征在于"])
        edits.append(ReplaceText(op="replace", unit=unit.id, start=start, end=end, replacement=new))
    return edits


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("filed", [False, True])
def test_what_stands_is_what_a_fresh_check_finds(seed: int, *, filed: bool) -> None:
    chance = random.Random(seed)
    if filed:
        facts = {
            "title": "装置",
            "request_title": "装置",
            "claims": list(TEXTS.claims or ()),
            "description": ["# 技术领域", "[0001] 本发明。", "附图说明", "图1是图。"],
            "abstract": "本发明公开了一种装置。",
            "figures": [1],
        }
        open_ = HintSession(DraftCase(build_case(facts).case_file, frozenset()), rule_book(), AS_OF)
    else:
        open_ = session()
    shown = {finding.id: finding for finding in open_.findings}
    for _ in range(12):
        edits = random_edits(chance, open_)
        if not edits:
            continue
        changes = open_.edit(edits)
        for key in changes.cleared:
            del shown[key]
        for finding in (*changes.added, *changes.moved):
            assert (finding.id in shown) == (finding in changes.moved)
            shown[finding.id] = finding
        case_file = open_.case_file
        profile = choose_profile(case_file, AS_OF)
        fresh = check_case(Case(case_file, profile, open_.unknown), case_file, rule_book())
        assert shown == {finding.id: finding for finding in fresh.findings}


@pytest.mark.parametrize(
    ("edit", "pointer"),
    [
        (ReplaceText(op="replace", unit="no", start=0, end=0, replacement=""), "#/edits/1/unit"),
        (
            ReplaceText(op="replace", unit="claims/1", start=3, end=999, replacement=""),
            "#/edits/1/end",
        ),
        (
            InsertUnit(op="insert", part="claim", text="", unit="claims/1"),
            "#/edits/1/unit",
        ),
        (InsertUnit(op="insert", part="claim", text="", before="title"), "#/edits/1/before"),
        (RemoveUnit(op="remove", unit="no"), "#/edits/1/unit"),
    ],
)
def test_a_refused_edit_undoes_its_message(edit: Any, pointer: str) -> None:  # noqa: ANN401
    open_ = session()
    before = open_.case_file
    with pytest.raises(EditRefusedError) as caught:
        open_.edit([SetText(op="set", unit="claims/1", text="1. 一种水泵。"), edit])
    assert caught.value.pointer == pointer
    assert open_.case_file is before


def test_sections_follow_headings() -> None:
    open_ = session()
    open_.edit([RemoveUnit(op="remove", unit="description/heading/2")])
    description = open_.case_file.application.description
    assert description is not None
    assert [one.section for one in description.paragraphs] == ["technical_field"] * 2
    open_.edit(
        [InsertUnit(op="insert", part="heading", text="具体实施方式", before="description/1")]
    )
    description = open_.case_file.application.description
    assert description is not None
    assert [one.section for one in description.paragraphs] == ["embodiments"] * 2


@pytest.fixture
def client() -> TestClient:
    app = create_app(Settings(token_secret=SecretStr(TOKEN_SECRET), hint_sessions=1))
    return TestClient(app)


def signed(role: Role) -> dict[str, str]:
    principal = Principal(key_id="test", role=role)
    return {HEADER: PrincipalToken(TOKEN_SECRET).sign(principal, SERVICE)}


OPEN = {"type": "open", "texts": TEXTS.model_dump(mode="json"), "as_of": "2026-03-02"}
URL = "/v1/hints/session"


def test_over_a_websocket(client: TestClient) -> None:
    with client, client.websocket_connect(URL, headers=signed(Role.AGENT)) as socket:
        socket.send_json({"type": "edit", "edits": [{"op": "remove", "unit": "claims/1"}]})
        assert socket.receive_json()["problem"]["type"] == "urn:zhishen:problem:session-order"
        socket.send_json(OPEN)
        opened = socket.receive_json()
        assert opened["type"] == "opened"
        assert {"unit": "claims/1/number", "length": 3} in opened["units"]
        assert opened["versions"]["components"]["rule_set"] == rule_book().version
        new = {
            "op": "insert",
            "part": "claim",
            "text": "4. 根据权利要求9所述的装置。",
            "unit": "c4",
        }
        socket.send_json({"type": "edit", "edits": [new]})
        changes = socket.receive_json()
        assert "c4" in {finding["location"]["unit"] for finding in changes["added"]}
        assert changes["units"][0]["unit"] == "c4"
        socket.send_json({"type": "edit", "edits": [{"op": "remove", "unit": "c4"}]})
        cleared = socket.receive_json()["cleared"]
        assert (
            set(cleared) >= {finding["id"] for finding in changes["added"]} - set(cleared)
            or cleared
        )


def test_faults_are_told_without_quoting(client: TestClient) -> None:
    with client, client.websocket_connect(URL, headers=signed(Role.EXAMINER)) as socket:
        for sent in ("secret text", '{"type": "edit", "edits": [{"op": "remove", "secret": 1}]}'):
            socket.send_text(sent)
            refused = socket.receive_json()
            assert refused["type"] == "refused"
            assert refused["problem"]["status"] == 422
            assert "secret text" not in str(refused)
        assert refused["problem"]["errors"][0]["pointer"].startswith("#/edit/edits/0")


def test_large_messages_end_the_session(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hint_sessions, "MAX_EDIT_BYTES", 1000)
    with client, client.websocket_connect(URL, headers=signed(Role.EXAMINER)) as socket:
        socket.send_json(OPEN)
        socket.receive_json()
        socket.send_text("x" * 1001)
        assert socket.receive_json()["problem"]["status"] == 413
        with pytest.raises(WebSocketDisconnect) as caught:
            socket.receive_json()
        assert caught.value.code == 1009


def test_who_goes_on_too_fast_is_disconnected(client: TestClient) -> None:
    with client, client.websocket_connect(URL, headers=signed(Role.EXAMINER)) as socket:
        seen = []
        for _ in range(hint_sessions.MAX_REFUSED_IN_A_ROW):
            socket.send_text("{}")
            seen.append(socket.receive_json()["problem"]["status"])
        assert set(seen) == {422, 429}
        with pytest.raises(WebSocketDisconnect) as caught:
            socket.receive_json()
        assert caught.value.code == 1008


def test_pace() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert sum(pace.admits() for _ in range(100)) == BURST
    now[0] = 1.0
    assert sum(pace.admits() for _ in range(100)) == MESSAGES_PER_S


def test_sessions_are_limited(client: TestClient) -> None:
    with client, client.websocket_connect(URL, headers=signed(Role.EXAMINER)):
        second = client.websocket_connect(URL, headers=signed(Role.EXAMINER))
        with second as socket, pytest.raises(WebSocketDisconnect) as caught:
            socket.receive_json()
        assert caught.value.code == 1013


@pytest.mark.parametrize(("role", "status"), [(None, 401), (Role.OPERATOR, 403)])
def test_roles(client: TestClient, role: Role | None, status: int) -> None:
    headers = signed(role) if role is not None else {}
    with client, pytest.raises(WebSocketDenialResponse) as caught:
        client.websocket_connect(URL, headers=headers).__enter__()
    assert caught.value.status_code == status
