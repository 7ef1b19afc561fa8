"""Debian's PostgreSQL, run by an ordinary user in a temporary folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a server without database name."""
    pytest.importorskip("psycopg")
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="zhishen-pg-") as name:
        folder = Path(name)
        as_user: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, "postgres")
            as_user = ["runuser", "-u", "postgres", "--"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = folder / "data"
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -k {folder} -c fsync=off"

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [*as_user, str(programs / program), *arguments],
                check=True,
                cwd=folder,
                stdout=subprocess.DEVNULL,
            )

        run("initdb", "-D", str(data), "-U", "test", "-A", "trust", "-E", "UTF8", "--no-sync")
        log = str(folder / "log")
        run("pg_ctl", "-D", str(data), "-l", log, "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://test@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """URL of an empty database."""
    admin = sa.create_engine(f"{postgresql_server}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS zhishen WITH (FORCE)")
        connection.exec_driver_sql("CREATE DATABASE zhishen")
    yield f"{postgresql_server}/zhishen"
    admin.dispose()
