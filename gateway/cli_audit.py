"""``zhishen audit``: verify the audit log, export its head or its entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from gateway.audit.entry import Head, as_json
from gateway.settings import Settings
from gateway.store.audit import AuditStore
from gateway.store.database import open_database

commands = typer.Typer(
    help="Verify and export the audit log. 核验、导出审计日志。", no_args_is_help=True
)
_HEAD = re.compile(r"(\d{1,18}) ([0-9a-f]{64})")


@commands.command("head")
def head() -> None:
    """Print the end of the log, to be kept where the database's owner cannot change it."""
    with _store() as store:
        found = store.head()
    typer.echo(f"{found.number} {found.digest.hex()}")


@commands.command("verify")
def verify(
    kept: Annotated[
        Path | None, typer.Option("--head", help="A file that 'zhishen audit head' printed.")
    ] = None,
) -> None:
    """Check every entry and its place; with --head also that none was cut off since then."""
    expected = None if kept is None else _read_head(kept)
    with _store() as store:
        result = store.verify(expected)
    if result.fault is not None:
        typer.echo(
            f"The log is broken at entry {result.fault}: {result.head.number} entries before it are "
            f"in order. 审计日志自第 {result.fault} 条起不完整，此前 {result.head.number} 条无误。",
            err=True,
        )
        raise typer.Exit(1)
    typer.echo(f"{result.head.number} entries in order 条目完整: {result.head.digest.hex()}")


@commands.command("export")
def export(
    after: Annotated[int, typer.Option(min=0, help="Only entries behind this number.")] = 0,
) -> None:
    """Print entries, one JSON object per line."""
    with _store() as store:
        for one in store.entries(after):
            fields = as_json(one.number, one.entry, one.algorithm)
            typer.echo(json.dumps({**fields, "digest": one.digest.hex()}))


def _read_head(path: Path) -> Head:
    found = _HEAD.fullmatch(path.read_text("utf-8").strip())
    if found is None:
        raise typer.BadParameter(
            "This file is not a head: a number and 64 hexadecimal digits. 该文件不是日志末端记录。",
            param_hint="--head",
        )
    return Head(int(found[1]), bytes.fromhex(found[2]))


@contextmanager
def _store() -> Iterator[AuditStore]:
    settings = Settings()
    engine = open_database(settings.store_url)
    try:
        yield AuditStore(engine, settings.audit_digest)
    finally:
        engine.dispose()
