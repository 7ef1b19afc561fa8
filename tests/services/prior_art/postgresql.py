"""A throw-away PostgreSQL server for tests, run as an ordinary user."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_PLACES = ("/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin")


@dataclass
class PostgresServer:
    """A running server; its files lie in a folder of the test."""

    url: str
    _programs: Path
    _data: Path
    _user: str | None

    @classmethod
    def start(cls, folder: Path) -> Self | None:
        """A server, or ``None`` if the programs are not installed."""
        programs = next((Path(place) for place in _PLACES if Path(place).is_dir()), None)
        if programs is None:
            return None
        user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        data = folder / "postgresql"
        data.mkdir()
        if user is not None:
            # The folders above belong to the test's user: let this one through.
            for parent in (folder, *folder.parents[:3]):
                parent.chmod(parent.stat().st_mode | 0o011)
            shutil.chown(data, user)
        server = cls("", programs, data, user)
        server._run("initdb", "-D", str(data), "-U", "zhishen", "-A", "trust", "--no-sync")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data}"
        log = data / "log"
        server._run("pg_ctl", "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
        server.url = f"postgresql+psycopg://zhishen@127.0.0.1:{port}/postgres"
        return server

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._programs / program), *arguments],
            check=True,
            user=self._user,
            cwd=self._data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )
