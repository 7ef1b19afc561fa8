"""False alarms, spans, injected defects and speed of the formal check: ``zhishen eval formal-check``.

Protocol. *Documents* are the filings of ``cnipa-efiling`` and the publications of the other folders
for whose office there are rules, with claims and description; each counts once, whatever its file
name. They passed examination, so an error-level finding is a false alarm until reading justifies it.
*Excerpts* are the records of every JSONL file, told apart by their keys. *Defects* are written into
the filed bytes of clean applications (``evaluation.mutations``) and looked for. Everything is
judged on one fixed day. Times are processor time of one core.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.antecedents import AntecedentCount
from evaluation.excerpts import Excerpt, read_excerpts
from evaluation.mutations.book import FOREIGN_MUTATORS, MUTATORS
from evaluation.mutations.foreign_claims import LONGEST
from evaluation.mutations.foreign_claims import SAMPLES as FOREIGN_SAMPLES
from evaluation.mutations.harness import Recall, measure
from evaluation.spans import SpanCount
from services.formal_check.domain.engine import CheckResult, check
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.rule_book import RuleBook
from shared.contracts.formal_check import Finding, Severity
from shared.formats import FiledPackage, ReadError, iter_inputs, read_files, read_path
from shared.model.case_file import CaseFile

AS_OF = date(2026, 3, 2)
FILINGS = ("cnipa-efiling",)
PUBLICATIONS = ("cn-publications", "st36-packages", "foreign-publications")
RECORDS = ("cn-abstracts", "cn-text", "cn-claims")
SAMPLES = Path(__file__).parent.parent / "samples" / "applications"
SPEED_ROUNDS = 5
EXCERPT_INPUTS = (Input.TITLE, Input.ABSTRACT, Input.CLAIMS)


@dataclass
class Measured:
    """Everything one run has counted."""

    documents: Counter[str] = field(default_factory=Counter)
    """Error-level findings of each document, by its path."""
    excerpts: dict[str, list[bool]] = field(default_factory=dict)
    """Whether each excerpt of a kind has an error-level finding of that kind."""
    spans: SpanCount = field(default_factory=SpanCount)
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Error-level findings by place (document or kind of excerpt) and code."""
    unread: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    """Rules that raised."""
    recall: Recall = field(default_factory=Recall)
    antecedents: AntecedentCount = field(default_factory=AntecedentCount)


def evaluate(data_dir: Path) -> dict[str, float]:
    """All figures that the folder's data allow; the details are printed."""
    book = rule_book()
    measured = Measured()
    check_documents(data_dir, book, measured)
    check_excerpts(data_dir, book, measured)
    applications = clean_applications(data_dir)
    found = partial(checked_findings, book, measured)
    measured.recall = measure(applications, MUTATORS, found)
    foreign = measure(foreign_publications(data_dir), FOREIGN_MUTATORS, found)
    measured.recall.trials.extend(foreign.trials)
    figures = _counted(measured) | speed(applications, book)
    print_details(Console(), measured)
    return figures


def check_documents(data_dir: Path, book: RuleBook, measured: Measured) -> None:
    """Check every filing and publication once."""
    seen: set[frozenset[str]] = set()
    for folder in (*FILINGS, *PUBLICATIONS):
        for path in _inputs(data_dir / folder):
            name = path.relative_to(data_dir).as_posix()
            try:
                package = read_path(path)
            except (ReadError, OSError) as error:
                measured.unread.append(f"{name}: {type(error).__name__}")
                continue
            content = frozenset(file.sha256 for file in package.files.values())
            if content in seen or not _is_complete(package.case_file):
                continue
            result = _check(package.case_file, book)
            if not result.outcomes:
                continue  # there are no rules for this office
            seen.add(content)
            application = package.case_file.application
            measured.antecedents.add(
                application.claims or (), result.findings, application.language
            )
            errors = [one for one in result.findings if one.severity is Severity.ERROR]
            measured.documents[name] = len(errors)
            measured.errors.update((name, one.code) for one in errors)
            _count(measured, package, result)


def _inputs(folder: Path) -> Iterable[Path]:
    return iter_inputs(folder) if folder.is_dir() else ()


def _is_complete(case_file: CaseFile) -> bool:
    application = case_file.application
    return bool(application.claims) and bool(
        application.description and application.description.paragraphs
    )


def check_excerpts(data_dir: Path, book: RuleBook, measured: Measured) -> None:
    """Check every title, abstract and claim set of the JSONL files."""
    for folder in RECORDS:
        for path in sorted((data_dir / folder).rglob("*.jsonl")):
            try:
                for excerpt in read_excerpts(path):
                    # Only rules that read such parts can find anything there.
                    profile = choose_profile(excerpt.case_file, AS_OF)
                    result = check(excerpt.case_file, book, profile, EXCERPT_INPUTS)
                    _count_excerpt(measured, excerpt, result)
            except OSError as error:
                name = path.relative_to(data_dir).as_posix()
                measured.unread.append(f"{name}: {type(error).__name__}")


def _count_excerpt(measured: Measured, excerpt: Excerpt, result: CheckResult) -> None:
    errors = [one for one in result.findings if one.severity is Severity.ERROR]
    for kind, units in excerpt.parts.items():
        own = [one for one in errors if one.location.unit in {None, *units}]
        measured.excerpts.setdefault(kind, []).append(bool(own))
        measured.errors.update((kind, one.code) for one in own)
    application = excerpt.case_file.application
    measured.antecedents.add(application.claims or (), result.findings, application.language)
    _count_faults(measured, result)


