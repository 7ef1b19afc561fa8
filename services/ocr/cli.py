"""``zhishen ocr``: read files without a running service."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from services.ocr.api import convert
from services.ocr.domain.errors import OcrError
from services.ocr.domain.limits import IntakeLimits
from services.ocr.engines.build import build_recogniser
from services.ocr.engines.recogniser import Recogniser, TimeLimits
from services.ocr.engines.registry import FACTORIES, engine_specs
from services.ocr.settings import Settings
from shared.contracts.ocr import PageKind, RecognisedPage, Recognition

commands = typer.Typer()


@commands.command("ocr")
def ocr(
    files: Annotated[list[Path], typer.Argument(help="PDF, TIFF, JPEG or PNG files")],
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the full result here")
    ] = None,
    engine: Annotated[str | None, typer.Option(help=f"One of {', '.join(FACTORIES)}")] = None,
    kind: Annotated[PageKind | None, typer.Option(help="What the pages are, if known")] = None,
) -> None:
    """Read page images and PDFs: text by page, reference signs of drawings."""
    if engine is not None and engine not in FACTORIES:
        raise typer.BadParameter(f"choose from {', '.join(FACTORIES)}", param_hint="--engine")
    settings = Settings()
    output, errors = Console(highlight=False, markup=False), Console(stderr=True, markup=False)
    recogniser, pool = build_recogniser(
        engine_specs(
            engine or settings.engine,
            threads=settings.threads,
            tesseract_languages=settings.tesseract_languages,
        ),
        limits=IntakeLimits(
            max_bytes=settings.max_body_bytes,
            max_pages=settings.max_pages,
            max_page_pixels=settings.max_page_pixels,
            pdf_dpi=settings.pdf_dpi,
        ),
        times=TimeLimits(
            inspect_s=settings.inspect_timeout_s,
            page_s=settings.page_timeout_s,
            document_s=settings.document_timeout_s,
        ),
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
                result = _recognise(recogniser, path, kind)
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


def _recognise(recogniser: Recogniser, path: Path, kind: PageKind | None) -> Recognition:
    document = recogniser.recognise(path.read_bytes(), kind=kind)
    return convert.recognition(
        document, file=path.name, components=recogniser.components(document.engine)
    )


def _print(output: Console, result: Recognition) -> None:
    for page in result.pages:
        output.rule(f"{result.file} · {page.page}/{len(result.pages)} · {_summary(page)}")
        if page.problem is not None:
            output.print(f"{page.problem.detail} {page.problem.detail_zh}")
        output.print(page.text)
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
