"""Runs what docker-compose.yml lists, as plain processes on the loopback interface."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def load() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return document


def interpolate(text: str, variables: dict[str, str]) -> str:
    """``${NAME}``, ``${NAME:-default}``, ``${NAME:?message}`` as compose does it."""

    def value(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        if variables.get(name):
            return variables[name]
        if kind == "?":
            raise KeyError(f"{name}: {rest}")
        return rest if kind == "-" else ""

    return _VARIABLE.sub(value, text)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Composition:
    """The processes. Names and ports of containers become ports of this machine."""

    folder: Path
    variables: dict[str, str]
    services: dict[str, Any] = field(default_factory=lambda: load()["services"])
    ports: dict[str, int] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ports = {name: free_port() for name in self.services}

    def environment(self, name: str) -> dict[str, str]:
        """What compose lists and nothing else, with addresses and folders of this machine."""
        listed = {
            key: interpolate(str(value), self.variables)
            for key, value in self.services[name]["environment"].items()
        }
        for key, value in listed.items():
            if key.endswith("_HOST"):
                listed[key] = "127.0.0.1"
            elif key.endswith("_PORT"):
                listed[key] = str(self.ports[name])
            elif key.endswith("_DATA_DIR"):
                listed[key] = str(self.folder / name)
            elif key.endswith("_URL"):
                host = re.fullmatch(r"http://([\w-]+):\d+", value)
                assert host is not None, value
                listed[key] = f"http://127.0.0.1:{self.ports[host.group(1)]}"
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8", **listed}

    def start(self, name: str) -> None:
        command = [*self.services[name]["command"]]
        assert command[0] == "python"
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *command[1:]],
                cwd=ROOT,
                env=self.environment(name),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_ready(self, name: str, timeout_s: float = 120) -> None:
        until = time.monotonic() + timeout_s
        while True:
            try:
                with urllib.request.urlopen(self.url(name) + "/readyz", timeout=2) as answer:
                    assert answer.status == 200
                    return
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                ended = self.processes[name].poll()
                log = (self.folder / f"{name}.log").read_text("utf-8", "replace")[-2000:]
                assert ended is None, f"{name} ended with {ended}: {log}"
                assert time.monotonic() < until, f"{name} is not ready: {log}"
                time.sleep(0.1)

    def run(self, name: str, *command: str) -> str:
        """``docker compose exec``: a command in the environment of a service."""
        program = Path(sys.executable).with_name(command[0])
        return subprocess.run(
            [program, *command[1:]],
            cwd=ROOT,
            env=self.environment(name),
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}"

    def kill(self, name: str) -> None:
        """As a machine that fails: the whole group of processes, at once."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> dict[str, int]:
        """Ask every process to end; exit codes by name."""
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        codes = {name: process.wait(30) for name, process in self.processes.items()}
        self.processes.clear()
        return codes
