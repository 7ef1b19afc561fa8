"""The worker process: ``python -m services.ocr.engines.worker FD``.

It gets its setup, loads every engine, then answers one task at a time over the socket ``FD`` until
that is closed. It knows nothing of settings, keys or other documents.
"""

from __future__ import annotations

import base64
import importlib
import resource
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.errors import (
    EngineUnavailableError,
    OcrError,
    PageFailedError,
    PageMemoryError,
)
from services.ocr.domain.page_reader import read_page
from services.ocr.engines.exports.formats import ExportFormat
from services.ocr.engines.intake import inspect, load_page
from services.ocr.engines.language_table import load_language
from services.ocr.engines.messages import (
    TASK,
    Answer,
    EngineSpec,
    Exported,
    ExportTask,
    Fault,
    Inspected,
    InspectTask,
    PageRead,
    PageTask,
    Task,
    WorkerReady,
    WorkerSetup,
)

_Engines = dict[str, TextEngine]


def main(connection: Connection) -> None:
    """Answer tasks until the other side closes."""
    setup = WorkerSetup.model_validate_json(connection.recv_bytes())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold an application
    resource.setrlimit(resource.RLIMIT_AS, (setup.memory_bytes, setup.memory_bytes))
    engines, ready = _load(setup.engines)
    _send(connection, ready)
    while True:
        try:
            task = TASK.validate_json(connection.recv_bytes())
        except EOFError:
            return
        _send(connection, _answer(task, engines, ready, setup))


def _load(specs: tuple[EngineSpec, ...]) -> tuple[_Engines, WorkerReady]:
    engines: _Engines = {}
    unavailable: dict[str, Fault] = {}
    for spec in specs:
        module, _, function = spec.factory.partition(":")
        try:
            engines[spec.name] = getattr(importlib.import_module(module), function)(**spec.options)
        except EngineUnavailableError as error:
            unavailable[spec.name] = Fault.of(error)
        except ImportError:
            unavailable[spec.name] = Fault.of(
                EngineUnavailableError(
                    f"A package of the engine {spec.name} is not installed. Install zhishen[ocr].",
                    f"引擎{spec.name}所需的软件包未安装，请安装zhishen[ocr]。",
                )
            )
    components = {name: dict(engine.components()) for name, engine in engines.items()}
    return engines, WorkerReady(components=components, unavailable=unavailable)


def _answer(task: Task, engines: _Engines, ready: WorkerReady, setup: WorkerSetup) -> Answer:
    try:
        path = Path(task.path)
        if isinstance(task, InspectTask):
            return Inspected(facts=inspect(path, setup.limits))
        if isinstance(task, ExportTask):
            return _export(task, path, setup)
        if task.engine in ready.unavailable:
            return ready.unavailable[task.engine]
        stored = load_page(path, task.media_type, task.page, setup.limits)
        return PageRead(
            reading=read_page(
                engines[task.engine],
                stored.picture,
                page=task.page,
                dpi=stored.dpi,
                kind=task.kind,
                text_layer=stored.text_layer,
                language=load_language(),
                second_engine=_second(task, engines),
            )
        )
    except OcrError as error:
        return Fault.of(error)
    except MemoryError:
        return Fault.of(memory_error())
    except Exception as error:  # noqa: BLE001 - reported by class only: its text may quote a page
        if "bad_alloc" in str(error) or "Failed to allocate" in str(error):
            return Fault.of(memory_error())  # onnxruntime and OpenCV wrap it in their own classes
        return Fault.of(
            PageFailedError(
                f"Reading the page failed inside ({type(error).__name__}). Report it with the page.",
                f"识别该页时发生内部错误（{type(error).__name__}），请连同页面一并报告。",
            )
        )


def _export(task: ExportTask, path: Path, setup: WorkerSetup) -> Exported:
    from services.ocr.engines.exports.proof_page import to_proof_page
    from services.ocr.engines.exports.searchable_pdf import to_searchable_pdf

    write = to_searchable_pdf if task.format is ExportFormat.PDF else to_proof_page
    data = write(path, task.media_type, task.recognition, setup.limits)
    return Exported(data=base64.b64encode(data))


def _second(task: PageTask, engines: _Engines) -> TextEngine | None:
    """The engine asked for a second opinion, if it is there and another one."""
    if task.second_engine is None or task.second_engine == task.engine:
        return None
    return engines.get(task.second_engine)


def memory_error() -> PageMemoryError:
    """The page needed more memory than the worker may have."""
    return PageMemoryError(
        "The page needs more memory than a worker may have. Scan it at a lower resolution.",
        "识别该页所需内存超出限制，请降低扫描分辨率。",
    )


def _send(connection: Connection, answer: Answer) -> None:
    connection.send_bytes(answer.model_dump_json().encode())


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])))
