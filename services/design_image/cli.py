"""``zhishen designs``: fill and search the design collection without a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from services.design_image.api.answering import answer_search, read_question
from services.design_image.app import open_collection, picture_limits
from services.design_image.domain.design import ViewFacts
from services.design_image.domain.errors import BrokenPictureError, DesignImageError
from services.design_image.domain.raster import Gray
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.decoding import PictureLimits
from services.design_image.engines.filed import FiledDesign, FiledView
from services.design_image.engines.intake import PictureFile, read_views, source_digest
from services.design_image.engines.sources import find_designs
from services.design_image.settings import Settings
from shared.contracts.design_image import DesignFilter, ImageSearchRequest, ImageSearchResult
from shared.errors import ZhishenError
from shared.logging import configure_logging

designs = typer.Typer(no_args_is_help=True, help="Index and search registered designs by image.")
commands = typer.Typer()
commands.add_typer(designs, name="designs")

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Folder of the collection; ZHISHEN_DATA_DIR."),
]


@contextmanager
def _collection(data_dir: Path | None) -> Iterator[tuple[DesignCollection, PictureLimits]]:
    settings = Settings() if data_dir is None else Settings(data_dir=data_dir)
    configure_logging("error", "console")
    collection = open_collection(settings)
    try:
        yield collection, picture_limits(settings)
    finally:
        collection.close()


def _say(error: ZhishenError) -> None:
    place = f"{error.file}: " if error.file else ""
    Console(stderr=True).print(
        f"{place}{error.en} {error.zh}", style="red", markup=False, soft_wrap=True
    )


@designs.command("index")
def index(
    paths: Annotated[
        list[Path], typer.Argument(help="Folders, manifests (JSON, CSV), US grants (XML), PDFs.")
    ],
    data_dir: DataDir = None,
) -> None:
    """Add designs with their views. A run cut short goes on where it stopped when run again."""
    console = Console()
    counts = {"added": 0, "replaced": 0, "unchanged": 0, "failed": 0}
    filed: list[FiledDesign] = []
    for path in paths:
        for item in find_designs(path):
            if isinstance(item, FiledDesign):
                filed.append(item)
            else:
                _say(item)
                counts["failed"] += 1
    with _collection(data_dir) as (collection, limits), _progress(console) as progress:
        for design in progress.track(filed, description="designs 外观设计"):
            counts[_index_one(collection, limits, design)] += 1
        version = collection.model_version
    console.print(", ".join(f"{count} {name}" for name, count in counts.items() if count) or "0")
    console.print(f"descriptor model {version}", style="dim")
    if counts["failed"]:
        raise typer.Exit(1)


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
    )


def _index_one(collection: DesignCollection, limits: PictureLimits, design: FiledDesign) -> str:
    """Add one design; ``added``, ``replaced``, ``unchanged`` or ``failed`` (some file unreadable)."""
    sources: list[tuple[ViewFacts, PictureFile]] = []
    failed = False
    for view in design.views:
        try:
            sources.append((view.facts, _read_file(view)))
        except DesignImageError as error:
            _say(error)
            failed = True
    digest = source_digest(design.facts, sources)
    if not failed and collection.holds(design.facts.design_id, digest):
        return "unchanged"
    described: list[tuple[ViewFacts, Gray]] = []
    for view_facts, file in sources:
        try:
            described += [(view_facts, picture) for picture in read_views(file, limits)]
        except DesignImageError as error:
            _say(error)
            failed = True
    if not described:
        return "failed"
    replaced = collection.add(design.facts, described, digest)
    if failed:
        return "failed"
    return "replaced" if replaced else "added"


def _read_file(view: FiledView) -> PictureFile:
    try:
        return PictureFile(str(view.path), view.path.read_bytes(), view.is_sheet)
    except OSError:
        raise BrokenPictureError(file=str(view.path)) from None


@designs.command("refit")
@designs.command("fit", hidden=True)
def refit(
    same_model: Annotated[
        bool, typer.Option(help="Keep the model; describe anew, with the backbone that is set.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Fit the descriptor model on the collection, without labels, and describe all views with it.

    Running services search on with the old model and change over by themselves. A run cut short
    goes on where it stopped when run again.
    """
    console = Console()
    try:
        with _collection(data_dir) as (collection, _), _progress(console) as progress:
            task = progress.add_task("views 视图", total=collection.counts()[1])
            version = collection.refit(
                same_model=same_model, report=lambda done: progress.advance(task, done)
            )
    except DesignImageError as error:
        _say(error)
        raise typer.Exit(1) from None
    console.print(f"descriptor model {version}")


