"""The worker pool: recycling, time limit, no secrets, closing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.ocr.domain.errors import (
    EngineError,
    EngineUnavailableError,
    OverloadedError,
    PageCrashedError,
    PageTimeoutError,
)
from services.ocr.domain.limits import IntakeLimits
from services.ocr.engines.messages import EngineSpec, PageRead, PageTask, WorkerSetup
from services.ocr.engines.pool import WorkerPool, _environment
from tests.services.ocr import files
from tests.services.ocr.stub_engines import CRASH_WIDTH, HANG_WIDTH

STUB = "tests.services.ocr.stub_engines:create"
MEMORY = 3 * 1024**3


def pool_of(factory: str = STUB, **options: float) -> WorkerPool:
    setup = WorkerSetup(
        engines=(EngineSpec(name="stub", factory=factory),),
        limits=IntakeLimits(),
        memory_bytes=MEMORY,
    )
    return WorkerPool(setup, **options)  # type: ignore[arg-type]


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    pool = pool_of(tasks_per_worker=2)
    pool.start()
    yield pool
    pool.close()


def task(folder: Path, width: int = 300) -> PageTask:
    path = folder / f"{width}.png"
    path.write_bytes(files.encoded(files.page_image(width)))
    return PageTask(path=str(path), media_type="image/png", page=1, engine="stub")


def current_pid(pool: WorkerPool) -> int | None:
    worker = pool._idle.queue[0]
    return None if worker is None else worker._process.pid


def test_worker_is_replaced_after_its_tasks(pool: WorkerPool, tmp_path: Path) -> None:
    pids = [current_pid(pool)]
    for _ in range(3):
        answer = pool.run(task(tmp_path), timeout_s=20, wait_s=1)
        assert isinstance(answer, PageRead)
        pids.append(current_pid(pool))
    first, after_one, after_two, after_three = pids
    assert first == after_one
    assert after_two is None
    assert after_three not in (None, first)


def test_hanging_page_is_killed_and_the_pool_lives(pool: WorkerPool, tmp_path: Path) -> None:
    pid = current_pid(pool)
    with pytest.raises(PageTimeoutError):
        pool.run(task(tmp_path, HANG_WIDTH), timeout_s=0.5, wait_s=1)
    assert not Path(f"/proc/{pid}").exists()
    assert isinstance(pool.run(task(tmp_path), timeout_s=20, wait_s=1), PageRead)


def test_crash_is_told_and_the_pool_lives(pool: WorkerPool, tmp_path: Path) -> None:
    with pytest.raises(PageCrashedError):
        pool.run(task(tmp_path, CRASH_WIDTH), timeout_s=20, wait_s=1)
    assert isinstance(pool.run(task(tmp_path), timeout_s=20, wait_s=1), PageRead)


def test_no_free_worker_is_overload(pool: WorkerPool, tmp_path: Path) -> None:
    held = pool._idle.get()
    try:
        with pytest.raises(OverloadedError):
            pool.run(task(tmp_path), timeout_s=1, wait_s=0.05)
    finally:
        pool._idle.put(held)


def test_close_ends_the_processes() -> None:
    pool = pool_of()
    pool.start()
    pid = current_pid(pool)
    pool.close()
    assert not Path(f"/proc/{pid}").exists()


def test_default_engine_that_is_missing_stops_the_start() -> None:
    with pytest.raises(EngineUnavailableError):
        pool_of("tests.services.ocr.stub_engines:unavailable").start()


def test_worker_that_dies_at_start_is_told() -> None:
    with pytest.raises(EngineError):
        pool_of("tests.services.ocr.stub_engines:no_such_function").start()


def test_workers_see_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHISHEN_TOKEN_SECRET", "x" * 40)
    assert not [name for name in _environment(1) if name.startswith("ZHISHEN")]
    assert "x" * 40 not in _environment(1).values()
