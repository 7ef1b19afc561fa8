"""Gateway and services as processes of their own, for measurements over real sockets."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.common import Role
from shared.settings import environment_with
from shared.web.principal import HEADER, Principal, PrincipalToken

START_S = 60.0
STOP_S = 20.0
_HIGH_RATES = {
    f"ZHISHEN_GATEWAY_{name}": "1000000"
    for name in (
        "RATE_LIMIT_PER_S",
        "RATE_LIMIT_BURST",
        "HEAVY_RATE_LIMIT_PER_S",
        "HEAVY_RATE_LIMIT_BURST",
    )
}


@dataclass(frozen=True)
class Running:
    """A process that answers at ``url``."""

    url: str
    pid: int

    def cpu_s(self) -> float:
        """Processor time of the process so far (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Processes:
    """Starts processes that share one data folder and one secret; all end with the block."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self._secret = secrets.token_urlsafe(32)

    def service(self, name: str, environment: Mapping[str, str] | None = None) -> Running:
        """``python -m services.<name>``, ready to answer."""
        return self._start(f"services.{name}", f"ZHISHEN_{name.upper()}_", environment or {})

    def module(
        self, module: str, prefix: str, environment: Mapping[str, str] | None = None
    ) -> Running:
        """``python -m`` another module that serves with the settings of ``prefix``."""
        return self._start(module, prefix, environment or {})

    def gateway(self, environment: Mapping[str, str] | None = None) -> Running:
        """``python -m gateway``, ready to answer. Embedded unless the environment says so.

        Rates are counted as ever, but so high that no measurement meets them.
        """
        return self._start("gateway", "ZHISHEN_GATEWAY_", {**_HIGH_RATES, **(environment or {})})

    def key(self, role: Role) -> str:
        """A new API key of a role; running gateways know it at once."""
        engine = open_database(Settings(data_dir=self.folder).store_url)
        key, text = new_key("measurement", role, datetime.now(UTC))
        KeyStore(engine).add(key)
        engine.dispose()
        return text

    def signed(self, service: str, role: Role) -> dict[str, str]:
        """Headers of a direct call to a service; they hold for 60 s."""
        token = PrincipalToken(self._secret).sign(Principal(key_id="direct", role=role), service)
        return {HEADER: token}

    def _start(self, module: str, prefix: str, environment: Mapping[str, str]) -> Running:
        port = _free_port()
        own = {
            "ZHISHEN_DATA_DIR": str(self.folder),
            "ZHISHEN_TOKEN_SECRET": self._secret,
            f"{prefix}PORT": str(port),
            f"{prefix}LOG_LEVEL": "error",
            **environment,
        }
        process = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, "-m", module], env=environment_with(own)
        )
        self._stack.callback(_stop, process)
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, process)
        return Running(url, process.pid)


@contextmanager
def processes(folder: Path) -> Iterator[Processes]:
    """Processes over a folder; they are stopped in the end, the last one first."""
    with ExitStack() as stack:
        yield Processes(folder, stack)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} was not ready within {START_S:g} s")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
