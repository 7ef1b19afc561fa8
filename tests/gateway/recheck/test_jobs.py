"""Jobs, their items and results on both databases, without any check being run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy.engine import Engine

from gateway.errors import RecheckNotFoundError, RecheckStateError
from gateway.recheck.affected import RuleSet, RuleVersion, Scope
from gateway.recheck.outcome import ItemOutcome, NewResult
from gateway.store.applications import ApplicationStore
from gateway.store.recheck_supervision import RecheckSupervision
from gateway.store.recheck_work import CRASHED, RecheckWork
from gateway.store.rechecks import RecheckStore
from shared.contracts.applications import (
    ApplicationChange,
    ApplicationState,
    CheckName,
    ExaminationOrder,
)
from shared.contracts.rechecks import (
    CheckDifference,
    ItemState,
    RecheckJob,
    RecheckRequest,
    RecheckState,
    Selection,
)
from shared.model.identification import ApplicationKind
from tests.gateway.recheck.conftest import NOW

DAY = date(2026, 1, 5)


def scope(kind: str = "invention", until: date | None = None) -> Scope:
    return Scope("CN", (kind,), ("national",), ("filing",), until)


def rules(
    sources: str = "s1", mark: str = "1", engine: str = "e1", concerned: Scope | None = None
) -> RuleSet:
    changing = RuleVersion("CN-AAA-002", "2010-02-01", mark, concerned or scope())
    return RuleSet(
        sources, engine, (RuleVersion("CN-AAA-001", "2010-02-01", "1", scope()), changing)
    )


@pytest.fixture
def jobs(engine: Engine) -> RecheckStore:
    return RecheckStore(engine, chunk_items=3)


@pytest.fixture
def work(engine: Engine) -> RecheckWork:
    return RecheckWork(engine)


def start(jobs: RecheckStore, current: RuleSet | None = None, **selection: object) -> RecheckJob:
    request = RecheckRequest(selection=Selection.model_validate(selection))
    return jobs.start(request, current or rules(), "local", DAY, NOW)[1]


def outcome(
    position: int, application_id: str, sources: str = "s1", version: int = 1
) -> ItemOutcome:
    result = NewResult(
        check=CheckName.FORMAL_CHECK,
        versions={"service": "formal_check", "zhishen": "0", "components": {}},
        sources=sources,
        office_code="CN",
        kind="invention",
        route="national",
        profile="filing",
        governing_date=date(2024, 3, 1),
        finding_ids=("CN-AAA-001-ff",),
        errors=1,
        document=b"{}",
    )
    difference = CheckDifference(
        check=CheckName.FORMAL_CHECK, first=True, comparable=True, new=("CN-AAA-001",), unchanged=2
    )
    return ItemOutcome(position, application_id, version, "f", (result,), (difference,))


def do_all(work: RecheckWork, job: RecheckJob, sources: str = "s1") -> None:
    for chunk in range(-(-job.progress.total // 3)):
        for item in work.waiting(job.id, chunk, 100):
            done = outcome(item.position, item.application_id, sources, item.version)
            kept = ItemOutcome(**{**vars(done), "facts_sha256": item.facts_sha256})
            assert work.finish(job.id, chunk, [kept]) == 1
    assert work.complete(job.id)


def test_items_are_in_the_order_of_examination(
    jobs: RecheckStore, applications: ApplicationStore, filed: Sequence[str], work: RecheckWork
) -> None:
    applications.change(filed[5], ApplicationChange(order=ExaminationOrder.PRIORITY, art_unit="A"))
    applications.change(filed[7], ApplicationChange(order=ExaminationOrder.CONCENTRATED))
    job = start(jobs)
    assert job.progress.total == 8
    items = jobs.items(job.id, 0, 100)
    expected = [filed[5], filed[7], *(one for one in filed if one not in (filed[5], filed[7]))]
    assert [item.application_id for item in items] == expected
    assert [item.art_unit for item in items][:2] == ["A", None]
    assert [one.position for one in work.waiting(job.id, 1, 100)] == [3, 4, 5]
    assert list(jobs.all_items(job.id, batch=3)) == items


def test_an_item_counts_once_however_often_it_is_finished(
    jobs: RecheckStore, filed: Sequence[str], work: RecheckWork, applications: ApplicationStore
) -> None:
    job = start(jobs)
    [first, *_] = jobs.items(job.id, 0, 1)
    assert work.finish(job.id, 0, [outcome(0, first.application_id)]) == 1
    assert work.finish(job.id, 0, [outcome(0, first.application_id)]) == 0
    progress = jobs.find(job.id).progress
    assert (progress.done, progress.new, progress.unchanged) == (1, 1, 2)
    record = applications.find(first.application_id, None)
    assert record is not None
    [result] = record.results
    assert (result.findings, result.errors, result.version) == (1, 1, 1)
    assert applications.result(first.application_id, CheckName.FORMAL_CHECK, None) == b"{}"


def test_an_older_result_does_not_replace_a_newer_one(
    jobs: RecheckStore, filed: Sequence[str], work: RecheckWork, applications: ApplicationStore
) -> None:
    first, second = start(jobs), start(jobs)
    [item, *_] = jobs.items(first.id, 0, 1)
    assert work.finish(first.id, 0, [outcome(0, item.application_id, "new", version=2)]) == 1
    assert work.finish(second.id, 0, [outcome(0, item.application_id, "old", version=1)]) == 1
    record = applications.find(item.application_id, None)
    assert record is not None
    assert [result.version for result in record.results] == [2]


def test_a_job_ends_when_nothing_is_left(
    jobs: RecheckStore, filed: Sequence[str], work: RecheckWork
) -> None:
    job = start(jobs)
    assert not work.complete(job.id)
    do_all(work, job)
    ended = jobs.find(job.id)
    assert (ended.state, ended.progress.done) == (RecheckState.COMPLETED, 8)
    assert ended.finished_at is not None
    assert work.terms(job.id) is None
    assert start(jobs, states=[ApplicationState.GRANTED]).state is RecheckState.COMPLETED


def test_an_item_that_brings_processes_down_fails_at_last(
    jobs: RecheckStore, filed: Sequence[str], work: RecheckWork
) -> None:
    job = start(jobs)
    for _ in range(5):
        work.crashed(job.id, 0, 1)
    item = jobs.items(job.id, 1, 1)[0]
    assert (item.state, item.problem) == (ItemState.FAILED, CRASHED)
    assert jobs.find(job.id).progress.failed == 1
    do_all(work, job)
    again = jobs.retry(job.id)
    assert (again.state, again.progress.failed) == (RecheckState.RUNNING, 0)
    assert [one.position for one in work.waiting(job.id, 0, 10)] == [1]
    do_all(work, again)
    assert jobs.find(job.id).progress.done == 8


def test_steering(jobs: RecheckStore, filed: Sequence[str], work: RecheckWork) -> None:
    job = start(jobs)
    assert jobs.steer(job.id, "pause", NOW).state is RecheckState.PAUSED
    assert work.terms(job.id) is None
    with pytest.raises(RecheckStateError):
        jobs.steer(job.id, "pause", NOW)
    with pytest.raises(RecheckStateError):
        jobs.retry(job.id)
    assert jobs.steer(job.id, "resume", NOW).state is RecheckState.RUNNING
    assert jobs.steer(job.id, "cancel", NOW).state is RecheckState.CANCELLED
    with pytest.raises(RecheckStateError):
        jobs.steer(job.id, "resume", NOW)
    with pytest.raises(RecheckNotFoundError):
        jobs.steer("0" * 32, "pause", NOW)
    assert [one.id for one in jobs.page(None, 10)[0]] == [job.id]


def test_selection(
    jobs: RecheckStore, applications: ApplicationStore, filed: Sequence[str]
) -> None:
    applications.change(filed[0], ApplicationChange(state=ApplicationState.GRANTED))
    applications.change(filed[1], ApplicationChange(art_unit="A"))

    def chosen(**selection: object) -> int:
        request = RecheckRequest(selection=Selection.model_validate(selection))
        return jobs.plan(request, rules()).to_run

    assert chosen() == 7
    assert chosen(states=["granted"]) == 1
    assert chosen(art_units=["A", "B"]) == 1
    assert chosen(kinds=[ApplicationKind.DESIGN]) == 0
    assert chosen(ipc=["F16H2", "F16H3/00"]) == 2
    assert chosen(ipc=["A"]) == 0
    assert chosen(filed_from="2024-02-03", filed_to="2024-02-04") == 2
    assert chosen(rules=["CN-AAA-001"]) == 7


def test_only_what_a_changed_rule_can_touch_runs_again(
    jobs: RecheckStore, filed: Sequence[str], work: RecheckWork, applications: ApplicationStore
) -> None:
    def reasons(current: RuleSet, **selection: object) -> dict[str, int]:
        request = RecheckRequest(selection=Selection(only_affected=True, **selection))  # type: ignore[arg-type]
        plan = jobs.plan(request, current)
        assert plan.selected == len(filed)
        return {one.key: one.count for one in plan.by_reason}

    assert reasons(rules()) == {"never_checked": 8}
    do_all(work, start(jobs))
    assert reasons(rules()) == {}
    assert reasons(rules("s2", "2")) == {"rules_changed": 8}
    elsewhere = rules("s2", "2", concerned=scope("design"))
    # The changed rule concerned inventions before, so it may have a finding to clear there.
    assert reasons(elsewhere) == {"rules_changed": 8}
    assert reasons(rules("s2", engine="e2")) == {"engine_changed": 8}
    amended = next(iter(filed))
    case_file = applications.case_file(amended, 1, None)
    assert case_file is not None
    do_all(work, start(jobs, elsewhere), "s2")
    assert reasons(rules("s3", "3", concerned=scope("design"))) == {}
    expired = scope(until=date(2020, 1, 1))
    assert reasons(rules("s3", "3", concerned=expired)) == {}
    assert reasons(rules("s3", "3", concerned=scope(until=date(2024, 3, 1)))) == {
        "rules_changed": 8
    }


def test_unknown_rule_sets_and_amendments_run_again(
    jobs: RecheckStore, filed: Sequence[str], work: RecheckWork, engine: Engine
) -> None:
    do_all(work, start(jobs), "made elsewhere")
    request = RecheckRequest(selection=Selection(only_affected=True))
    [reason] = jobs.plan(request, rules()).by_reason
    assert (reason.key, reason.count) == ("engine_changed", 8)
    job = start(jobs)
    do_all(work, job)
    [item, *_] = jobs.items(job.id, 0, 1)
    late = start(jobs)
    changed = outcome(0, item.application_id)  # its digest is not the one of the papers
    assert work.finish(late.id, 0, [changed]) == 1
    [reason] = jobs.plan(request, rules()).by_reason
    assert (reason.key, reason.count) == ("papers_changed", 1)


def test_heartbeats_and_generations(
    jobs: RecheckStore, filed: Sequence[str], engine: Engine
) -> None:
    supervision = RecheckSupervision(engine)
    assert supervision.running() == []
    job = start(jobs)
    assert [one.id for one in supervision.running()] == [job.id]
    chunks = supervision.open_chunks(job.id)
    assert [(one.number, one.generation) for one in chunks] == [(0, 0), (1, 0), (2, 0)]
    assert supervision.renew(job.id, chunks[0])
    assert not supervision.renew(job.id, chunks[0])
    assert supervision.beat("a") == {"a": 1}
    assert supervision.beat("b") == {"a": 1, "b": 1}
    supervision.forget(["a"])
    assert supervision.beat("b") == {"b": 2}
