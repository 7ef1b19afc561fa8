"""``zhishen pending``: applications whose procedure is not over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gateway.pending.importing import Imported, import_folder
from gateway.settings import Settings
from gateway.store.applications import ApplicationFilter, ApplicationStore
from gateway.store.blobs import open_blobs
from gateway.store.database import open_database
from shared.contracts.applications import ApplicationState

commands = typer.Typer(
    help="Import and list pending applications. 待审申请的导入与查看。", no_args_is_help=True
)
OWNER = "local"
"""Who owns what is imported here unless told otherwise: nobody's key, so the office alone sees it."""


@commands.command("import")
def import_packages(
    folder: Annotated[Path, typer.Argument(exists=True, help="A package, or a folder of them.")],
    owner: Annotated[
        str, typer.Option(help="Id of the key that owns them; by default the office alone.")
    ] = OWNER,
) -> None:
    """File every package below a folder; known numbers become amendments, known packages nothing."""
    counts: Counter[Imported] = Counter()
    errors = Console(stderr=True)
    with _store() as store:
        for item in import_folder(folder, store, owner):
            counts[item.outcome] += 1
            if item.error is not None:
                errors.print(
                    f"[red]{escape(str(item.path))}[/]: {escape(item.error.one_line())}",
                    soft_wrap=True,
                )
    typer.echo(
        f"filed 新申请 {counts[Imported.FILED]}, amended 修改 {counts[Imported.AMENDED]}, "
        f"known 已有 {counts[Imported.KNOWN]}, failed 失败 {counts[Imported.FAILED]}"
    )
    if counts[Imported.FAILED]:
        raise typer.Exit(1)


@commands.command("list")
def list_applications(
    state: Annotated[ApplicationState | None, typer.Option(help="Only this state.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 50,
) -> None:
    """List applications, newest first."""
    with _store() as store:
        items, mark = store.page(None, ApplicationFilter(state=state), None, limit)
    table = Table("id", "number 申请号", "title 名称", "state 状态", "order 次序", "version 版本")
    for item in items:
        table.add_row(
            item.id,
            escape(item.application_number or ""),
            escape(item.title or ""),
            item.state.value,
            item.order.value,
            str(item.version),
        )
    Console().print(table)
    if mark is not None:
        typer.echo(f"… first 前 {limit}")


@contextmanager
def _store() -> Iterator[ApplicationStore]:
    settings = Settings()
    engine = open_database(settings.store_url)
    try:
        yield ApplicationStore(engine, open_blobs(settings.blobs_url, settings.folder / "blobs"))
    finally:
        engine.dispose()