@designs.command("weigh-backbone")
def weigh_backbone(
    views: Annotated[int, typer.Option(min=10, max=5000, help="About how many to measure on.")] = (
        1000
    ),
    data_dir: DataDir = None,
) -> None:
    """Measure the backbone that is set on the collection, and the weight that serves best.

    Views of a design should find each other; the weight is chosen on one half of the designs.
    """
    console = Console()
    try:
        with _collection(data_dir) as (collection, _), _progress(console) as progress:
            task = progress.add_task("views 视图", total=None)
            found = collection.weigh_backbone(views, lambda done: progress.advance(task, done))
    except DesignImageError as error:
        _say(error)
        raise typer.Exit(1) from None
    table = Table("weight", "mAP, half it is chosen on", "mAP, other half")
    for weight, precision in found.tuning.items():
        row = (f"{weight:.1f}", f"{precision:.3f}", f"{found.held_out[weight]:.3f}")
        table.add_row(*row, style="bold" if weight == found.chosen else None)
    console.print(table)
    if found.chosen:
        console.print(
            f"{found.views} views. ZHISHEN_DESIGN_IMAGE_BACKBONE_WEIGHT={found.chosen}, then: "
            "zhishen designs refit --same-model",
            soft_wrap=True,
        )
    else:
        console.print(
            f"{found.views} views. The backbone does not help here. 该骨干网络无助于检索。"
        )


@designs.command("search")
def search(
    images: Annotated[
        list[Path], typer.Argument(help="Views of one design: JPEG, PNG, TIFF, PDF.")
    ],
    locarno: Annotated[
        list[str] | None, typer.Option(help="Locarno class or subclass; may be repeated.")
    ] = None,
    before: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Published strictly before this day."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    sheets: Annotated[bool, typer.Option(help="Cut the pages into views.")] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the result to this file; - for stdout.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Find earlier designs by one or more views."""
    request = ImageSearchRequest(
        filter=DesignFilter(
            published_before=None if before is None else before.date(),
            locarno=tuple(locarno or ()),
        ),
        limit=limit,
        sheets=sheets,
    )
    try:
        with _collection(data_dir) as (collection, limits):
            files = [_read_file(FiledView(path, ViewFacts(), sheets)) for path in images]
            result = answer_search(collection, read_question(request, files, limits))
    except DesignImageError as error:
        _say(error)
        raise typer.Exit(1) from None
    if json_file is None:
        _print_result(Console(), result)
    elif str(json_file) == "-":
        typer.echo(result.model_dump_json(indent=1))
    else:
        json_file.write_text(result.model_dump_json(indent=1) + "\n", encoding="utf-8")


def _print_result(console: Console, result: ImageSearchResult) -> None:
    table = Table("#", "design", "score", "Locarno", "published", "title", "views met", "inliers")
    table.columns[1].no_wrap = True
    for hit in result.hits:
        table.add_row(
            str(hit.rank),
            hit.design_id + (" =" if hit.near_duplicate else ""),
            f"{hit.score:.3f}",
            hit.locarno_class or "",
            "" if hit.publication_date is None else hit.publication_date.isoformat(),
            hit.title or "",
            " ".join(f"{match.query_view + 1}→{match.view_id}" for match in hit.matches),
            " ".join("-" if m.inliers is None else str(m.inliers) for m in hit.matches),
        )
    console.print(table)
    console.print(
        f"{result.collection_designs} designs, {result.collection_views} views; "
        "= nearly the same drawing 近似重复",
        style="dim",
    )
    for gap in result.not_checked:
        console.print(f"{gap.what}: {gap.reason.en} {gap.reason.zh}", style="yellow", markup=False)
