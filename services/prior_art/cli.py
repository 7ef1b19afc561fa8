"""``zhishen index``, ``search``, ``classify`` and ``tune``: the collections without a running service.

Whoever runs these commands holds the files of the collections, so every collection is open to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from services.prior_art.api.answer import answer_search
from services.prior_art.api.classifying import suggest_symbols
from services.prior_art.app import open_library
from services.prior_art.cli_output import print_result, print_suggestions
from services.prior_art.domain.acceptance import COLLECTION_NAME
from services.prior_art.domain.access import Access
from services.prior_art.engines.intake import Taken, find_files, read_documents
from services.prior_art.engines.library import Library
from services.prior_art.engines.tuning import Tuning, tune_collection
from services.prior_art.settings import Settings
from shared.contracts.common import Message, Role
from shared.contracts.prior_art import SearchFilter, SearchRequest
from shared.contracts.prior_art_classification import ClassificationRequest, IpcLevel
from shared.contracts.prior_art_legal import LegalDates
from shared.errors import ZhishenError
from shared.formats import ReadError, read_path
from shared.logging import configure_logging
from shared.model.application import Application

commands = typer.Typer()

_BATCH = 500
_SHOWN_REJECTIONS = 20
_INPUT_FAILED = 1


@dataclass
class _Tally:
    """What became of the documents of an ``index`` run."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    rejected: list[tuple[str, Message]] = field(default_factory=list)
    files_failed: int = 0


@commands.command("index")
def index(
    paths: Annotated[
        list[Path], typer.Argument(help="JSON Lines, publications (XML, zip …), or folders of them")
    ],
    collection: Annotated[str, typer.Option(help="Collection to fill")] = "published",
    unpublished: Annotated[
        bool, typer.Option(help="Make the collection, if it is new, for examiners only")
    ] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the whole report here")
    ] = None,
) -> None:
    """Add documents to a prior-art collection. Run it again to go on after a stop: what is there
    already is left as it is.
    """
    if not COLLECTION_NAME.fullmatch(collection):
        raise typer.BadParameter("use lower-case letters, digits and '-'", param_hint="collection")
    console = Console(stderr=True, highlight=False)
    tally = _Tally()
    with _library() as library:
        known = {one.name: one.access for one in library.collections(Role.EXAMINER)}
        wanted = Access.UNPUBLISHED if unpublished else Access.PUBLISHED
        access = known.get(collection) or library.create(collection, wanted).access
        files = [file for path in paths for file in find_files(path)]
        with Progress(
            TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=console
        ) as progress:
            total = sum(file.stat().st_size for file in files if file.is_file())
            task = progress.add_task("Reading 读取", total=total or None)
            for batch in _batches(files, access, tally, lambda size: progress.advance(task, size)):
                _put(library, collection, batch, tally)
            progress.update(task, description="Indexing 编制索引", total=None)
            library.indexed(collection).catch_up()
            library.indexed(collection).save()
        documents = library.collection(collection, Role.EXAMINER).documents
    _print_tally(console, collection, documents, tally)
    if json_file is not None:
        json_file.write_text(_tally_json(collection, documents, tally), encoding="utf-8")
    if tally.files_failed:
        raise typer.Exit(_INPUT_FAILED)


