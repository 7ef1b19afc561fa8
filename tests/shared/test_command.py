"""The one command: gathering, missing extras, errors."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest
import typer

from shared import command
from shared.errors import ZhishenError

part = typer.Typer()


@part.command("fail")
def fail() -> None:
    """Fail with an error of ours."""
    raise ZhishenError("Broken.", "损坏。", file="a.xml", line=7)


@part.command("fine")
def fine() -> None:
    """Do nothing."""


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    entries = [
        EntryPoint("fail", f"{__name__}:part", command.GROUP),
        EntryPoint("fine", f"{__name__}:part", command.GROUP),
        EntryPoint("absent", "services.absent.cli:commands", command.GROUP),
    ]
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    monkeypatch.setattr(command, "entry_points", lambda group: entries)
    monkeypatch.setattr(sys, "argv", ["zhishen", *arguments])
    with pytest.raises(SystemExit) as stop:
        command.main()
    assert isinstance(stop.value.code, int)
    return stop.value.code


def test_a_command_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "fine") == 0


def test_our_errors_are_one_line_with_their_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "fail") == 1
    assert capsys.readouterr().err == "a.xml:7: Broken. 损坏。\n"


@pytest.mark.parametrize("name", ["absent", "misspelt"])
def test_a_command_that_is_not_there_names_missing_extras(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(monkeypatch, name) == 2
    error = capsys.readouterr().err
    assert "No such command" in error
    assert "pip install 'zhishen[absent]'" in error


def test_only_what_is_asked_for_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        EntryPoint("fine", f"{__name__}:part", command.GROUP),
        EntryPoint("absent", "services.absent.cli:commands", command.GROUP),
    ]
    monkeypatch.setattr(command, "entry_points", lambda group: entries)
    assert command.gather(["fine", "absent"])[1] == {}
    assert command.gather(["--version"])[1] == {}
    assert command.gather(["--help"])[1] == {"absent": "services.absent"}


def test_every_command_is_registered_under_its_name() -> None:
    root, missing = command.gather(["--help"])
    assert missing == {}
    names = set(typer.main.get_command(root).commands)  # type: ignore[attr-defined]
    assert names == {entry.name for entry in entry_points(group=command.GROUP)}


def test_every_command_shows_its_help() -> None:
    root, _ = command.gather(["--help"])
    asked = [(typer.main.get_command(root), ["zhishen"])]
    while asked:
        shown, path = asked.pop()
        with pytest.raises(SystemExit) as stop:
            shown.main(args=["--help"], prog_name=" ".join(path))
        assert stop.value.code == 0, path
        asked += [(one, [*path, name]) for name, one in getattr(shown, "commands", {}).items()]


def test_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "shared.command", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("zhishen ")


def test_a_console_without_chinese_does_not_stop_a_command(tmp_path: Path) -> None:
    text = tmp_path / "申请.txt"
    text.write_text("权利要求书\n1. 一种水杯。\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "shared.command", "check", str(text)],
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert b"?" in ran.stdout
