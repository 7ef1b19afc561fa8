"""``zhishen ocr``: read files without a running service."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from services.ocr.api import convert
from services.ocr.domain.errors import OcrError
from services.ocr.engines.build import build_recogniser
from services.ocr.engines.exports.formats import SUFFIXES
from services.ocr.engines.recogniser import Recogniser
from services.ocr.engines.registry import FACTORIES, engine_specs
from services.ocr.settings import Settings
from shared.contracts.ocr import PageKind, RecognisedPage, Recognition

commands = typer.Typer()


@commands.command("ocr")
def ocr(
    files: Annotated[list[Path], typer.Argument(help="PDF, TIFF, JPEG or PNG files")],
    output_file: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write one file's result here, by suffix: searchable .pdf, ALTO .xml, .hocr, "
            "proof page .html, .json",
        ),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the full results here")
    ] = None,
    engine: Annotated[str | None, typer.Option(help=f"One of {', '.join(FACTORIES)}")] = None,
    kind: Annotated[PageKind | None, typer.Option(help="What the pages are, if known")] = None,
) -> None:
    """Read page images and PDFs: text by page, reference signs of drawings."""
    if engine is not None and engine not in FACTORIES:
        raise typer.BadParameter(f"choose from {', '.join(FACTORIES)}", param_hint="--engine")
    if output_file is not None and (len(files) != 1 or output_file.suffix not in SUFFIXES):
        raise typer.BadParameter(
            f"give one file, and a name that ends in {', '.join(SUFFIXES)}", param_hint="--output"
        )
    settings = Settings()
    output, errors = Console(highlight=False, markup=False), Console(stderr=True, markup=False)
    recogniser, pool = build_recogniser(
        engine_specs(
            engine or settings.engine,
            threads=settings.threads,
            tesseract_languages=settings.tesseract_languages,
        ),
        limits=settings.intake_limits,
        times=settings.time_limits,
        workers=settings.workers,
        threads=settings.threads,
        tasks_per_worker=settings.tasks_per_worker,
        worker_memory_mb=settings.worker_memory_mb,
        documents=1,
    )
    results: list[Recognition] = []
    failed = False
    try:
        pool.start()
        for path in files:
            try:
                data = path.read_bytes()
                result = _recognise(recogniser, path.name, data, kind, detailed=bool(output_file))
                if output_file is not None:
                    wanted = SUFFIXES[output_file.suffix]
                    output_file.write_bytes(recogniser.export(data, result, wanted))
            except (OcrError, OSError) as error:
                failed = True
                errors.print(f"{path}: {_explain(error)}")
                continue
            results.append(result)
            _print(output, result)
            failed = failed or any(page.problem is not None for page in result.pages)
    except OcrError as error:  # the engine itself cannot be used
        errors.print(_explain(error))
        raise typer.Exit(1) from error
    finally:
        pool.close()
    if json_file is not None:
        document = {"results": [result.model_dump(mode="json") for result in results]}
        json_file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if failed:
        raise typer.Exit(1)


def _recognise(
    recogniser: Recogniser, name: str, data: bytes, kind: PageKind | None, *, detailed: bool
) -> Recognition:
    document = recogniser.recognise(data, kind=kind)
    return convert.recognition(
        document,
        file=name,
        components=recogniser.components(document.engine),
        characters=detailed,
    )


def _print(output: Console, result: Recognition) -> None:
    for page in result.pages:
        output.rule(f"{result.file} · {page.page}/{len(result.pages)} · {_summary(page)}")
        if page.problem is not None:
            output.print(f"{page.problem.detail} {page.problem.detail_zh}")
        output.print(page.text)
        doubtful = sum(1 for line in page.lines if line.doubt is not None)
        if doubtful:
            output.print(f"Doubtful lines 存疑行: {doubtful}")
        for field in page.fields:
            output.print(f"{field.label}: {field.value}")
        for seal in page.seals:
            output.print(f"Seal 印章: {seal.text}")
        if page.by_person is not None:
            output.print(f"{page.by_person.en} {page.by_person.zh}")
        if page.figure_labels:
            output.print("Figures 图:", ", ".join(label.text for label in page.figure_labels))
        if page.reference_signs:
            output.print(
                "Reference signs 附图标记:", ", ".join(sign.sign for sign in page.reference_signs)
            )


def _summary(page: RecognisedPage) -> str:
    parts = [page.kind.value if page.kind else "failed"]
    if page.rotation:
        parts.append(f"turned {page.rotation}°")
    if page.from_text_layer:
        parts.append("text layer")
    return " · ".join(parts)


def _explain(error: OcrError | OSError) -> str:
    if isinstance(error, OcrError):
        return f"{error.en} {error.zh}"
    return f"cannot be read ({error.strerror}). 无法读取。"