@commands.command("search")
def search(
    query: Annotated[
        str | None, typer.Argument(help="A text, or a file or folder with an application")
    ] = None,
    claims: Annotated[
        str | None, typer.Option(help="Search by these claims of the application, e.g. 1,5")
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Search for documents like this one (key)")
    ] = None,
    before: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Published before this day")
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Published on or after this day")
    ] = None,
    ipc: Annotated[list[str] | None, typer.Option(help="IPC symbol of any level; repeat")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Key never to return; repeat")] = None,
    boolean: Annotated[
        str | None, typer.Option(help="Boolean query that selects; see docs/prior-art.md")
    ] = None,
    legal: Annotated[
        bool, typer.Option(help="Go by what counts in law against each claim of the application")
    ] = False,
    chart: Annotated[bool, typer.Option(help="Chart the application's claims")] = False,
    collection: Annotated[str, typer.Option(help="Collection to search")] = "published",
    limit: Annotated[int, typer.Option(min=1, max=200)] = 10,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the full result here")
    ] = None,
) -> None:
    """Search prior art by text, by application or by document."""
    if (query is not None and document is not None) or not (query or document or boolean):
        raise typer.BadParameter("give a text, a file, --document or --boolean", param_hint="query")
    console, errors = Console(highlight=False), Console(stderr=True, highlight=False)
    with _told(errors):
        application = _application(query)
        request = SearchRequest(
            collection=collection,
            text=query if application is None else None,
            application=application,
            claims=_claim_numbers(claims),
            document=document,
            boolean=boolean,
            legal_dates=LegalDates() if legal else None,
            chart=chart,
            filter=SearchFilter(
                published_before=before.date() if before is not None else None,
                published_from=since.date() if since is not None else None,
                ipc=tuple(ipc or ()),
                exclude=tuple(exclude or ()),
            ),
            limit=limit,
        )
        with _library() as library:
            result = answer_search(library, request, Role.EXAMINER)
    print_result(console, result)
    if json_file is not None:
        json_file.write_text(result.model_dump_json(indent=2), encoding="utf-8")


@commands.command("classify")
def classify(
    query: Annotated[str, typer.Argument(help="A text, or a file or folder with an application")],
    level: Annotated[IpcLevel, typer.Option(help="How deep in the IPC")] = IpcLevel.SUBCLASS,
    collection: Annotated[str, typer.Option(help="Collection to learn from")] = "published",
    limit: Annotated[int, typer.Option(min=1, max=20)] = 3,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the full result here")
    ] = None,
) -> None:
    """Suggest IPC symbols, with the documents and words of the collection that speak for them."""
    console, errors = Console(highlight=False), Console(stderr=True, highlight=False)
    with _told(errors):
        application = _application(query)
        request = ClassificationRequest(
            collection=collection,
            application=application,
            text=query if application is None else None,
            level=level,
            limit=limit,
        )
        with _library() as library:
            result = suggest_symbols(library, request, Role.EXAMINER)
    print_suggestions(console, result)
    if json_file is not None:
        json_file.write_text(result.model_dump_json(indent=2), encoding="utf-8")


@commands.command("tune")
def tune(
    collection: Annotated[str, typer.Option(help="Collection to tune")] = "published",
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the table and what became of it here")
    ] = None,
) -> None:
    """Learn the search's weights from the collection's own documents, and use them if they help.

    What is learned stays beside the collection's indexes and serves that collection alone.
    """
    console, errors = Console(highlight=False), Console(stderr=True, highlight=False)
    try:
        with _library() as library:
            library.collection(collection, Role.EXAMINER)
            indexed = library.indexed(collection)
            indexed.catch_up_lexical()
            tuning = tune_collection(indexed, library.store, indexed.folder / "tuning")
            if tuning.improves:
                indexed.use_ranker(tuning.ranker)
    except ZhishenError as error:
        _print_error(errors, error)
        raise typer.Exit(2) from error
    _print_tuning(console, tuning)
    if json_file is not None:
        report = {
            "collection": collection,
            "ranker": tuning.ranker.version,
            "used": tuning.improves,
            "checked": [asdict(one) for one in tuning.checked],
        }
        json_file.write_text(json.dumps(report, indent=2), encoding="utf-8")


