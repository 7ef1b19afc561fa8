"""``zhishen index`` and ``zhishen search``, working alone."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from services.prior_art.cli import commands
from tests.services.prior_art.documents import QUALITIES, THINGS, document, many
from tests.services.prior_art.filings import AROUND, KEYS, application


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("ZHISHEN_DATA_DIR", str(tmp_path / "var"))

    def run_(*arguments: object) -> Result:
        return CliRunner().invoke(commands, [str(argument) for argument in arguments])

    return run_


def write_lines(path: Path, *records: object) -> Path:
    lines = [
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_index_then_search(run, tmp_path: Path) -> None:
    own = write_lines(tmp_path / "own.jsonl", *(one.model_dump(mode="json") for one in many()))
    simple = write_lines(
        tmp_path / "any name.txt",
        {
            "appno": "CN201410000001.1",
            "title": "陶瓷滤芯水壶",
            "abstract": "水壶。",
            "subclass": "A47J",
        },
    )
    report = tmp_path / "report.json"
    result = run("index", own, simple, "--json", report)
    assert result.exit_code == 0, result.output
    assert json.loads(report.read_text())["added"] == 81
    assert run("index", own, simple, "--json", report).exit_code == 0
    assert json.loads(report.read_text())["unchanged"] == 81

    answer = tmp_path / "answer.json"
    result = run("search", "陶瓷滤芯", "--limit", 3, "--json", answer)
    assert result.exit_code == 0, result.output
    assert "CN201410000001.1" in result.output
    assert json.loads(answer.read_text())["hits"][0]["key"] == "CN201410000001.1"

    result = run("search", "水泵", "--before", "2003-01-01", "--ipc", "A01B", "--json", answer)
    hits = json.loads(answer.read_text())["hits"]
    assert hits
    assert all(hit["publication_date"] < "2003-01-01" for hit in hits)


def test_classify_by_text_and_by_application(run, tmp_path: Path) -> None:
    lines = (one.model_dump(mode="json") for one in many())
    assert run("index", write_lines(tmp_path / "many.jsonl", *lines)).exit_code == 0
    answer = tmp_path / "answer.json"
    result = run("classify", "防堵塞的割草机", "--limit", 2, "--json", answer)
    assert result.exit_code == 0, result.output
    found = json.loads(answer.read_text())
    assert len(found["suggestions"]) == 2
    assert found["suggestions"][0]["documents"]
    assert found["suggestions"][0]["symbol"] in result.output
    filed = tmp_path / "filed.json"
    filed.write_text(application().model_dump_json(), encoding="utf-8")
    assert run("classify", filed, "--level", "main_group").exit_code == 0
    assert run("classify", "，").exit_code == 2


def test_an_application_by_legal_dates_with_a_chart(run, tmp_path: Path) -> None:
    lines = (one.model_dump(mode="json") for one in AROUND.values())
    assert run("index", write_lines(tmp_path / "around.jsonl", *lines)).exit_code == 0
    filed = tmp_path / "filed.json"
    filed.write_text(application().model_dump_json(), encoding="utf-8")
    answer = tmp_path / "answer.json"
    result = run("search", filed, "--legal", "--chart", "--json", answer)
    assert result.exit_code == 0, result.output
    assert "[conflicting]" in result.output
    told = json.loads(answer.read_text())
    assert KEYS["all"] in [one["documents"][0] for one in told["chart"]["citations"]]
    result = run("search", "--boolean", "DESC=碳纤维 AND PD<2016", "--json", answer)
    assert result.exit_code == 0, result.output
    assert [hit["key"] for hit in json.loads(answer.read_text())["hits"]] == [KEYS["all"]]
    wrong = run("search", "--boolean", "(碳纤维")
    assert wrong.exit_code == 2
    assert "character 1" in wrong.output


def test_rejected_records_are_told_with_their_line(run, tmp_path: Path) -> None:
    lines = write_lines(
        tmp_path / "a.jsonl",
        {"publication_number": "CN100000001A", "title": "一种水泵"},
        "{broken",
        {"title": "没有号码"},
        {"number": "CN100000002A", "title": "未公开", "published": False},
        document("3", office="??").model_dump(mode="json"),
    )
    report = tmp_path / "report.json"
    assert run("index", lines, "--json", report).exit_code == 0
    told = json.loads(report.read_text())
    assert told["added"] == 1
    assert [one["source"] for one in told["rejected"]] == [f"a.jsonl:{i}" for i in (2, 3, 4, 5)]

    assert run("index", lines, "--collection", "pending", "--json", report).exit_code == 0
    assert json.loads(report.read_text())["added"] == 2


def test_exit_codes(run, tmp_path: Path) -> None:
    assert run("index", tmp_path / "absent.jsonl").exit_code == 1
    unknown = tmp_path / "a.bin"
    unknown.write_bytes(b"\x00\x01\x02")
    assert run("index", unknown).exit_code == 1
    assert run("search", unknown).exit_code == 1
    assert run("search").exit_code == 2
    assert run("search", "，。").exit_code == 2
    assert run("search", "水泵", "--ipc", "Z").exit_code == 2
    assert run("search", "水泵", "--collection", "absent").exit_code == 2
    assert run("index", unknown, "--collection", "Not A Name").exit_code == 2


def test_publications_of_several_offices(run, tmp_path: Path, data_dir: Path) -> None:
    report = tmp_path / "report.json"
    publications = data_dir / "cn-publications"
    result = run("index", publications, data_dir / "foreign-publications", "--json", report)
    assert result.exit_code == 0, result.output
    told = json.loads(report.read_text())
    # The plain texts beside the publications carry no number to know them by.
    assert {Path(one["source"]).suffix for one in told["rejected"]} <= {".md"}
    assert told["added"] == 20

    answer = tmp_path / "answer.json"
    package = data_dir / "cnipa-efiling" / "2018103922220"
    assert run("search", package, "--claims", "1", "--json", answer).exit_code == 0
    result = json.loads(answer.read_text())
    assert [query["name"] for query in result["queries"]][:2] == ["claim 1", "essence"]
    assert result["hits"]


def test_unpublished_filings_go_to_unpublished_collections_only(
    run, tmp_path: Path, data_dir: Path
) -> None:
    report = tmp_path / "report.json"
    filings = data_dir / "cnipa-efiling"
    run("index", filings, "--json", report)
    assert json.loads(report.read_text())["added"] == 0
    run("index", filings, "--collection", "pending", "--json", report)
    assert json.loads(report.read_text())["added"] == 3


def test_tune_learns_and_says_how_it_did(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weights are stored beside the collection only if they are better than those in use."""
    monkeypatch.setenv("ZHISHEN_PRIOR_ART_ENCODER", "none")
    documents = [
        document(
            f"{100_000_000 + i}",
            f"一种{quality}{thing}{i}",
            abstract=f"一种{quality}{thing}{i}，用于{other}，具有壳体、电机和开关，安装在机架之上并由人操作。"
            f"所述{thing}的{quality}结构连接{other}，编号{i}，工作时先后打开和关闭，操作十分方便可靠。",
        )
        for i, (quality, thing, other) in enumerate(product(QUALITIES, THINGS, THINGS[:5]))
    ]
    source = tmp_path / "documents.jsonl"
    source.write_text("".join(one.model_dump_json() + "\n" for one in documents), encoding="utf-8")
    assert run("index", source).exit_code == 0
    report_file = tmp_path / "tuning.json"
    done = run("tune", "--json", report_file)
    assert done.exit_code == 0, done.output
    report = json.loads(report_file.read_text())
    assert {one["task"] for one in report["checked"]} == {"title", "first half"}
    kept = list((tmp_path / "var").rglob("ranker.json"))
    assert bool(kept) is report["used"]
    assert not list((tmp_path / "var").rglob("proxies-*"))


def test_tune_refuses_a_collection_that_is_too_small(run) -> None:
    refused = run("tune")
    assert refused.exit_code == 2
