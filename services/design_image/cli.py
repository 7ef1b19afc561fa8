"""``zhishen designs``: fill and search the design collection without a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from services.design_image.api.answering import answer_search, read_question
from services.design_image.api.explaining import SearchExplainer
from services.design_image.api.paging import page_of
from services.design_image.app import open_collection, picture_limits
from services.design_image.cli_output import print_result
from services.design_image.domain.design import ViewFacts
from services.design_image.domain.errors import BrokenPictureError, DesignImageError
from services.design_image.domain.raster import Gray
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.decoding import PictureLimits
from services.design_image.engines.filed import FiledDesign, FiledView
from services.design_image.engines.intake import PictureFile, read_views, source_digest
from services.design_image.engines.query_intake import picture_bytes
from services.design_image.engines.sources import find_designs
from services.design_image.settings import Settings
from shared.contracts.design_image import DesignFilter, ImageSearchRequest, QueryBox
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


_DAY = ["%Y-%m-%d"]
_Texts = list[str] | None


@designs.command("search")
def search(
    images: Annotated[
        list[Path], typer.Argument(help="Views of one design: JPEG, PNG, TIFF, PDF.")
    ],
    locarno: Annotated[
        _Texts, typer.Option(help="Only this Locarno class or subclass; may be repeated.")
    ] = None,
    prefer_locarno: Annotated[
        _Texts, typer.Option(help="This class or subclass moves up; may be repeated.")
    ] = None,
    before: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="Published strictly before this day.")
    ] = None,
    critical_date: Annotated[
        datetime | None,
        typer.Option(formats=_DAY, help="Filing or priority date: conflicting designs apart."),
    ] = None,
    office: Annotated[_Texts, typer.Option(help="Only this office; may be repeated.")] = None,
    applicant: Annotated[
        _Texts, typer.Option(help="Only this applicant, or part of the name; may be repeated.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="Words of the product's name: such titles move up.")
    ] = None,
    more_like: Annotated[
        _Texts, typer.Option(help="What looks like this design moves up; may be repeated.")
    ] = None,
    less_like: Annotated[
        _Texts, typer.Option(help="Not this design, nor what looks like it; may be repeated.")
    ] = None,
    box: Annotated[
        _Texts,
        typer.Option(
            # No square brackets: help is markup.
            help="Part to search by: IMAGE:LEFT,TOP,RIGHT,BOTTOM or IMAGE/PAGE:LEFT,…; numbers of "
            "image and page from 1, sides as shares of the page; may be repeated.",
            metavar="BOX",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    sheets: Annotated[bool, typer.Option(help="Cut the pages into views.")] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the result to this file; - for stdout.")
    ] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", help="Write a page with explaining pictures.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Find earlier designs by one or more views."""
    request = ImageSearchRequest(
        filter=DesignFilter(
            published_before=_day(before),
            critical_date=_day(critical_date),
            locarno=tuple(locarno or ()),
            office_codes=tuple(office or ()),
            applicants=tuple(applicant or ()),
        ),
        limit=limit,
        sheets=sheets,
        boxes=tuple(_box(one) for one in box or ()),
        text=text,
        preferred_locarno=tuple(prefer_locarno or ()),
        more_like=tuple(more_like or ()),
        less_like=tuple(less_like or ()),
    )
    try:
        with _collection(data_dir) as (collection, limits):
            files = [_read_file(FiledView(path, ViewFacts(), sheets)) for path in images]
            question = read_question(request, files, limits)
            result = answer_search(collection, question)
            if html_file is not None:
                pictures = [picture_bytes(one.view)[0] for one in question.pictures]
                page = page_of(request, SearchExplainer(collection, result, pictures))
                html_file.write_bytes(page)
    except DesignImageError as error:
        _say(error)
        raise typer.Exit(1) from None
    if json_file is None:
        print_result(Console(), result)
    elif str(json_file) == "-":
        typer.echo(result.model_dump_json(indent=1))
    else:
        json_file.write_text(result.model_dump_json(indent=1) + "\n", encoding="utf-8")


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _box(text: str) -> QueryBox:
    """``2/1:0.1,0.2,0.6,0.9`` as the API has it."""
    place, _, sides = text.partition(":")
    image, _, page = place.partition("/")
    try:
        left, top, right, bottom = (float(side) for side in sides.split(","))
        return QueryBox(
            file=int(image) - 1,
            page=int(page or 1) - 1,
            left=left,
            top=top,
            right=right,
            bottom=bottom,
        )
    except ValueError:
        raise typer.BadParameter(
            "A box is written IMAGE:LEFT,TOP,RIGHT,BOTTOM, for example 1:0.1,0.2,0.6,0.9, and for "
            "another page IMAGE/PAGE:… 框选写作 图片:左,上,右,下，例如 1:0.1,0.2,0.6,0.9；"
            "其他页写作 图片/页:…。"
        ) from None