def _print_tuning(console: Console, tuning: Tuning) -> None:
    table = Table(title="MRR on held-out documents 留出文献上的平均倒数排名")
    headings = ("query 检索式", "queries 数量", "plain BM25", "before 原权重", "after 新权重")
    for heading in headings:
        table.add_column(heading, justify="right")
    for one in tuning.checked:
        values = (f"{value:.3f}" for value in (one.plain, one.before, one.after))
        table.add_row(one.task, str(one.queries), *values)
    console.print(table)
    console.print(
        "The new weights are used from now on. 已启用新权重。"
        if tuning.improves
        else "The new weights are no better; nothing was changed. 新权重未见改善，未作更改。"
    )


@contextmanager
def _library() -> Iterator[Library]:
    settings = Settings()
    configure_logging("error", "console")
    library = open_library(settings)
    try:
        yield library
    finally:
        library.close()


def _batches(
    files: list[Path], access: Access, tally: _Tally, advance: Callable[[int], None]
) -> Iterator[list[Taken]]:
    batch: list[Taken] = []
    for file in files:
        for taken in read_documents(
            file, into_unpublished=access is Access.UNPUBLISHED, advance=advance
        ):
            if taken.reason is not None:
                tally.rejected.append((taken.source, taken.reason))
                tally.files_failed += taken.file_failed
                continue
            batch.append(taken)
            if len(batch) == _BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _put(library: Library, collection: str, batch: list[Taken], tally: _Tally) -> None:
    documents = [taken.document for taken in batch if taken.document is not None]
    report = library.put(collection, Role.EXAMINER, documents)
    tally.added += report.added
    tally.replaced += report.replaced
    tally.unchanged += report.unchanged
    tally.rejected += [(batch[one.position].source, one.reason) for one in report.rejected]


def _application(query: str | None) -> Application | None:
    """The application, if the query names a file or folder."""
    try:
        path = Path(query) if query is not None and len(query) < 1000 else None
        exists = path is not None and path.exists()
    except (OSError, ValueError):
        return None
    return read_path(path).case_file.application if path is not None and exists else None


def _claim_numbers(claims: str | None) -> tuple[int, ...]:
    try:
        return tuple(
            int(number) for number in (claims or "").replace("，", ",").split(",") if number
        )
    except ValueError as error:
        raise typer.BadParameter("write numbers with commas: 1,5", param_hint="claims") from error


@contextmanager
def _told(errors: Console) -> Iterator[None]:
    """Tell an error in one line: exit 1 for an input that cannot be read, 2 for a wrong question."""
    try:
        yield
    except ReadError as error:
        _print_error(errors, error)
        raise typer.Exit(_INPUT_FAILED) from error
    except ZhishenError as error:
        _print_error(errors, error)
        raise typer.Exit(2) from error


def _print_error(console: Console, error: ZhishenError) -> None:
    place = ":".join(str(part) for part in (error.file, error.line) if part is not None)
    console.print(Text(f"{place + ': ' if place else ''}{error.en} {error.zh}"))


def _print_tally(console: Console, collection: str, documents: int, tally: _Tally) -> None:
    table = Table(title=f"Collection 文献库 {collection}: {documents}")
    for heading in ("added 新增", "replaced 更新", "unchanged 未变", "rejected 未收"):
        table.add_column(heading, justify="right")
    counts = (tally.added, tally.replaced, tally.unchanged, len(tally.rejected))
    table.add_row(*(str(count) for count in counts))
    console.print(table)
    for source, reason in tally.rejected[:_SHOWN_REJECTIONS]:
        console.print(Text(f"{source}: {reason.en} {reason.zh}"))
    if (more := len(tally.rejected) - _SHOWN_REJECTIONS) > 0:
        console.print(
            Text(f"… and {more} more; --json writes them all. 另有 {more} 条，见 --json。")
        )


def _tally_json(collection: str, documents: int, tally: _Tally) -> str:
    report = {
        "collection": collection,
        "documents": documents,
        "added": tally.added,
        "replaced": tally.replaced,
        "unchanged": tally.unchanged,
        "files_failed": tally.files_failed,
        "rejected": [
            {"source": source, "reason": reason.model_dump()} for source, reason in tally.rejected
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)
