"""``zhishen demo``: the whole system on one machine with the sample applications.

It fills a folder of its own, starts ``zhishen serve`` in the background, examines the samples
through the public API as any client would, and says where to look. ``--stop`` ends it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.client import ZhishenClient
from shared.contracts.common import Role
from shared.contracts.dossier import Dossier
from shared.contracts.formal_check import Severity
from shared.errors import ZhishenError
from shared.settings import environment_with

commands = typer.Typer()

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
START_TIMEOUT_S = 180
EXAMINATION_TIMEOUT_S = 300


class DemoError(ZhishenError):
    """The demo cannot run here."""

    name = "demo-failed"
    title = "Demo failed"


@commands.command("demo")
def demo(
    folder: Annotated[Path, typer.Option(help="Where the demo keeps everything.")] = Path(
        "var/demo"
    ),
    port: Annotated[
        int, typer.Option(help="Port of the gateway; the next free one is taken.")
    ] = 8000,
    stop: Annotated[
        bool, typer.Option("--stop", help="Stop the server of an earlier demo.")
    ] = False,
) -> None:
    """Examine the sample applications and leave the server running. 演示。"""
    console = Console()
    folder = folder.resolve()
    stopped = _stop(folder)
    if stop:
        console.print(
            "Stopped. 已停止。" if stopped else "No demo is running. 没有正在运行的演示。"
        )
        return
    if not (SAMPLES / "applications").is_dir():
        raise DemoError(
            "The sample applications are not installed: run the demo in a checkout of the project.",
            "未找到示例申请：请在项目代码目录中运行演示。",
        )
    folder.mkdir(parents=True, exist_ok=True)
    environment = _environment(folder)
    console.print("Filling the collections … 正在建立文献库")
    _zhishen(environment, "index", str(SAMPLES / "prior_art"))
    _zhishen(environment, "designs", "index", str(SAMPLES / "designs_collection"))
    port = _free_port(port)
    key = _key(folder)
    console.print("Starting the services … 正在启动服务")
    _start(folder, environment, port)
    url = f"http://127.0.0.1:{port}"
    table = _examine_samples(console, folder, url, key)
    console.print(table)
    _print_where_to_look(console, folder, url)


def _environment(folder: Path) -> Mapping[str, str]:
    return environment_with({"ZHISHEN_DATA_DIR": str(folder)})


def _zhishen(environment: Mapping[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "shared.command", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise DemoError(
            f"'zhishen {arguments[0]}' failed: {done.stderr.strip()[-500:]}",
            f"命令 zhishen {arguments[0]} 执行失败。",
        )


def _free_port(wanted: int) -> int:
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise DemoError(
        f"No port from {wanted} to {wanted + 49} is free: choose another with --port.",
        "没有空闲端口，请用 --port 指定。",
    )


def _key(folder: Path) -> str:
    """The demo's examiner key; made once, readable by its owner only."""
    path = folder / "key"
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    engine = open_database(Settings(data_dir=folder).store_url)
    try:
        key, text = new_key("demo", Role.EXAMINER, datetime.now(UTC))
        KeyStore(engine).add(key)
    finally:
        engine.dispose()
    path.touch(mode=0o600)
    path.write_text(text + "\n", encoding="ascii")
    return text


def _start(folder: Path, environment: Mapping[str, str], port: int) -> None:
    command = [sys.executable, "-m", "shared.command", "serve", "--port", str(port)]
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(  # noqa: S603
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    (folder / "server.pid").write_text(str(server.pid), encoding="ascii")
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise DemoError(
        f"The server did not start; see {folder / 'server.log'}.",
        f"服务未能启动，请查看 {folder / 'server.log'}。",
    )


def _stop(folder: Path) -> bool:
    """End the server of an earlier demo in this folder, if it runs."""
    path = folder / "server.pid"
    if not path.exists():
        return False
    pid = int(path.read_text(encoding="ascii"))
    path.unlink()
    if not _is_demo_server(pid):
        return False
    os.kill(pid, signal.SIGTERM)
    for _ in range(100):
        if not _is_demo_server(pid):
            return True
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    return True


def _is_demo_server(pid: int) -> bool:
    """Whether the process is ours: a process id may have been given to another program."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"shared.command" in command and b"serve" in command


def _examine_samples(console: Console, folder: Path, url: str, key: str) -> Table:
    reports = folder / "reports"
    reports.mkdir(exist_ok=True)
    table = Table(
        title="Examined samples 示例审查结果", title_justify="left", box=None, pad_edge=False
    )
    for heading in ("application\n申请", "errors\n错误", "warnings\n警告", "notices\n提示"):
        table.add_column(heading, no_wrap=True, min_width=len(heading) - 3)
    table.add_column("nearest document\n最接近的文献", no_wrap=True, overflow="ellipsis")
    with ZhishenClient(url, key, timeout_s=EXAMINATION_TIMEOUT_S) as client:
        for path in sorted((SAMPLES / "applications").iterdir()):
            with console.status(f"Examining {path.name} … 正在审查"):
                dossier = client.examine(path)
            report = reports / f"{path.name}.html"
            report.write_text(client.report(dossier.id), encoding="utf-8")
            table.add_row(*_row(path.name, dossier))
    return table


def _row(name: str, dossier: Dossier) -> tuple[str, ...]:
    sections = dossier.sections
    counts = Counter(finding.severity for finding in sections.formal_check.findings)
    nearest = "–"
    if sections.prior_art.result is not None and sections.prior_art.result.hits:
        hit = sections.prior_art.result.hits[0]
        nearest = f"{hit.key} {hit.title}"
    elif sections.design_image.result is not None and sections.design_image.result.hits:
        design = sections.design_image.result.hits[0]
        nearest = f"{design.design_id} {design.title or ''}"
    return (
        name,
        *(str(counts[severity]) for severity in Severity),
        escape(nearest),
    )


def _print_where_to_look(console: Console, folder: Path, url: str) -> None:
    console.print(f"\nOpen 打开: [bold]{url}/[/]")
    console.print("  user 用户名: demo", highlight=False)
    console.print(f"  password 密码: $(cat {folder / 'key'})", highlight=False)
    console.print(f"Reports 报告: {folder / 'reports'}/*.html", highlight=False)
    console.print(
        f'API: curl -H "Authorization: Bearer $(cat {folder / "key"})" {url}/v1/examinations',
        highlight=False,
        soft_wrap=True,
    )
    console.print("Stop 停止: make demo-stop", highlight=False)
