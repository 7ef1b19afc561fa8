"""``zhishen recheck``: batch re-checks, on the gateway's database."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from sqlalchemy.engine import Engine

from gateway.connections import open_clients
from gateway.recheck.affected import RuleSet
from gateway.recheck.export import csv_lines, json_lines
from gateway.recheck.formal_service import open_formal_check
from gateway.recheck.item import PRINCIPAL
from gateway.recheck.rules import current_rule_set
from gateway.recheck.summary import summarise
from gateway.recheck.worker import RecheckWorker, run_worker
from gateway.report import render_recheck
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.rechecks import RecheckStore
from shared.contracts.applications import PENDING, ApplicationState, CheckName
from shared.contracts.rechecks import RecheckJob, RecheckRequest, RecheckState, Selection
from shared.logging import configure_logging
from shared.model.identification import ApplicationKind

commands = typer.Typer(
    help="Check pending applications again. 待审申请的批量复查。", no_args_is_help=True
)
_OFFICE_TIME = timezone(timedelta(hours=8))
JobId = Annotated[str, typer.Argument(metavar="ID", help="As 'zhishen recheck list' shows it.")]


@commands.command("start")
def start(
    check: Annotated[list[CheckName] | None, typer.Option(help="formal_check if absent.")] = None,
    kind: Annotated[list[ApplicationKind] | None, typer.Option(help="Only these kinds.")] = None,
    state: Annotated[list[ApplicationState] | None, typer.Option(help="Only these states.")] = None,
    filed_from: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    filed_to: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    ipc: Annotated[list[str] | None, typer.Option(help="IPC prefix, e.g. H01L21.")] = None,
    art_unit: Annotated[list[str] | None, typer.Option(help="Only these art units.")] = None,
    rule: Annotated[
        list[str] | None, typer.Option(help="Only what one of these rules can touch.")
    ] = None,
    only_affected: Annotated[
        bool, typer.Option("--only-affected", help="Leave out what cannot have changed.")
    ] = False,
    priority: Annotated[int, typer.Option(min=0, max=9, help="0 runs first.")] = 5,
    name: Annotated[str, typer.Option(help="For the list.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count.")] = False,
    run: Annotated[
        bool,
        typer.Option("--run", help="Work on it here until it ends, when no gateway is running."),
    ] = False,
) -> None:
    """Start a re-check. A running gateway or worker on the same database does it."""
    request = RecheckRequest(
        name=name,
        checks=tuple(check or (CheckName.FORMAL_CHECK,)),
        selection=Selection(
            kinds=tuple(kind or ()),
            states=tuple(state or PENDING),
            filed_from=_day(filed_from),
            filed_to=_day(filed_to),
            ipc=tuple(ipc or ()),
            art_units=tuple(art_unit or ()),
            rules=tuple(rule or ()),
            only_affected=only_affected,
        ),
        priority=priority,
        dry_run=dry_run,
    )
    settings = Settings()
    with _opened(settings) as (engine, store):
        rules = asyncio.run(_rules(settings))
        if dry_run:
            plan = store.plan(request, rules)
        else:
            now = datetime.now(UTC)
            today = now.astimezone(_OFFICE_TIME).date()
            plan, job = store.start(request, rules, "local", today, now)
        typer.echo(f"selected 选中 {plan.selected}, to run 执行 {plan.to_run}")
        for one in plan.by_reason:
            typer.echo(f"  {one.key}: {one.count}")
        if not dry_run:
            typer.echo(job.id)
            if run:
                asyncio.run(_work_here(settings, engine, store, job.id))


@commands.command("list")
def list_jobs(limit: Annotated[int, typer.Option(min=1, max=1000)] = 20) -> None:
    """List re-checks, newest first."""
    table = Table(
        "id", "name 名称", "state 状态", "done 完成", "failed 失败", "new 新增", "cleared 消除"
    )
    with _opened(Settings()) as (_, store):
        for job in store.page(None, limit)[0]:
            made = job.progress
            done = f"{made.done}/{made.total}"
            counts = (done, str(made.failed), str(made.new), str(made.cleared))
            table.add_row(job.id, escape(job.name), job.state.value, *counts)
    Console().print(table)


@commands.command("status")
def status(job_id: JobId) -> None:
    """State, progress and summary of one re-check, as JSON."""
    with _opened(Settings()) as (_, store):
        summary = summarise(store.find(job_id), store.all_items(job_id))
    typer.echo(summary.model_dump_json(indent=1))


@commands.command("pause")
def pause(job_id: JobId) -> None:
    """Stop work on it within a batch of items."""
    _steer(job_id, "pause")


@commands.command("resume")
def resume(job_id: JobId) -> None:
    """Go on with a paused re-check."""
    _steer(job_id, "resume")


@commands.command("cancel")
def cancel(job_id: JobId) -> None:
    """End it; what is done stays."""
    _steer(job_id, "cancel")


@commands.command("retry")
def retry(job_id: JobId) -> None:
    """Run the failed items of a completed re-check again."""
    with _opened(Settings()) as (_, store):
        typer.echo(store.retry(job_id).state.value)


@commands.command("export")
def export(
    job_id: JobId,
    file: Annotated[Path, typer.Argument(help="Ends in .csv, .jsonl or .html.")],
) -> None:
    """Write results item by item, or a page with charts."""
    with _opened(Settings()) as (_, store):
        job = store.find(job_id)
        items = store.all_items(job_id)
        if file.suffix == ".html":
            lines: Iterator[str] = iter([render_recheck(summarise(job, items))])
        elif file.suffix == ".csv":
            lines = csv_lines(items)
        elif file.suffix == ".jsonl":
            lines = json_lines(items)
        else:
            raise typer.BadParameter(".csv, .jsonl, .html", param_hint="FILE")
        with file.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(lines)


@commands.command("worker")
def worker() -> None:
    """Work on re-checks of the gateway's database until ended: one more machine for the queue.

    In one process (mode embedded) it does formal checks; in separate mode whatever the services do.
    """
    settings = Settings()
    configure_logging(settings.log_level, settings.log_format)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with _opened(settings) as (engine, _):
        asyncio.run(_work(settings, engine, ended))


async def _work(settings: Settings, engine: Engine, ended: threading.Event) -> None:
    async with _worker(settings, engine):
        await asyncio.to_thread(ended.wait)


@asynccontextmanager
async def _worker(settings: Settings, engine: Engine) -> AsyncGenerator[RecheckWorker | None, None]:
    if settings.mode == "separate":
        async with open_clients(settings) as clients, run_worker(settings, engine, clients) as one:
            yield one
    else:
        async with run_worker(settings, engine, None) as one:
            yield one


async def _work_here(settings: Settings, engine: Engine, store: RecheckStore, job_id: str) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    async with _worker(settings, engine):
        with Progress(*columns, transient=True) as progress:
            task = progress.add_task("Re-check 复查")
            while (
                job := await asyncio.to_thread(store.find, job_id)
            ).state is RecheckState.RUNNING:
                done = job.progress.done + job.progress.failed
                progress.update(task, completed=done, total=job.progress.total)
                await asyncio.sleep(0.5)
    _tell(job)


def _tell(job: RecheckJob) -> None:
    made = job.progress
    typer.echo(
        f"{job.state.value}: done 完成 {made.done}, failed 失败 {made.failed}, new 新增 {made.new}, "
        f"cleared 消除 {made.cleared}, unchanged 未变 {made.unchanged}"
    )


async def _rules(settings: Settings) -> RuleSet:
    async with open_formal_check(settings) as clients:
        return await current_rule_set(clients, PRINCIPAL)


def _steer(job_id: str, action: str) -> None:
    with _opened(Settings()) as (_, store):
        typer.echo(store.steer(job_id, action, datetime.now(UTC)).state.value)


def _day(given: datetime | None) -> date | None:
    return None if given is None else given.date()


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[Engine, RecheckStore]]:
    engine = open_database(settings.store_url)
    try:
        yield engine, RecheckStore(engine, settings.recheck_chunk)
    finally:
        engine.dispose()
