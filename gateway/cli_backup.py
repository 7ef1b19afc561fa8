"""``zhishen backup`` and ``zhishen restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gateway.settings import Settings
from gateway.store.backup import Contents, restore_backup, write_backup
from gateway.store.blobs import open_blobs
from gateway.store.database import open_database

commands = typer.Typer()


@commands.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(help="File to write; it must not exist yet.")],
) -> None:
    """Write database and papers into one file of mode 0600, while the gateway runs.

    Collections and indexes of prior_art and design_image are not in it (docs/operations.md).
    """
    settings = Settings()
    engine = open_database(settings.store_url)
    try:
        blobs = open_blobs(settings.blobs_url, settings.folder / "blobs")
        _say("Written 已写入", write_backup(engine, blobs, file), file)
    finally:
        engine.dispose()


@commands.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A backup.")],
) -> None:
    """Put a backup into an empty installation, SQLite or PostgreSQL."""
    settings = Settings()
    blobs = open_blobs(settings.blobs_url, settings.folder / "blobs")
    _say("Restored 已恢复", restore_backup(file, settings.store_url, blobs), file)


def _say(what: str, contents: Contents, file: Path) -> None:
    typer.echo(f"{what}: {contents.rows} rows 行, {contents.blobs} files 文件 – {file}")
