"""``zhishen audit``: verify the audit log, export its head or its entries, archive the oldest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from gateway.audit.archive import archived, line_of, through, write_archive
from gateway.audit.entry import BEGINNING, AuditEntry, Head
from gateway.settings import Settings
from gateway.store.audit import PRUNED, AuditStore, Checkpoint
from gateway.store.database import open_database
from shared.contracts.common import Role

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
    archive: Annotated[
        list[Path] | None,
        typer.Option("--archive", help="A file that 'prune' wrote; all of them, the oldest first."),
    ] = None,
) -> None:
    """Check every entry and its place; with --head also that none was cut off since then.

    Of a log whose oldest entries were archived, --archive checks them as well.
    """
    expected = None if kept is None else _read_head(kept)
    with _store() as store:
        begins = store.checkpoint().head
        if archive:
            begins = _verify_archives(archive, begins, expected)
        elif expected is not None and expected.number < begins.number:
            raise typer.BadParameter(
                f"Entry {expected.number} is archived: give the archives with --archive. "
                f"第 {expected.number} 条已归档，请用 --archive 指定归档文件。",
                param_hint="--head",
            )
        result = store.verify(expected)
    if result.fault is not None:
        _broken(result.fault, result.head.number)
    typer.echo(f"{result.head.number} entries in order 条目完整: {result.head.digest.hex()}")
    if begins.number and not archive:
        typer.echo(f"Entries 1 to {begins.number} are archived. 第 1 至 {begins.number} 条已归档。")


@commands.command("export")
def export(
    after: Annotated[int, typer.Option(min=0, help="Only entries behind this number.")] = 0,
) -> None:
    """Print entries, one JSON object per line."""
    with _store() as store:
        for one in store.entries(after):
            typer.echo(line_of(one))


@commands.command("prune")
def prune(
    before: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d"], help="Entries older than this day (UTC) go, YYYY-MM-DD."
        ),
    ],
    archive: Annotated[Path, typer.Option(help="The new file they go to.")],
) -> None:
    """Move the oldest entries into an archive. What is left goes on from them, and says so.

    Nothing is deleted that is not in order, or that could not be written.
    """
    with _store() as store:
        begins = store.checkpoint().head
        last = store.last_before(before.replace(tzinfo=UTC))
        if last <= begins.number:
            typer.echo("No entry is so old. 没有早于该日期的条目。")
            return
        head = begins
        for head in through(store.entries(), begins):
            if head.number == last:
                break
        if head.number != last:
            _broken(head.number + 1, head.number)
        try:
            digest = write_archive(
                archive, takewhile(lambda one: one.number <= last, store.entries())
            )
        except OSError as error:
            raise typer.BadParameter(
                f"The archive cannot be written: {error.strerror}. 无法写入归档文件。",
                param_hint="--archive",
            ) from None
        checkpoint = Checkpoint(head, digest)
        store.prune(checkpoint, _entry_of(checkpoint))
    typer.echo(
        f"Entries {begins.number + 1} to {last} are in {archive} (SHA-256 {digest}). "
        f"第 {begins.number + 1} 至 {last} 条已移入归档文件。"
    )


def _verify_archives(files: list[Path], begins: Head, expected: Head | None) -> Head:
    """Check archives from the first entry on to where the log begins."""
    head = beginning = Head(0, BEGINNING)
    try:
        for head in through(archived(files), beginning):
            if expected is not None and expected.number == head.number and expected != head:
                _broken(head.number, head.number - 1)
    except (OSError, ValueError):
        _broken(head.number + 1, head.number)
    if head != begins:
        _broken(min(head.number, begins.number) + 1, head.number)
    return head


def _broken(fault: int, good: int) -> NoReturn:
    typer.echo(
        f"The log is broken at entry {fault}: {good} entries before it are "
        f"in order. 审计日志自第 {fault} 条起不完整，此前 {good} 条无误。",
        err=True,
    )
    raise typer.Exit(1)


def _entry_of(checkpoint: Checkpoint) -> AuditEntry:
    return AuditEntry(
        at=datetime.now(UTC),
        key_id="local",
        role=Role.OPERATOR.value,
        action=PRUNED,
        object=checkpoint.object,
        status=0,
        request_id="",
    )


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
