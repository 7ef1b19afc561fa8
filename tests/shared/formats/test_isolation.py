"""Reading in another process: results, errors, death and delay."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from shared.formats.errors import (
    ForbiddenConstructError,
    LimitExceededError,
    MalformedDocumentError,
    ReaderCrashedError,
    ReadTimeoutError,
    UnknownFormatError,
)
from shared.formats.isolation import IsolatedReader
from shared.formats.limits import MIB, ReadLimits

T = TypeVar("T")

CLAIMS = (
    '<cn-application-body lang="zh"><cn-claims><claim num="1"><claim-text>1. 一种装置。</claim-text>'
    "</claim></cn-claims></cn-application-body>"
).encode()


def with_reader(
    work: Callable[[IsolatedReader], Awaitable[T]],
    *,
    workers: int = 1,
    max_tasks: int = 50,
    memory_bytes: int = 2048 * MIB,
    timeout_s: float = 30.0,
    limits: ReadLimits | None = None,
) -> T:
    async def run() -> T:
        async with IsolatedReader(
            workers,
            max_tasks=max_tasks,
            memory_bytes=memory_bytes,
            timeout_s=timeout_s,
            limits=limits,
        ) as reader:
            return await work(reader)

    return asyncio.run(run())


def test_result_is_that_of_reading_here() -> None:
    package = with_reader(lambda reader: reader.read_upload("claims.xml", CLAIMS))
    claims = package.case_file.application.claims
    assert claims is not None
    assert [claim.unit.text for claim in claims] == ["一种装置。"]
    assert package.files["claims.xml"].read() == CLAIMS


def test_several_files_keep_their_names() -> None:
    async def work(reader: IsolatedReader) -> list[str]:
        package = await reader.read_files({"2018103922220/100001-/a.xml": CLAIMS})
        assert package.case_file.application.bibliographic.application_number == "201810392222.0"
        return list(package.files)

    assert with_reader(work) == ["2018103922220/100001-/a.xml"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<cn-application-body><p></cn-application-body>", MalformedDocumentError),
        (
            b'<!DOCTYPE a [<!ENTITY x "y">]><cn-application-body>&x;</cn-application-body>',
            ForbiddenConstructError,
        ),
        (b"\x00\x01\x02", UnknownFormatError),
    ],
)
def test_errors_keep_their_class_and_place(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        with_reader(lambda reader: reader.read_upload("a.xml", data))
    assert caught.value.file == "a.xml"  # type: ignore[attr-defined]
    assert caught.value.zh  # type: ignore[attr-defined]


def test_limits_reach_the_process() -> None:
    with pytest.raises(LimitExceededError):
        with_reader(
            lambda reader: reader.read_upload("a.xml", CLAIMS), limits=ReadLimits(xml_depth=2)
        )


def test_processes_are_replaced_after_their_tasks() -> None:
    async def work(reader: IsolatedReader) -> set[int]:
        seen: set[int] = set()
        for _ in range(4):
            process = reader._workers[0].ensure()
            seen.add(process.pid)
            await reader.read_upload("a.xml", CLAIMS)
        return seen

    assert len(with_reader(work, max_tasks=2)) == 2


def test_dead_process_costs_one_input() -> None:
    async def work(reader: IsolatedReader) -> str:
        reader._workers[0]._process.kill()  # type: ignore[union-attr]
        reader._workers[0]._process.wait()  # type: ignore[union-attr]
        package = await reader.read_upload("a.xml", CLAIMS)
        assert package.case_file.application.claims is not None
        return package.case_file.application.claims[0].unit.text

    assert with_reader(work) == "一种装置。"


def test_memory_limit_ends_the_process_not_the_reader() -> None:
    many = b"<cn-application-body>" + b"<p/>" * 500_000 + b"</cn-application-body>"

    async def work(reader: IsolatedReader) -> None:
        with pytest.raises(ReaderCrashedError):
            await reader.read_upload("a.xml", many)
        await reader.read_upload("b.xml", CLAIMS)

    with_reader(work, memory_bytes=128 * MIB)


def test_time_limit() -> None:
    slow = b"<cn-application-body>" + b"<p/>" * 500_000 + b"</cn-application-body>"

    async def work(reader: IsolatedReader) -> float:
        started = time.monotonic()
        with pytest.raises(ReadTimeoutError):
            await reader.read_upload("a.xml", slow)
        return time.monotonic() - started

    assert with_reader(work, timeout_s=0.2) < 10


def test_workers_read_at_the_same_time() -> None:
    async def work(reader: IsolatedReader) -> int:
        packages = await asyncio.gather(*(reader.read_upload(f"{i}.xml", CLAIMS) for i in range(6)))
        return len(packages)

    assert with_reader(work, workers=2) == 6
