"""The JavaScript client: its own tests under node, its edits against the service, and in a browser."""

from __future__ import annotations

import itertools
import json
import os
import queue
import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from gateway.app import create_app
from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from services.formal_check.domain.drafting import draft_case
from services.formal_check.domain.hint_session import HintSession
from services.formal_check.domain.registry import rule_book
from shared.client.draft_edits import edits_to, mirror_of
from shared.contracts.common import Role
from shared.contracts.formal_check import DraftTexts
from shared.contracts.hint_session import Edit
from tests.gateway.fake_services import served
from tests.gateway.hints.test_hint_sessions import embedded

HERE = Path(__file__).parent
MODULE = Path(__file__).parents[4] / "shared" / "client" / "javascript"
AS_OF = date(2026, 3, 2)
EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)


def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not installed")
    return found


def test_the_modules_own_tests() -> None:
    done = subprocess.run(
        [node(), "--test", str(HERE)],
        env={**os.environ, "ZHISHEN_JAVASCRIPT": str(MODULE)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout


def heading(text: str) -> dict[str, Any]:
    return {"text": text, "heading": True}


def changed(texts: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The papers after someone went on writing: lines put in, taken away, changed."""
    edited = json.loads(json.dumps(texts))
    for _ in range(chance.randint(1, 3)):
        part = chance.choice(["claims", "abstract", "description", "title"])
        if part == "title":
            edited["title"] += chance.choice(["装", "置"])
            continue
        items = edited[part]
        at = chance.randint(0, len(items))
        text = chance.choice(["1. 一种装置。", "包括壳体", "[0003] 所述喷头𠮷", "技术领域"])
        new = {"text": text, "heading": chance.random() < 0.4} if part == "description" else text
        act = chance.random()
        if act < 0.4 or not items:
            items.insert(at, new)
        elif act < 0.6:
            items.pop(min(at, len(items) - 1))
        else:
            items[min(at, len(items) - 1)] = new
    return edited  # type: ignore[no-any-return]


def lines_of(session: HintSession) -> list[tuple[str, ...]]:
    """Everything an editor shows, in its order."""
    application = session.case_file.application
    description = application.description
    lines: list[tuple[str, ...]] = []
    if description is not None:
        headings = list(description.headings)
        for index, paragraph in enumerate(description.paragraphs):
            while headings and headings[0].before_paragraph <= index:
                lines.append(("heading", headings.pop(0).unit.text))
            lines.append(("paragraph", paragraph.unit.text))
        lines += [("heading", one.unit.text) for one in headings]
        lines.append(("title", "" if description.title is None else description.title.text))
    lines += [("claim", one.number_label, one.unit.text) for one in application.claims or ()]
    if application.abstract is not None:
        lines += [("abstract", unit.text) for unit in application.abstract.units]
    return lines


def without_numbers(lines: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """An edited paragraph keeps a number as typed, a new one has it split off: the same to a reader."""
    return [(kind, *(text.removeprefix("[0003] ") for text in texts)) for kind, *texts in lines]


def edits_in_python(states: list[DraftTexts]) -> list[list[dict[str, Any]] | None]:
    """The same steps by the Python client."""
    mirror, steps = mirror_of(states[0]), []
    numbers = itertools.count(1)
    for texts in states[1:]:
        change = edits_to(mirror, texts, lambda: f"new-{next(numbers)}")
        mirror = mirror_of(texts) if change is None else change[1]
        steps.append(None if change is None else [one.model_dump() for one in change[0]])
    return steps


def test_edits_lead_to_the_papers_as_typed() -> None:
    chance = random.Random(7)
    for _ in range(12):
        states: list[dict[str, Any]] = [
            {
                "kind": "invention",
                "title": "一种装置",
                "claims": ["1. 一种装置，包括壳体。", "2. 根据权利要求1所述的装置。"],
                "abstract": ["公开了装置。"],
                "description": [
                    heading("技术领域"),
                    "涉及装置。",
                    heading("发明内容"),
                    "包括壳体。",
                ],
            }
        ]
        for _ in range(12):
            states.append(changed(states[-1], chance))
        for state in states:
            state["description"] = [
                one if isinstance(one, dict) else {"text": one, "heading": False}
                for one in state["description"]
            ]
        done = subprocess.run(
            [node(), str(HERE / "edits.mjs"), str(MODULE)],
            input=json.dumps(states),
            capture_output=True,
            text=True,
            check=True,
        )
        texts = [DraftTexts.model_validate(state) for state in states]
        assert edits_in_python(texts) == json.loads(done.stdout)
        session = HintSession(draft_case(texts[0]), rule_book(), AS_OF)
        for wanted, sent in zip(texts[1:], json.loads(done.stdout), strict=True):
            assert sent is not None
            if sent:
                session.edit([EDIT.validate_python(edit) for edit in sent])
            fresh = HintSession(draft_case(wanted), rule_book(), AS_OF)
            assert without_numbers(lines_of(session)) == without_numbers(lines_of(fresh))


@contextmanager
def pages(folder: Path) -> Iterator[tuple[str, queue.Queue[dict[str, Any]]]]:
    """Serves a folder on an origin of its own; what a page posts there comes out of the queue."""
    told: queue.Queue[dict[str, Any]] = queue.Queue()

    class Handler(SimpleHTTPRequestHandler):
        def do_POST(self) -> None:
            told.put(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", told
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.system
def test_in_a_browser_from_another_origin(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium is installed")
    folder = tmp_path / "pages"
    shutil.copytree(MODULE, folder)
    shutil.copy(HERE / "browser.html", folder)
    with pages(folder) as (origin, told):
        settings = Settings(data_dir=tmp_path / "data", cors_origins=(origin,))
        engine = open_database(settings.store_url)
        key, text = new_key("page", Role.APPLICANT, datetime.now(UTC))
        KeyStore(engine).add(key)
        engine.dispose()
        with served(create_app(settings, embedded)) as port:
            url = f"{origin}/browser.html#{json.dumps([f'http://127.0.0.1:{port}', text])}"
            running = subprocess.Popen(
                [
                    browser,
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    f"--user-data-dir={tmp_path / 'profile'}",
                    url,
                ],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                seen = told.get(timeout=90)
            finally:
                running.terminate()
                running.wait(20)
    assert seen.get("error") is None, seen
    assert seen["states"][:2] == ["connecting", "open"]
    assert "waiting" in seen["states"]  # the page cut its connection
    assert seen["quoted"] == ["包括"]
    assert seen["after"] < seen["before"]
