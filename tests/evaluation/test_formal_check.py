"""The measuring of the formal check: spans, excerpts, defects and figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evaluation import formal_check
from evaluation.cli import commands
from evaluation.excerpts import read_excerpt, read_excerpts
from evaluation.formal_check import Measured, clean_applications
from evaluation.mutations import word_papers
from evaluation.mutations.book import FOREIGN_MUTATORS, MUTATORS
from evaluation.mutations.editing import Draft
from evaluation.mutations.foreign_claims import SAMPLES as FOREIGN_SAMPLES
from evaluation.mutations.harness import measure
from evaluation.mutations.json_places import write_with_places
from evaluation.spans import agrees, plain
from services.formal_check.domain.registry import rule_book
from shared.model.source import Location

SAMPLE = "invention-good"
KINDS = {
    "claims.number-skipped",
    "claims.no-full-stop",
    "claims.refers-to-absent",
    "claims.for-instance",
    "description.no-background-heading",
    "description.number-skipped",
    "title.only-device",
    "abstract.absent",
    "papers.picture-absent",
    "inventor.team",
    "agency.code-with-letter",
    "priority.foreign-thirteen-months",
    "terms.paper-a-day-early",
    "drawings.600-dpi",
    "recognised.drawing-framed",
}


@pytest.fixture(scope="module")
def sample() -> dict[str, bytes]:
    return clean_applications(Path("/nowhere"))[SAMPLE]


@pytest.mark.parametrize(
    ("cut", "shown"),
    [
        ("电连<br/>\n  接", "电连接"),
        ("A &lt; B", "A < B"),
        ("m<sub>2</sub>", "m2"),
        ("甲<!-- 1 -->乙&#x4e19;", "甲乙丙"),
    ],
)
def test_markup_and_line_breaks_do_not_count(cut: str, shown: str) -> None:
    assert plain(cut) == shown
    text = f"<p>{cut}</p>"
    place = Location(file="a.xml", start=3, end=3 + len(cut), text=shown)
    assert agrees(text, place)
    assert not agrees(text, place.model_copy(update={"text": shown + "x"}))


def test_json_escapes_count_as_what_they_stand_for() -> None:
    text = r'{"name": "\u7532\"乙"}'
    assert agrees(text, Location(file="a.json", start=10, end=19, text='甲"乙'))
    assert not agrees(text, Location(file="a.json", start=10, end=19, text="甲乙"))


def test_values_stand_where_they_are_said_to() -> None:
    value: dict[str, object] = {"a": [{"b/c": "甲"}, 12], "d": {}, "e": None}
    text, places = write_with_places(value)
    assert text == json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    assert text[slice(*places["/a/0/b~1c"])] == "甲"
    assert text[slice(*places["/a/1"])] == "12"


def test_records_are_known_by_their_keys(tmp_path: Path) -> None:
    records: Sequence[object] = [
        {"title": "一种水杯", "publication_number": "CN1A"},
        {"标题": "一种水杯", "摘要": "本发明\r\n公开了一种水杯。", "首项权利要求": "1、一种水杯。"},
        {"claims": ["1.一种水杯。", "2.根据权利要求1所述的水杯。"]},
        {"kind": "observed", "defects": []},
        ["no record"],
    ]
    path = tmp_path / "any.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in records), encoding="utf-8")
    parts = [sorted(excerpt.parts) for excerpt in read_excerpts(path)]
    assert parts == [["title"], ["abstract", "claim_set", "title"], ["claim_set"]]


def test_a_claim_set_keeps_its_numbers() -> None:
    excerpt = read_excerpt({"claims": ["1.一种水杯。", "3.根据权利要求1所述的水杯。"]})
    assert excerpt is not None
    claims = excerpt.case_file.application.claims or ()
    assert [claim.number for claim in claims] == [1, 3]


def test_edits_keep_the_rest_of_the_file(sample: dict[str, bytes]) -> None:
    draft = Draft(sample)
    claim = draft.claims[-1]
    place = draft.append(claim, "，并且<固定>")
    before, after = sample[claim.file].decode(), draft.text(claim.file)
    assert after[place.start : place.end] == "，并且&lt;固定&gt;"
    assert after[: place.start] + after[place.end :] == before
    assert draft.claims[-1].text.endswith("，并且<固定>。")


def test_places_move_with_later_edits(sample: dict[str, bytes]) -> None:
    draft = Draft(sample)
    later = draft.append(draft.claims[-1], "甲乙丙")
    draft.prepend(draft.claims[0], "更早的文字")
    assert draft.text(later.file)[later.start : later.end] == "甲乙丙"


def test_defects_are_found(sample: dict[str, bytes]) -> None:
    measured = Measured()
    mutators = [one for one in MUTATORS if one.kind in KINDS]
    check = partial(formal_check.checked_findings, rule_book(), measured)
    recall = measure({SAMPLE: sample}, mutators, check)
    assert recall.kinds == len(KINDS)
    assert recall.missed() == {}
    assert measured.faults.total() == 0
    assert measured.spans.exact_share == 1


def test_defects_of_english_claims_are_found() -> None:
    check = partial(formal_check.checked_findings, rule_book(), Measured())
    for files in FOREIGN_SAMPLES.values():
        assert check(files) == ()
    recall = measure(FOREIGN_SAMPLES, FOREIGN_MUTATORS, check)
    assert recall.kinds == len(FOREIGN_MUTATORS)
    assert recall.missed() == {}
    assert recall.collateral == 0


def test_word_papers_are_spoilt() -> None:
    applications = clean_applications(Path("/nowhere"))
    check = partial(formal_check.checked_findings, rule_book(), Measured())
    mutators = word_papers.BOOK.mutators
    chemistry = {"invention-chemistry": applications["invention-chemistry"]}
    recall = measure(chemistry, mutators, check)
    assert recall.kinds == len(mutators)
    assert recall.missed() == {}


def test_a_blind_check_finds_nothing(sample: dict[str, bytes]) -> None:
    recall = measure({SAMPLE: sample}, MUTATORS[:5], lambda _: ())
    assert recall.trials
    assert recall.recall == 0


def test_there_are_many_kinds() -> None:
    assert len(MUTATORS) >= 120


def test_figures_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = tmp_path / "data" / "cn-text"
    titles.mkdir(parents=True)
    (titles / "t.jsonl").write_text('{"title": "一种水杯"}\n', encoding="utf-8")
    monkeypatch.setattr(formal_check, "MUTATORS", MUTATORS[:3])
    monkeypatch.setattr(formal_check, "FOREIGN_MUTATORS", FOREIGN_MUTATORS[:1])
    monkeypatch.setattr(formal_check, "SPEED_ROUNDS", 1)
    target = tmp_path / "figures.json"
    data = str(tmp_path / "data")
    result = CliRunner().invoke(
        commands, ["eval", "formal-check", "--data", data, "--json", str(target)]
    )
    assert result.exit_code == 0, result.output
    figures = json.loads(target.read_text(encoding="utf-8"))["figures"]
    assert figures["title_errors_rate"] == 0
    assert figures["documents"] == 0
    assert figures["mutations"] > 0
    assert figures["check_ms_p50"] > 0