def clean_applications(data_dir: Path) -> dict[str, dict[str, bytes]]:
    """The applications into which defects are written: the good samples and the real filings."""
    folders = [path for path in _inputs(SAMPLES) if not path.name.endswith("-defective")]
    for name in FILINGS:
        folders.extend(path for path in _inputs(data_dir / name) if path.is_dir())
    found: dict[str, dict[str, bytes]] = {}
    for folder in folders:
        try:
            files = {
                f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
                for path in sorted(folder.rglob("*"))
                if path.is_file() and not path.name.startswith(".")
            }
            read_files(files)
        except (ReadError, OSError):
            continue  # counted among the documents that could not be read
        found[folder.name] = files
    return found


def foreign_publications(data_dir: Path) -> dict[str, Mapping[str, bytes]]:
    """Papers whose English claims are spoilt: two samples, and the publications that are short."""
    found: dict[str, Mapping[str, bytes]] = dict(FOREIGN_SAMPLES)
    for folder in PUBLICATIONS:
        for path in _inputs(data_dir / folder):
            if path.is_file() and path.stat().st_size <= LONGEST:
                found[path.relative_to(data_dir).as_posix()] = {path.name: path.read_bytes()}
    return found


def speed(applications: Mapping[str, Mapping[str, bytes]], book: RuleBook) -> dict[str, float]:
    """Time of the check alone, and applications read and checked per second, on one core."""
    checks: list[float] = []
    wholes: list[float] = []
    for files in applications.values():
        best_check, best_whole = float("inf"), float("inf")
        for _ in range(SPEED_ROUNDS):
            begin = time.process_time()
            case_file = read_files(files).case_file
            read = time.process_time()
            _check(case_file, book)
            end = time.process_time()
            best_check, best_whole = min(best_check, end - read), min(best_whole, end - begin)
        checks.append(1000 * best_check)
        wholes.append(best_whole)
    if not checks:
        return {}
    return {
        "check_ms_p50": statistics.median(checks),
        "applications_per_second": len(wholes) / sum(wholes),
    }


def _check(case_file: CaseFile, book: RuleBook) -> CheckResult:
    return check(case_file, book, choose_profile(case_file, AS_OF))


def checked_findings(
    book: RuleBook, measured: Measured, files: Mapping[str, bytes]
) -> Sequence[Finding]:
    """Read and check a package; its spans and faults count among ``measured``."""
    package = read_files(files)
    result = _check(package.case_file, book)
    _count(measured, package, result)
    return result.findings


def _count(measured: Measured, package: FiledPackage, result: CheckResult) -> None:
    measured.spans.add(package, result.findings)
    _count_faults(measured, result)


def _count_faults(measured: Measured, result: CheckResult) -> None:
    measured.faults.update(one.code for one in result.outcomes if one.internal_error)


def _counted(measured: Measured) -> dict[str, float]:
    figures: dict[str, float] = {"documents": len(measured.documents)}
    if measured.documents:
        figures["errors_per_document"] = measured.documents.total() / len(measured.documents)
    for kind, wrong in measured.excerpts.items():
        figures[f"{kind}s"] = len(wrong)
        figures[f"{kind}_errors_rate"] = sum(wrong) / len(wrong)
    figures["internal_errors"] = measured.faults.total()
    if measured.recall.trials:
        figures |= {
            "mutations": len(measured.recall.trials),
            "mutation_kinds": measured.recall.kinds,
            "mutation_recall": measured.recall.recall,
            "mutation_collateral": measured.recall.collateral,
        }
    if measured.spans.with_span:
        figures["span_exact"] = measured.spans.exact_share
        figures["span_share"] = measured.spans.share
    return figures | measured.antecedents.figures


def print_details(console: Console, measured: Measured) -> None:
    """What the figures do not say: which errors, which missed defects, what came along."""
    if measured.errors:
        table = Table("place", "code", "errors", title="Error-level findings", title_justify="left")
        for (place, code), count in sorted(measured.errors.items()):
            table.add_row(place, code, str(count))
        console.print(table)
    missed = measured.recall.missed()
    if missed:
        table = Table("kind", "recall", "missed in", title="Missed defects", title_justify="left")
        tried = Counter(trial.kind for trial in measured.recall.trials)
        for kind, trials in missed.items():
            share = 1 - len(trials) / tried[kind]
            notes = "; ".join(f"{trial.application} ({trial.note})" for trial in trials)
            table.add_row(kind, f"{share:.0%}", notes)
        console.print(table)
    together = Counter(
        (trial.kind, code) for trial in measured.recall.trials for code in trial.collateral
    )
    if together:
        table = Table("kind", "code", "findings", title="Collateral", title_justify="left")
        for (kind, code), count in together.most_common(15):
            table.add_row(kind, code, str(count))
        console.print(table)
    for title, entries in (
        ("Not read", measured.unread),
        ("Rules that raised", [f"{code}: {count}" for code, count in measured.faults.items()]),
        ("Spans that differ from their text", sorted(set(measured.spans.inexact))[:20]),
    ):
        if entries:
            console.print(f"[bold]{title}[/]", *entries, sep="\n  ")
