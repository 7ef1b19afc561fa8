"""Asynchronous recognitions outlive their process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from services.ocr.domain.errors import (
    OverloadedError,
    UnknownRecognitionError,
    UnsupportedMediaError,
)
from services.ocr.engines.job_store import Job, JobStore, Request
from services.ocr.engines.jobs import RecognitionJobs, Work
from services.ocr.engines.recogniser import Progress
from shared.contracts.common import Versions
from shared.contracts.ocr import Recognition, RecognitionState

REQUEST = Request(options="{}", name="a.pdf")


def recognition(document: bytes) -> Recognition:
    versions = Versions(service="ocr", zhishen="1", components={})
    return Recognition(versions=versions, file=document.decode(), media_type="image/png", pages=())


def read(document: bytes, request: Request, progress: Progress) -> Recognition:
    progress(2, 2)
    return recognition(document)


def jobs_in(folder: Path, work: Work = read, **limits: float) -> RecognitionJobs:
    values = {"waiting": 4, "kept": 3, "kept_s": 60.0, **limits}
    return RecognitionJobs(
        folder,
        work,
        workers=1,
        waiting=int(values["waiting"]),
        kept=int(values["kept"]),
        kept_s=values["kept_s"],
    )


def wait_for(ask: Callable[[], Job], state: RecognitionState) -> Job:
    deadline = time.monotonic() + 30
    while (job := ask()).state is not state:
        assert time.monotonic() < deadline, job.state
        time.sleep(0.01)
    return job


def test_a_result_is_there_after_a_restart(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path)
    made = jobs.submit("key", b"document", REQUEST)
    wait_for(lambda: jobs.get("key", made.identifier), RecognitionState.COMPLETE)
    jobs.close()
    again = jobs_in(tmp_path)
    job = again.get("key", made.identifier)
    assert job.result == recognition(b"document")
    assert (job.pages_done, job.pages) == (2, 2)
    with pytest.raises(UnknownRecognitionError):
        again.get("another key", made.identifier)
    again.close()


def test_what_an_orderly_end_interrupts_is_read_after_it(tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hang(document: bytes, request: Request, progress: Progress) -> Recognition:
        begun.set()
        assert go_on.wait(30)
        return read(document, request, progress)

    jobs = jobs_in(tmp_path, hang)
    first, second = (jobs.submit("key", name, REQUEST) for name in (b"1", b"2"))
    assert begun.wait(30)
    jobs.close()
    go_on.set()  # what the cut-off reading gives is not kept
    again = jobs_in(tmp_path)
    for made, name in ((first, "1"), (second, "2")):
        job = wait_for(lambda m=made: again.get("key", m.identifier), RecognitionState.COMPLETE)
        assert job.result is not None
        assert job.result.file == name
    again.close()


def test_a_document_that_ends_its_process_twice_is_given_up(tmp_path: Path) -> None:
    store = JobStore(tmp_path)
    store.add("id", "key", b"document", REQUEST)
    store.begin("id")
    store.close()  # as a kill leaves it: under way
    store = JobStore(tmp_path)
    assert store.recover(UnsupportedMediaError("en", "zh"), 0.0, own=True) == ["id"]
    assert store.begin("id") == (b"document", REQUEST)
    store.close()
    jobs = jobs_in(tmp_path)
    job = jobs.get("key", "id")
    assert job.state is RecognitionState.FAILED
    assert job.error is not None
    assert job.error.name == "page-crashed"
    jobs.close()


def test_processes_of_one_folder_know_each_others_jobs(tmp_path: Path) -> None:
    first, second = jobs_in(tmp_path / "one"), jobs_in(tmp_path / "one")
    elsewhere = jobs_in(tmp_path / "two")
    assert first.identity == second.identity != elsewhere.identity
    made = first.submit("key", b"document", REQUEST)
    job = wait_for(lambda: second.get("key", made.identifier), RecognitionState.COMPLETE)
    assert job.result == recognition(b"document")
    for jobs, owner in ((second, "another key"), (elsewhere, "key")):
        with pytest.raises(UnknownRecognitionError):
            jobs.get(owner, made.identifier)
    second.remove("key", made.identifier)
    with pytest.raises(UnknownRecognitionError):
        first.get("key", made.identifier)
    for jobs in (first, second, elsewhere):
        jobs.close()


def test_a_living_process_takes_over_from_one_that_is_gone(tmp_path: Path) -> None:
    living = jobs_in(tmp_path)
    gone = JobStore(tmp_path)
    gone.add("waited", "key", b"waited", REQUEST)
    gone.add("begun", "key", b"begun", REQUEST)
    gone.begin("begun")
    assert living.get("key", "waited").state is RecognitionState.QUEUED  # its process lives
    gone.close()  # as a kill leaves it
    for name in ("waited", "begun"):
        job = wait_for(lambda n=name: living.get("key", n), RecognitionState.COMPLETE)
        assert job.result == recognition(name.encode())
    living.close()


def test_a_document_is_read_by_one_process_only(tmp_path: Path) -> None:
    read_by: list[str] = []

    def reader(name: str) -> Work:
        def note(document: bytes, request: Request, progress: Progress) -> Recognition:
            read_by.append(name)
            return read(document, request, progress)

        return note

    first, second = jobs_in(tmp_path, reader("first")), jobs_in(tmp_path, reader("second"))
    made = [first.submit("key", str(i).encode(), REQUEST) for i in range(3)]
    for job in made:
        wait_for(lambda j=job: second.get("key", j.identifier), RecognitionState.COMPLETE)
    assert read_by == ["first"] * 3
    first.close()
    second.close()


def test_failures_and_limits(tmp_path: Path) -> None:
    def refuse(document: bytes, request: Request, progress: Progress) -> Recognition:
        if document == b"broken":
            raise ZeroDivisionError("text of an application")
        raise UnsupportedMediaError("en", "zh")

    jobs = jobs_in(tmp_path, refuse, kept=1)
    bad = jobs.submit("key", b"bad", REQUEST)
    job = wait_for(lambda: jobs.get("key", bad.identifier), RecognitionState.FAILED)
    assert job.error is not None
    assert (job.error.name, job.error.zh) == ("unsupported-media", "zh")
    broken = jobs.submit("key", b"broken", REQUEST)
    job = wait_for(lambda: jobs.get("key", broken.identifier), RecognitionState.FAILED)
    assert job.error is not None
    assert "application" not in job.error.en
    with pytest.raises(UnknownRecognitionError):  # one finished job is kept
        jobs.get("key", bad.identifier)
    jobs.close()


def test_too_many_waiting_jobs_are_refused(tmp_path: Path) -> None:
    go_on = threading.Event()

    def hang(document: bytes, request: Request, progress: Progress) -> Recognition:
        assert go_on.wait(30)
        return read(document, request, progress)

    jobs = jobs_in(tmp_path, hang, waiting=1)
    jobs.submit("key", b"1", REQUEST)
    with pytest.raises(OverloadedError):
        jobs.submit("key", b"2", REQUEST)
    go_on.set()
    jobs.close()
